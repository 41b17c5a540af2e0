"""How currencies are written in amounts. A bare "kr" names none: the installation's own is meant."""

from types import MappingProxyType

SIGNS = MappingProxyType(
    {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "₺": "TRY", "฿": "THB"}
)
WORDS = MappingProxyType({"euro": "EUR", "eur": "EUR", "dollar": "USD", "dollars": "USD", "pund": "GBP"})
KRONOR = frozenset({"kr", "kr.", "kronor", "kroner", "kronur", ":-", ",-", ".-", ":–", ",–", ":—", ",—"})
