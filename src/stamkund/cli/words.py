"""The command line's words in the operator's language, without waiting for Django.

The language is the terminal's (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``), or else English.
"""

import gettext as standard
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[1] / "locale"


@cache
def _words() -> standard.NullTranslations:
    return standard.translation("django", LOCALES, fallback=True)


def language() -> str:
    """Return the code of the language that is spoken here."""
    found = standard.find("django", LOCALES)
    return Path(found).parents[1].name if found else "en"


def gettext(text: str) -> str:
    """Return *text* in the operator's language."""
    return _words().gettext(text)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that goes with *number*."""
    return _words().ngettext(singular, plural, number)


def figure(number: float, decimals: int = 0) -> str:
    """Return *number* as it is written here: 1,911.5 in English, 1 911,5 in Swedish and Norwegian."""
    written = f"{number:,.{decimals}f}"
    return written if language() == "en" else written.replace(",", "\u00a0").replace(".", ",")
