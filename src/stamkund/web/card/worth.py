"""What the customer is worth and what to do next, as the card says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stamkund.decisions.queries import situation_of
from stamkund.decisions.rules import ActionKind, Promised, Situation, choose
from stamkund.decisions.wording import Suggestion, in_words
from stamkund.valuation.queries import CustomerValue, Share, share_of, trend_of, value_of
from stamkund.valuation.rules import WEEKS_PER_YEAR
from stamkund.valuation.trend import Moved, Trend
from stamkund.web.card.waiting import Waiting
from stamkund.web.charts.marks import alive_tone
from stamkund.web.formatting import about

WHISKER_ROOM = Decimal("1.12")


@dataclass(frozen=True, slots=True)
class Month:
    """What moved a value this month, about as exactly as it is known: rounded so that the three add up to ``now``."""

    since: date
    start: int
    purchases: int
    time: int
    now: int


@dataclass(frozen=True, slots=True)
class Worth:
    """A value with what explains it. ``top`` is where the whisker's axis ends, ``tenths`` how often low–high holds."""

    value: CustomerValue
    years: int
    tenths: int
    top: Decimal
    counts_margin: bool
    trend: Trend
    month: Month
    share: Share | None

    @property
    def line(self) -> tuple[float, ...]:
        """The trend to be drawn; a single point is none."""
        points = tuple(point.value for point in self.trend.points)
        return points if len(points) > 1 else ()

    @property
    def tone(self) -> str:
        """The colour of where the line has come to: the same as of the bar beside it."""
        alive = self.value.probability_alive
        return "ink" if alive is None else alive_tone(alive)


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next best action in words, and what it may gain."""

    kind: ActionKind
    said: Suggestion
    worth: Decimal | None
    task: Waiting | None = None
    after: str = ""

    @property
    def asks_for_something(self) -> bool:
        """Leaving somebody in peace is nothing to put off, and a task has its own day."""
        return self.kind not in {ActionKind.REST, ActionKind.DO}


def read_worth(party_id: int, entries: Sequence[int]) -> Worth | None:
    """Return what the customer is worth; ``None`` where the base or the customer has not been valued."""
    value = value_of(party_id)
    if value is None:
        return None
    trend = trend_of(value, entries)
    return Worth(
        value=value,
        years=round(value.run.horizon_weeks / WEEKS_PER_YEAR),
        tenths=round(value.run.level * 10),
        top=max(value.high.amount, value.clv.amount) * WHISKER_ROOM,
        counts_margin=value.run.cost_share is not None,
        trend=trend,
        month=_month(trend.moved, value.clv.amount),
        share=share_of(value),
    )


def _month(moved: Moved, value: Decimal) -> Month:
    start, purchases, now = about(moved.start), about(moved.purchases), about(value)
    return Month(moved.since, start, purchases, now - start - purchases, now)


def read_action(party_id: int, entries: Sequence[int], worth: Worth | None, tasks: Sequence[Waiting]) -> NextAction:
    """Return what to do next with the customer; where that is one of *tasks*, also what comes after it."""
    first = next(iter(tasks), None)
    promised = Promised(first.title, first.due_on) if first else None
    situation = situation_of(party_id, entries, worth.value if worth else None, promised)
    action = choose(situation)
    said = in_words(action, situation)
    if action.kind is not ActionKind.DO:
        return NextAction(kind=action.kind, said=said, worth=action.worth)
    return NextAction(action.kind, said, action.worth, first, _after(situation))


def _after(situation: Situation) -> str:
    """Return what comes when the task is done, "" where it is nothing."""
    action = choose(replace(situation, task=None))
    return "" if action.kind is ActionKind.REST else in_words(action, situation).title
