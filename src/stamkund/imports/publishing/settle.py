"""After the last row: documents whose lines stood apart in the file are told once, as a whole."""

from decimal import Decimal

from stamkund.imports.models import Change, Import
from stamkund.imports.publishing.changes import keep_added
from stamkund.purchases.actions.amend_purchases import tell_corrections
from stamkund.staff.models import User


def settle_extended(run: Import, actor: User | None) -> None:
    """Append one correction for each own document that grew after its event was recorded."""
    extended = Change.objects.filter(import_run=run, what="extended").order_by("-id")
    # Walking backwards leaves the earliest of a document's revenues, which is what its event says.
    before = {change.object_id: Decimal((change.before or {})["revenue"]) for change in extended}
    events = tell_corrections(before=before, actor=actor, source=run.source)
    keep_added(run, "event", events)
