"""Four years of purchases: those of customers, and those over the counter by somebody we do not know."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from random import Random

from stamkund.demo.baskets import fill_basket
from stamkund.demo.behaviour import buying_days
from stamkund.demo.clock import Season, around_the_clock, in_opening_hours
from stamkund.demo.drafts import PartyDraft, PurchaseDraft
from stamkund.demo.keepers import choose_talker

OVER_THE_COUNTER = 700


def invent_purchases(chance: Random, parties: Sequence[PartyDraft], today: date) -> Iterator[PurchaseDraft]:
    """Yield what each customer bought, from the first visit to yesterday."""
    for party in parties:
        if party.manner not in {"", "prospect"}:
            yield from _purchases_of(chance, party, today)


def invent_counter_sales(chance: Random, today: date, start: date) -> Iterator[PurchaseDraft]:
    """Yield small sales to nobody in particular: they count in the company's totals and on nobody's card."""
    season = Season(start, today)
    for number in range(OVER_THE_COUNTER):
        on = season.day_at(season.weeks * chance.random())
        basket = fill_basket(chance, "counter", is_first=True, on=on, today=today)
        at = in_opening_hours(chance, on)
        yield PurchaseDraft(key=f"counter-{number:04}", party=None, at=at, lines=basket.lines, by="jonas")


def _purchases_of(chance: Random, party: PartyDraft, today: date) -> Iterator[PurchaseDraft]:
    season = Season(party.since.date(), today)
    for number, on in enumerate(buying_days(chance, season)):
        basket = fill_basket(chance, party.manner, is_first=number == 0, on=on, today=today)
        yield PurchaseDraft(
            key=f"{party.key}-{number:03}",
            party=party.key,
            at=party.since if number == 0 else _moment(chance, basket.channel, on, after=party.since),
            lines=basket.lines,
            channel=basket.channel,
            by=None if basket.channel == "web" else choose_talker(chance, party),
        )


def _moment(chance: Random, channel: str, on: date, *, after: datetime) -> datetime:
    moment = around_the_clock(chance, on) if channel == "web" else in_opening_hours(chance, on)
    return max(moment, after)
