"""What people write about customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stamkund.customers.actions.add_contact_point import NewContactPoint

PERSON, ORGANISATION = "person", "organisation"


class NewCustomerForm(forms.Form):
    """Somebody new: a name is enough, the rest can be asked for later."""

    kind = forms.ChoiceField(
        label=gettext_lazy("A person or a company"),
        choices=[(PERSON, gettext_lazy("Person")), (ORGANISATION, gettext_lazy("Company"))],
        initial=PERSON,
        widget=forms.RadioSelect,
    )
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=100, required=False)
    name = forms.CharField(label=gettext_lazy("The company’s name"), max_length=200, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), max_length=254, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A person goes by given or family name, a company by its own."""
        facts = super().clean() or {}
        if facts.get("kind") == ORGANISATION:
            facts["given_name"] = facts["family_name"] = ""
            if not facts.get("name"):
                self.add_error("name", _("Write what the company is called."))
        elif not (facts.get("given_name") or facts.get("family_name")):
            self.add_error("given_name", _("Write at least one name."))
        else:
            facts["name"] = ""
        return facts

    def contact_points(self) -> list[NewContactPoint]:
        """Return the ways to reach that were written down."""
        facts = self.cleaned_data
        points = [NewContactPoint(kind=kind, value=facts[kind]) for kind in ("mail", "phone") if facts[kind]]
        return [*points, NewContactPoint(kind="postal", city=facts["city"])] if facts["city"] else points


class ViewForm(forms.Form):
    """A list worth coming back to."""

    name = forms.CharField(label=gettext_lazy("What is it called"), max_length=80)
    shared = forms.BooleanField(label=gettext_lazy("For everybody"), required=False)
    query = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
