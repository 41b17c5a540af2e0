"""What is asked in the settings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stamkund.staff.models import Theme

LONGEST_NAME, LONGEST_TOKEN_NAME = 120, 80


class SettingsForm(forms.Form):
    """One's own name, language and theme."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write your name: it stands beside everything you write down.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Light"), choices=Theme.choices)


class TokenForm(forms.Form):
    """What the token is for; it stands on one page with the settings, so its fields have names of their own there."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="token_%s")

    name = forms.CharField(
        label=_("What is it for"),
        max_length=LONGEST_TOKEN_NAME,
        error_messages={"required": _("Write what will use it, so that you know which one to revoke.")},
    )
