"""Who looks after whom: companies have Jonas, Norwegians Ingrid, those with a last mostly Åsa; many have nobody."""

from dataclasses import replace
from random import Random

from stamkund.demo.drafts import PartyDraft

TALKERS = ("asa", "asa", "jonas", "jonas", "ingrid")


def choose_keeper(chance: Random, party: PartyDraft) -> PartyDraft:
    """Return *party* with a keeper, or without one."""
    return replace(party, keeper=_keeper_of(chance, party))


def choose_talker(chance: Random, party: PartyDraft) -> str:
    """Return who of the staff meets *party* this time: mostly the keeper, where there is one."""
    if party.keeper and chance.random() < 0.7:
        return party.keeper
    return chance.choice(TALKERS)


def _keeper_of(chance: Random, party: PartyDraft) -> str | None:
    if party.kind == "organisation":
        return "jonas"
    if any(point.country == "NO" for point in party.points):
        return "ingrid"
    if party.manner == "measured":
        return chance.choice(("asa", "asa", "jonas", None))
    return chance.choice(("asa", "jonas", None, None, None, None, None, None))
