"""What was decided about a file: which column fills which field, and how its dates and numbers are to be read."""

from functools import cached_property

from pydantic import BaseModel, ConfigDict


class MappingSettings(BaseModel):
    """`columns` holds field -> index from 0; a negative index counts from the right end of each row.

    `constants` fill fields that no column fills. `names` remembers what the columns were called. `dates_as` is the
    order (dmy, mdy) somebody chose for dates like 3/4, `date_order` the one in use: chosen, or found in the column.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    columns: dict[str, int]
    names: dict[str, str] = {}
    constants: dict[str, str] = {}
    sheet: str = ""
    delimiter: str = ""
    header_row: int | None = None
    dates_as: str = ""
    date_order: str = "dmy"
    decimal_marks: dict[str, str] = {}
    months_as_first_day: bool = False
    add_unknown_customers: bool = True
    numbers_restart_daily: bool = False

    @cached_property
    def fields(self) -> frozenset[str]:
        return frozenset(self.columns) | frozenset(self.constants)

    @property
    def counts_from_the_right(self) -> bool:
        return any(index < 0 for index in self.columns.values())
