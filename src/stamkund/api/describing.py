"""Gathering what one answer needs."""

from typing import TYPE_CHECKING

from stamkund.api.schemas.parties import PartyOut
from stamkund.customers.queries import entries_of, known_identifiers, known_points
from stamkund.valuation.queries import value_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party


def describe(party: "Party") -> PartyOut:
    """Return everything that is known about a customer, under all its entries."""
    entries = entries_of(party)
    return PartyOut.known(party, known_points(entries), known_identifiers(entries), value_of(party.pk))
