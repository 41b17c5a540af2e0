"""Numbers and amounts as people in many countries write them: 1 290,50 and 1,290.50 and kr 1.290,- are the same."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stamkund.imports.formats.records import BadCell, Cell
from stamkund.imports.values.currencies import KRONOR, SIGNS, WORDS
from stamkund.imports.values.refusals import CellRefused

ABSURD = Decimal(10) ** 12
_PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,2}|\.\d{4,15})?")
_BLANKS = str.maketrans("", "", " \t\u00a0\u202f\u2009\u2007'\u2019`")
_MINUS = str.maketrans("−–—", "---")
_GROUPED = re.compile(r"\d{1,3}(?:([ \u00a0\u202f\u2009\u2007'\u2019`])\d{3})(?:\1\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,4}")
_NOT_FINITE = frozenset(
    {"nan", "inf", "infinity", "#num!", "#div/0!", "#value!", "#ref!", "#name?", "1.#inf", "1.#qnan"}
)
_SPLIT = re.compile(r"^(\D*?)([-+(]?\d.*\d|[-+(]?\d)(\)?-?)(\D*)$")


@dataclass
class NumberEvidence:
    """What a column says about its decimal mark. Feed it cells; then ask `decimal_mark`."""

    commas: int = 0
    dots: int = 0
    unsure: int = 0

    def note(self, cell: Cell) -> None:
        """Count the cell if only one reading of it is possible."""
        if not isinstance(cell, str) or ("," not in cell and "." not in cell):
            return
        match _decimal_mark_of(_digits_and_marks(cell)):
            case ",":
                self.commas += 1
            case ".":
                self.dots += 1
            case "?":
                self.unsure += 1

    @property
    def decimal_mark(self) -> str:
        """The mark most cells speak for; nothing when no cell does, and then a group of three is thousands."""
        if self.commas == self.dots:
            return ""
        return "," if self.commas > self.dots else "."

    @property
    def is_ambiguous(self) -> bool:
        return self.unsure > 0 and self.decimal_mark == ""


def _digits_and_marks(text: str) -> str:
    """Only the figures and the marks between them: the dash in 1.290,- and the dot in kr. say nothing."""
    match = _SPLIT.match(text.strip())
    return match[2].translate(_BLANKS).lstrip("-+(") if match else ""


def _decimal_mark_of(number: str) -> str:
    """`,` or `.` when certain, `?` when it could be either, nothing when there is no mark to judge by."""
    commas, dots = number.count(","), number.count(".")
    if not commas and not dots:
        return ""
    if commas and dots:
        return max(",.", key=number.rfind)
    mark, count = (",", commas) if commas else (".", dots)
    if count > 1:
        return "." if mark == "," else ","
    whole, _, fraction = number.partition(mark)
    is_a_group = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0"
    return "?" if is_a_group else mark


def read_number(cell: Cell, decimal_mark: str = "") -> Decimal:
    """An exact number. Refused: nothing, words, NaN, infinity, broken grouping, and 10^12 or more."""
    return read_money(cell, decimal_mark)[0]


def read_money(cell: Cell, decimal_mark: str = "", currencies: Collection[str] = ()) -> tuple[Decimal, str]:
    """The amount, and the currency written beside it ("" when none is). `currencies` are the codes that are known."""
    if isinstance(cell, str):
        if decimal_mark != "," and _PLAIN.fullmatch(cell):
            return _sane(Decimal(cell)), ""
        return _from_text(cell.strip(), decimal_mark, currencies)
    if isinstance(cell, Decimal):
        return _sane(cell), ""
    if isinstance(cell, BadCell):
        raise CellRefused(cell.code)
    raise CellRefused("date_for_number" if isinstance(cell, date) else "not_a_number")


def _from_text(text: str, decimal_mark: str, currencies: Collection[str]) -> tuple[Decimal, str]:
    if not text:
        raise CellRefused("missing")
    if text.lower().lstrip("-+") in _NOT_FINITE:
        raise CellRefused("not_finite")
    match = _SPLIT.match(text.translate(_MINUS))
    if not match:
        raise CellRefused("not_a_number")
    before, body, after, behind = match.groups()
    sign, currency = _surroundings(before, body, after, behind, currencies)
    return _sane(sign * _magnitude(body.lstrip("-+("), decimal_mark)), currency


def _surroundings(before: str, body: str, after: str, behind: str, currencies: Collection[str]) -> tuple[int, str]:
    """The sign and the currency from what stands around the figures."""
    suffix = after.rstrip("-") + behind
    is_negative = body.startswith(("-", "(")) or "-" in before
    if after.endswith("-"):
        is_negative, suffix = True, behind
    if body.startswith("(") or before.strip().endswith("("):
        is_negative, suffix = True, suffix.strip().removeprefix(")")
    words = [word for word in (before.strip(" -+(\u00a0"), suffix.strip(" )\u00a0")) if word]
    codes = {_currency(word, currencies) for word in words} - {""}
    if len(codes) > 1:
        raise CellRefused("two_currencies")
    return (-1 if is_negative else 1), next(iter(codes), "")


def _currency(word: str, currencies: Collection[str]) -> str:
    folded = word.casefold()
    if folded in KRONOR:
        return ""
    if known := SIGNS.get(word) or WORDS.get(folded):
        return known
    if len(word) == 3 and word.isalpha():
        return read_currency(word, currencies)
    raise CellRefused("not_a_number")


def read_currency(cell: Cell, currencies: Collection[str] = ()) -> str:
    """A three-letter code of ISO 4217, or one of the signs for it; "" for nothing and for a bare kr."""
    if not isinstance(cell, str):
        raise CellRefused("unknown_currency")
    word = cell.strip()
    if not word or word.casefold() in KRONOR:
        return ""
    code = SIGNS.get(word) or WORDS.get(word.casefold()) or word.upper()
    if len(code) != 3 or not code.isalpha() or (currencies and code not in currencies):
        raise CellRefused("unknown_currency")
    return code


def _magnitude(body: str, decimal_mark: str) -> Decimal:
    if _SCIENTIFIC.fullmatch(body):
        return Decimal(body.replace(",", "."))
    if not _GROUPED.fullmatch(body):
        raise CellRefused("not_a_number")
    number = body.translate(_BLANKS)
    certain = _decimal_mark_of(number)
    mark = (decimal_mark or _other_than(number)) if certain == "?" else certain
    whole, _, fraction = number.rpartition(mark) if mark and mark in number else (number, "", "")
    return Decimal(f"{_ungrouped(whole)}.{fraction or 0}")


def _other_than(number: str) -> str:
    """The mark that is not in the number: three figures behind a lone mark are thousands unless told else."""
    return "." if "," in number else ","


def _ungrouped(whole: str) -> str:
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise CellRefused("not_a_number")
    return "".join(groups)


def _sane(number: Decimal) -> Decimal:
    if abs(number) >= ABSURD:
        raise CellRefused("absurd_amount")
    return number
