"""The four steps in the browser, page by page, with a worker that does what was asked for."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stamkund.customers.models import Party
from stamkund.imports.models import Import
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from stamkund.worker.runner import run_next
from stamkund.worker.tasks import discover_tasks

FILE = """Kvitto;Kundnr;Kundnamn;Datum;Belopp
1;7;Gunvor Myrsten;2014-05-01;2 450
2;7;Gunvor Myrsten;maj-14;390
3;8;=cmd;v.32;1
"""

STEPS = ("check", "corrections", "stop", "publication", "reversal")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def as_jonas(client: Client, jonas: User) -> Client:
    client.force_login(jonas)
    return client


def send(client: Client, content: str | bytes = FILE, name: str = "kassan.csv") -> str:
    """Send a file; the address it leads to."""
    body = content.encode("cp1252") if isinstance(content, str) else content
    response = client.post("/imports/new", {"file": SimpleUploadedFile(name, body)})
    return str(response.headers.get("Location", response.content.decode()))


def work() -> None:
    """Do everything that waits."""
    discover_tasks()
    while run_next("test"):
        pass


def matching(**changes: str) -> dict[str, str]:
    fields = ("number", "customer", "customer_name", "date", "amount")
    return {"kind": "purchases", **{f"column_{index}": field for index, field in enumerate(fields)}, **changes}


def checked(client: Client, **changes: str) -> str:
    """Send the file, match it and let it be checked; the address of the import."""
    address = send(client).removesuffix("/columns")
    assert client.post(f"{address}/columns", matching(**changes)).headers["Location"] == f"{address}/check"
    work()
    return address


def test_a_file_leads_through_four_steps_to_purchases(as_jonas: Client, jonas: User) -> None:
    address = send(as_jonas).removesuffix("/columns")
    columns = as_jonas.get(f"{address}/columns").content.decode()
    assert "What is in each column?" in columns
    assert '<option value="customer_name" selected>' in columns

    as_jonas.post(f"{address}/columns", matching())
    assert "Checking kassan.csv" in as_jonas.get(f"{address}/check").content.decode()
    work()
    assert "Publish the purchases" in as_jonas.get(f"{address}/check").content.decode()
    assert not Purchase.objects.exists()

    as_jonas.post(f"{address}/publication")
    assert "Publishing kassan.csv" in as_jonas.get(f"{address}/publication").content.decode()
    work()
    assert "is part of the memory now" in as_jonas.get(f"{address}/publication").content.decode()
    assert Purchase.objects.get().event.actor == jonas  # type: ignore[union-attr]  # None fails the test


def test_rows_that_were_refused_are_listed_with_the_reason(as_jonas: Client) -> None:
    page = as_jonas.get(f"{checked(as_jonas)}/check?reason=week_without_day").content.decode()

    assert "A week without a day" in page
    assert '<code class="v">v.32</code>' in page
    assert '<code class="v">maj-14</code>' not in page


def test_a_month_can_be_read_as_its_first_day_after_all(as_jonas: Client) -> None:
    address = checked(as_jonas)
    assert "Read the month as its first day, 1 row" in as_jonas.get(f"{address}/check").content.decode()
    as_jonas.post(f"{address}/check", {"months_as_first_day": "on"})
    work()

    assert Import.objects.get().counts["published"] == 2
    assert Import.objects.get().counts["reasons"] == {"week_without_day": 1}


def test_a_refused_value_is_mended_on_the_page_of_the_check(as_jonas: Client, jonas: User) -> None:
    address = checked(as_jonas)
    page = as_jonas.get(f"{address}/check?reason=week_without_day&mend=4-date").content.decode()
    assert 'aria-label="Date in row 4"' in page
    answer = {"row": "4", "field": "date", "value": "2014-08-07", "reason": "week_without_day"}
    assert as_jonas.post(f"{address}/corrections", answer).status_code == 302

    page = as_jonas.get(f"{address}/check?reason=mended").content.decode()
    assert '<code class="v">v.32</code>' in page
    assert f"{jonas.name}, today" in page
    assert Import.objects.get().counts["refused"] == 1


def test_a_mended_value_is_answered_with_what_is_left_to_mend(as_jonas: Client) -> None:
    address = checked(as_jonas)
    answer = {"row": "4", "field": "date", "value": "v.33", "reason": "week_without_day"}
    page = as_jonas.post(f"{address}/corrections", answer, headers={"HX-Request": "true"}).content.decode()
    assert page.startswith('<div class="import-work"')
    assert "mended; the file says v.32" in page

    page = as_jonas.post(f"{address}/corrections", {"row": "x"}, headers={"HX-Request": "true"}).content.decode()
    assert "Write one line of at most 200 characters." in page
    answer |= {"row": "2"}
    page = as_jonas.post(f"{address}/corrections", answer, headers={"HX-Request": "true"}).content.decode()
    assert "Nothing is wrong with row 2." in page


def test_a_check_is_stopped_and_done_again(as_jonas: Client) -> None:
    address = send(as_jonas).removesuffix("/columns")
    as_jonas.post(f"{address}/columns", matching())
    assert as_jonas.post(f"{address}/stop").headers["Location"] == address
    work()
    assert as_jonas.get(address).headers["Location"].endswith("/columns")

    as_jonas.post(f"{address}/columns", matching())
    work()
    as_jonas.post(f"{address}/check")
    as_jonas.post(f"{address}/stop")
    assert "The check of kassan.csv was stopped" in as_jonas.get(f"{address}/check").content.decode()
    as_jonas.post(f"{address}/check")
    work()
    assert "kassan.csv is checked" in as_jonas.get(f"{address}/check").content.decode()


def test_a_publication_is_stopped_and_gone_on_with(as_jonas: Client) -> None:
    address = checked(as_jonas)
    as_jonas.post(f"{address}/publication")
    as_jonas.post(f"{address}/stop")
    work()
    assert not Purchase.objects.exists()
    Import.objects.update(done_row=2, done_rows=1)
    assert "kassan.csv was stopped on its way" in as_jonas.get(f"{address}/publication").content.decode()
    assert "Stopped" in as_jonas.get("/imports").content.decode()

    as_jonas.post(f"{address}/publication")
    work()
    assert Import.objects.get().state == "published"
    as_jonas.post(f"{address}/stop")
    assert Import.objects.get().state == "published"


def test_dates_that_can_be_two_days_are_asked_about_and_the_answer_remembered(as_jonas: Client) -> None:
    said = FILE.replace("2014-05-01", "03/04/2011")
    address = send(as_jonas, said).removesuffix("/columns")
    page = as_jonas.get(f"{address}/columns").content.decode()
    assert "03/04/2011 is read as 3 April 2011." in page
    assert "No date we have read says which comes first. It could be 4 March 2011." in page

    as_jonas.post(f"{address}/columns", matching(dates_as="mdy"))
    work()
    page = as_jonas.get(f"{address}/check").content.decode()
    assert "03/04/2011 is read as 4 March 2011." in page
    assert "Somebody has chosen so" in page
    again = as_jonas.get(send(as_jonas, said.replace("2 450", "2 451"))).content.decode()
    assert "03/04/2011 is read as 4 March 2011." in again


def test_dates_that_show_their_order_say_how(as_jonas: Client) -> None:
    said = FILE.replace("2014-05-01", "03/04/2011").replace("maj-14", "04/25/2011")
    page = as_jonas.get(send(as_jonas, said)).content.decode()

    assert "03/04/2011 is read as 4 March 2011." in page
    assert "04/25/2011 can only have the month first, and 1 row is like that." in page


def test_dates_that_are_certain_are_not_asked_about(as_jonas: Client) -> None:
    assert "is read as" not in as_jonas.get(send(as_jonas)).content.decode()


def test_the_refused_rows_can_be_taken_along_and_hold_no_formula(as_jonas: Client) -> None:
    response = as_jonas.get(f"{checked(as_jonas)}/refused.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]  # None fails the test

    assert lines[0] == "Row,Customer,Field,In the file,Reason"
    assert lines[1:] == ["3,Gunvor Myrsten,Date,maj-14,A month without a day", "4,'=cmd,Date,v.32,A week without a day"]


def test_every_address_leads_to_the_step_the_file_has_come_to(as_jonas: Client) -> None:
    address = send(as_jonas).removesuffix("/columns")
    assert as_jonas.get(address).headers["Location"].endswith("/columns")
    as_jonas.post(f"{address}/columns", matching())
    assert as_jonas.get(address).headers["Location"].endswith("/check")
    work()
    as_jonas.post(f"{address}/publication")
    work()
    assert as_jonas.get(address).headers["Location"].endswith("/publication")
    assert as_jonas.get(f"{address}/columns").status_code == 302


def test_the_list_calls_no_row_brought_in_that_was_only_checked(as_jonas: Client) -> None:
    address = checked(as_jonas)
    assert "brought in" not in as_jonas.get("/imports").text.split("<tbody")[1]

    as_jonas.post(f"{address}/publication")
    work()
    assert "1 row brought in" in as_jonas.get("/imports").text


def test_an_import_is_taken_back_from_the_list(as_jonas: Client) -> None:
    address = checked(as_jonas)
    as_jonas.post(f"{address}/publication")
    work()
    assert "Take back kassan.csv" in as_jonas.get("/imports").content.decode()
    as_jonas.post(f"{address}/reversal")
    work()

    assert "Everything is as it was before." in as_jonas.get(f"{address}/publication").content.decode()
    assert not Party.objects.exists()
    assert as_jonas.post(f"{address}/reversal").headers["Location"] == "/imports"


def test_a_pdf_named_csv_is_answered_in_a_sentence(as_jonas: Client) -> None:
    assert "This is a PDF, whatever it is called." in send(as_jonas, b"%PDF-1.7 hej")
    assert "The file is empty." in send(as_jonas, b"")
    assert "Choose a file first." in as_jonas.post("/imports/new").content.decode()


def test_two_columns_for_one_field_and_a_missing_date_are_asked_about(as_jonas: Client) -> None:
    address = send(as_jonas).removesuffix("/columns")
    response = as_jonas.post(f"{address}/columns", matching(column_3="", column_0="amount"))
    page = response.content.decode()

    assert response.status_code == 422
    assert "Two columns are matched with “Amount”. Keep one." in page
    assert "Say which column is: Date." in page


def test_a_currency_nobody_knows_stops_the_check_with_a_sentence(as_jonas: Client) -> None:
    address = checked(as_jonas, currency="QQQ")

    assert Import.objects.get().counts["reasons"]["unknown_currency"] == 1
    assert "Currency is unknown" in as_jonas.get(f"{address}/check").content.decode()


def test_the_rows_can_be_called_customers_instead(as_jonas: Client) -> None:
    page = as_jonas.get(f"{send(as_jonas)}?kind=parties").content.decode()

    assert '<option value="given_name">Given name</option>' in page
    assert "Receipt numbers begin again" not in page


def test_a_matching_that_is_remembered_is_offered_again(as_jonas: Client) -> None:
    checked(as_jonas, column_4="", column_1="amount", keep_as="kassan")
    page = as_jonas.get(send(as_jonas)).content.decode()

    assert "Matched as the last file with this heading." in page


def test_a_reader_sees_the_list_and_can_do_nothing(client: Client, jonas: User, rut: User) -> None:
    client.force_login(jonas)
    address = checked(client)
    client.force_login(rut)

    assert "Bring in a file" not in client.get("/imports").content.decode()
    assert client.get("/imports/new").status_code == 403
    assert [client.post(f"{address}/{step}").status_code for step in STEPS] == [403] * len(STEPS)
    assert not Purchase.objects.exists()


def test_what_is_not_there_is_not_found(as_jonas: Client) -> None:
    assert as_jonas.get(f"/imports/{uuid4()}/check").status_code == 404


def test_the_empty_list_says_what_will_stand_there(as_jonas: Client) -> None:
    assert "Nothing has been brought in yet" in as_jonas.get("/imports").content.decode()
