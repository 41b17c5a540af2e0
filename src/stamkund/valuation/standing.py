"""Who is valuable and who is slipping, as conditions on parties; the matrix of the Value page counts the same."""

from decimal import Decimal

from django.db.models import DecimalField, F, Q
from django.db.models.functions import Cast, Coalesce

from stamkund.timeline.prepared_rows import PreparedRows
from stamkund.valuation.models import Equity
from stamkund.valuation.rules import LIKELY_ALIVE

A_CENT = Decimal("0.01")
_CUT = PreparedRows(lambda _keys: Equity.objects.values_list("run__report__matrix__cut"))


def valuable_from() -> Decimal | None:
    """Return what the valuable are worth at least, if they are still with us; ``None`` before the first run."""
    found = _CUT.rows([])
    return None if not found or found[0][0] is None else Decimal(str(found[0][0]))


def valuable() -> Q:
    """Those worth holding on to: if they are still with us, their value is among the upper 30 %."""
    return worth_at_least(valuable_from())


def worth_at_least(cut: Decimal | None) -> Q:
    """Those who would be worth *cut* or more if they are still with us; nobody without one."""
    if cut is None:
        return Q(pk__in=())
    odds = Coalesce(F("value__probability_alive"), 1.0)
    return Q(value__clv__gte=Cast(odds * float(cut), DecimalField(max_digits=18, decimal_places=2)))


def value_bounds(worth: str, risk: str, cut: Decimal | None) -> Q:
    """What high or low *worth* and *risk* mean for the value itself and for what is at stake of it.

    Lists by either begin where these do. They leave out nobody: a value is what somebody would be worth if they are
    still with us, times the odds of that, and the rest is at stake.
    """
    if cut is None or not worth:
        return Q()
    half = cut * Decimal(LIKELY_ALIVE)
    if worth == "high":
        return Q(value__clv__gte=half - A_CENT) if risk == "staying" else Q()
    most = Q(value__clv__lte=(half if risk == "slipping" else cut) + A_CENT)
    return most & Q(value__at_stake__lte=(half if risk == "staying" else cut) + A_CENT)


def slipping() -> Q:
    """Those more likely gone than not."""
    return Q(value__probability_alive__lt=LIKELY_ALIVE)


def staying() -> Q:
    """Those more likely with us than not."""
    return Q(value__probability_alive__gte=LIKELY_ALIVE)
