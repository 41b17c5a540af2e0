"""What stands in a column: counted over the rows, so that the heading need not be trusted alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, zip_longest

from stamkund.imports.formats.records import Cell, Record
from stamkund.imports.values import CellRefused, DateEvidence, NumberEvidence, read_moment, read_number

EXAMPLES_KEPT = 3
LOOKED_INTO = 400
CHUNK = 1_000
_PHONE = re.compile(r"\+?[\d\s()/-]{6,20}")


@dataclass
class ColumnProfile:
    """Counts over one column. Dates and numbers are tried on the first few hundred filled cells, evidence on all."""

    filled: int = 0
    mails: int = 0
    phones: int = 0
    dates: int = 0
    numbers: int = 0
    fractions: int = 0
    examples: list[str] = field(default_factory=list)
    date_evidence: DateEvidence = field(default_factory=DateEvidence)
    number_evidence: NumberEvidence = field(default_factory=NumberEvidence)

    def note(self, cells: Iterable[Cell]) -> None:
        """Count cells in."""
        filled = iter([cell for cell in cells if cell != ""])
        for cell in islice(filled, max(0, LOOKED_INTO - self.filled)):
            self.filled += 1
            self._look_into(cell)
            if evidence := self._evidence():
                evidence.note(cell)
        rest = list(filled)
        self.filled += len(rest)
        if rest and (evidence := self._evidence()):
            for cell in rest:
                evidence.note(cell)

    def _evidence(self) -> DateEvidence | NumberEvidence | None:
        """What the cells of the column may be evidence for; settled once enough of them were looked into."""
        enough = min(self.filled, LOOKED_INTO)
        if self.dates * 5 > enough:
            return self.date_evidence
        return self.number_evidence if self.numbers * 5 > enough else None

    def _look_into(self, cell: Cell) -> None:
        text = str(cell).strip()
        if len(self.examples) < EXAMPLES_KEPT and text not in self.examples:
            self.examples.append(text[:60])
        self.mails += "@" in text and "." in text.rpartition("@")[2]
        self.dates += _reads(_read_day_or_month, cell)
        self.numbers += _reads(read_number, cell)
        self.fractions += bool(re.search(r"\d[.,]\d{1,2}\b", text))
        self.phones += bool(_PHONE.fullmatch(text)) and text.startswith(("0", "+", "("))

    def share(self, name: str) -> float:
        """The share of `name` (mails, phones, dates, numbers, fractions) among the cells that were looked into."""
        looked = min(self.filled, LOOKED_INTO)
        count: int = getattr(self, name)
        return count / looked if looked else 0.0


_read_day_or_month = partial(read_moment, months_as_first_day=True)


def _reads(reader: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        reader(cell)
    except CellRefused:
        return False
    return True


@dataclass
class TableProfile:
    """The profile of every column, and how many rows there are."""

    columns: Sequence[ColumnProfile]
    rows: int = 0
    blank: int = 0


def profile_columns(records: Iterable[Record], width: int) -> TableProfile:
    """Read every row once. Evidence from the last row counts as much as from the first."""
    profile = TableProfile([ColumnProfile() for _ in range(width)])
    remaining = iter(records)
    while chunk := list(islice(remaining, CHUNK)):
        written = [record for record in chunk if not record.is_blank]
        profile.rows += len(written)
        profile.blank += len(chunk) - len(written)
        # Column by column: most columns are settled early, and their cells need no look any more.
        sound = [record.cells for record in written if not record.flaw]
        for column, cells in zip(profile.columns, zip_longest(*sound, fillvalue=""), strict=False):
            column.note(cells)
    return profile
