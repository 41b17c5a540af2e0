"""The whole invented company as drafts: every story in turn, each with a stream of chance of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from stamkund.demo.chance import chance_for
from stamkund.demo.characters import play, read_scripts
from stamkund.demo.companies import invent_companies
from stamkund.demo.company import MEMORY
from stamkund.demo.dialogue import invent_dialogue
from stamkund.demo.drafts import Company, Happening, PartyDraft, PurchaseDraft, touches
from stamkund.demo.households import invent_referrals, join_households
from stamkund.demo.keepers import choose_keeper
from stamkund.demo.looks import invent_looks
from stamkund.demo.persons import invent_persons
from stamkund.demo.purchases import invent_counter_sales, invent_purchases
from stamkund.demo.reversals import invent_reversals
from stamkund.demo.tasks import invent_tasks


def invent(*, seed: int, today: date) -> Company:
    """Return everything that is known in the shop on the morning of *today*."""
    chance = partial(chance_for, seed)
    cast = play(read_scripts(), today)
    persons = invent_persons(chance("persons"), today, today - MEMORY)
    companies = invent_companies(chance("companies"), persons, today, today - MEMORY)
    keepers = chance("keepers")
    crowd = [choose_keeper(keepers, party) for party in (*persons, *companies.organisations, *companies.contacts)]
    sales = list(invent_purchases(chance("purchases"), crowd, today))
    bought = sorted((*sales, *invent_reversals(chance("reversals"), sales, today)), key=_moment)
    told = list(invent_dialogue(chance("dialogue"), crowd, _by_party(bought), today))
    moments = _moments(bought, told)
    counter = invent_counter_sales(chance("counter"), today, today - MEMORY)
    return Company(
        parties=(*cast.parties, *(_known_since_first_contact(party, moments) for party in crowd)),
        roles=(
            *cast.roles,
            *join_households(persons),
            *invent_referrals(chance("referrals"), persons),
            *companies.roles,
        ),
        purchases=tuple(sorted((*cast.purchases, *bought, *counter), key=_moment)),
        happenings=tuple(sorted((*cast.happenings, *told), key=_happened)),
        tasks=(*cast.tasks, *invent_tasks(chance("tasks"), crowd, _by_party(bought), today)),
        looks=(*cast.looks, *invent_looks(chance("looks"), crowd, moments)),
    )


def _moment(purchase: PurchaseDraft) -> tuple[datetime, str]:
    return purchase.at, purchase.key


def _happened(happening: Happening) -> tuple[datetime, str]:
    return happening.at, happening.party


def _by_party(purchases: Iterable[PurchaseDraft]) -> Mapping[str, Sequence[PurchaseDraft]]:
    found = defaultdict(list)
    for purchase in purchases:
        if purchase.party is not None:
            found[purchase.party].append(purchase)
    return found


def _moments(bought: Iterable[PurchaseDraft], told: Iterable[Happening]) -> Mapping[str, Sequence[datetime]]:
    found = defaultdict(list)
    for at, party in touches(bought, told):
        found[party].append(at)
    return found


def _known_since_first_contact(party: PartyDraft, moments: Mapping[str, Sequence[datetime]]) -> PartyDraft:
    """The entry is made just before the first thing that is remembered."""
    first = min((party.since, *moments.get(party.key, ())[:1]))
    return replace(party, since=first - timedelta(minutes=3))
