"""``stamkund quant clv``"""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from stamkund.cli.output import AsJson, fail, print_json
from stamkund.cli.quant.answers import judge
from stamkund.cli.quant.calendar_clock import put_on_calendar_clock
from stamkund.cli.quant.clv_told import tell
from stamkund.cli.quant.fits import COUNTED, TIMING, Model, count_spending, describe, fit
from stamkund.cli.quant.histories import Log, PurchaseHistories, Unit, sum_up, take_summary
from stamkund.cli.quant.predictions import Wish, predict
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import open_table, write_rows
from stamkund.cli.quant.traits import Traits, add_traits
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)

Ahead = typer.Option("--predict", min=0, help=_("Forecast so far ahead, to --output; not needed for gamma-gamma."))
Discount = typer.Option(min=0, max=1, help=_("A year's, for all that is to come; 0: none is counted."))
Step = typer.Option(help=_("What time is counted in: weeks unless told, for bg-bb and sbg one opportunity a year."))
Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_("Without it, the log's last."))
]

COVARIATES = _("What else is known of each customer, in numbers; for pareto-nbd.")
GROUP = _("Fit each group by itself, drawn towards the whole.")
SEASON = _("Count time on a calendar clock, learnt from two years of the log or more.")


@app.command(help=_("Fit a model of when customers buy, or of what they spend, and say how well the data tell it."))
def clv(  # noqa: PLR0917  (each is an option of the command, given by its name)
    file: Annotated[Path, typer.Argument(help=_("A log of purchases, or a summary with columns x, t_x, T."))],
    model: Annotated[Model, typer.Option(help=_("The model to fit."))] = Model.MBG_NBD,
    identity: Annotated[str | None, typer.Option("--id", metavar="COLUMN", help=_("Who bought."))] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="COLUMN", help=_("When; makes the file a log."))] = None,
    amount: Annotated[str | None, typer.Option("--amount", metavar="COLUMN", help=_("For how much."))] = None,
    calibration_end: Day = None,
    observation_end: Day = None,
    unit: Annotated[Unit | None, Step] = None,
    horizon: Annotated[float | None, Ahead] = None,
    output: Annotated[Path | None, typer.Option(help=_("Write a row per customer, CSV or Parquet."))] = None,
    discount: Annotated[float, Discount] = 0.1,
    level: Annotated[float, typer.Option(help=_("How sure low and high shall be."))] = 0.8,
    covariates: Annotated[str, typer.Option(metavar="A,B,…", help=COVARIATES)] = "",
    group: Annotated[str | None, typer.Option(metavar="COLUMN", help=GROUP)] = None,
    season: Annotated[bool, typer.Option("--season", help=SEASON)] = False,
    as_json: AsJson = False,
) -> None:
    of_spend = output is not None and model is Model.GAMMA_GAMMA
    if (horizon is None) != (output is None) and not of_spend:
        fail(_("--predict and --output go together"))
    traits = Traits(tuple(name for name in covariates.split(",") if name), group)
    _refuse_misplaced(model, traits, season=season)
    unit = unit or (Unit.YEAR if model in COUNTED else Unit.WEEK)
    log = Log(identity or fail(_("a log needs --id")), day, amount, unit) if day else None
    if not log and (amount or calibration_end or observation_end):
        fail(_("--amount, --calibration-end and --observation-end are for a log: --date tells when"))
    started = time.perf_counter()
    with open_table(file) as table, refused_plainly(file.name):
        ends = _date(calibration_end), _date(observation_end)
        plain = sum_up(table, log, *ends) if log else take_summary(table, identity)
        plain = add_traits(plain, table, traits, log)
        known, clock = put_on_calendar_clock(plain, table, TIMING[model], unit) if season else (plain, None)
    with refused_plainly(file.name):
        fitted = fit(model, known)
        answer = describe(fitted) | ({"unique_tuples": count_spending(known)} if model is Model.GAMMA_GAMMA else {})
        answer |= _holdout(judge(fitted, known), model, plain if clock else None)
        if output is not None:
            ahead = clock.ahead(horizon or 0.0) if clock else horizon or 0.0
            found = predict(fitted, known, Wish(ahead, unit, discount, level))
            write_rows(output, found.columns)
            answer["doubts"] += found.doubts
            answer |= {"fallback": found.fallback} if found.fallback else {}
    answer |= {"season": clock.season.factors.tolist()} if clock else {}
    answer |= {"without_customer": known.without_customer} if known.is_log else {}
    told = {"model": str(model), **answer, "seconds": round(time.perf_counter() - started, 3)}
    print_json(told) if as_json else tell(told)


def _refuse_misplaced(model: Model, traits: Traits, *, season: bool) -> None:
    """End the command where an option is for other models, or two do not go together."""
    if traits.covariates and model is not Model.PARETO_NBD:
        fail(_("--covariates is for pareto-nbd"))
    if traits.covariates and traits.group:
        fail(_("--covariates and --group do not go together"))
    if (traits.group or season) and model not in TIMING:
        fail(_("--group and --season are for models of when customers buy: %(models)s") % {"models": ", ".join(TIMING)})


def _holdout(judged: dict[str, Any], model: Model, plain: PurchaseHistories | None) -> dict[str, Any]:
    """How near the forecast came; of one on the calendar clock, also how near the ordinary clock would have come."""
    if judged and plain:
        without = judge(fit(model, plain), plain)
        judged |= {"without_season": {name: without[name] for name in ("forecast", "mae")}}
    return {"holdout": judged} if judged else {}


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
