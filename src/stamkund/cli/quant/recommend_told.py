"""How good the lists of ``stamkund quant recommend`` are, for machines and for people."""

from typing import Any

from stamkund.cli.output import print_line
from stamkund.cli.quant.refusals import tell_left_out
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.quant.recommendation import Evaluation, Quality


def describe_evaluation(found: Evaluation | None) -> dict[str, Any]:
    """The contract's figures; null where nothing was kept back to judge by."""
    if found is None:
        return {"all": None, "new": None, "repeat": None, "popularity": None}
    return {
        "all": _quality(found.everything),
        "new": _quality(found.new),
        "repeat": _quality(found.again),
        "popularity": {"all": _quality(found.popular_everything), "new": _quality(found.popular_new)},
    }


def _quality(found: Quality) -> dict[str, Any]:
    told: dict[str, Any] = {"recall": None, "ndcg": None, "users": found.users}
    for name, estimate in (("recall", found.recall), ("ndcg", found.ndcg)):
        if estimate:
            told |= {name: estimate.value, f"{name}_interval": [estimate.low, estimate.high]}
    return told


def tell(told: dict[str, Any]) -> None:
    """Print it for people."""
    learnt = {name: figure(number) for name, number in told["train"].items()}
    print_line(_("learnt from %(purchases)s purchases of %(items)s items by %(users)s customers") % learnt)
    if told["all"]:
        print_line("  " + _("among the first %(k)s, and by rank (recall, NDCG):") % {"k": told["k"]})
        popular = told["popularity"]
        _tell_quality(_("everything bought"), told["all"])
        _tell_quality(_("bought again"), told["repeat"])
        _tell_quality(_("new to the customer"), told["new"])
        _tell_quality(_("everything, by popularity"), popular["all"])
        _tell_quality(_("new, by popularity"), popular["new"])
    tell_left_out(told["without_customer"])
    for doubt in told["doubts"]:
        print_line("  " + _("doubt: %(reason)s") % {"reason": doubt})


def _tell_quality(name: str, quality: dict[str, Any]) -> None:
    if quality["users"]:
        shown = {key: figure(quality[key], 4) for key in ("recall", "ndcg")}
        shown |= {"name": f"{name:27}", "users": figure(quality["users"])}
        print_line("    " + _("%(name)s %(recall)s  %(ndcg)s  (%(users)s customers)") % shown)
