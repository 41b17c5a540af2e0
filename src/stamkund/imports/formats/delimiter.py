"""What stands between the values of a text file, decided by which sign divides the lines most evenly."""

import csv
from collections import Counter
from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "


def sniff_delimiter(lines: Sequence[str]) -> str:
    """One of comma, semicolon, tab, bar; a blank stands for runs of blanks (columns lined up by eye)."""
    told = lines[0].strip() if lines else ""
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4]
    best = max(DELIMITERS, key=lambda sign: _evenness(lines, sign))
    if _evenness(lines, best) > 0:
        return best
    return BLANKS if _is_lined_up(lines) else ","


def _evenness(lines: Sequence[str], delimiter: str) -> float:
    """How many lines share the most common number of values, worth more the more values there are."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, count = Counter(widths).most_common(1)[0]
    if width == 1:
        return 0.0
    # The heading has no decimal commas in it: a delimiter that is missing there is none.
    heading_bonus = 1.0 if widths[0] == width else 0.0
    return count / len(widths) + heading_bonus + min(width, 50) / 1000


def _is_lined_up(lines: Sequence[str]) -> bool:
    rows = [line.split() for line in lines if line.strip()]
    with_figures = sum(1 for row in rows if sum(word[-1].isdigit() for word in row) > 1)
    return len(rows) > 1 and with_figures >= 0.8 * (len(rows) - 1)
