"""The Value pages in words: what changed, how we know, what is in the way of knowing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stamkund.web import formatting
from stamkund.web.value.report import Holdout, Month

if TYPE_CHECKING:
    from stamkund.valuation.models import Run

STANDS_STILL = 0.005
"""A change below half a percent is no news."""
MONTH = timedelta(days=30.44)

MODELS: dict[str, str | Promise] = {
    "mbg-nbd": gettext_lazy("MBG/NBD with gamma-gamma spend"),
    "nbd": gettext_lazy("NBD with gamma-gamma spend"),
}
REFUSALS: dict[str, str | Promise] = {
    "not_a_number": gettext_lazy("the result was not a number"),
    "customers_fell": gettext_lazy("more than half of the customers would have been gone"),
    "total_jumped": gettext_lazy("the total would have been three times, or a third of, what it was"),
    "failed": gettext_lazy("the fit did not come to an end"),
}
DOUBTS: dict[str, str | Promise] = {
    "few_repeaters": gettext_lazy("Fewer than twenty customers have bought on a second day: too few to learn from."),
    "few_spenders": gettext_lazy("Fewer than twenty customers have spent anything: too few to learn from."),
    "no_dropout": gettext_lazy("The data do not show anybody leaving for good."),
    "not_converged": gettext_lazy("The search for the most likely figures did not settle."),
    "at_boundary": gettext_lazy("The most likely figures lie at the edge of what is possible."),
    "flat": gettext_lazy("Very different figures explain the data almost as well."),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """The month in one breath: which way the total went, by how much, and what moved it most."""

    way: str
    change: float
    since: date
    reason: str
    left: str


def headline(month: Month, opening: float) -> Headline:
    """Return what a colleague would say of the month."""
    way = "still" if abs(month.change) < STANDS_STILL * abs(opening) else "up" if month.change > 0 else "down"
    return Headline(way, abs(month.change), month.start, _reason(month, way), _left(month.lost.customers))


def _reason(month: Month, way: str) -> str:
    if way == "still":
        return _("What was gained and what faded are about the same.")
    if way == "up" and month.acquired.amount > month.grown.amount:
        return _("Most of it is new customers.")
    if way == "up":
        return _("Most of it is old customers who came back.")
    if month.lost.amount < month.decayed.amount:
        return _("Most of it is customers who have probably left.")
    return _("Most of it is time passing without a purchase.")


def _left(customers: int) -> str:
    if not customers:
        return _("Nobody seems to have left us.")
    said = {"n": customers}
    return ngettext("%(n)d has probably left us.", "%(n)d have probably left us.", customers) % said


def model_name(run: "Run") -> str:
    """Return the name of a run's model as it is said."""
    return str(MODELS.get(run.model, run.model))


def is_learnt(run: "Run") -> bool:
    """Say whether the pace of purchases was learnt from the data or had to be assumed."""
    return bool(run.diagnostics.get("learnt", {}).get("timing", True))


def how_we_know(run: "Run", holdout: Holdout | None, since: date | None, language: str) -> Iterator[str]:
    """Say what the values rest on, sentence by sentence."""
    yield _ground(run, since, language)
    yield from certainty(run)
    if holdout is not None:
        yield _on_the_hidden_part(run, holdout, language)


def _ground(run: "Run", since: date | None, language: str) -> str:
    said = {
        "model": model_name(run),
        "when": formatting.moment(timezone.localtime(run.finished_at), timezone.localtime(), language),
        "purchases": formatting.number(run.purchases, language),
        "customers": formatting.number(run.customers, language),
        "year": since.year if since else run.as_of.year,
    }
    if not is_learnt(run):
        return (
            _(
                "%(purchases)s purchases by %(customers)s customers are too few to learn from. Until there are more we "
                "assume one purchase a year and the spend we have seen. Reckoned %(when)s."
            )
            % said
        )
    return _("%(model)s, fitted %(when)s on %(purchases)s purchases by %(customers)s customers since %(year)s.") % said


def certainty(run: "Run") -> Iterator[str]:
    """Say whether the data tell what the model needs to know."""
    if run.identified:
        yield _("All four parameters are identified.")
    elif is_learnt(run):
        yield _(
            "The data do not show customers leaving for good, so we cannot say who is with us still, or who is at risk."
        )
    if run.cost_share is None:
        yield _("Money is revenue: fewer than half of the sales say what they cost.")
    for currency, sales in run.diagnostics.get("left_out", {}).items():
        said = {"n": sales, "currency": currency}
        yield (
            ngettext(
                "%(n)d sale in %(currency)s is left out: there is no rate for it.",
                "%(n)d sales in %(currency)s are left out: there is no rate for them.",
                sales,
            )
            % said
        )


def _on_the_hidden_part(run: "Run", holdout: Holdout, language: str) -> str:
    weeks = ceil((run.as_of - holdout.since).days / 7)
    said = {
        "n": weeks,
        "expected": formatting.number(holdout.expected, language),
        "actual": formatting.number(holdout.actual, language),
    }
    return (
        ngettext(
            "On the %(n)d week we hid from it, it expected %(expected)s purchases; %(actual)s came.",
            "On the %(n)d weeks we hid from it, it expected %(expected)s purchases; %(actual)s came.",
            weeks,
        )
        % said
    )


def doubts(run: "Run") -> list[str]:
    """Return what stood in the way of knowing more."""
    return [str(DOUBTS.get(doubt, doubt)) for doubt in dict.fromkeys(run.doubts)]


def refusal(run: "Run") -> str:
    """Say why a run was not published."""
    return str(REFUSALS.get(run.reason, run.reason))


def silence(first_on: date, last_on: date, purchase_days: int, today: date) -> str:
    """Say how long somebody has been silent, against their own habit."""
    silent = max(1, round((today - last_on) / MONTH))
    if purchase_days < 2:
        return ngettext("bought once, %(n)d month ago", "bought once, %(n)d months ago", silent) % {"n": silent}
    usual = max(1, round((last_on - first_on) / (purchase_days - 1) / MONTH))
    said = {"n": silent, "usual": usual}
    return (
        ngettext("silent for %(n)d month instead of %(usual)d", "silent for %(n)d months instead of %(usual)d", silent)
        % said
    )


PARAMETERS: Mapping[str, str | Promise] = {
    "r": gettext_lazy("how alike customers’ paces are: the higher, the more alike"),
    "alpha": gettext_lazy("the pace itself, in weeks: r ÷ alpha purchases a week while with us"),
    "a": gettext_lazy("chance of leaving after a purchase: a ÷ (a + b) on average"),
    "b": gettext_lazy("see a; small a and b mean that chances differ much between customers"),
    "p": gettext_lazy("how even one customer’s purchases are: the higher, the more even"),
    "q": gettext_lazy("how alike customers’ usual amounts are: the higher, the more alike"),
    "gamma": gettext_lazy("the level of spend: p × gamma ÷ (q − 1) on average"),
}
