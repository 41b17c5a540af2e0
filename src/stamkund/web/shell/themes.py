"""The lights a page can stand in. No choice leaves it to the device."""

from django.utils.translation import gettext_lazy as _

AS_THE_DEVICE = "system"
THEMES = ((AS_THE_DEVICE, _("As the device")), ("light", _("Light")), ("dark", _("Dark")))
