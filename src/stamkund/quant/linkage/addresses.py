"""Streets, house numbers, postcodes, telephones, mail addresses."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from stamkund.quant.linkage.text import digits, folded, plain, unaccented
from stamkund.quant.rows import RefusedError

COUNTRY: Final = re.compile(r"^(?:se|no|fi|dk|de|s|n|d)(?=\d{4})")
"""The country before a postcode."""
HOUSE: Final = re.compile(r"\b(\d+)\s*([a-z])?\b")
ENDINGS: Final = (
    (re.compile(r"(?<=\w)(?:gatan|gaten|gata|gate|gt|g)$"), "gata"),
    (re.compile(r"(?<=\w)(?:vagen|veien|vegen|vag|vei|veg|v)$"), "vag"),
    (re.compile(r"(?<=\w)(?:plassen|platsen|plass|plats|pl)$"), "plats"),
)
"""How streets end in Sweden and Norway, in full, in short, with and without article."""
WORDS: Final = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "place": "pl", "square": "sq", "lane": "ln",
    "drive": "dr", "court": "ct", "crescent": "cres", "terrace": "tce", "close": "cl", "sankt": "st", "saint": "st",
    "gate": "gata", "gata": "gata", "gt": "gata", "gatan": "gata", "gaten": "gata", "allen": "alle",
    "vei": "vag", "veien": "vag", "vag": "vag", "vagen": "vag", "veg": "vag", "vegen": "vag",
}  # fmt: skip


def street_and_house(text: str | None) -> tuple[str, str]:
    """("storgata", "5b") for "Storgt. 5 B"; either may be ""."""
    line = folded(text)
    found = HOUSE.search(line)
    house = "".join(part or "" for part in found.groups()) if found else ""
    words = (line[: found.start()] if found and found.start() else HOUSE.sub(" ", line)).split()
    return " ".join(_word(word) for word in words), house


def _word(word: str) -> str:
    if word in WORDS:
        return WORDS[word]
    for ending, whole in ENDINGS:
        if len(word) > 4 and ending.search(word):
            return ending.sub(whole, word)
    return word


def postcode(text: str | None) -> tuple[str, str]:
    """The postcode without spaces and country, and the area it begins with ("SW1A 1AA": "sw1a"; "791 30": "79")."""
    words = plain(text).split()
    if not words:
        return "", ""
    whole = COUNTRY.sub("", "".join(words))
    return whole, whole[:2] if whole.isdigit() else (words[0] if len(words) > 1 else whole[:-3] or whole)


def known_region(text: str) -> str:
    """The two letters of a country, upper case. Raises RefusedError where its telephone numbers are not known."""
    region = text.strip().upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise RefusedError(f"no country {text!r} is known; its two letters are needed: SE, NO, DK …")
    return region


@lru_cache(maxsize=1 << 16)
def phone(text: str | None, region: str = "SE") -> str:
    """E.164 where it is a possible number of the region or names its country; else its digits."""
    if not text:
        return ""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return digits(text)
    if not phonenumbers.is_possible_number(parsed):
        return digits(text)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def mail(text: str | None) -> tuple[str, str]:
    """The address in lower case without accents, and the part before the @; "" where there is no @."""
    address = unaccented(text).strip().removeprefix("mailto:")
    local, at, domain = address.partition("@")
    return (address, local.partition("+")[0]) if local and at and domain else ("", "")
