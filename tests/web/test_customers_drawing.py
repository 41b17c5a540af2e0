"""One row of the list as HTML."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from stamkund.web.customers.drawing import draw_rows
from stamkund.web.customers.rows import Row

KARIN = UUID("0197a000-0000-7000-8000-000000000001")


def row(**facts: Any) -> Row:
    known: dict[str, Any] = {
        "public_id": KARIN,
        "name": "Karin Dalsjö",
        "city": "Falun",
        "keeper": "Åsa Norling",
        "last_event_at": timezone.now() - timedelta(days=250),
        "probability_alive": 0.52,
        "value": Decimal("39681.40"),
        "low": Decimal(12_400),
        "high": Decimal(58_000),
        "channels": {"mail"},
    }
    return Row(**{**known, **facts})


def drawn(**facts: Any) -> str:
    return draw_rows([row(**facts)], Decimal(64_000))


def test_a_row_leads_to_the_card_and_can_be_peeked_into_and_chosen() -> None:
    html = drawn()
    assert f'<a href="/customers/{KARIN}" data-open>Karin Dalsjö</a>' in html
    assert f'hx-get="/customers/{KARIN}/peek" hx-target="#peek"' in html
    assert f'data-choose value="{KARIN}" aria-label="Choose Karin Dalsjö"' in html


def test_a_row_says_when_how_sure_and_how_much() -> None:
    html = drawn()
    for said in ("8 mo ago", "52\u00a0%", "39\u00a0700", 'title="Åsa Norling"', ">ÅN<"):
        assert said in html


def test_nobody_is_quite_certain_to_stay() -> None:
    assert "99\u00a0%" in drawn(probability_alive=0.998)


def test_parts_that_look_alike_are_not_taken_for_each_other() -> None:
    html = draw_rows([row(keeper="52\u00a0%"), row(keeper="8", probability_alive=0.08)], Decimal(64_000))
    assert html.count('title="52\u00a0%"') == 1
    assert html.count('title="8"') == 1


def test_a_row_speaks_the_language_of_the_reader() -> None:
    with override("sv"):
        assert "52\u00a0%" in drawn()


def test_what_nobody_knows_is_left_white() -> None:
    html = drawn(keeper=None, probability_alive=None, value=None, low=None, high=None, channels=set())
    assert '<td class="keeper"></td>' in html
    assert '<td class="still"></td>' in html
    assert '<td class="whisk"></td>' in html
    assert 'aria-label="No address"' in html


def test_what_is_owed_is_said_with_its_urgency() -> None:
    html = drawn(task="Sole samples", due_on=timezone.localdate() - timedelta(days=2))
    assert 'title="Sole samples"' in html
    assert "2 days late" in html


def test_nothing_owed_is_a_dash_the_phone_leaves_out() -> None:
    assert 'class="owed none' in drawn()


@pytest.mark.parametrize("field", ["name", "city", "keeper", "task"])
def test_no_word_from_outside_becomes_markup(field: str) -> None:
    html = drawn(**{"due_on": date(2026, 1, 1), field: '"><script>alert(1)</script>'})
    assert "<script>" not in html


@given(st.text(min_size=1, max_size=60), st.floats(0, 1), st.decimals(0, 10**9, places=2))
def test_any_name_chance_and_value_make_a_well_formed_row(name: str, chance: float, value: Decimal) -> None:
    printable = "".join(letter for letter in name if letter.isprintable())
    html = drawn(name=printable, probability_alive=chance, value=value, last_event_at=datetime(2020, 1, 1, tzinfo=UTC))
    for attribute in ("data-row", "data-choose", "data-open", "data-peek"):
        html = html.replace(f" {attribute}", f' {attribute}="1"')
    ElementTree.fromstring(html.replace('"></td><td class="name">', '"/></td><td class="name">'))
