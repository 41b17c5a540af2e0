from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stamkund.customers.models import Party
from stamkund.imports.models import Import
from stamkund.purchases.models import Purchase
from stamkund.worker.runner import run_next
from tests.api.conftest import Program

REGISTER = "namn;e-post\nAnna Alm;anna@alm.example\nBo Bok;bo@bok.example\n;ingen-adress\n"


def send(program: Program, content: str | bytes = REGISTER, *, key: str | None = None, **form: object) -> Any:
    raw = content if isinstance(content, bytes) else content.encode()
    headers = {"Authorization": f"Bearer {program.secret}"} | ({"Idempotency-Key": key} if key else {})
    fields = {"file": SimpleUploadedFile("register.csv", raw), "as": "parties"} | form
    return program.client.post("/api/v1/imports", fields, headers=headers)


def work() -> None:
    """Do what the worker would do."""
    while run_next("test", queues=("imports",)):
        pass


def test_a_file_becomes_customers_and_can_be_taken_back(till: Program) -> None:
    response = send(till)
    assert response.status_code == 202
    assert (response.json()["state"], response.json()["work"]) == ("mapped", "publish")
    work()

    answer = till.get(f"imports/{response.json()['id']}").json()
    assert (answer["state"], answer["result"]["published"], answer["result"]["refused"]) == ("published", 2, 1)
    assert answer["problems"][0]["row"] == 4
    assert Party.objects.filter(name__in=["Anna Alm", "Bo Bok"]).count() == 2

    reverting = till.post(f"imports/{answer['id']}/revert", {})
    assert (reverting.status_code, reverting.json()["work"]) == (202, "revert")
    work()
    assert till.get(f"imports/{answer['id']}").json()["state"] == "reverted"
    assert not Party.objects.exists()


def test_taking_back_twice_is_once_and_what_stored_nothing_is_not_taken_back(till: Program) -> None:
    import_id = send(till).json()["id"]
    assert till.post(f"imports/{import_id}/revert", {}).status_code == 422
    work()

    for _again in range(2):
        assert till.post(f"imports/{import_id}/revert", {}).json()["work"] == "revert"
    work()
    assert till.post(f"imports/{import_id}/revert", {}).json()["work"] == ""
    assert till.get(f"imports/{import_id}").json()["state"] == "reverted"


def test_a_dry_run_checks_every_row_and_stores_nobody(till: Program) -> None:
    queued = send(till, dry_run="true").json()
    import_id = queued["id"]
    assert queued["work"] == till.get(f"imports/{import_id}").json()["work"] == "check"
    work()

    answer = till.get(f"imports/{import_id}").json()
    assert (answer["state"], answer["result"]["refused"]) == ("checked", 1)
    assert not Party.objects.exists()


def test_columns_are_told_by_name(till: Program) -> None:
    send(till, "who;mejl\nAnna Alm;anna@alm.example\n", map=["name=who", "mail=mejl"])
    work()

    assert Party.objects.get().name == "Anna Alm"


def test_the_same_file_with_the_same_key_is_one_import(till: Program) -> None:
    first, second = send(till, key="k-1"), send(till, key="k-1")

    assert first.json() == second.json()
    assert Import.objects.count() == 1
    assert send(till, REGISTER + "Ny;ny@ny.example\n", key="k-1").status_code == 422


@pytest.mark.parametrize("content", [b"", b"namn;e-post\n", b"%PDF-1.7 no table", b"PK\x03\x04 no workbook"])
def test_what_is_no_table_gets_a_sentence_and_leaves_nothing(till: Program, content: bytes) -> None:
    response = send(till, content)

    assert response.status_code == 422
    assert response.json()["detail"]
    assert not Import.objects.exists()


def test_a_reader_imports_nothing_and_takes_nothing_back(ledger: Program, till: Program) -> None:
    import_id = send(till).json()["id"]

    assert send(ledger).status_code == 403
    assert ledger.post(f"imports/{import_id}/revert", {}).status_code == 403
    assert ledger.get(f"imports/{import_id}").status_code == 200


def test_an_import_without_a_file_is_refused(till: Program) -> None:
    assert till.post("imports", {}).status_code == 422
    assert till.get("imports/0199b1f0-0000-7000-8000-000000000000").status_code == 404


SALES = "Kvitto;Kundnr;Datum;Belopp\n1;7;2014-05-01;10\n2;7;v.32;20\n"
PURCHASES = {"as": "purchases"}


def test_a_refused_value_is_corrected_and_the_import_published(till: Program) -> None:
    import_id = send(till, SALES, dry_run="true", **PURCHASES).json()["id"]
    work()
    correction = {"row": 3, "field": "date", "value": "2014-08-07"}
    answer = till.post(f"imports/{import_id}/corrections", correction)
    assert answer.status_code == 201
    assert (answer.json()["result"]["refused"], answer.json()["problems"]) == (0, [])
    corrected = answer.json()["corrections"][0]
    assert (corrected["before"], corrected["value"], corrected["code"]) == ("v.32", "2014-08-07", "week_without_day")

    assert till.post(f"imports/{import_id}/publications", {}).status_code == 202
    work()
    assert till.get(f"imports/{import_id}").json()["result"]["published"] == 2
    refused = till.post(f"imports/{import_id}/corrections", correction)
    assert (refused.status_code, "until they are published" in refused.json()["detail"]) == (422, True)
    assert till.post(f"imports/{import_id}/publications", {}).status_code == 422


def test_an_import_is_stopped_before_it_begins_and_gone_on_with(till: Program) -> None:
    import_id = send(till, SALES, **PURCHASES).json()["id"]
    assert till.post(f"imports/{import_id}/stops", {}).json()["state"] == "stopped"
    work()
    assert till.get(f"imports/{import_id}").json()["result"]["published"] == 0
    assert till.post(f"imports/{import_id}/stops", {}).status_code == 422

    till.post(f"imports/{import_id}/publications", {})
    work()
    assert till.get(f"imports/{import_id}").json()["state"] == "published"


def test_the_order_of_dates_is_told(till: Program) -> None:
    send(till, SALES.replace("2014-05-01", "03/04/2014"), dates_as="mdy", **PURCHASES)
    work()

    assert Purchase.objects.get().purchased_at.month == 3


def test_a_reader_stops_corrects_and_publishes_nothing(ledger: Program, till: Program) -> None:
    import_id = send(till, SALES, **PURCHASES).json()["id"]

    assert ledger.post(f"imports/{import_id}/stops", {}).status_code == 403
    assert ledger.post(f"imports/{import_id}/publications", {}).status_code == 403
    correction = {"row": 3, "field": "date", "value": "2014-08-07"}
    assert ledger.post(f"imports/{import_id}/corrections", correction).status_code == 403
