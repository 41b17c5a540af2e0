"""Where people work: a person whose row names an organisation is joined to it."""

from collections.abc import Sequence

from stamkund.customers.actions.add_parties import NewParty, add_parties
from stamkund.customers.actions.begin_roles import NewRole, begin_roles
from stamkund.customers.models import PartyKind, RoleKind
from stamkund.customers.queries import organisations_named
from stamkund.imports.publishing.changes import keep_added
from stamkund.imports.publishing.context import Context
from stamkund.imports.publishing.register import KnownParty
from stamkund.kit.folding import fold


def join_employers(context: Context, employed: Sequence[tuple[KnownParty, str]]) -> int:
    """Join everybody to the organisation named with them, adding those not known. Returns how many were added."""
    names = {fold(name): name for _, name in employed}
    known = {fold(name): (number, name) for number, name in organisations_named(list(names.values()))}
    missing = [name for key, name in names.items() if key not in known]
    if context.is_trial:
        return sum(context.met.is_first(f"organisation\x1f{fold(name)}") for name in missing)
    new = [NewParty(name=name, kind=PartyKind.ORGANISATION) for name in missing]
    added = add_parties(parties=new, actor=context.actor, source=context.source)
    keep_added(context.run, "party", [party.id for party in added])
    known |= {fold(party.name): (party.id, party.name) for party in added}
    _join(context, [(_id_of(person), *known[fold(name)]) for person, name in employed])
    return len(added)


def _id_of(known: KnownParty) -> int:
    return known.id or (known.new.id if known.new else 0)


def _join(context: Context, pairs: Sequence[tuple[int, int, str]]) -> None:
    roles = [NewRole(person, at, name) for person, at, name in dict.fromkeys(pairs) if person != at]
    begun = begin_roles(roles=roles, kind=RoleKind.WORKS_AT, actor=context.actor, source=context.source)
    keep_added(context.run, "role", [role.id for role in begun])
    keep_added(context.run, "event", [role.event_id for role in begun])
