"""Customers from files: found again by number, mail or phone, changed where the file knows more, and taken back."""

import pytest

from stamkund.customers.models import ContactPoint, Identifier, Party, Role
from stamkund.customers.rules import sort_name
from stamkund.dialogue.actions.write_note import write_note
from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.models import Change, Import, Issue, Mapping
from stamkund.imports.queries import result_of
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from tests.imports.conftest import Receive

FILE = """Kundnr;Förnamn;Efternamn;E-post;Mobil;Adress;Postnr;Ort
412;Karin;Dalsjö;karin@dalsjo.example;070-174 06 12;Åsgatan 114;791 71;Falun
413;Per;Myrsten;per@myrsten.example;070-174 06 13;Storgatan 1;733 30;Sala
"""

pytestmark = pytest.mark.django_db


def test_a_file_becomes_customers_with_everything_it_says(publish: Receive, asa: User) -> None:
    run = publish(FILE)
    karin = Party.objects.get(name="Karin Dalsjö")

    assert result_of(run).published == 2
    assert (karin.given_name, karin.family_name, karin.city) == ("Karin", "Dalsjö", "Falun")
    assert {point.kind: point.matching for point in karin.contact_points.all()} == {
        "mail": "karin@dalsjo.example",
        "phone": "+46701740612",
        "postal": "asgatan 114, 791 71 falun",
    }
    assert list(karin.identifiers.values_list("source", "key")) == [("file", "412")]
    assert Event.objects.get(party=karin).kind == "party.added"
    assert Event.objects.get(party=karin).actor == asa


def test_the_same_file_twice_changes_nothing(publish: Receive) -> None:
    publish(FILE)
    before = (
        Party.objects.count(),
        ContactPoint.objects.count(),
        Event.objects.exclude(kind="import.published").count(),
    )
    again = result_of(publish(FILE))

    assert (again.published, again.unchanged, again.parties) == (0, 2, 0)
    assert before == (
        Party.objects.count(),
        ContactPoint.objects.count(),
        Event.objects.exclude(kind="import.published").count(),
    )


def test_an_overlapping_file_adds_only_what_is_new(publish: Receive) -> None:
    publish(FILE)
    overlapping = result_of(publish(FILE + "414;Ida;Kvarnlund;ida@kvarnlund.example;;;;\n"))

    assert (overlapping.published, overlapping.unchanged) == (1, 2)
    assert Party.objects.count() == 3


def test_somebody_known_by_mail_is_not_added_again(publish: Receive, karin: Party) -> None:
    run = publish("Namn;E-post;Telefon\nKarin Dalsjö;KARIN@dalsjo.example;0243-123 45\n")

    assert Party.objects.count() == 1
    assert result_of(run).more["changed"] == 1
    assert set(karin.contact_points.filter(kind="phone").values_list("matching", flat=True)) == {
        "+46701740612",
        "+4624312345",
    }
    assert karin.contact_points.get(kind="phone", primary=True).matching == "+46701740612"


def test_a_shared_telephone_joins_only_people_of_one_name(publish: Receive, karin: Party) -> None:
    publish("Namn;Mobil\nKARIN DALSJÖ;0701740612\nErik Dalsjö;0701740612\n")

    assert set(Party.objects.values_list("name", flat=True)) == {"KARIN DALSJÖ", "Erik Dalsjö"}


def test_two_customer_numbers_are_two_customers_even_with_one_mail(publish: Receive) -> None:
    publish("Kundnr;Namn;E-post\n1;Karin;hemma@dalsjo.example\n2;Erik;hemma@dalsjo.example\n")

    assert Party.objects.count() == 2


def test_a_file_that_knows_better_changes_and_a_blank_erases_nothing(publish: Receive) -> None:
    publish(FILE)
    run = publish("Kundnr;Förnamn;Efternamn;E-post;Ort\n412;Karin;Björk;;Borlänge\n")
    karin = Party.objects.get(identifiers__key="412")

    assert (karin.name, karin.city, karin.folded_city) == ("Karin Björk", "Borlänge", "borlange")
    assert karin.sort_name == sort_name(name="Karin Björk", given_name="Karin", family_name="Björk", region="SE")
    assert karin.contact_points.filter(kind="mail").exists()
    assert result_of(run).more["changed"] == 1
    assert Event.objects.get(party=karin, kind="party.changed").data["before"]["city"] == "Falun"


