"""Who is worth saving, with the one thing to do about each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stamkund.customers.queries import channels_of
from stamkund.decisions.queries import situations
from stamkund.decisions.rules import ActionKind, choose
from stamkund.decisions.wording import in_words
from stamkund.kit.money import Money
from stamkund.valuation.queries import CustomerValue, WorthSaving, values_of, worth_saving
from stamkund.web.value.wording import silence

if TYPE_CHECKING:
    from stamkund.staff.models import User

SHOWN, ASKED = 7, 14
WAYS: tuple[tuple[str, str | Promise, str], ...] = (
    ("phone", pgettext_lazy("do", "Call"), "call"),
    ("mail", _("Write"), "note"),
    ("postal", _("Write"), "note"),
)
"""How to reach somebody, best first: the channel it takes, what it is called, and what the card opens to write in."""
OTHERWISE = (pgettext_lazy("do", "Visit"), "visit")
TO_DO: dict[ActionKind, str | Promise] = {
    ActionKind.DO: _("Keep a promise"),
    ActionKind.MEND: _("Mend"),
    ActionKind.ASK: _("Ask"),
    ActionKind.OFFER: _("Offer"),
}


@dataclass(frozen=True, slots=True)
class Saving:
    """One customer: what would be gained, the odds, why, and what to do."""

    public_id: UUID
    name: str
    gain: Money
    probability_alive: float
    reason: str
    to_do: str
    kind: str


def savings(viewer: "User") -> tuple[Saving, ...]:
    """Return those *viewer* may see, the most to gain first; who was spoken with lately is left in peace."""
    found = worth_saving(viewer, ASKED)
    return tuple(_savings(found))[:SHOWN]


def _savings(found: Collection[WorthSaving]) -> Iterator[Saving]:
    keys = [one.party_id for one in found]
    known, channels, values = situations(keys), channels_of(keys), values_of(keys)
    for one in found:
        action = choose(known[one.party_id])
        if action.kind is ActionKind.REST:
            continue
        is_save = action.kind is ActionKind.SAVE
        reason = _silence(values[one.party_id]) if is_save else in_words(action, known[one.party_id]).reason
        way, kind = _way(channels[one.party_id])
        to_do = str(TO_DO.get(action.kind, way))
        yield Saving(one.public_id, one.name, one.gain, one.probability_alive, reason, to_do, kind)


def _silence(value: CustomerValue) -> str:
    return silence(value.first_on, value.last_on, value.purchase_days, value.run.as_of)


def _way(channels: Collection[str]) -> tuple[str | Promise, str]:
    return next(((word, kind) for channel, word, kind in WAYS if channel in channels), OTHERWISE)
