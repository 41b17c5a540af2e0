"""Editing in place: name, ways to reach somebody, keeper, roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.models import ContactKind, Party, PartyKind, RoleKind
from stamkund.staff.models import User
from stamkund.staff.queries import active_staff


class NameForm(forms.Form):
    """What somebody is called: a person in two parts, an organisation in one."""

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, party: Party) -> None:
        fields = ("given_name", "family_name", "name")
        super().__init__(data, initial={field: getattr(party, field) for field in fields})
        has_parts = party.kind == PartyKind.PERSON and bool(party.given_name or party.family_name)
        for unused in ("name",) if has_parts else ("given_name", "family_name"):
            del self.fields[unused]

    def clean(self) -> dict[str, Any]:
        """Require some name."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error(next(iter(self.fields)), _("A customer needs a name."))
        return cleaned

    def changes(self) -> dict[str, str]:
        """Return what ``change_party`` is told."""
        changed = {field: str(value) for field, value in self.cleaned_data.items()}
        if "name" not in changed:
            changed["name"] = f"{changed['given_name']} {changed['family_name']}".strip()
        return changed


class ContactPointForm(forms.Form):
    """A way to reach somebody; an address is one line, or comes in parts when a removed one is put back."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    value = forms.CharField(label=_("Mail, number or address"), max_length=320)
    label = forms.CharField(label=_("What it is for"), max_length=60, required=False)
    street = forms.CharField(max_length=200, required=False)
    postcode = forms.CharField(max_length=20, required=False)
    city = forms.CharField(max_length=100, required=False)
    country = forms.CharField(max_length=2, required=False)

    def point(self) -> NewContactPoint:
        """Return what ``add_contact_point`` is told."""
        return NewContactPoint(**self.cleaned_data)


class KeeperForm(forms.Form):
    """Who looks after the customer; nobody is an answer too."""

    keeper = forms.ModelChoiceField(
        label=_("Kept by"), queryset=active_staff(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, data: Any = None, *, keeper: User | None) -> None:
        super().__init__(data, initial={"keeper": keeper and keeper.pk})


class RoleForm(forms.Form):
    """How this customer belongs to another, read from here to there or the other way."""

    kind = forms.ChoiceField(label=_("How"), choices=RoleKind.choices)
    backwards = forms.BooleanField(label=_("The other way round"), required=False)
    at = forms.UUIDField(label=_("Whom"), error_messages={"required": _("Choose who it is.")})
    label = forms.CharField(label=_("In which words"), max_length=80, required=False)
    since_on = forms.DateField(label=_("Since"), required=False)


class JoinForm(forms.Form):
    """Which other entry is this customer."""

    party = forms.UUIDField(error_messages={"required": _("Choose who it is.")})


class TextForm(forms.Form):
    """The text an entry should have had."""

    text = forms.CharField(max_length=20_000, error_messages={"required": _("Write the text as it should be.")})
