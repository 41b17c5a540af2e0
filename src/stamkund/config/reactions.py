"""What follows from what, on one page: kind of event → reactions, in order, in the event's own transaction.

An immediate reaction does bounded work of a few milliseconds. A deferred one (``task.later``) only stores a task row.
"""

from stamkund.customers.actions.note_contact import note_contact
from stamkund.search.actions.index_event import index_event
from stamkund.search.actions.index_party import follow_register
from stamkund.search.tasks import follow_soon, reindex_soon
from stamkund.timeline.reactions import Reaction
from stamkund.valuation.tasks import revise_on, value_soon

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "party.added": (follow_register,),
    "party.changed": (follow_register,),
    "contact_point.added": (follow_register,),
    "contact_point.removed": (follow_register,),
    "identifier.added": (follow_register,),
    "note.written": (note_contact, index_event),
    "call.logged": (note_contact, index_event),
    "visit.logged": (note_contact, index_event),
    "meeting.held": (note_contact, index_event),
    "note.corrected": (index_event,),
    "note.withdrawn": (index_event,),
    "purchase.recorded": (note_contact, revise_on),
    "purchase.returned": (note_contact, revise_on),
    "purchase.cancelled": (note_contact, revise_on),
    "party.merged": (revise_on,),
    "party.unmerged": (revise_on,),
    "import.published": (follow_soon, value_soon),
    "import.stopped": (follow_soon, value_soon),
    "import.reverted": (reindex_soon, value_soon),
}
