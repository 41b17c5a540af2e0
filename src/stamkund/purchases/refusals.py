"""Why a purchase is not recorded, where a program must tell one reason from another."""

from django.core.exceptions import ValidationError


class KeyTakenError(ValidationError):
    """The key stands for another purchase of the same source."""
