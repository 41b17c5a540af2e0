"""Texts made alike, so that spelling, case and accents do not part what belongs together."""

import re
import unicodedata
from typing import Final

NORDIC: Final = str.maketrans({"ø": "o", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "đ": "d", "æ": "a", "œ": "o"})
WRITTEN_OUT: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
"""å, ä, æ, ö, ø and ü as they are written where a keyboard has none."""
NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")


def plain(text: str | None) -> str:
    """Lower case, without accents, words of Latin letters and digits with one space between; "" for nothing."""
    return NOT_WORDS.sub(" ", unaccented(text)).strip()


def unaccented(text: str | None) -> str:
    """Lower case, without accents; "" for nothing."""
    apart = unicodedata.normalize("NFKD", (text or "").casefold().translate(NORDIC))
    return "".join(c for c in apart if not unicodedata.combining(c))


def folded(text: str | None) -> str:
    """`plain`, and Åse, Aase and Ase, Sjöberg, Sjøberg and Sjoeberg are one."""
    words = plain(text)
    for written, letter in WRITTEN_OUT:
        words = words.replace(written, letter)
    return words


def digits(text: str | None) -> str:
    """Only the digits."""
    return "".join(c for c in text or "" if c.isascii() and c.isdigit())
