"""What is bought, at the price of the day, and what may come back."""

from datetime import date
from decimal import Decimal

import pytest

from stamkund.demo.baskets import fill_basket, line_of
from stamkund.demo.chance import chance_for
from stamkund.demo.clock import at_minute
from stamkund.demo.dialogue import family_of, subject_of
from stamkund.demo.drafts import PartyDraft, PurchaseDraft
from stamkund.demo.reversals import invent_reversals
from stamkund.demo.tables import table
from tests.demo.conftest import TODAY

THREE_YEARS_AGO = date(2023, 11, 1)


def purchase(goods: str, *, channel: str = "web", kind: str = "sale") -> PurchaseDraft:
    lines = (line_of(goods, 1, on=TODAY, today=TODAY), line_of("LC-1", 1, on=TODAY, today=TODAY))
    at = at_minute(date(2026, 3, 2), 600)
    return PurchaseDraft(key=goods, party="karin", at=at, lines=lines, channel=channel, kind=kind)


def test_todays_price_is_the_price_in_the_catalogue() -> None:
    assert line_of("OX-1", 1, on=TODAY, today=TODAY).amount == table("catalogue")["OX-1"]["price"]


def test_three_years_ago_everything_cost_less_in_whole_fives() -> None:
    line = line_of("OX-1", 2, on=THREE_YEARS_AGO, today=TODAY)

    assert line.amount == 2 * Decimal(7230)
    assert line.cost < 2 * table("catalogue")["OX-1"]["cost"]


@pytest.mark.parametrize("manner", [name for name in table("baskets") if name != "counter"])
@pytest.mark.parametrize("is_first", [True, False])
def test_every_manner_of_buying_fills_a_basket(manner: str, *, is_first: bool) -> None:
    basket = fill_basket(chance_for(1, manner), manner, is_first=is_first, on=TODAY, today=TODAY)

    assert sum(line.amount for line in basket.lines) > 0
    assert basket.channel in {"shop", "web", "phone"}


def test_shares_of_the_manners_add_up_to_nearly_all_customers() -> None:
    assert 90 <= sum(manner["share"] for manner in table("baskets").values()) <= 100


def test_a_parcel_comes_back_without_what_was_kept_of_it() -> None:
    sales = [purchase("CL-1") for _ in range(200)]
    back = list(invent_reversals(chance_for(1, "back"), sales, TODAY))

    assert 3 < len(back) < 40
    assert {reversal.kind for reversal in back} == {"return"}
    assert all(len(reversal.lines) == 1 and reversal.revenue == -1490 for reversal in back)


def test_a_pair_called_off_is_called_off_whole() -> None:
    sales = [purchase("OX-1", channel="shop") for _ in range(400)]
    back = list(invent_reversals(chance_for(1, "off"), sales, TODAY))

    assert back
    assert all(reversal.kind == "cancellation" and reversal.revenue == -sales[0].revenue for reversal in back)


def test_what_was_bought_yesterday_has_not_come_back_yet() -> None:
    assert not list(invent_reversals(chance_for(1, "soon"), [purchase("CL-1")] * 200, date(2026, 3, 3)))


@pytest.mark.parametrize(
    ("goods", "family"), [("WB-1", "made"), ("RL-1", "repair"), ("HS-1", "ready"), ("GR-1", "care")]
)
def test_talk_is_about_the_first_thing_in_the_basket(goods: str, family: str) -> None:
    assert family_of(purchase(goods)) == family


def test_talk_with_a_company_and_about_a_return_is_of_its_own_kind() -> None:
    person = PartyDraft(key="karin", since=at_minute(TODAY, 600), manner="walker")
    company = PartyDraft(key="krog", since=at_minute(TODAY, 600), manner="company")

    assert subject_of(purchase("WC-1"), company) == "company"
    assert subject_of(purchase("WC-1", kind="return"), person) == "return"
