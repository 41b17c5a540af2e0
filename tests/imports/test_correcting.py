"""A value that was refused is corrected beside the file, checked at once, and published with the rest."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from stamkund.customers.models import Party
from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.correct_value import correct_value
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.files import path_of
from stamkund.imports.models import Correction, Import, Issue
from stamkund.imports.queries import reasons_of
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from tests.imports.conftest import Receive

pytestmark = pytest.mark.django_db
SALES = """Kvitto;Kundnr;Kundnamn;Datum;Belopp
1;7;Gunvor Myrsten;2014-05-01;2 450,00
2;7;Gunvor Myrsten;31/6 2014;1 290,00
3;8;Birger Tallmo;maj-14;1.29O:-
4;8;Birger Tallmo;2014-06-03;2 300,00
"""


@pytest.fixture
def check(match: Receive, asa: User) -> Receive:
    """Receive a text as a file, match it and try every row."""
    return lambda text=SALES, **mapping: check_rows(run=match(text, **mapping), actor=asa)


def counts(run: Import) -> tuple[int, int, int]:
    return run.counts["rows"], run.counts["published"], run.counts["refused"]


def test_a_corrected_row_is_checked_at_once_and_published_with_the_rest(check: Receive, asa: User) -> None:
    run = check()
    assert counts(run) == (4, 2, 2)
    correction = correct_value(run=run, row=3, field="date", value="30 juni 2014", actor=asa)

    assert (counts(run), run.counts["amounts"]) == ((4, 3, 1), {"SEK": "6040.00"})
    assert [reason.code for reason in reasons_of(run)] == ["month_without_day", "not_a_number"]
    publish_import(run=run, actor=asa)
    assert counts(run) == (4, 3, 1)
    assert sorted(Purchase.objects.values_list("number", flat=True)) == ["1", "2", "4"]
    assert (correction.before, correction.code, correction.actor) == ("31/6 2014", "impossible_date", asa)


def test_the_file_stays_as_it_came(check: Receive, asa: User) -> None:
    run = check()
    correct_value(run=run, row=3, field="date", value="2014-06-30", actor=asa)

    assert path_of(run.checksum).read_bytes() == SALES.encode()


def test_a_row_with_two_faults_is_refused_until_both_are_corrected(check: Receive, asa: User) -> None:
    run = check()
    correct_value(run=run, row=4, field="date", value="2014-05-14", actor=asa)
    assert (counts(run), run.counts["reasons"]) == ((4, 2, 2), {"impossible_date": 1, "not_a_number": 1})

    correct_value(run=run, row=4, field="amount", value="1.290,-", actor=asa)
    assert (counts(run), run.counts["reasons"]) == ((4, 3, 1), {"impossible_date": 1})


def test_a_correction_that_is_no_better_is_told_so(check: Receive, asa: User) -> None:
    run = check()
    correct_value(run=run, row=3, field="date", value="32 juni 2014", actor=asa)

    issue = Issue.objects.get(row=3)
    assert (issue.code, issue.value, counts(run)) == ("impossible_date", "32 juni 2014", (4, 2, 2))
    correct_value(run=run, row=3, field="date", value="30 juni 2014", actor=asa)
    assert [one.value for one in Correction.objects.order_by("id")] == ["32 juni 2014", "30 juni 2014"]
    assert counts(run) == (4, 3, 1)


def test_a_corrected_value_can_be_corrected_again(check: Receive, asa: User) -> None:
    run = check()
    correct_value(run=run, row=3, field="date", value="2014-06-30", actor=asa)
    correct_value(run=run, row=3, field="amount", value="1000", actor=asa)

    assert (counts(run), run.counts["amounts"]) == ((4, 3, 1), {"SEK": "5750.00"})


def test_the_same_file_again_needs_no_correction_and_changes_nothing(check: Receive, asa: User) -> None:
    first = check()
    correct_value(run=first, row=3, field="date", value="2014-06-30", actor=asa)
    publish_import(run=first, actor=asa)
    again = publish_import(run=check(), actor=asa)

    assert (again.counts["unchanged"], again.counts["published"], again.counts["refused"]) == (3, 0, 1)
    assert Purchase.objects.count() == 3


def test_checking_every_row_again_keeps_the_corrections(check: Receive, asa: User) -> None:
    run = check()
    correct_value(run=run, row=3, field="date", value="2014-06-30", actor=asa)

    assert counts(check_rows(run=run, actor=asa)) == (4, 3, 1)


def test_a_receipt_that_contradicts_another_gets_its_own_number(check: Receive, asa: User) -> None:
    run = check("Kvitto;Kundnr;Datum;Belopp\n1;7;2014-05-01;10\n1;8;2014-05-01;20\n")
    assert run.counts["reasons"] == {"other_customer": 1}
    correct_value(run=run, row=3, field="number", value="2", actor=asa)
    publish_import(run=run, actor=asa)

    assert counts(run) == (2, 2, 0)
    assert Purchase.objects.count() == 2


def test_a_name_is_written_where_a_column_can_hold_it(check: Receive, asa: User) -> None:
    run = check("Förnamn;Efternamn;Ort\n;;Sala\nBirger;Tallmo;Sala\n")
    issue = Issue.objects.get()
    correct_value(run=run, row=issue.row, field=issue.field, value="Grönhed", actor=asa)
    publish_import(run=run, actor=asa)

    assert set(Party.objects.values_list("name", flat=True)) == {"Grönhed", "Birger Tallmo"}


def test_a_mail_that_was_left_out_comes_along(check: Receive, asa: User) -> None:
    run = check("Namn;E-post\nLars Grönhed;lars@\n")
    assert run.counts["left_out"] == 1
    correct_value(run=run, row=2, field="mail", value="lars@sala.example", actor=asa)
    publish_import(run=run, actor=asa)

    assert (run.counts["published"], run.counts["left_out"]) == (1, 0)
    assert Party.objects.get().contact_points.get().value == "lars@sala.example"


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ((2, "date", "2014-06-30"), "Nothing is wrong with row 2."),
        ((99, "date", "2014-06-30"), "Nothing is wrong with row 99."),
        ((3, "currency", "SEK"), "No column of the file is matched with “Currency”."),
        ((3, "weight", "7"), "No column of the file is matched with “weight”."),
        ((3, "date", "a" * 201), "Write one line of at most 200 characters."),
        ((3, "date", "2014\n06"), "Write one line of at most 200 characters."),
        ((6, "number", "5"), "Row 6 cannot be read (more values than columns). Mend it in the file."),
    ],
)
def test_what_cannot_be_corrected_gets_a_sentence(
    check: Receive, asa: User, wish: tuple[int, str, str], sentence: str
) -> None:
    row, field, value = wish
    run = check(SALES + "5;9;Lars Grönhed;2014-06-04;10;;;mer\n")
    with pytest.raises(ValidationError) as refused:
        correct_value(run=run, row=row, field=field, value=value, actor=asa)

    assert refused.value.messages == [sentence]
    assert not Correction.objects.exists()


def test_nothing_is_corrected_once_it_is_published(check: Receive, asa: User) -> None:
    run = publish_import(run=check(), actor=asa)
    with pytest.raises(ValidationError, match="until they are published"):
        correct_value(run=run, row=3, field="date", value="2014-06-30", actor=asa)


def test_a_reader_corrects_nothing(check: Receive, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        correct_value(run=check(), row=3, field="date", value="2014-06-30", actor=rut)
    assert not Correction.objects.exists()
