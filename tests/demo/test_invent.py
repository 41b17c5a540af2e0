"""The invented company is the same for everybody, plausible, and nobody in it exists."""

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest

from stamkund.demo import SEED
from stamkund.demo.contacts import phone_numbers
from stamkund.demo.drafts import Company, touches
from stamkund.demo.invent import invent
from tests.demo.conftest import TODAY


def test_the_same_seed_and_day_tell_the_same_story(company: Company) -> None:
    assert invent(seed=SEED, today=TODAY) == company


def test_another_seed_tells_another_story(company: Company) -> None:
    other = invent(seed=SEED + 1, today=TODAY)

    assert {party.shown_name for party in other.parties} != {party.shown_name for party in company.parties}


def test_there_are_about_two_thousand_customers_of_every_kind(company: Company) -> None:
    kinds = Counter(party.kind for party in company.parties)

    assert 1_900 <= kinds["person"] <= 2_050
    assert 50 <= kinds["organisation"] <= 80
    assert {role.kind for role in company.roles} == {"household", "parent", "refers", "works_at", "decides_at"}


def test_the_shop_sells_for_about_six_million_a_year(company: Company) -> None:
    turnover: Counter[int] = Counter()
    for purchase in company.purchases:
        turnover[(TODAY - purchase.at.date()).days // 365] += int(purchase.revenue)

    assert all(3_500_000 < turnover[years_ago] < 8_000_000 for years_ago in range(4))


def test_every_receipt_leaves_a_margin(company: Company) -> None:
    for purchase in company.purchases:
        cost = sum(line.cost for line in purchase.lines)
        assert Decimal("0.2") < cost / purchase.revenue < Decimal("0.7")


def test_what_comes_back_was_sold_before_and_gives_no_more_than_it_cost(company: Company) -> None:
    sales = {purchase.key: purchase for purchase in company.purchases if purchase.kind == "sale"}
    reversals = [purchase for purchase in company.purchases if purchase.kind != "sale"]

    assert {reversal.kind for reversal in reversals} == {"return", "cancellation"}
    for reversal in reversals:
        sale = sales[reversal.reverses or ""]
        assert reversal.at >= sale.at
        assert -sale.revenue <= reversal.revenue < 0


def test_november_sells_more_than_july(company: Company) -> None:
    months = Counter(purchase.at.month for purchase in company.purchases)

    assert months[11] > 1.5 * months[7]


def test_nothing_has_happened_yet_today(company: Company) -> None:
    last, _ = touches(company.purchases, company.happenings)[-1]

    assert last.date() < TODAY


def test_nothing_happens_before_the_customer_is_known(company: Company) -> None:
    since = {party.key: party.since for party in company.parties}

    assert all(at >= since[party] for at, party in touches(company.purchases, company.happenings))


def test_all_mail_ends_where_no_mail_goes_and_no_two_persons_share_an_address(company: Company) -> None:
    addresses = [point.value for party in company.parties for point in party.points if point.kind == "mail"]

    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_every_phone_is_kept_for_fiction(company: Company) -> None:
    fiction = {*phone_numbers(), *(f"070-174 06 {last:02}" for last in range(5, 35))}

    assert {point.value for party in company.parties for point in party.points if point.kind == "phone"} <= fiction


@pytest.mark.parametrize("kind", ["note.written", "call.logged", "visit.logged", "meeting.held"])
def test_every_kind_of_talk_is_there(company: Company, kind: str) -> None:
    assert sum(happening.payload.kind == kind for happening in company.happenings) > 50


def test_no_sentence_stands_twice_on_one_card(company: Company) -> None:
    cards = defaultdict(list)
    for happening in company.happenings:
        cards[happening.party].append(happening.payload.model_dump()["text"])

    assert all(len(set(texts)) == len(texts) for texts in cards.values())


def test_some_tasks_are_late_some_due_today_and_some_to_come(company: Company) -> None:
    due = [task.due_on for task in company.tasks]

    assert min(due) < TODAY < max(due)
    assert due.count(TODAY) >= 3


def test_the_story_is_told_in_the_order_it_happened(company: Company) -> None:
    assert all(one.at <= other.at for one, other in pairwise(company.purchases))
    assert all(one.at <= other.at for one, other in pairwise(company.happenings))
