"""The next best action as a list of rules that can be read aloud, first fit first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stamkund.valuation.rules import LIKELY_ALIVE

QUIET_AFTER_DIALOGUE = timedelta(days=14)
RETURN_IS_FRESH = timedelta(days=30)
THANK_WITHIN = timedelta(days=21)
ASK_FROM, ASK_UNTIL = timedelta(days=14), timedelta(days=60)
DUE_FROM, DUE_UNTIL = 0.8, 1.6
GAPS_FOR_A_HABIT = 2


class ActionKind(StrEnum):
    """What a colleague can do."""

    DO = "do"
    MEND = "mend"
    THANK = "thank"
    ASK = "ask"
    SAVE = "save"
    OFFER = "offer"
    REST = "rest"


class Reason(StrEnum):
    """Why; each has its sentence in ``wording.py``."""

    TASK_DUE = "task_due"
    RETURNED = "returned"
    FIRST_PURCHASE = "first_purchase"
    NOT_HEARD_SINCE_PURCHASE = "not_heard_since_purchase"
    SLIPPING = "slipping"
    DUE_AGAIN = "due_again"
    JUST_IN_TOUCH = "just_in_touch"
    NEVER_BOUGHT = "never_bought"
    NOTHING_PRESSING = "nothing_pressing"


@dataclass(frozen=True, slots=True)
class Promised:
    """The task that is to be done first for a customer."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the choice looks at. Days with at least one sale count as purchases; money is in the base currency.

    ``at_stake`` is what the customer would be worth more if we knew they were still with us; ``valuable_from`` the sum
    of value and stake from which a customer counts as valuable.
    """

    today: date
    task: Promised | None = None
    purchases: int = 0
    last_purchase_on: date | None = None
    usual_gap: timedelta | None = None
    usual_spend: Decimal | None = None
    last_return_on: date | None = None
    last_dialogue_on: date | None = None
    probability_alive: float | None = None
    value: Decimal | None = None
    at_stake: Decimal | None = None
    valuable_from: Decimal | None = None
    put_aside: Mapping[ActionKind, date] = field(default_factory=dict)

    def since(self, day: date | None) -> timedelta | None:
        """Return how long ago *day* was."""
        return None if day is None else self.today - day


@dataclass(frozen=True, slots=True)
class NextBestAction:
    """What to do, why, and what it is worth in the base currency (``None`` where no figure would be honest)."""

    kind: ActionKind
    reason: Reason
    worth: Decimal | None = None


def choose(situation: Situation) -> NextBestAction:
    """Return the first action that fits and has not been put aside."""
    for rule in RULES:
        action = rule(situation)
        if action is not None and not _is_put_aside(action.kind, situation):
            return action
    return NextBestAction(ActionKind.REST, Reason.NOTHING_PRESSING)


def _is_put_aside(kind: ActionKind, situation: Situation) -> bool:
    """What somebody promised is moved to another day, never put aside."""
    until = situation.put_aside.get(kind) if kind is not ActionKind.DO else None
    return until is not None and until > situation.today


def _do_what_is_due(situation: Situation) -> NextBestAction | None:
    """Somebody promised something for today or earlier: that comes before anything we may think of."""
    if situation.task is None or situation.task.due_on > situation.today:
        return None
    return NextBestAction(ActionKind.DO, Reason.TASK_DUE)


def _mend(situation: Situation) -> NextBestAction | None:
    """Goods came back and nobody has spoken with the customer since."""
    since_return = situation.since(situation.last_return_on)
    if since_return is None or since_return > RETURN_IS_FRESH or _spoke_since(situation.last_return_on, situation):
        return None
    return NextBestAction(ActionKind.MEND, Reason.RETURNED)


def _rest_after_dialogue(situation: Situation) -> NextBestAction | None:
    since = situation.since(situation.last_dialogue_on)
    if since is None or since >= QUIET_AFTER_DIALOGUE:
        return None
    return NextBestAction(ActionKind.REST, Reason.JUST_IN_TOUCH)


def _thank(situation: Situation) -> NextBestAction | None:
    """A first purchase, not long ago."""
    since = situation.since(situation.last_purchase_on)
    if situation.purchases != 1 or since is None or since > THANK_WITHIN:
        return None
    return NextBestAction(ActionKind.THANK, Reason.FIRST_PURCHASE, situation.value)


def _ask(situation: Situation) -> NextBestAction | None:
    """Bought some weeks ago, and nobody has asked how it turned out."""
    since = situation.since(situation.last_purchase_on)
    if since is None or not ASK_FROM <= since <= ASK_UNTIL or _spoke_since(situation.last_purchase_on, situation):
        return None
    return NextBestAction(ActionKind.ASK, Reason.NOT_HEARD_SINCE_PURCHASE)


def _save(situation: Situation) -> NextBestAction | None:
    """Valuable and slipping away."""
    alive, stake = situation.probability_alive, situation.at_stake
    if alive is None or not stake or alive >= LIKELY_ALIVE or not _is_valuable(situation, stake):
        return None
    return NextBestAction(ActionKind.SAVE, Reason.SLIPPING, stake)


def _offer(situation: Situation) -> NextBestAction | None:
    """About as long since the last purchase as usual, so the next is due."""
    since, gap = situation.since(situation.last_purchase_on), situation.usual_gap
    if since is None or not gap or situation.purchases <= GAPS_FOR_A_HABIT:
        return None
    if not DUE_FROM <= since / gap <= DUE_UNTIL:
        return None
    return NextBestAction(ActionKind.OFFER, Reason.DUE_AGAIN, situation.usual_spend)


def _rest_before_the_first(situation: Situation) -> NextBestAction | None:
    return None if situation.purchases else NextBestAction(ActionKind.REST, Reason.NEVER_BOUGHT)


RULES: tuple[Callable[[Situation], NextBestAction | None], ...] = (
    _do_what_is_due,
    _mend,
    _rest_after_dialogue,
    _rest_before_the_first,
    _thank,
    _save,
    _ask,
    _offer,
)


def _is_valuable(situation: Situation, stake: Decimal) -> bool:
    """Worth saving: with the stake, the customer stands among the valuable ones."""
    if situation.valuable_from is None or situation.value is None:
        return False
    return situation.value + stake >= situation.valuable_from


def _spoke_since(day: date | None, situation: Situation) -> bool:
    return day is not None and situation.last_dialogue_on is not None and situation.last_dialogue_on >= day
