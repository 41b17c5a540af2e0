"""What the Value page shows: one read object, a bounded number of questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stamkund.kit.locales import locale_of
from stamkund.purchases.queries import has_purchases
from stamkund.valuation.queries import EquityNow, equity_now, refused_since_published
from stamkund.web import formatting
from stamkund.web.charts.vega import Chart
from stamkund.web.value import bridge, report, wording
from stamkund.web.value.charts.bridge import bridge_chart
from stamkund.web.value.charts.classes import classes_chart
from stamkund.web.value.charts.held import held_chart
from stamkund.web.value.charts.matrix import matrix_chart
from stamkund.web.value.charts.units import MoneyUnit, money_unit
from stamkund.web.value.cohorts import CohortTable, cohort_table
from stamkund.web.value.saving import Saving, savings
from stamkund.web.value.valuing import Valuing, valuing_now

if TYPE_CHECKING:
    from stamkund.staff.models import User
    from stamkund.valuation.models import Run

TENTH = 0.1
FIELDS: Mapping[str, tuple[str | Promise, str]] = {
    "keep": (gettext_lazy("Keep close"), "worth=high&risk=staying"),
    "save": (gettext_lazy("Worth saving"), "worth=high&risk=slipping"),
    "grow": (gettext_lazy("Let grow"), "worth=low&risk=staying"),
    "rest": (gettext_lazy("Let rest"), "worth=low&risk=slipping"),
}
SAVE_QUERY = FIELDS["save"][1]


@dataclass(frozen=True, slots=True)
class EquityPart:
    """The total and the sentence before it: the part of the page that moves with every purchase."""

    equity: EquityNow
    headline: wording.Headline | None
    knowing: tuple[str, ...]

    @property
    def tag(self) -> str:
        """Changes whenever the total has moved, or is read in another language."""
        return equity_tag(self.equity)

    @property
    def years(self) -> int:
        return round(self.equity.years)

    @property
    def top(self) -> float:
        """Where the whisker's axis ends."""
        return float(self.equity.high.amount) * 1.15


@dataclass(frozen=True, slots=True)
class MatrixField:
    """One field of value and risk, and the list of customers behind it."""

    name: str
    title: str
    query: str
    customers: int
    amount: float


@dataclass(frozen=True, slots=True)
class ValuePage:
    """Everything on the page; without *equity* nothing has been valued yet."""

    equity: EquityPart | None
    valuing: Valuing
    refused: "Run | None" = None
    refusal: str = ""
    has_purchases: bool = True
    month: str = ""
    bridge: Chart | None = None
    unit: str = ""
    cohorts: CohortTable | None = None
    matrix: Chart | None = None
    fields: tuple[MatrixField, ...] = ()
    held: Chart | None = None
    held_by_tenth: float | None = None
    classes: Chart | None = None
    savings: tuple[Saving, ...] = ()


def value_page(viewer: "User") -> ValuePage:
    """Return the page as *viewer* sees it."""
    part, refused = equity_part(), refused_since_published()
    refusal = wording.refusal(refused) if refused else ""
    if part is None:
        return ValuePage(None, valuing_now(), refused, refusal, has_purchases())
    language, run = get_language() or settings.LANGUAGE_CODE, part.equity.run
    unit = money_unit(float(part.equity.high.amount), part.equity.total.currency, language, settings.STAMKUND_CURRENCY)
    fields = tuple(_fields(run))
    held = report.read_held_by_top(run.report)
    return ValuePage(
        equity=part,
        valuing=valuing_now(),
        refused=refused,
        refusal=refusal,
        month=_month_name(run, language),
        bridge=_bridge(part.equity, unit, language),
        unit=unit.words,
        cohorts=cohort_table(*report.read_cohorts(run.report), language),
        matrix=_matrix(run, fields, unit) if run.identified else None,
        fields=fields,
        held=held_chart(held, language) if held else None,
        held_by_tenth=held.get(TENTH),
        classes=_classes(part.equity, language),
        savings=savings(viewer),
    )


def equity_tag(equity: EquityNow) -> str:
    """Return what tells one state of the total from another, as an ETag."""
    return f'"{equity.run.pk}-{equity.moved_at.timestamp():.6f}-{get_language()}"'


def equity_part() -> EquityPart | None:
    """Return the total as it stands at this moment; ``None`` before the first run."""
    equity = equity_now()
    if equity is None:
        return None
    run, month = equity.run, report.read_month(equity.run.report)
    since = run.report.get("first_on")
    knowing = wording.how_we_know(
        run, report.read_holdout(run.report), date.fromisoformat(since) if since else None, get_language() or "en"
    )
    if month is None:
        return EquityPart(equity, None, tuple(knowing))
    now = bridge.month_now(month, equity)
    return EquityPart(equity, wording.headline(now, bridge.opening(now, equity)), tuple(knowing))


def _bridge(equity: EquityNow, unit: MoneyUnit, language: str) -> Chart | None:
    month = report.read_month(equity.run.report)
    if month is None:
        return None
    steps = bridge.bridge_steps(bridge.month_now(month, equity), equity, timezone.localdate(), language)
    return bridge_chart(tuple(steps), float(equity.low.amount), float(equity.high.amount), unit)


def _month_name(run: "Run", language: str) -> str:
    month = report.read_month(run.report)
    return format_date(month.start, "LLLL", locale=locale_of(language)) if month else ""


def _fields(run: "Run") -> Iterator[MatrixField]:
    for field in report.read_matrix(run.report):
        title, query = FIELDS[field.name]
        yield MatrixField(field.name, str(title), query, field.customers, field.amount)


def _matrix(run: "Run", fields: tuple[MatrixField, ...], unit: MoneyUnit) -> Chart:
    dots = [dot for field in report.read_matrix(run.report) for dot in field.dots]
    rows = [[f.title, formatting.number(f.customers, unit.language), unit.written(f.amount)] for f in fields]
    said = "; ".join(f"{title} {customers}" for title, customers, _amount in rows)
    label = _("Customers by value and by risk of leaving: %(fields)s.") % {"fields": said}
    columns = [_("Field"), _("Customers"), _("Worth, %(unit)s") % {"unit": unit.words}]
    return matrix_chart(dots, label, columns, rows)


def _classes(equity: EquityNow, language: str) -> Chart | None:
    classes = report.read_classes(equity.run.report)
    if classes is None:
        return None
    unit = money_unit(classes.edges[-1], equity.total.currency, language, settings.STAMKUND_CURRENCY)
    return classes_chart(classes, unit)
