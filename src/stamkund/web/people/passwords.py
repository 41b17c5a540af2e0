"""A password that can be read aloud over the telephone."""

from django.utils.crypto import get_random_string

PARTS, LETTERS = 4, 5
SPOKEN = "abcdefghkmnprstuvwxyz23456789"
"""Without the letters and figures that are taken for one another: i, j, l, o, q, 0 and 1."""


def new_password() -> str:
    """Return a new password of 20 letters in four groups, some 97 bits."""
    return "-".join(get_random_string(LETTERS, SPOKEN) for _ in range(PARTS))
