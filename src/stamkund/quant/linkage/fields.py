"""Records as the fields that are compared: every column in its normal form, and what can be derived from it."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from stamkund.quant.linkage.addresses import mail, phone, postcode, street_and_house
from stamkund.quant.linkage.columns import Cells, Role
from stamkund.quant.linkage.dates import birth
from stamkund.quant.linkage.names import take_apart
from stamkund.quant.linkage.text import folded, plain
from stamkund.quant.rows import BadRowsError, RefusedError, TooLittleDataError

Record: TypeAlias = Mapping[str, str | None]
"""A record by field; a field that is not known is None."""
Fields: TypeAlias = dict[str, list[str | None]]

TRAIT: Final = "trait_"


def derive(columns: Mapping[str, Cells], roles: Mapping[str, Role], region: str = "SE") -> Fields:
    """The fields of records given by column. `region` says how telephones and two-digit years of birth are read.

    Raises RefusedError where no column says who anybody is, BadRowsError at the first row that not every column has.

    Fields: given, surname, name (all words in order), birth, year, street, house, postcode, area, city, mail, local
    (before the @), phone, number, and trait_0, trait_1, … for the traits.
    """
    lengths = {name: len(cells) for name, cells in columns.items()}
    shortest, longest = min(lengths.values(), default=0), max(lengths.values(), default=0)
    if shortest < longest:
        short = ", ".join(name for name, length in lengths.items() if length < longest)
        raise BadRowsError(f"columns are shorter than others ({short})", [shortest])
    nothing: Cells = [None] * longest
    of = {role: columns[name] for name, role in roles.items() if role is not Role.TRAIT}
    fields: dict[str, list[str]] = {}
    names = [take_apart(*each) for each in zip(*(of.get(role, nothing) for role in NAMES), strict=True)]
    fields |= {part: [getattr(name, part if part != "name" else "words") for name in names] for part in NAME_FIELDS}
    fields |= _pairs(("birth", "year"), [birth(cell, region) for cell in of.get(Role.BIRTH, nothing)])
    fields |= _pairs(("street", "house"), [street_and_house(cell) for cell in of.get(Role.STREET, nothing)])
    if Role.HOUSE in of:
        fields["house"] = [plain(cell).replace(" ", "") for cell in of[Role.HOUSE]]
    fields |= _pairs(("postcode", "area"), [postcode(cell) for cell in of.get(Role.POSTCODE, nothing)])
    fields |= _pairs(("mail", "local"), [mail(cell) for cell in of.get(Role.MAIL, nothing)])
    fields["city"] = [folded(cell) for cell in of.get(Role.CITY, nothing)]
    fields["phone"] = [phone(cell, region) for cell in of.get(Role.PHONE, nothing)]
    fields["number"] = [plain(cell).replace(" ", "") for cell in of.get(Role.NUMBER, nothing)]
    fields |= {f"{TRAIT}{at}": [folded(cell) for cell in columns[name]] for at, name in enumerate(traits(roles))}
    return keep_telling({name: [value or None for value in values] for name, values in fields.items()})


NAMES: Final = (Role.FULL_NAME, Role.GIVEN, Role.SURNAME)
NAME_FIELDS: Final = ("given", "surname", "name")


def traits(roles: Mapping[str, Role]) -> list[str]:
    """The columns that are traits."""
    return [name for name, role in roles.items() if role is Role.TRAIT]


def keep_telling(fields: Fields) -> Fields:
    """The fields that anything is known in. Raises RefusedError where none of them tells records apart."""
    records = len(next(iter(fields.values()), []))
    if records < 2:
        raise TooLittleDataError(
            f"{records} record{'' if records == 1 else 's'} cannot be linked; two or more are needed"
        )
    different = {name: len({value for value in values if value}) for name, values in fields.items()}
    kept = {name: values for name, values in fields.items() if different[name]}
    if not any(different[name] > 1 and not name.startswith(TRAIT) for name in kept):
        raise RefusedError("no column tells one record from another: names, dates, addresses, mails, phones or numbers")
    return kept


def _pairs(names: tuple[str, str], values: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value[at] for value in values] for at, name in enumerate(names)}
