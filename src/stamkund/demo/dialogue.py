"""What was said around each purchase: before it, when it was fetched, when it had been worn, when it went wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from stamkund.demo.clock import in_opening_hours
from stamkund.demo.drafts import Happening, PartyDraft, PurchaseDraft
from stamkund.demo.keepers import choose_talker
from stamkund.demo.phrases import Card, occasions
from stamkund.demo.tables import table
from stamkund.demo.tellings import tell

MADE = frozenset({"OX-1", "DB-1", "LF-1", "WB-1", "WN-1", "SK-1", "CH-1"})
READY = frozenset({"HS-1", "WC-1", "CL-1"})
REPAIR = frozenset({"RL-1", "RR-1", "HL-1", "ST-1", "ZP-1", "WD-1"})


@dataclass(frozen=True, slots=True)
class Talk:
    """One customer's dialogue in the making."""

    chance: Random
    party: PartyDraft
    card: Card
    today: date

    def about(self, kind: str, thing: str, at: datetime) -> Iterator[Happening]:
        """Yield what is written on every occasion of this *kind* around the moment *at*."""
        for name, occasion in occasions().items():
            if occasion["of"] == kind and self.chance.random() < occasion["often"]:
                yield from self._write(name, occasion, thing, at)

    def _write(self, name: str, occasion: Mapping[str, Any], thing: str, at: datetime) -> Iterator[Happening]:
        day = at.date() + timedelta(days=self.chance.randint(*occasion["days"]))
        moment = in_opening_hours(self.chance, day)
        if moment.date() >= self.today:
            return
        text = self.card.write(occasion, {"thing": thing, "given": self.party.given_name or "They"})
        if text is None:
            return
        minutes = self.chance.randint(*occasion["minutes"]) if "minutes" in occasion else None
        by = choose_talker(self.chance, self.party)
        yield tell(occasion["kind"], self.party.key, at=moment, by=by, text=text, minutes=minutes)
        yield from self.about(name, thing, moment)


def invent_dialogue(
    chance: Random, parties: Sequence[PartyDraft], purchases: Mapping[str, Sequence[PurchaseDraft]], today: date
) -> Iterator[Happening]:
    """Yield the dialogue with every customer, *purchases* being each one's own in order."""
    for party in parties:
        talk = Talk(chance, party, Card(chance), today)
        if party.manner == "prospect":
            yield from talk.about("prospect", "", party.since)
        for purchase in purchases.get(party.key, ()):
            yield from talk.about(subject_of(purchase, party), thing_in(purchase), purchase.at)
            yield from talk.about("anything", thing_in(purchase), purchase.at)


def subject_of(purchase: PurchaseDraft, party: PartyDraft) -> str:
    """Return what the talk around *purchase* is about, as ``phrases.toml`` calls it."""
    if purchase.kind != "sale":
        return purchase.kind
    if party.manner == "company":
        return "company"
    return family_of(purchase)


def family_of(purchase: PurchaseDraft) -> str:
    """Return which family of goods the first line belongs to."""
    families = {"made": MADE, "ready": READY, "repair": REPAIR}
    return next((name for name, goods in families.items() if purchase.lines[0].product in goods), "care")


def thing_in(purchase: PurchaseDraft) -> str:
    """Return the first thing bought as a colleague says it: *the walking boots*."""
    return str(table("catalogue")[purchase.lines[0].product]["said"])
