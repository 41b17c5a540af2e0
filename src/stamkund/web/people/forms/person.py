"""What is asked about a colleague."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stamkund.staff.models import StaffRole, User

LONGEST_NAME, LONGEST_MAIL = 120, 254


class PersonForm(forms.Form):
    """Name and role."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write the name colleagues and customers know.")},
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=StaffRole.choices, initial=StaffRole.KEEPER)


class NewPersonForm(PersonForm):
    """A colleague who shall be let in."""

    email = forms.EmailField(
        label=gettext_lazy("Mail, to sign in with"),
        max_length=LONGEST_MAIL,
        error_messages={"required": gettext_lazy("Write the mail address: it is what one signs in with.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=gettext_lazy("First password"), required=False, strip=False, max_length=200, widget=forms.PasswordInput
    )
    field_order = ("name", "email", "role", "language", "password")

    def clean_email(self) -> str:
        """Refuse an address that somebody signs in with already."""
        email: str = self.cleaned_data["email"].lower()
        holder = User.objects.filter(email=email).first()
        if holder is not None:
            raise forms.ValidationError(_("%(name)s signs in with this address already.") % {"name": holder.name})
        return email

    def clean_password(self) -> str:
        """Hold a password that was given to the rules of all passwords."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password
