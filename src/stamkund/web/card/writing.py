"""What each tab of the composer does with what was written: it calls the action of that name."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from stamkund.dialogue.actions.log_contact import log_call, log_meeting, log_visit
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import write_note
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.web.card.entries import latest_text
from stamkund.web.card.forms.composer import ComposerForm
from stamkund.web.card.notices import Notice, notice

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.dialogue.models import Task
    from stamkund.staff.models import User
    from stamkund.timeline.models import Event

SOURCE = "web"
Written = dict[str, Any]


def write_down(form: ComposerForm, party: "Party", actor: "User") -> Notice:
    """Record what a valid *form* says about *party*, and say so."""
    written = form.cleaned_data
    return _VERBS[written["kind"]](written, party, actor, form.idempotency_key)


def write_again(event: "Event") -> dict[str, str]:
    """Return what the composer must be told to write an entry that was taken back once more."""
    said = {name: str(event.data[name]) for name in ("minutes", "place") if event.data.get(name)}
    is_incoming = bool(event.data.get("incoming"))
    said |= {"called": "customer" if is_incoming else "us", "met": "here" if is_incoming else "there"}
    happened_at = event.occurred_at.isoformat()
    text = latest_text(event) or event.data["text"]
    return {**said, "kind": event.kind.partition(".")[0], "text": text, "happened_at": happened_at}


def plan_again(task: "Task") -> dict[str, str]:
    """Return what the composer must be told to plan a task that was taken back once more."""
    return {"kind": "task", "text": task.title, "due_on": task.due_on.isoformat(), "owner": str(task.owner_id)}


def _note(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    at = written["happened_at"]
    event = write_note(party=party, text=written["text"], occurred_at=at, actor=actor, source=SOURCE, key=key)
    return notice(_("Noted."), party, "withdraw_entry", event.pk)


def _call(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    event = log_call(**_contact(written, party, actor, key), incoming=written["called"] == "customer")
    return notice(_("The call is written down."), party, "withdraw_entry", event.pk)


def _visit(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    event = log_visit(**_contact(written, party, actor, key), incoming=written["met"] != "there")
    return notice(_("The visit is written down."), party, "withdraw_entry", event.pk)


def _meeting(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    event = log_meeting(**_contact(written, party, actor, key), place=written["place"])
    return notice(_("The meeting is written down."), party, "withdraw_entry", event.pk)


def _task(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    facts = {"title": written["text"], "due_on": written["due_on"], "owner": written["owner"]}
    task = plan_task(**facts, party=party, actor=actor, source=SOURCE)
    return notice(_("Planned."), party, "withdraw_customer_task", task.pk)


def _purchase(written: Written, party: "Party", actor: "User", key: str) -> Notice:
    sign = -1 if written["is_return"] else 1
    purchase = record_purchase(
        party=party,
        lines=[NewLine(amount=sign * Decimal(written["amount"]), description=written["text"])],
        currency=written["currency"],
        kind="return" if written["is_return"] else "sale",
        purchased_at=written["happened_at"],
        number=written["number"],
        channel="shop",
        actor=actor,
        source=SOURCE,
        key=key,
    )
    if written["is_return"]:
        return Notice(_("The return is recorded."))
    return notice(_("The purchase is recorded."), party, "cancel_purchase", purchase.public_id)


def _contact(written: Written, party: "Party", actor: "User", key: str) -> Written:
    return {
        "party": party,
        "text": written["text"],
        "minutes": written["minutes"],
        "occurred_at": written["happened_at"],
        "actor": actor,
        "source": SOURCE,
        "key": key,
    }


_VERBS: "dict[str, Callable[[Written, Party, User, str], Notice]]" = {
    "note": _note,
    "call": _call,
    "visit": _visit,
    "meeting": _meeting,
    "task": _task,
    "purchase": _purchase,
}
