from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.decisions.rules import ActionKind, NextBestAction, Promised, Reason, Situation, choose

TODAY = date(2026, 11, 19)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


SLIPPING = Situation(
    today=TODAY,
    purchases=8,
    last_purchase_on=days_ago(420),
    usual_gap=timedelta(days=180),
    usual_spend=Decimal(2400),
    last_dialogue_on=days_ago(400),
    probability_alive=0.38,
    value=Decimal(19_000),
    at_stake=Decimal(31_000),
    valuable_from=Decimal(20_000),
)


def test_a_valuable_customer_who_slips_away_is_worth_saving_for_what_is_at_stake() -> None:
    action = choose(SLIPPING)

    assert (action.kind, action.reason) == (ActionKind.SAVE, Reason.SLIPPING)
    assert action.worth == Decimal(31_000)


def test_who_we_spoke_with_this_week_is_left_alone() -> None:
    assert choose(replace(SLIPPING, last_dialogue_on=days_ago(3))).reason == Reason.JUST_IN_TOUCH


def test_a_small_customer_who_slips_away_is_not_chased() -> None:
    assert choose(replace(SLIPPING, value=Decimal(300), at_stake=Decimal(490))).kind == ActionKind.REST


def test_somebody_surely_gone_is_not_chased() -> None:
    assert choose(replace(SLIPPING, probability_alive=0.01, at_stake=Decimal(0))).kind == ActionKind.REST


def test_a_return_nobody_has_spoken_about_comes_before_everything() -> None:
    situation = replace(SLIPPING, last_return_on=days_ago(4), last_dialogue_on=days_ago(9))
    assert choose(situation).kind == ActionKind.MEND


def test_a_return_we_have_spoken_about_is_mended() -> None:
    situation = replace(SLIPPING, last_return_on=days_ago(20), last_dialogue_on=days_ago(18))
    assert choose(situation).kind == ActionKind.SAVE


def test_the_first_purchase_is_thanked_for() -> None:
    assert choose(Situation(today=TODAY, purchases=1, last_purchase_on=days_ago(5))).kind == ActionKind.THANK


def test_some_weeks_after_a_purchase_we_ask_how_it_turned_out() -> None:
    situation = Situation(today=TODAY, purchases=3, last_purchase_on=days_ago(20), usual_gap=timedelta(days=200))
    assert choose(situation).kind == ActionKind.ASK


def test_when_it_is_about_time_we_offer_again() -> None:
    situation = Situation(today=TODAY, purchases=4, last_purchase_on=days_ago(190), usual_gap=timedelta(days=200))
    assert choose(situation).reason == Reason.DUE_AGAIN


def test_what_was_put_aside_is_not_suggested_before_its_day() -> None:
    waiting = replace(SLIPPING, put_aside={ActionKind.SAVE: TODAY + timedelta(days=1)})
    assert choose(waiting).kind != ActionKind.SAVE
    assert choose(replace(waiting, put_aside={ActionKind.SAVE: TODAY})).kind == ActionKind.SAVE


def test_somebody_who_never_bought_is_left_alone_and_that_is_said() -> None:
    assert choose(Situation(today=TODAY)).reason == Reason.NEVER_BOUGHT


@given(
    st.integers(0, 50),
    st.none() | st.integers(0, 3000),
    st.none() | st.floats(0, 1),
    st.none() | st.decimals(-1000, 1_000_000, places=2),
)
def test_every_situation_has_an_answer(
    purchases: int, last: int | None, alive: float | None, value: Decimal | None
) -> None:
    last_on = None if last is None else days_ago(last)
    situation = Situation(
        today=TODAY,
        purchases=purchases,
        last_purchase_on=last_on,
        probability_alive=alive,
        value=value,
        usual_gap=timedelta(days=30),
        valuable_from=Decimal(0),
    )
    assert choose(situation).kind in ActionKind


@pytest.mark.parametrize("days", [0, 3])
def test_what_was_promised_for_today_or_earlier_comes_before_any_suggestion(days: int) -> None:
    promised = replace(SLIPPING, task=Promised("Call about the welt", days_ago(days)), last_dialogue_on=TODAY)
    assert choose(promised) == NextBestAction(ActionKind.DO, Reason.TASK_DUE)


def test_a_promise_ahead_of_us_waits_and_one_that_is_due_cannot_be_put_aside() -> None:
    assert choose(replace(SLIPPING, task=Promised("Call", days_ago(-1)))).kind == ActionKind.SAVE
    aside = {ActionKind.DO: TODAY + timedelta(days=7)}
    assert choose(replace(SLIPPING, task=Promised("Call", TODAY), put_aside=aside)).kind == ActionKind.DO
