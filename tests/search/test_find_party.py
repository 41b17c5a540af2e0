import pytest

from stamkund.customers.actions.add_contact_point import NewContactPoint, add_contact_point, remove_contact_point
from stamkund.customers.actions.add_parties import NewParty, add_parties
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.begin_role import add_identifier
from stamkund.customers.actions.change_party import change_party
from stamkund.customers.models import ContactKind, Party
from stamkund.identity.actions.merge_parties import merge_parties, unmerge_parties
from stamkund.search.actions.index_party import index_parties
from stamkund.search.queries import search
from stamkund.staff.models import User
from tests.search.conftest import Ask


@pytest.mark.parametrize(
    "q",
    [
        "k", "kar", "Karin", "KARIN", "dalsjo", "DALSJÖ", "karin dal", "dal karin", "  karin   dalsjö ",
        "karin@dalsjo.example", "karin@dal", "karin@dalsjo.ex", "412", "karin 412",
    ],
)  # fmt: skip
def test_a_person_is_found_by_beginnings_in_any_order(karin: Party, bjork: Party, found: Ask, q: str) -> None:
    assert found(q) == ["Karin Dalsjö"]


@pytest.mark.parametrize("q", ["bjørk", "bjork", "BJÖRK", "ærlig", "aerlig", "bjork & aerlig as"])
def test_nordic_letters_are_found_however_they_are_typed(bjork: Party, found: Ask, q: str) -> None:
    assert found(q) == ["Bjørk & Ærlig AS"]


