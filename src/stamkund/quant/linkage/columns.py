"""What the columns of a table hold, by their names and by what stands in them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from stamkund.quant.linkage.text import plain


class Role(StrEnum):
    """What a column can say about who a record is."""

    GIVEN = "given name"
    SURNAME = "surname"
    FULL_NAME = "full name"
    BIRTH = "birth date"
    STREET = "street"
    HOUSE = "house number"
    POSTCODE = "postcode"
    CITY = "city"
    MAIL = "mail"
    PHONE = "phone"
    NUMBER = "national or organisation number"
    TRAIT = "trait"


Cells = Sequence[str | None]
WORDS: Final[Mapping[Role, str]] = {
    Role.HOUSE: "street number|house number|house no|house|husnummer|husnr|gatenummer|hausnummer",
    Role.NUMBER: "soc sec id|ssn|social security|national id|national number|personal number|personnummer|pnr|"
    "fodselsnummer|fnr|organisation number|organization number|org number|org no|orgnr|organisationsnummer|"
    "organisasjonsnummer|vat number|vat id|vat|tax id|nin|org nr|organisationsnr|organisasjonsnr|personnr|cpr|"
    "cpr nummer|cpr nr|cvr|cvr nummer|cvr nr",
    Role.MAIL: "email|e mail|mail|epost|e post|mejl|email address|e mail address|mail address|epostadress|e postadress|"
    "epostadresse|e postadresse|e mail adresse|mailadresse|emailadresse",
    Role.PHONE: "phone|telephone|phone number|mobile|mobile number|cell|tel|telefon|mobil|tlf|telefonnummer|"
    "mobilnummer|mobiltelefon|mobilnr|telefonnr|handy",
    Role.POSTCODE: "postcode|post code|postal code|zip|zip code|zipcode|postnummer|postnr|postal|plz|postleitzahl",
    Role.CITY: "city|town|suburb|birth place|birthplace|place|locality|municipality|ort|postort|stad|poststed|by|"
    "stadt|wohnort",
    Role.BIRTH: "dob|date of birth|birth date|birthdate|birthday|born|birth|fodelsedatum|fodselsdato|fodd|fodt|"
    "geburtsdatum",
    Role.FULL_NAME: "full name|fullname|name|namn|navn|company name|company|organisation|foretag|firma|"
    "first and surname|foretagsnamn|firmanamn|firmanavn|firmenname|kundnamn|kundenavn|kundename",
    Role.GIVEN: "given name|given|first name|firstname|forename|first|fornamn|fornavn|tilltalsnamn|vorname",
    Role.SURNAME: "surname|last name|lastname|family name|familyname|last|efternamn|etternavn|efternavn|nachname",
    Role.STREET: "street|address 1|address|street address|address line 1|address1|adress|gatuadress|adresse|"
    "gateadresse|gata|gate|vej|strasse",
}
KNOWN: Final = {word: role for role, words in WORDS.items() for word in words.split("|")}
NEVER: Final = frozenset(
    (
        "id",
        "cluster",
        "truth",
        "label",
        "entity",
        "match",
        "group",
        "person",
        "uid",
        "uuid",
        "key",
        "rec",
        "index",
        "row",
    )
)
"""Words in the name of a column that says who a record is rather than what is known of it."""
CONTENT: Final = (
    (Role.MAIL, re.compile(r"[^@\s]+@[^@\s]+\.\w+")),
    (Role.BIRTH, re.compile(r"(1[5-9]|20)\d\d[-./]?\d\d[-./]?\d\d|\d\d?[./]\d\d?[./](1[5-9]|20)\d\d")),
    (Role.PHONE, re.compile(r"\+?[\d\s()/-]{7,18}")),
)
ENOUGH: Final = 0.8
"""Part of the filled cells that must look like it."""
SAMPLE: Final = 2000
MOST_TRAITS: Final = 1000


def recognise(columns: Mapping[str, Cells]) -> dict[str, Role]:
    """The role of each column that has one. One column for each role but traits: the first whose whole name says so.

    A trait is a column of few different values (gender, occupation) that nothing else is known of.
    """
    found: dict[str, Role] = {}
    for guess in (_by_whole_name, _by_part_of_name, _by_content, _as_trait):
        for name, cells in columns.items():
            role = None if name in found else guess(name, cells)
            if role and (role is Role.TRAIT or role not in found.values()):
                found[name] = role
    return found


def _by_whole_name(name: str, _cells: Cells) -> Role | None:
    return KNOWN.get(_spelt(name))


def _by_part_of_name(name: str, _cells: Cells) -> Role | None:
    """The longest known words in a name: "postcode_fake" is a postcode, "birth place of child" a place."""
    spelt = f" {_spelt(name)} "
    parts = [word for word in KNOWN if len(word) > 3 and f" {word} " in spelt]
    return KNOWN[max(parts, key=len)] if parts and not NEVER & set(spelt.split()) else None


def _by_content(name: str, cells: Cells) -> Role | None:
    filled = [cell for cell in cells[:SAMPLE] if cell]
    if not filled or NEVER & set(_spelt(name).split()):
        return None
    for role, pattern in CONTENT:
        if sum(bool(pattern.fullmatch(cell.strip())) for cell in filled) >= ENOUGH * len(filled):
            return role
    return None


def _as_trait(name: str, cells: Cells) -> Role | None:
    if NEVER & set(_spelt(name).split()) or _spelt(name) in KNOWN:
        return None
    different = len({cell for cell in cells if cell})
    return Role.TRAIT if 2 <= different <= min(MOST_TRAITS, max(len(cells) // 10, 2)) else None


def _spelt(name: str) -> str:
    """`birthPlace`, `birth_place` and `Birth place` are one."""
    return plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
