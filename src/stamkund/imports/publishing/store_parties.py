"""One batch of a customer file: decided, then counted or stored."""

from collections.abc import Sequence

from stamkund.customers.actions.add_parties import add_parties
from stamkund.customers.actions.amend_parties import Amendment, amend_parties
from stamkund.imports.models import Import
from stamkund.imports.publishing.batches import Batch
from stamkund.imports.publishing.changes import keep_added, keep_changed
from stamkund.imports.publishing.context import Context
from stamkund.imports.publishing.employers import join_employers
from stamkund.imports.publishing.plan_parties import PartyChange, PartyPlan, plan_parties
from stamkund.imports.publishing.ready_parties import ReadyParty
from stamkund.imports.publishing.register import Register
from stamkund.imports.rows.problems import Problem


def handle_parties(context: Context, batch: Batch[ReadyParty]) -> list[Problem]:
    """Decide the rows of the batch and, unless it is a trial, store what follows from them."""
    plan = plan_parties(batch.rows, Register(), source=context.source)
    context.read_on()
    repeated = _met_before(context, plan) if context.is_trial else 0
    tally = context.tally
    tally.published += len(plan.new) - repeated + len(plan.changes)
    tally.changed += len(plan.changes)
    tally.unchanged += plan.unchanged + repeated
    tally.parties += len(plan.new) - repeated
    if not context.is_trial:
        _store(context, plan)
    tally.parties += join_employers(context, plan.employed)
    return []


def _met_before(context: Context, plan: PartyPlan) -> int:
    """In a trial nothing is stored, so that the same person in a later batch would look new once more."""
    repeated = 0
    for party in plan.new:
        keys = [*(f"{source}\x1f{key}" for source, key in party.identifiers)]
        keys = keys or [point.matching for point in party.contact_points if point.kind == "mail"]
        firsts = [context.met.is_first(key) for key in keys]
        repeated += bool(firsts) and not all(firsts)
    return repeated


def _store(context: Context, plan: PartyPlan) -> None:
    # Newcomers first: a later row of the same batch may change one of them.
    added = add_parties(parties=plan.new, actor=context.actor, source=context.source)
    keep_added(context.run, "party", [party.id for party in added])
    amendments = [_amendment(change) for change in plan.changes]
    amend_parties(amendments=amendments, actor=context.actor, source=context.source)
    _remember(context.run, amendments)


def _amendment(change: PartyChange) -> Amendment:
    known = change.known
    party_id = known.id or (known.new.id if known.new else 0)
    return Amendment(party_id, change.fields, change.contact_points, change.identifiers)


def _remember(run: Import, amendments: Sequence[Amendment]) -> None:
    keep_changed(run, "names", [(one.party_id, one.before, dict(one.fields)) for one in amendments if one.fields])
    keep_added(run, "contact_point", [number for one in amendments for number in one.contact_point_ids])
    keep_added(run, "identifier", [number for one in amendments for number in one.identifier_ids])
    keep_added(run, "event", [number for one in amendments for number in one.event_ids])
