"""The palette goes, finds and does."""

from django.test import Client

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import write_note
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.staff.models import User
from stamkund.web.shell.palette import marked, palette


def found(viewer: User, q: str, page: str = "/customers") -> dict[str, list[str]]:
    return {group.title: [item.text for item in group.items] for group in palette(viewer, q, page)}


def test_asked_nothing_it_shows_where_one_can_go(asa: User) -> None:
    groups = found(asa, "")
    assert "Customers" in groups["Go"]
    assert groups["Do"] == ["New customer"]


def test_a_part_of_a_name_finds_and_marks_it(asa: User, karin: Party) -> None:
    reindex_all()
    assert found(asa, "dals")["Customers"] == ["Karin <mark>Dals</mark>jö"]


def test_what_is_not_found_can_be_written_down(asa: User) -> None:
    assert found(asa, "Nils Ny") == {"Do": ["New customer “Nils Ny”"]}


def test_a_page_by_its_name_comes_before_who_has_the_word_in_a_note(asa: User, karin: Party) -> None:
    write_note(party=karin, text="Brings us customers, calls them friends", actor=asa, source="test")
    add_party(name="Value & Sons", kind="organisation", actor=asa, source="test")
    reindex_all()

    assert list(found(asa, "customers")) == ["Go", "Said and bought", "Do"]
    assert list(found(asa, "Custom")) == ["Go", "Said and bought", "Do"]
    assert list(found(asa, "value"))[:2] == ["Go", "Customers"]
    assert list(found(asa, "valu"))[:2] == ["Customers", "Go"]


def test_a_verb_by_its_name_comes_first(asa: User, karin: Party) -> None:
    write_note(party=karin, text="A new customer, wants a call", actor=asa, source="test")
    reindex_all()
    card = f"/customers/{karin.public_id}"

    assert next(iter(found(asa, "call", card).items()))[1][0] == "Call"
    assert next(iter(found(asa, "new customer").items())) == ("Do", ["New customer"])


def test_on_a_card_it_presses_the_keys_of_the_card(asa: User, karin: Party) -> None:
    groups = palette(asa, "", f"/customers/{karin.public_id}")
    pressed = {item.text: item.press for item in groups[-1].items if item.press}
    assert pressed["Call"] == "c"
    assert pressed["Note"] == "n"


def test_a_reader_is_offered_nothing_to_write(rut: User) -> None:
    assert "Do" not in found(rut, "")


def test_a_restricted_customer_is_not_found(asa: User, jonas: User, karin: Party) -> None:
    restrict_party(party=karin, staff=[asa], reason="Protected address", actor=asa, source="test")
    reindex_all()
    assert "Customers" not in found(jonas, "dalsjö")


def test_the_answer_is_a_fragment_with_links(client: Client, asa: User, karin: Party) -> None:
    reindex_all()
    client.force_login(asa)
    page = client.get("/palette?q=dals", headers={"HX-Current-URL": "http://testserver/customers"}).content.decode()
    assert f'href="/customers/{karin.public_id}"' in page
    assert "<html" not in page


def test_asked_nonsense_it_says_what_would_be_enough(client: Client, rut: User) -> None:
    client.force_login(rut)
    assert "Nobody and nothing by" in client.get("/palette?q=%00%E2%80%8Bqqq").content.decode()


def test_marking_escapes_everything_around_and_within() -> None:
    assert marked("<b>&", ((0, 2),)) == "<mark>&lt;b</mark>&gt;&amp;"