@pytest.mark.parametrize(
    "q",
    [
        "070-174 06 12", "0701740612", "070 174 06 12", "+46701740612", "+46 70-174 06 12", "0046701740612",
        "+46 (0)70 174 06 12", "(070) 174 06 12", "1740612", "174 06 12", "0612", "070-17", "+4670", "karin 0701740612",
    ],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_written(karin: Party, found: Ask, q: str) -> None:
    assert found(q) == ["Karin Dalsjö"]


@pytest.mark.parametrize(
    "q", ["krain", "karim", "kariin", "kaarin", "arin", "karni", "dalsöj", "dlasjo", "karin dalsio"]
)
def test_one_slip_in_a_word_is_forgiven(karin: Party, bjork: Party, found: Ask, q: str) -> None:
    assert found(q) == ["Karin Dalsjö"]


@pytest.mark.parametrize("q", ["alsj", "sjö", "jork", "ærl", "rli"])
def test_a_part_inside_a_word_is_found(karin: Party, bjork: Party, found: Ask, q: str) -> None:
    assert len(found(q)) == 1


@pytest.mark.parametrize("q", ["", "   ", "zzz", "karin bjork", "xyzzy", "0701740699"])
def test_what_nobody_is_called_finds_nobody(karin: Party, bjork: Party, found: Ask, q: str) -> None:
    assert found(q) == []


def test_the_whole_word_comes_before_its_beginning(asa: User, found: Ask) -> None:
    for family_name in ("Ekström", "Ek", "Ekberg"):
        add_party(given_name="Ida", family_name=family_name, actor=asa, source="test")

    assert found("ida ek")[0] == "Ida Ek"


def test_a_whole_word_is_found_among_hundreds_that_begin_with_it(asa: User, found: Ask) -> None:
    namesakes = [NewParty(name=f"Ekman {number}") for number in range(210)]
    index_parties(party.id for party in add_parties(parties=namesakes, actor=asa, source="test"))
    add_party(name="Siv Ek", actor=asa, source="test")

    assert found("ek")[0] == "Siv Ek"


@pytest.mark.parametrize("q", ["lindstro", "lindström", "lindströms", "siv lindstr", "lindsrtöm"])
def test_a_long_word_is_found_by_its_beginning(karin: Party, asa: User, found: Ask, q: str) -> None:
    add_party(name="Siv Lindströmsson", actor=asa, source="test")

    assert found(q) == ["Siv Lindströmsson"]


def test_a_long_beginning_is_found_in_every_word_that_has_it(asa: User, found: Ask) -> None:
    names = [f"Lindström{ending}" for ending in ("", "sson", "sdotter", *"abcdefghijklmnopqrstuvwxyz")]
    parties = add_parties(parties=[NewParty(name=name) for name in names], actor=asa, source="test")
    index_parties(party.id for party in parties)

    assert set(found("lindström", limit=50)) == set(names)
    assert found("lindströms")[:3] == ["Lindströms", "Lindströmsson", "Lindströmsdotter"]


@pytest.mark.parametrize("q", ["ekströmer", "ekstromer4", "ekstromer47@", "stromer"])
def test_a_word_with_a_number_behind_it_is_found_by_either(karin: Party, asa: User, found: Ask, q: str) -> None:
    point = NewContactPoint(kind=ContactKind.MAIL, value="Ekströmer47@skinn.example")
    add_contact_point(party=karin, point=point, actor=asa, source="test")

    assert found(q) == ["Karin Dalsjö"]


def test_a_name_that_fits_comes_before_one_with_a_slip(asa: User, found: Ask) -> None:
    for name in ("Karim Sand", "Karin Sand"):
        add_party(name=name, actor=asa, source="test")

    assert found("karim sand") == ["Karim Sand", "Karin Sand"]


def test_a_new_name_is_found_at_once(karin: Party, asa: User, found: Ask) -> None:
    change_party(party=karin, changes={"family_name": "Norrsjö"}, actor=asa, source="test")

    assert found("norrsjö") == ["Karin Norrsjö"]
    assert found("karin dals") == ["Karin Norrsjö"], "the mail address still says so"


def test_contact_points_and_numbers_are_found_from_the_moment_they_are_known(
    bjork: Party, asa: User, found: Ask
) -> None:
    point = add_contact_point(
        party=bjork, point=NewContactPoint(kind=ContactKind.MAIL, value="post@skinn.example"), actor=asa, source="test"
    )
    add_identifier(party=bjork, identifier_source="register", key="556677-8899", actor=asa, source="test")

    assert found("post@skinn") == found("5566778899") == found("556677-8899") == ["Bjørk & Ærlig AS"]
    remove_contact_point(point=point, actor=asa, source="test")
    assert found("post@skinn") == []


def test_a_merged_entry_is_found_by_its_own_name_and_shown_as_its_survivor(karin: Party, asa: User, found: Ask) -> None:
    double = add_party(name="Carina Dalsio", actor=asa, source="test")
    merge = merge_parties(party=double, survivor=karin, actor=asa, source="test")
    [hit] = search(asa, "carina")

    assert (hit.title, hit.detail, hit.party) == ("Karin Dalsjö", "Carina Dalsio", karin.public_id)
    unmerge_parties(merge=merge, actor=asa, source="test")
    assert found("carina") == ["Carina Dalsio", "Karin Dalsjö"], "and one that differs by a slip"


def test_a_hit_shows_what_was_matched(karin: Party, asa: User) -> None:
    point = NewContactPoint(kind=ContactKind.MAIL, value="lasten@skinn.example")
    add_contact_point(party=karin, point=point, actor=asa, source="test")
    [by_name] = search(asa, "kar dals")
    [by_mail] = search(asa, "lasten@ski")
    [by_phone] = search(asa, "1740612")

    assert (by_name.title_ranges, by_name.detail) == (((0, 3), (6, 10)), "Falun")
    assert (by_mail.detail, by_mail.detail_ranges) == ("lasten@skinn.example", ((0, 6), (7, 10)))
    assert by_phone.detail == "070-174 06 12"


def test_there_are_no_more_hits_than_asked_for(asa: User) -> None:
    for number in range(12):
        add_party(name=f"Ida {number}", actor=asa, source="test")

    assert len(search(asa, "ida", limit=5)) == 5
    assert search(asa, "ida", limit=0) == []
