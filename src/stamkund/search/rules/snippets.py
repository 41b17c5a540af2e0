"""The place in a text where it answers, with the matched letters marked."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from stamkund.kit.folding import fold
from stamkund.search.rules.words import Atom

LONGEST_SNIPPET = 140
LEAD = 40
SHORTEST_INSIDE = 3

# Where matched letters begin and end in a shown text, for the page to mark.
Ranges = tuple[tuple[int, int], ...]


def matched_ranges(text: str, atoms: Sequence[Atom]) -> Ranges:
    """Return where words of *text* begin with what was looked for, or contain three letters of it or more."""
    folded, origins = _letters(text)
    forms = {form for atom in atoms for form in atom if form in folded}
    places = sorted({place for form in forms for place in _places(folded, form)})
    merged: list[tuple[int, int]] = []
    for begin, end in places:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple((origins[begin], origins[end - 1] + 1) for begin, end in merged)


def snippet(text: str, atoms: Sequence[Atom]) -> tuple[str, Ranges]:
    """Return the part of *text* around its first match on one line, cut at words, and the ranges matched in it."""
    line = " ".join(text.split())
    ranges = matched_ranges(line, atoms)
    start = _cut(line, ranges[0][0] - LEAD if ranges else 0)
    part = line[start : start + LONGEST_SNIPPET]
    if len(line) > start + LONGEST_SNIPPET:
        part = part[: part.rfind(" ")] if " " in part else part
        part += "…"
    if start:
        part = "…" + part
    shift = start - (1 if start else 0)
    return part, tuple((begin - shift, end - shift) for begin, end in ranges if end - shift <= len(part))


def _cut(line: str, place: int) -> int:
    """Return the beginning of the word at *place*, or 0 near the beginning of the line."""
    return 0 if place <= 0 else line.rfind(" ", 0, place + 1) + 1


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """Return *text* folded letter by letter, and for each folded letter the place it comes from: ``æ`` makes two."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded = [_folded(letter) for letter in text]
    return "".join(folded), [place for place, letters in enumerate(folded) for _ in letters]


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return " " if letter.isspace() else fold(letter)


def _places(folded: str, form: str) -> Iterator[tuple[int, int]]:
    begin = folded.find(form)
    while begin >= 0:
        if len(form) >= SHORTEST_INSIDE or begin == 0 or not folded[begin - 1].isalnum():
            yield begin, begin + len(form)
        begin = folded.find(form, begin + len(form))
