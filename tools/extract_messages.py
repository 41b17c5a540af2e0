"""Collects every text a user sees and brings the translations up to date: new texts come in untranslated, old ones go.

Reads Python with Babel and Django's templates through Django's own ``templatize``, so that no gettext tools are needed.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "stamkund"
LOCALES = ("sv", "nb")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
NEW_LINE = re.compile(r"\n\s*")
WIDTH = 116
FOUNDED = datetime(2026, 11, 22, tzinfo=UTC)


def texts() -> Iterator[tuple[Any, str | None]]:
    """Yield each message (or its singular and plural) with its context."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _messages(path.read_bytes())
    for path in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _messages(NEW_LINE.sub(" ", code).encode())


def _messages(code: bytes) -> Iterator[tuple[Any, str | None]]:
    for _line, message, _comments, context in extract("python", io.BytesIO(code), keywords=KEYWORDS):
        yield message, context


def template() -> Catalog:
    """Return all texts, untranslated."""
    catalog = Catalog(charset="utf-8")
    for message, context in texts():
        catalog.add(message, context=context)
    return catalog


def path_of(locale: str) -> Path:
    """Return where the translations to *locale* stand."""
    return PACKAGE / "locale" / locale / "LC_MESSAGES" / "django.po"


def read(locale: str) -> Catalog:
    """Return the translations to *locale* as they stand."""
    path = path_of(locale)
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update(locale: str) -> Catalog:
    """Bring *locale* up to date and return it."""
    catalog = read(locale)
    catalog.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    _sign(catalog)
    path = path_of(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)
    return catalog


def _sign(catalog: Catalog) -> None:
    """Write the head of the file, without dates that would change at every run."""
    catalog.header_comment = (
        "# Stamkund in another language. Short, warm, concrete; people by name; no exclamation marks."
    )
    catalog.project, catalog.version = "Stamkund", "1"
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = FOUNDED
    catalog.fuzzy = False


def main() -> None:
    """Update every locale and say what is still to be translated."""
    for locale in LOCALES:
        catalog = update(locale)
        waiting = [message for message in catalog if message.id and not all(strings(message))]
        print(f"{locale}: {len(catalog)} texts, {len(waiting)} to be translated")


def strings(message: Message) -> tuple[str, ...]:
    """Return the translation of *message*: one text, or one per plural form; empty where there is none."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


if __name__ == "__main__":
    main()