def test_rows_that_cannot_be_read_are_refused_with_row_field_and_reason(publish: Receive) -> None:
    rows = ["1;Anna;anna@sala.example", "2;;", "3;Per;per at falun", "5;Bo;b@x.example;för;många"]
    result = result_of(publish("Kundnr;Namn;E-post\n" + "\n".join(rows)))

    assert list(Issue.objects.order_by("row").values_list("row", "field", "value", "code", "refused")) == [
        (3, "name", "", "no_name", True),
        (4, "mail", "per at falun", "mail_not_plausible", False),
        (5, "", "5 Bo b@x.example för många", "too_many_cells", True),
    ]
    assert set(Party.objects.values_list("name", flat=True)) == {"Anna", "Per"}
    assert (result.rows, result.published, result.refused) == (4, 2, 2)


def test_checking_tells_what_publishing_would_do_and_writes_nothing(
    match: Receive, publish: Receive, asa: User
) -> None:
    checked = check_rows(run=match(FILE + "415;;;;;;;\n"), actor=asa)

    assert not Party.objects.exists()
    assert not Event.objects.filter(kind="party.added").exists()
    told = result_of(checked)
    assert (told.rows, told.published, told.refused, told.parties, told.reasons) == (3, 2, 1, 2, {"no_name": 1})
    assert (
        result_of(publish(FILE + "415;;;;;;;\n")).as_json().items()
        >= {"published": 2, "refused": 1, "parties": 2}.items()
    )


def test_reverting_removes_what_was_added_and_restores_what_was_changed(
    publish: Receive, karin: Party, asa: User
) -> None:
    before = register()
    run = publish(
        "Namn;E-post;Telefon;Ort\nKarin Björk;karin@dalsjo.example;0243-123 45;Sala\nPer;per@sala.example;;\n"
    )
    assert Party.objects.get(pk=karin.pk).name == "Karin Björk"
    revert_import(run=run, actor=asa)

    assert register() == before
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert kinds == {"staff.added", "party.added", "import.published", "import.reverted"}
    assert not Change.objects.exists()


def register() -> list[list[tuple[object, ...]]]:
    """Everything the register says, but for when it was last written."""
    parties = Party.objects.order_by("id").values_list(
        "name", "given_name", "family_name", "sort_name", "city", "folded_city"
    )
    return [list(parties), list(ContactPoint.objects.values_list()), list(Identifier.objects.values_list())]


def test_a_customer_somebody_has_written_about_stays(publish: Receive, asa: User) -> None:
    run = publish(FILE)
    write_note(party=Party.objects.get(name="Karin Dalsjö"), text="Ringde om sulor.", actor=asa, source="test")
    revert_import(run=run, actor=asa)

    assert list(Party.objects.values_list("name", flat=True)) == ["Karin Dalsjö"]
    assert Import.objects.get(pk=run.pk).counts["left"] == {"party": 1}


def test_a_reverted_file_can_be_published_again(publish: Receive, asa: User) -> None:
    revert_import(run=publish(FILE), actor=asa)
    again = result_of(publish(FILE))

    assert (again.published, Party.objects.count()) == (2, 2)


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_heading(match: Receive, publish: Receive) -> None:
    publish(
        "Vem;Var;Nr\nAnna;Sala;1\n", kind="parties", told={"name": "Vem", "city": "B", "number": "-1"}, keep_as="kassan"
    )
    again = match("Vem;Var;Nr\nPer;Falun;2\n")

    assert again.mapping["columns"] == {"name": 0, "city": 1, "number": -1}
    assert Mapping.objects.get(name="kassan").kind == "parties"


def test_an_organisation_is_one_and_its_public_number_finds_it_again(publish: Receive) -> None:
    publish("Företag;Orgnr\nBjörk & Co AB;556677-8899\n")
    again = publish("Firma;Org.nr;E-post\nBjörk & Co AB;556677-8899;hej@bjork.example\n")

    assert Party.objects.get().kind == "organisation"
    assert result_of(again).more["changed"] == 1


def test_somebody_at_an_organisation_is_joined_to_it_once(publish: Receive, bjork: Party, asa: User) -> None:
    rows = ["Åsa;Bjørk & Ærlig AS;asa@bjork.example", "Per;Ny AB;per@ny.example", "Ida;Ny AB;ida@ny.example"]
    text = "\n".join(["Namn;Företag;E-post", *rows])
    run = publish(text)
    publish(text)

    assert set(Role.objects.values_list("party__name", "kind", "at__name")) == {
        ("Åsa", "works_at", "Bjørk & Ærlig AS"),
        ("Per", "works_at", "Ny AB"),
        ("Ida", "works_at", "Ny AB"),
    }
    assert result_of(run).parties == 4
    revert_import(run=run, actor=asa)
    assert list(Party.objects.values_list("name", flat=True)) == ["Bjørk & Ærlig AS"]
