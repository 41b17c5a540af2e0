"""What ``stamkund quant clv`` tells people."""

from typing import Any

from stamkund.cli.output import print_line
from stamkund.cli.quant.refusals import tell_left_out
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _


def tell(told: dict[str, Any]) -> None:
    """Print a fit: its parameters, its groups or season, and how near its forecast came."""
    fit = {"model": told["model"], "customers": figure(told["customers"]), "level": figure(told["log_likelihood"], 4)}
    print_line(_("%(model)s of %(customers)s customers, log-likelihood %(level)s") % fit)
    width = max(6, *(len(name) for name in told["parameters"]))
    for name, value in told["parameters"].items():
        error = told["standard_errors"][name]
        print_line(f"  {name:{width}} {value:12.6g}" + ("" if error is None else f"  ± {error:.3g}"))
    if "groups" in told:
        drawn = {"number": figure(len(told["groups"])), "spread": figure(told["spread"], 1)}
        print_line("  " + _("%(number)s groups, each drawn towards the whole; spread %(spread)s") % drawn)
    if "season" in told:
        months = "  ".join(figure(factor, 2) for factor in told["season"])
        print_line("  " + _("season, January to December: %(months)s") % {"months": months})
    if "fallback" in told:
        instead = {"model": told["fallback"]}
        print_line("  " + _("who leaves is not told: forecast by %(model)s, in which nobody does") % instead)
    if "holdout" in told:
        _tell_holdout(told["holdout"])
    tell_left_out(told.get("without_customer", 0))
    for doubt in told["doubts"]:
        print_line("  " + _("doubt: %(reason)s") % {"reason": doubt})


def _tell_holdout(seen: dict[str, Any]) -> None:
    came = {"actual": figure(seen["actual"]), "forecast": figure(seen["forecast"], 1), "off": figure(seen["mae"], 3)}
    print_line("  " + _("afterwards %(actual)s purchases came, %(forecast)s were expected") % came)
    print_line("  " + _("off by %(off)s a customer on average") % came)
    if "without_season" in seen:
        plain = {"forecast": figure(seen["without_season"]["forecast"], 1)}
        print_line("  " + _("without the season %(forecast)s were expected") % plain)
