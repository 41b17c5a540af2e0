"""The names of months, from the table beside this file, with and without their endings."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def month_numbers() -> dict[str, int]:
    """Every known spelling, casefolded, to the number of its month."""
    table = tomllib.loads(files(__package__).joinpath("months.toml").read_text("utf-8"))
    return {
        name: number
        for names in table.values()
        for number, spellings in enumerate(names, 1)
        for name in spellings.split()
    }
