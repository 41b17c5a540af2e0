"""Compiles the translations (gettext .po to .mo) with Babel, so that no gettext tools are needed on the machine."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def main() -> None:
    """Write a .mo beside every .po."""
    for source in Path("src/stamkund/locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text))


if __name__ == "__main__":
    main()
