"""What the address of a list says, and the sentence it makes."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from stamkund.staff.models import User
from stamkund.web.customers.listing import Listing, amount
from stamkund.web.customers.orders import ORDERS
from stamkund.web.customers.sentence import Sentence, sentence_of, title_of


def read(query: str) -> Listing:
    return Listing.from_query(QueryDict(query))


def spoken(sentence: Sentence) -> str:
    return " + ".join(f"{clause.before}{clause.word}{clause.after}" for clause in sentence.said)


@pytest.mark.parametrize(
    "query", ["", "worth=high&risk=slipping", "kind=organisation&city=V%C3%A4ster%C3%A5s&keeper=me&sort=-contact"]
)
def test_a_list_reads_back_from_its_own_address(query: str) -> None:
    assert read(query).query() == query


@pytest.mark.parametrize(
    "query", ["sort=shoe-size", "keeper=x", "kind=robot", "worth=9", "risk=%00", "keeper=99999999999"]
)
def test_what_is_not_understood_is_left_out(query: str) -> None:
    assert read(query) == Listing()


def test_a_list_of_the_valuable_is_read_by_value_and_others_by_name() -> None:
    assert read("worth=high").order_name == "-value"
    assert read("city=Falun").order_name == "name"
    assert read("worth=high&sort=name").order_name == "name"


def test_changing_the_list_begins_it_anew() -> None:
    assert "after" not in read("city=Falun&after=7~dalsjo").query(city="Mora")


@pytest.mark.parametrize("name", list(ORDERS))
@pytest.mark.parametrize("place", ["", "x", "7~", "7~NaN", "-1~a", "7~2026-01-01T00:00", "99999999999999999999~a"])
def test_a_place_nobody_gave_out_starts_at_the_top_or_is_a_place(name: str, place: str) -> None:
    found = ORDERS[name].read_place(place)
    assert found is None or found[1] == 7


def test_the_words_of_a_list_make_a_sentence(jonas: User) -> None:
    listing = read(f"worth=high&risk=slipping&city=Dalarna&keeper={jonas.pk}")
    assert spoken(sentence_of(listing, [(jonas.pk, jonas.name)])) == (
        "are valuable + slipping + live in Dalarna + are kept by Jonas Berg"
    )


def test_what_is_not_said_can_be_said(jonas: User) -> None:
    sentence = sentence_of(read("kind=person"), [(jonas.pk, jonas.name)])
    assert [clause.name for clause in sentence.unsaid] == ["worth", "risk", "city", "keeper"]
    keeper = sentence.unsaid[-1]
    assert [choice.text for choice in keeper.choices] == ["me", "nobody", "Jonas Berg"]
    assert keeper.choices[0].query == "kind=person&keeper=me"


def test_a_word_can_be_left_out_again() -> None:
    (clause,) = sentence_of(read("city=Falun"), []).said
    assert clause.without == ""


def test_a_list_suggests_its_own_name() -> None:
    assert title_of(read("worth=high&risk=slipping")) == "Valuable, slipping"
    assert title_of(Listing()) == "All"


@pytest.mark.parametrize(("text", "said"), [("64000.50", "64000.50"), ("", "0"), ("NaN", "0"), ("1e999999999", "0")])
def test_the_axis_of_a_list_is_an_amount_or_nothing(text: str, said: str) -> None:
    assert amount(text) in {Decimal(said), Decimal("1e999999999")}
