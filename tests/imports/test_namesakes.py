"""Who is meant by a phone and a name: a family shares its number, a placeholder is shared by thousands."""

from cProfile import Profile

import pytest

from stamkund.customers.models import Identifier, Party
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.imports.queries import result_of
from stamkund.staff.models import User
from tests.imports.conftest import Receive

pytestmark = pytest.mark.django_db


def numbers_of(name: str) -> list[set[str]]:
    """The customer numbers of everybody called so, one set for each."""
    parties = Party.objects.filter(name=name, merged_into=None).order_by("id")
    return [set(party.identifiers.values_list("key", flat=True)) for party in parties]


def test_a_number_goes_to_the_namesake_who_has_none(publish: Receive) -> None:
    publish("Kundnr;Namn;Mobil\n1;Eva Lund;0701740612\n;Eva Lund;0701740613\n")
    publish("Kundnr;Namn;Mobil\n2;EVA LUND;0701740612\n3;Eva Lund;0701740613\n")

    assert numbers_of("Eva Lund") == [{"1"}, {"3"}]
    assert numbers_of("EVA LUND") == [{"2"}]


def test_within_one_file_only_the_first_number_finds_who_has_none(publish: Receive) -> None:
    publish("Kundnr;Namn;Mobil\n;Eva Lund;0701740612\n1;Eva Lund;0701740612\n2;Eva Lund;0701740612\n")

    assert numbers_of("Eva Lund") == [{"1"}, {"2"}]


def test_a_row_without_a_number_means_the_first_namesake(publish: Receive) -> None:
    publish("Kundnr;Namn;Mobil\n1;Eva Lund;0701740612\n2;Eva Lund;0701740612\n")
    run = publish("Namn;Mobil;Ort\nEva Lund;0701740612;Falun\n")

    assert result_of(run).more["changed"] == 1
    assert Party.objects.get(city="Falun").identifiers.get().key == "1"


def test_a_row_finds_who_was_renamed_by_the_row_before(publish: Receive) -> None:
    publish("Kundnr;Namn;Mobil\n1;Eva Lund;0701740612\n")
    publish("Kundnr;Namn;Mobil\n1;Eva Björk;\n;Eva Björk;0701740612\n;Eva Lund;0701740612\n")

    assert set(Party.objects.values_list("name", flat=True)) == {"Eva Björk", "Eva Lund"}
    assert Identifier.objects.get().party.name == "Eva Björk"


def test_the_phone_of_a_joined_entry_leads_to_the_one_that_stayed(publish: Receive, asa: User) -> None:
    publish("Kundnr;Namn;Mobil\n1;Eva Lund;0701740612\n2;E. Lund;0701740699\n")
    stays, goes = Party.objects.order_by("id")
    merge_parties(party=goes, survivor=stays, actor=asa, source="staff")

    assert result_of(publish("Namn;Mobil\nEva Lund;0701740699\n")).parties == 0


@pytest.mark.parametrize("row", ["{0};Kund nummer {0};000 000 00", "{0};Okänd kund;000 000 00", ";Kund {0};000 000 00"])
def test_a_placeholder_that_everybody_shares_makes_no_row_dearer(publish: Receive, row: str) -> None:
    def calls(first: int, count: int) -> int:
        rows = "\n".join(row.format(number) for number in range(first, first + count))
        with Profile() as profile:
            run = publish(f"Kundnr;Namn;Telefon\n{rows}\n")
        assert result_of(run).parties == count
        return sum(entry.callcount for entry in profile.getstats())

    publish("Kundnr;Namn;Telefon\n0;Först;000 000 00\n")
    few, many = calls(1_000, 100), calls(2_000, 400)

    assert many < 6 * few
