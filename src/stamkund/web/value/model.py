"""What the page about the model shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stamkund.valuation.queries import latest_runs, published_run
from stamkund.web import formatting
from stamkund.web.charts.vega import Chart
from stamkund.web.value import report, wording
from stamkund.web.value.charts.calibration import calibration_chart
from stamkund.web.value.charts.tracking import Period, tracking_chart

if TYPE_CHECKING:
    from stamkund.valuation.models import Run

RUNS_SHOWN = 20
PARTS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("timing", gettext_lazy("When they buy, and when they leave"), ("r", "alpha", "a", "b")),
    ("spend", gettext_lazy("What they spend"), ("p", "q", "gamma")),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One learnt figure and its standard error (None where it is assumed), with what it means."""

    name: str
    value: float
    error: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class ModelPart:
    title: str
    parameters: tuple[Parameter, ...]
    is_learnt: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One figure about the fit, in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One attempt to value the base; *why* it was refused, if it was."""

    run: "Run"
    model: str
    why: str

    @property
    def is_refused(self) -> bool:
        return bool(self.run.reason)


@dataclass(frozen=True, slots=True)
class ModelPage:
    """The published run and what is known of it; without a *run* nothing has been fitted yet."""

    runs: Sequence[RunLine]
    run: "Run | None" = None
    lead: str = ""
    parts: tuple[ModelPart, ...] = ()
    doubts: Sequence[str] = ()
    certainty: Sequence[str] = ()
    diagnostics: Sequence[Diagnostic] = ()
    holdout: report.Holdout | None = None
    weekly: Chart | None = None
    cumulative: Chart | None = None
    calibration: Chart | None = None
    weeks: int = 1


def model_page() -> ModelPage:
    """Return what stands behind the values."""
    runs = [RunLine(run, wording.model_name(run), wording.refusal(run)) for run in latest_runs()[:RUNS_SHOWN]]
    run = published_run()
    if run is None:
        return ModelPage(runs)
    language = get_language() or settings.LANGUAGE_CODE
    holdout, periods = report.read_holdout(run.report), report.read_tracking(run.report)
    hidden_from = report.read_hidden_from(run.report)
    return ModelPage(
        runs=runs,
        run=run,
        lead=_lead(run),
        parts=tuple(_parts(run)),
        doubts=wording.doubts(run),
        certainty=list(wording.certainty(run)),
        diagnostics=list(_diagnostics(run, language)),
        holdout=holdout,
        weekly=_tracking("tracking", _("Repeat purchases per period"), periods, hidden_from, language),
        cumulative=_tracking(
            "cumulative", _("Repeat purchases added up"), report.added_up(periods), hidden_from, language
        ),
        calibration=calibration_chart(holdout.groups, language) if holdout and holdout.groups else None,
        weeks=run.report.get("tracking", {}).get("weeks", 1),
    )


def _tracking(
    name: str, title: str, periods: Sequence[Period], hidden_from: date | None, language: str
) -> Chart | None:
    return tracking_chart(name, title, periods, hidden_from, language) if len(periods) > 1 else None


def _lead(run: "Run") -> str:
    if not wording.is_learnt(run):
        return _("There is too little to learn from yet, so this is an assumption and not a model.")
    if not run.identified:
        return _("We know how often customers buy and what they spend, but not when they leave.")
    return _(
        "From everybody together we learn how paces and departures differ; each one’s history is read in that light."
    )


def _parts(run: "Run") -> Iterator[ModelPart]:
    learnt = run.diagnostics.get("learnt", {})
    for part, title, names in PARTS:
        parameters = tuple(
            Parameter(name, run.parameters[name], run.standard_errors.get(name), str(wording.PARAMETERS[name]))
            for name in names
            if name in run.parameters
        )
        yield ModelPart(str(title), parameters, bool(learnt.get(part, True)))


def _diagnostics(run: "Run", language: str) -> Iterator[Diagnostic]:
    found = run.diagnostics
    for label, name, decimals in (
        (_("Customers who bought on more than one day"), "repeat_customers", 0),
        (_("Distinct histories"), "tuples", 0),
        (_("Condition of the Hessian"), "condition", 0),
        (_("Correlation of frequency and spend"), "correlation", 2),
    ):
        if found.get(name) is not None:
            yield Diagnostic(label, formatting.number(found[name], language, decimals))
    if run.log_likelihood is not None:
        yield Diagnostic(_("Log-likelihood"), formatting.number(run.log_likelihood, language, 1))
    if run.log_likelihood is not None and run.identified and "nbd_log_likelihood" in found:
        better = run.log_likelihood - found["nbd_log_likelihood"]
        yield Diagnostic(_("Better than without leaving (NBD) by"), formatting.number(better, language, 1))
    yield Diagnostic(_("Fingerprint of the data"), run.fingerprint[:12])
