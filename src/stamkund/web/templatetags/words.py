"""Filters that write numbers, money and time in the reader's language (``formatting.py`` does the work)."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stamkund.web import formatting
from stamkund.web.formatting import Number

register = template.Library()


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """1204.5 → "1 204"; ``|number:1`` → "1 204,5"."""
    return formatting.NOTHING if value is None else formatting.number(value, _language(), int(decimals))


@register.filter
def signed(value: Number | None) -> str:
    """380 → "+380", −289 → "−289"."""
    return formatting.NOTHING if value is None else formatting.number(value, _language(), signed=True)


@register.filter
def money(amount: Number | None, currency: str = "") -> str:
    """48200 → "48 200 kr", in the company's currency unless another is given."""
    if amount is None:
        return formatting.NOTHING
    home = settings.STAMKUND_CURRENCY
    return formatting.money(amount, currency or home, _language(), home=home)


@register.filter
def exact_money(amount: Decimal | None, currency: str = "") -> str:
    """A document's amount, to the cent where it has cents: 1480.5 → "1 480,50 kr", 1480 → "1 480 kr"."""
    if amount is None:
        return formatting.NOTHING
    home, decimals = settings.STAMKUND_CURRENCY, 2 if amount % 1 else 0
    return formatting.money(amount, currency or home, _language(), home=home, decimals=decimals)


@register.filter
def signed_money(amount: Number | None, currency: str = "") -> str:
    """1900 → "+1 900 kr"."""
    if amount is None:
        return formatting.NOTHING
    home = settings.STAMKUND_CURRENCY
    return formatting.money(amount, currency or home, _language(), home=home, signed=True)


@register.filter
def about(value: Number | None) -> Number | None:
    """39681 → 39700: an estimate with three digits, to be followed by ``number`` or ``money``."""
    return None if value is None else formatting.about(value)


@register.filter
def to(low: Number | None, high: Number | None) -> str:
    """low|to:high → "31 900–67 400"."""
    return formatting.NOTHING if low is None or high is None else formatting.interval(low, high, _language())


@register.filter
def percent(share: Number | None, decimals: int = 0) -> str:
    """0.91 → "91 %"."""
    return formatting.NOTHING if share is None else formatting.percent(share, _language(), int(decimals))


@register.filter
def short(value: Number | None) -> str:
    """2.83 → "2,8", 15.2 → "15"."""
    return formatting.NOTHING if value is None else formatting.short(value, _language())


@register.filter
def part(share: Number | None) -> str:
    """A part of a large whole: 0.000213 → "0,021 %"."""
    return formatting.NOTHING if share is None else formatting.part(share, _language())


@register.filter
def day(on: date | None) -> str:
    """A date → "9 Nov", with the year when it is not this one."""
    return formatting.NOTHING if on is None else formatting.day(_date(on), _language(), timezone.localdate())


@register.filter
def near_day(on: date | None) -> str:
    """A date → today, yesterday, tomorrow, "Mon 23", "9 Nov"."""
    return formatting.NOTHING if on is None else formatting.near_day(_date(on), timezone.localdate(), _language())


@register.filter
def day_in_full(on: date | None) -> str:
    """A date → "Thursday 19 November"."""
    return formatting.NOTHING if on is None else formatting.day_in_full(_date(on), _language())


@register.filter
def day_with_year(on: date | None) -> str:
    """A date → "19 November 2026"."""
    return formatting.NOTHING if on is None else formatting.day_with_year(_date(on), _language())


@register.filter
def month(on: date | None) -> str:
    """A date → "November 2026"."""
    return formatting.NOTHING if on is None else formatting.month(on, _language())


@register.filter
def clock(at: datetime | None) -> str:
    """An instant → "09:12" on the wall's clock."""
    return formatting.NOTHING if at is None else formatting.clock(timezone.localtime(at), _language())


@register.filter
def moment(at: datetime | None) -> str:
    """An instant → "today 09:12", "Tue 17 16:05", "9 Nov"."""
    if at is None:
        return formatting.NOTHING
    return formatting.moment(timezone.localtime(at), timezone.localtime(), _language())


@register.filter
def ago(at: datetime | None) -> str:
    """An instant → "8 mo ago"."""
    return formatting.NOTHING if at is None else formatting.ago(at, timezone.now())


@register.filter
def initials(name: str) -> str:
    """A name → its initials."""
    return formatting.initials(name)


def _date(on: date) -> date:
    return timezone.localdate(on) if isinstance(on, datetime) else on


@register.filter
def breakable(address: str) -> SafeString:
    """A mail address breaks behind its @ where it is too long for the line, not in the middle of a name."""
    return format_html_join(mark_safe("@<wbr>"), "{}", ((part,) for part in address.split("@")))
