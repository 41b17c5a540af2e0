"""The one form under the tabs Note, Call, Visit, Meeting, Task, Purchase: what was typed survives a change of tab."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stamkund.dialogue.events import LONGEST_TEXT
from stamkund.imports.values import CellRefused, read_number
from stamkund.staff.queries import active_staff

if TYPE_CHECKING:
    from stamkund.staff.models import User

KINDS = (
    ("note", _("Note")),
    ("call", _("Call")),
    ("visit", _("Visit")),
    ("meeting", _("Meeting")),
    ("task", _("Task")),
    ("purchase", _("Purchase")),
)
CALLED = (("us", _("We called")), ("customer", _("They called")))
MET = (("here", _("Here with us")), ("there", _("At theirs")))
USES: dict[str, frozenset[str]] = {
    "note": frozenset({"text", "happened_at"}),
    "call": frozenset({"text", "happened_at", "minutes", "called"}),
    "visit": frozenset({"text", "happened_at", "minutes", "met"}),
    "meeting": frozenset({"text", "happened_at", "minutes", "place"}),
    "task": frozenset({"text", "due_on", "owner"}),
    "purchase": frozenset({"text", "happened_at", "amount", "currency", "is_return", "number"}),
}
LONGEST_TITLE = 200
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
CURRENCIES = ("SEK", "NOK", "DKK", "EUR", "GBP", "USD")
CLOCK_DRIFT = timedelta(minutes=2)


class ComposerForm(forms.Form):
    """Everything a tab may ask for; what the chosen one needs is required of it in ``clean``."""

    kind = forms.ChoiceField(choices=KINDS, initial="note")
    text = forms.CharField(max_length=LONGEST_TEXT, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=24 * 60, required=False)
    called = forms.ChoiceField(label=_("Who called"), choices=CALLED, required=False)
    met = forms.ChoiceField(label=_("Where"), choices=MET, required=False)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    happened_at = forms.DateTimeField(label=_("When"), required=False)
    due_on = forms.DateField(label=_("By"), required=False)
    owner = forms.ModelChoiceField(label=_("Who"), queryset=active_staff(), required=False)
    amount = forms.CharField(label=_("Amount"), max_length=40, required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    is_return = forms.BooleanField(required=False)
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    key = forms.CharField(max_length=64, required=False)

    def __init__(self, data: Any = None, *, viewer: "User", kind: str = "note") -> None:
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        home = settings.STAMKUND_CURRENCY
        initial = {"kind": kind, "key": uuid4().hex, "owner": viewer.pk, "currency": home, "due_on": tomorrow}
        super().__init__(data, initial=initial)
        codes = dict.fromkeys((home, *CURRENCIES))
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_happened_at(self) -> datetime | None:
        """Refuse what lies ahead of us, and years nobody can have meant."""
        at: datetime | None = self.cleaned_data["happened_at"]
        if at is not None and at.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("That is too long ago."))
        if at is not None and at > timezone.now() + CLOCK_DRIFT:
            raise forms.ValidationError(_("This has not happened yet. Plan it as a task."))
        return at

    def clean_due_on(self) -> date | None:
        """Refuse a day that has passed, and one nobody will see."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < timezone.localdate():
            raise forms.ValidationError(_("That day has passed. Choose today or later."))
        if due_on is not None and due_on.year > LATEST_YEAR:
            raise forms.ValidationError(_("That is too far ahead."))
        return due_on

    def clean(self) -> dict[str, Any]:
        """Require what the chosen tab cannot do without; what stands under the others is left alone."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        for unused in self.fields.keys() - USES.get(str(kind), frozenset()) - {"kind", "key"}:
            self.errors.pop(unused, None)
        if kind == "note" and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what you want remembered."))
        if kind == "task":
            self._clean_task(cleaned)
        if kind == "purchase":
            self._clean_purchase(cleaned)
        return cleaned

    def _clean_task(self, cleaned: dict[str, Any]) -> None:
        title = cleaned.get("text", "")
        if not title and "text" not in self.errors:
            self.add_error("text", _("Write what is to be done."))
        if len(title) > LONGEST_TITLE:
            self.add_error("text", _("A task is one line: at most 200 letters. Put the rest in a note."))
        if not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose the day it must be done by."))
        if not cleaned.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Choose who does it."))

    def _clean_purchase(self, cleaned: dict[str, Any]) -> None:
        try:
            amount = read_number(cleaned.get("amount", ""))
        except CellRefused:
            self.add_error("amount", _("Write the amount in figures, such as 1 480 or 1 480,50."))
            return
        if amount <= 0:
            self.add_error("amount", _("Write how much it was, above nothing. For money back, choose Return."))
        if amount.as_tuple().exponent < -2:  # type: ignore[operator]  # read_number gives finite numbers
            self.add_error("amount", _("At most two decimals."))
        if not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Choose the currency."))
        if len(cleaned.get("text", "")) > LONGEST_TITLE:
            self.add_error("text", _("At most 200 letters for what was bought. Put the rest in a note."))
        cleaned["amount"] = Decimal(amount)

    @property
    def idempotency_key(self) -> str:
        """The same form sent twice is written once; another text in it is another entry."""
        said = "\n".join(str(self.cleaned_data.get(name) or "") for name in ("kind", "text", "amount", "happened_at"))
        return f"{self.cleaned_data['key'] or uuid4().hex}-{sha256(said.encode()).hexdigest()[:16]}"
