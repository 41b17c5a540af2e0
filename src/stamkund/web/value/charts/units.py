"""Money in charts: whole or in thousands, whichever reads better beside an axis."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stamkund.web import formatting

THOUSANDS_FROM = 200_000


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How amounts are written in one chart."""

    currency: str
    language: str
    home: str
    divisor: int

    @property
    def words(self) -> str:
        """Return the unit as it is said once, beside the heading: "thousand kr"."""
        mark = formatting.currency_mark(self.currency, self.language, self.home)
        return _("thousand %(currency)s") % {"currency": mark} if self.divisor > 1 else mark

    def scaled(self, amount: float) -> float:
        return amount / self.divisor

    def written(self, amount: float, *, signed: bool = False) -> str:
        """Return 412300 as "412" or "+412"."""
        return formatting.number(self.scaled(amount), self.language, signed=signed)


def money_unit(largest: float, currency: str, language: str, home: str) -> MoneyUnit:
    """Return the unit for amounts up to *largest*."""
    return MoneyUnit(currency, language, home, 1_000 if abs(largest) >= THOUSANDS_FROM else 1)
