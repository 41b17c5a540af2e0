"""What is asked before a customer is hidden, or opened to everybody again."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stamkund.customers.models import Party
from stamkund.customers.queries import parties_named
from stamkund.staff.models import User
from stamkund.staff.queries import active_staff

CHOICES = 20
LONGEST_REASON = 200
NEEDED = {"required": gettext_lazy("Write why: it stands on record, and others will wonder.")}


class HideForm(forms.Form):
    """Whom to hide, why, and who sees them all the same."""

    name = forms.CharField(
        label=gettext_lazy("Customer"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name, or how it begins.")},
    )
    party = forms.ChoiceField(label=gettext_lazy("Which of them"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=LONGEST_REASON, error_messages=NEEDED)
    staff = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who sees them all the same"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    found: Party

    def __init__(self, viewer: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.matches = self._matches(viewer)
        known = ((str(match.public_id), self._said(match)) for match in self.matches)
        cast("forms.ModelMultipleChoiceField[User]", self.fields["staff"]).queryset = active_staff()
        cast(forms.ChoiceField, self.fields["party"]).choices = [("", _("choose")), *known]

    def clean(self) -> dict[str, Any]:
        """Find the one customer that is meant."""
        cleaned = super().clean() or {}
        if "name" not in cleaned:
            return cleaned
        chosen = [match for match in self.matches if str(match.public_id) == cleaned.get("party")] or self.matches
        if not chosen:
            self.add_error(
                "name", _("Nobody by that name. A customer’s name is found by how it begins, family name first.")
            )
        elif len(chosen) > 1:
            self.add_error("party", _("Several customers begin so. Choose the one you mean."))
        else:
            self.found = chosen[0]
        return cleaned

    def _matches(self, viewer: User) -> list[Party]:
        name = self.data.get("name", "").replace("\0", "").strip()
        return list(parties_named(viewer, name).filter(restricted=False)[:CHOICES]) if name else []

    def _said(self, match: Party) -> str:
        return f"{match.name}, {match.city}" if match.city else match.name


class OpenForm(forms.Form):
    """Why everybody may see the customer again."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=LONGEST_REASON, error_messages=NEEDED)
