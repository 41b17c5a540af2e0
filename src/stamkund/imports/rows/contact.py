"""Mail addresses, phone numbers and countries as they come in files."""

import re
from functools import cache, lru_cache

from babel import Locale

from stamkund.customers.rules import matching_phone
from stamkund.kit.folding import fold

_MAIL = re.compile(r"[^@\s<>()\[\],;:\"]{1,64}@[^@\s<>()\[\],;:\"]+\.[^@\s<>()\[\],;:\".\d]{2,}")
_DIALLED = re.compile(r"(?=(?:\D*\d){5})\+?[\d\s()./\u00a0-]{5,30}(?:(?:ext|x|ankn)\.? ?\d{1,6})?", re.IGNORECASE)
_SEPARATORS = str.maketrans("", "", " -")
# Ways of writing a number that need no library to be read. As dialled at home, by region: what stands before instead of
# how many digits. With the code of the country it is its own comparable form, if it is as long as numbers are there.
_AT_HOME = {
    "SE": (re.compile(r"0[1-9][0-9]{6,8}"), "+46", 1),
    "NO": (re.compile(r"[2-9][0-9]{7}"), "+47", 0),
}
_ABROAD = re.compile(r"\+(?:46[1-9][0-9]{5,9}|4[57][2-9][0-9]{7}|358[1-9][0-9]{4,11})")
_LANGUAGES = ("en", "sv", "nb")


def is_plausible_mail(text: str) -> bool:
    """Whether the text can be a mail address; whether anybody reads it is another question."""
    return len(text) <= 254 and bool(_MAIL.fullmatch(text)) and ".." not in text


def is_plausible_phone(text: str) -> bool:
    """Whether the text can be dialled."""
    return _DIALLED.fullmatch(text) is not None


@lru_cache(maxsize=10_000)
def comparable_phone(text: str, *, region: str) -> str:
    """The number as it is compared, E.164: what `matching_phone` gives, faster where it is written plainly."""
    digits = text.translate(_SEPARATORS)
    if region in _AT_HOME:
        pattern, prefix, dropped = _AT_HOME[region]
        if pattern.fullmatch(digits):
            return prefix + digits[dropped:]
    return digits if _ABROAD.fullmatch(digits) else matching_phone(text, region=region)


def country_code(text: str) -> str:
    """The two letters of ISO 3166 for a code or a name in English, Swedish or Norwegian; nothing when unknown."""
    if not text:
        return ""
    return _countries().get(fold(text), "")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {"uk": "GB", "usa": "US", "eire": "IE", "storbritannien": "GB", "holland": "NL"}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(fold(name), code)
                found.setdefault(code.lower(), code)
    return found
