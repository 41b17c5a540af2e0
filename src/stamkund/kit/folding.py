"""Text folded so that people find what they look for: case, accents and Nordic letters do not matter."""

import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})

MOST_REMEMBERED = 4_096

_SWEDISH = (("å", "zz1"), ("ä", "zz2"), ("æ", "zz2"), ("ö", "zz3"), ("ø", "zz3"))
_NORWEGIAN = (("æ", "zz1"), ("ä", "zz1"), ("ø", "zz2"), ("ö", "zz2"), ("å", "zz3"))
_AFTER_Z = {"SE": _SWEDISH, "FI": _SWEDISH, "NO": _NORWEGIAN, "DK": _NORWEGIAN}


class _Folded(dict[int, str]):
    """What each letter becomes, by its code: folding a text is folding its letters one by one."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        folded = bare.translate(_LETTERS)
        if len(self) < MOST_REMEMBERED:
            self[code] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return *text* in lower case without accents, white space collapsed: ``Åsa  Bjørk`` becomes ``asa bjork``."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDED).split())


def alphabetical(text: str, region: str) -> str:
    """Return *text* folded, but with å, ä, ö after z where *region* (ISO 3166) has them; any collation agrees."""
    if text.isascii():
        return fold(text)
    text = unicodedata.normalize("NFC", text).casefold()
    for letter, place in _AFTER_Z.get(region, ()):
        text = text.replace(letter, place)
    return fold(text)
