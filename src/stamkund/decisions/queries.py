"""The next best action of a customer, or of all customers on a page, from what stands in memory at this moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.decisions.models import Answer
from stamkund.decisions.rules import ActionKind, NextBestAction, Promised, Situation, choose
from stamkund.dialogue.events import SPOKEN, NoteWithdrawn
from stamkund.dialogue.queries import next_tasks_of
from stamkund.purchases.models import Purchase, PurchaseKind
from stamkund.timeline.models import Event
from stamkund.timeline.prepared_rows import PreparedRows
from stamkund.valuation.models import Value
from stamkund.valuation.queries import CustomerValue
from stamkund.valuation.standing import valuable_from

_MERGED = PreparedRows(lambda keys: Party.objects.filter(merged_into__in=keys).values_list("pk", "merged_into"))
_VALUES = PreparedRows(
    lambda keys: Value.objects.filter(party__in=keys).values_list(
        "party", "frequency", "first_on", "last_on", "mean_money", "probability_alive", "clv", "at_stake"
    )
)
_SPOKEN = PreparedRows(
    lambda keys: (
        Event.objects.filter(party__in=keys, kind__in=SPOKEN)
        .exclude(corrections__kind=NoteWithdrawn.kind)
        .values_list("party")
        .annotate(at=Max("occurred_at"))
    )
)
_RETURNED = PreparedRows(
    lambda keys: (
        Purchase.objects.filter(party__in=keys)
        .exclude(kind=PurchaseKind.SALE)
        .values_list("party")
        .annotate(last_on=Max("purchased_on"))
    )
)
_BOUGHT = PreparedRows(
    lambda keys: (
        Purchase.objects.filter(party__in=keys, kind=PurchaseKind.SALE)
        .values_list("party")
        .annotate(days=Count("purchased_on", distinct=True), a=Min("purchased_on"), z=Max("purchased_on"))
    )
)
_ANSWERS = PreparedRows(
    lambda keys: Answer.objects.filter(party__in=keys).values_list("party", "action", "until_on"),
)


@dataclass(frozen=True, slots=True)
class _Valued:
    """What is read of a value; the columns of ``_VALUES``."""

    frequency: int
    first_on: date
    last_on: date
    mean_money: Decimal
    probability_alive: float | None
    clv: Decimal
    at_stake: Decimal


@dataclass(slots=True)
class _Known:
    """What was found about one customer, entry by entry."""

    value: _Valued | None = None
    task: Promised | None = None
    last_dialogue_on: date | None = None
    last_return_on: date | None = None
    bought: tuple[int, date, date] | None = None
    put_aside: dict[ActionKind, date] = field(default_factory=dict)


def next_best_action(party: Party) -> NextBestAction:
    """Return what to do next with *party*, and why."""
    return next_best_actions([party.pk])[party.pk]


def next_best_actions(party_ids: Sequence[int]) -> dict[int, NextBestAction]:
    """Return the next best action of each customer; a handful of queries, however many there are."""
    return {party: choose(situation) for party, situation in situations(party_ids).items()}


def situations(party_ids: Sequence[int]) -> dict[int, Situation]:
    """Return what the choice looks at, for each customer."""
    if not party_ids:
        return {}
    survivor_of = dict(zip(party_ids, party_ids, strict=True))
    survivor_of.update((entry, survivor) for entry, survivor in _MERGED.rows(party_ids))
    known: dict[int, _Known] = {party: _Known() for party in party_ids}
    for party, *value in _VALUES.rows(party_ids):
        known[party].value = _Valued(*value)
    _find_tasks(survivor_of, known)
    return _situations(survivor_of, known)


def situation_of(
    party_id: int, entries: Iterable[int], value: CustomerValue | None, task: Promised | None
) -> Situation:
    """Return what the choice looks at for one customer whose *entries*, value and first *task* are known already."""
    known = {party_id: _Known(value=_valued(value) if value else None, task=task)}
    return _situations(dict.fromkeys(entries, party_id), known)[party_id]


def _situations(survivor_of: Mapping[int, int], known: Mapping[int, _Known]) -> dict[int, Situation]:
    """Find what is not known yet, and return the situations."""
    _find_dialogue(survivor_of, known)
    _find_returns(survivor_of, known)
    _find_purchases({entry: party for entry, party in survivor_of.items() if known[party].value is None}, known)
    _find_answers([*known], known)
    threshold = valuable_from() if any(one.value for one in known.values()) else None
    today = timezone.localdate()
    return {party: _situation(one, today, threshold) for party, one in known.items()}


def _valued(value: CustomerValue) -> _Valued:
    return _Valued(
        frequency=value.purchase_days - 1,
        first_on=value.first_on,
        last_on=value.last_on,
        mean_money=value.mean_money.amount,
        probability_alive=value.probability_alive,
        clv=value.clv.amount,
        at_stake=value.at_stake.amount,
    )


def _situation(known: _Known, today: date, threshold: Decimal | None) -> Situation:
    value = known.value
    bought = (value.frequency + 1, value.first_on, value.last_on) if value else known.bought
    purchases, first_on, last_on = bought or (0, date.min, date.min)
    return Situation(
        today=today,
        task=known.task,
        purchases=purchases,
        last_purchase_on=last_on if purchases else None,
        usual_gap=(last_on - first_on) / (purchases - 1) if purchases > 1 else None,
        usual_spend=value.mean_money if value else None,
        last_return_on=known.last_return_on,
        last_dialogue_on=known.last_dialogue_on,
        probability_alive=value.probability_alive if value else None,
        value=value.clv if value else None,
        at_stake=value.at_stake if value else None,
        valuable_from=threshold,
        put_aside=known.put_aside,
    )


def _find_tasks(survivor_of: Mapping[int, int], known: Mapping[int, _Known]) -> None:
    for entry, (title, due_on) in next_tasks_of(list(survivor_of)).items():
        found = known[survivor_of[entry]]
        if found.task is None or due_on < found.task.due_on:
            found.task = Promised(title, due_on)


def _find_dialogue(survivor_of: Mapping[int, int], known: Mapping[int, _Known]) -> None:
    for entry, at in _SPOKEN.rows(list(survivor_of)):
        found = known[survivor_of[entry]]
        found.last_dialogue_on = _later(found.last_dialogue_on, timezone.localdate(at))


def _find_returns(survivor_of: Mapping[int, int], known: Mapping[int, _Known]) -> None:
    for entry, last_on in _RETURNED.rows(list(survivor_of)):
        found = known[survivor_of[entry]]
        found.last_return_on = _later(found.last_return_on, last_on)


def _find_purchases(survivor_of: Mapping[int, int], known: Mapping[int, _Known]) -> None:
    """Before the base is valued for the first time, the documents themselves say how often somebody bought."""
    if not survivor_of:
        return
    for entry, count, first_on, last_on in _BOUGHT.rows(list(survivor_of)):
        found = known[survivor_of[entry]]
        before = found.bought or (0, first_on, last_on)
        found.bought = (before[0] + count, min(before[1], first_on), max(before[2], last_on))


def _find_answers(party_ids: Sequence[int], known: Mapping[int, _Known]) -> None:
    for party, action, until_on in _ANSWERS.rows(party_ids):
        known[party].put_aside[ActionKind(action)] = until_on


def _later(one: date | None, other: date) -> date:
    return other if one is None else max(one, other)
