"""Is 3/4 the third of April or the fourth of March? One row cannot tell; its column usually can."""

from dataclasses import dataclass

from stamkund.imports.formats.records import Cell
from stamkund.imports.values.dates import DAY_FIRST, MONTH_FIRST, YEAR_LAST


@dataclass
class DateEvidence:
    """Feed it every cell of a column; then ask for the `order`, and whether it is a guess or a contradiction."""

    day_first: int = 0
    month_first: int = 0
    unsure: int = 0
    with_half_day: int = 0
    unsure_example: str = ""
    day_example: str = ""
    month_example: str = ""

    def note(self, cell: Cell) -> None:
        """Count the cell if it is written year last, by which of its two first numbers can be a month."""
        if not isinstance(cell, str) or not (match := YEAR_LAST.fullmatch(cell.strip())):
            return
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            self.day_first += 1
            self.day_example = self.day_example or cell.strip()
        elif second > 12 >= first:
            self.month_first += 1
            self.month_example = self.month_example or cell.strip()
        elif first != second and min(first, second) > 0 and max(first, second) <= 12:
            self.unsure += 1
            self.unsure_example = self.unsure_example or cell.strip()
        self.with_half_day += match[7] is not None

    @property
    def order(self) -> str:
        """`mdy` when most certain cells say so, or none is certain and the clock says AM and PM; else `dmy`."""
        if self.month_first == self.day_first:
            return MONTH_FIRST if self.with_half_day else DAY_FIRST
        return MONTH_FIRST if self.month_first > self.day_first else DAY_FIRST

    @property
    def is_settled_by_clock(self) -> bool:
        """No cell says which comes first, but a clock with AM and PM belongs to those who write the month first."""
        return self.month_first == self.day_first and self.with_half_day > 0

    @property
    def is_guess(self) -> bool:
        return self.unsure > 0 and self.day_first == self.month_first

    @property
    def is_contradictory(self) -> bool:
        return self.day_first > 0 and self.month_first > 0
