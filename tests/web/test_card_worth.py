"""What a customer is worth, as the card says it: the line behind it, its part of the base, what moved it this month."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.decisions.queries import situation_of, situations
from stamkund.dialogue.actions.write_note import write_note
from stamkund.staff.models import User
from stamkund.valuation.models import Run
from stamkund.web import formatting

Exactly = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def best(valued: Run) -> Party:
    """Whoever is worth most, a customer of long standing."""
    return Party.objects.order_by("-value__clv")[0]


def test_an_ordinary_card_asks_few_questions(
    as_asa: Client, best: Party, asa: User, django_assert_num_queries: Exactly
) -> None:
    write_note(party=best, text="Likes round toes", actor=asa, source="web")
    as_asa.get(f"/customers/{best.public_id}")
    with django_assert_num_queries(22):
        as_asa.get(f"/customers/{best.public_id}")


def test_the_card_and_a_list_choose_the_same_next_action(as_asa: Client, best: Party) -> None:
    for party in (best, *Party.objects.filter(value__at_stake__gt=0).order_by("-value__at_stake")[:5]):
        card = as_asa.get(f"/customers/{party.public_id}").context["card"]
        assert situation_of(party.pk, [party.pk], card.worth.value, None) == situations([party.pk])[party.pk]


def test_the_card_draws_the_way_to_the_value(as_asa: Client, best: Party) -> None:
    page = as_asa.get(f"/customers/{best.public_id}")
    worth = page.context["card"].worth

    assert len(worth.line) == 13
    assert worth.line[-1] == float(worth.value.clv.amount)
    assert re.search(
        r'<svg class="fig"[^>]* role="img" aria-label="From [^"]+ on 30 Jun 2025 to [^"]+ now">', page.text
    )
    assert f'class="f-{worth.tone}"/></svg>' in page.text


def test_the_line_is_read_month_by_month(as_asa: Client, best: Party) -> None:
    table = as_asa.get(f"/customers/{best.public_id}/trend").text
    assert table.count("<tr>") == 13
    assert "31 Dec 2025" in table


def test_nobody_unvalued_has_a_line(as_asa: Client, karin: Party) -> None:
    assert as_asa.get(f"/customers/{karin.public_id}/trend").status_code == 404
    assert "Part of the base" not in as_asa.get(f"/customers/{karin.public_id}").text


def test_a_hidden_customer_has_no_line_for_others(client: Client, best: Party, jonas: User, asa: User) -> None:
    restrict_party(party=best, staff=[], reason="Protected address", actor=asa, source="test")
    client.force_login(jonas)
    assert client.get(f"/customers/{best.public_id}/trend").status_code == 404


def test_the_part_of_the_base_is_said_and_explained(as_asa: Client, best: Party, valued: Run) -> None:
    page = as_asa.get(f"/customers/{best.public_id}")
    share = page.context["card"].worth.share

    assert share.fraction == pytest.approx(float(Party.objects.get(pk=best.pk).value.clv / valued.total))
    assert f"{formatting.part(share.fraction, 'en')} of the whole base" in page.text
    assert f"All {valued.customers} customers together are worth" in page.text
    assert f"{formatting.short(share.averages, 'en')} times the average customer." in page.text


def test_the_month_adds_up_as_it_is_shown(as_asa: Client, valued: Run) -> None:
    for party in Party.objects.filter(value__isnull=False).order_by("-value__clv")[:20]:
        month = as_asa.get(f"/customers/{party.public_id}").context["card"].worth.month
        assert month.start + month.purchases + month.time == month.now


@pytest.mark.parametrize(
    ("share", "said"), [(0.25, "25 %"), (0.0531, "5,3 %"), (0.00213, "0,21 %"), (0.0000213, "0,0021 %"), (0, "0 %")]
)
def test_a_small_part_keeps_two_digits(share: float, said: str) -> None:
    assert formatting.part(share, "en") == said.replace(" ", formatting.NO_BREAK)
