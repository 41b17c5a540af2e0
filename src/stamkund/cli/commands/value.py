"""``stamkund value``"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stamkund.cli.output import AsJson, fail, print_json, print_line, say
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.valuation.actions.value_base import value_base

if TYPE_CHECKING:
    from stamkund.valuation.models import Run

app = typer.Typer(add_completion=False)


@app.command(help=_("Value every customer from what they bought, and publish the values."))
def value(
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day to stand on; today."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Publish even where the result leaps."))] = False,
    as_json: AsJson = False,
) -> None:
    say(_("Valuing the base …"))
    with told_plainly():
        run = value_base(as_of=as_of.date() if as_of else None, force=force, source="cli")
    if as_json:
        print_json(describe(run))
    else:
        _tell(run)
    if run.status != "published":
        said = _("nothing was published (%(reason)s); the values before it stand")
        fail(said % {"reason": run.reason.replace("_", " ")})


def describe(run: "Run") -> dict[str, Any]:
    """Return *run* for machines."""
    return {
        "run": run.pk,
        "status": run.status,
        "reason": run.reason,
        "as_of": run.as_of.isoformat(),
        "model": run.model,
        "parameters": run.parameters,
        "standard_errors": run.standard_errors,
        "log_likelihood": run.log_likelihood,
        "customers": run.customers,
        "purchases": run.purchases,
        "identified": run.identified,
        "doubts": run.doubts,
        "diagnostics": run.diagnostics,
        "equity": {"amount": str(run.total), "currency": run.currency, "low": str(run.low), "high": str(run.high)},
        "horizon_weeks": run.horizon_weeks,
        "discount": run.discount,
        "level": run.level,
        "cost_share": run.cost_share,
        "fingerprint": run.fingerprint,
        "seconds": round(run.seconds, 3),
    }


def _tell(run: "Run") -> None:
    worth = {name: figure(float(getattr(run, name))) for name in ("customers", "total", "low", "high", "purchases")}
    told = {**worth, "currency": run.currency, "weeks": figure(run.horizon_weeks), "sure": figure(100 * run.level)}
    print_line(_("%(customers)s customers are worth %(total)s %(currency)s over %(weeks)s weeks") % told)
    print_line("  " + _("between %(low)s and %(high)s (%(sure)s %% sure), as of %(day)s") % {**told, "day": run.as_of})
    took = {"model": run.model, "seconds": figure(run.seconds, 1)}
    print_line("  " + _("%(model)s, from %(purchases)s purchases, in %(seconds)s s") % {**told, **took})
    for doubt in run.doubts:
        print_line("  " + _("doubt: %(reason)s") % {"reason": doubt})
