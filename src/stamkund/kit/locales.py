"""Which conventions a language is written with."""

from functools import lru_cache

REGIONS = {"en": "en_SE", "sv": "sv_SE", "nb": "nb_NO", "no": "nb_NO"}


@lru_cache(maxsize=32)
def locale_of(language: str) -> str:
    """Return the CLDR locale that *language* ("sv", "nb", "en-gb") is written in."""
    return REGIONS.get(language.split("-", maxsplit=1)[0].lower(), "en_SE")
