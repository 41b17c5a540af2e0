"""What ``stamkund quant uplift`` found, for machines and for people."""

from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np

from stamkund.cli.output import print_line
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.quant.rows import Flags, Floats
from stamkund.quant.uplift import Difference, Estimate, Policy, Targeting, Trial, difference_in_means
from stamkund.quant.uplift.conventions import causalml_auuc, causalml_qini, sklift_qini_auc, sklift_uplift_auc


@dataclass(frozen=True, slots=True)
class Picked:
    """A score, how well it orders customers, whom it would treat, and what that earns (``None``: too few to tell)."""

    score: Floats
    targeting: Targeting
    treat: Flags
    policy: Policy | None
    doubts: tuple[str, ...]


def interval(found: Estimate) -> list[float]:
    return [found.low, found.high]


def describe_effect(found: Difference) -> dict[str, Any]:
    """The effect on everybody."""
    return {
        "customers": {"treated": found.treated, "control": found.control},
        "clusters": found.clusters,
        "means": {"treated": found.treated_mean, "control": found.control_mean},
        "ate": found.effect,
        "standard_error": found.standard_error,
        "interval": [found.low, found.high],
        "p_value": found.p_value,
    }


def describe_picked(trial: Trial, picked: Picked | None) -> dict[str, Any]:
    """How the score orders customers, and what treating those it picks earns per customer; null without a score."""
    names = ("qini", "qini_interval", "auuc", "auuc_interval", "profit_policy", "profit_policy_interval")
    told: dict[str, Any] = dict.fromkeys((*names, "treated_share")) | {"conventions": {}}
    told |= {"doubts": ["constant_outcome"] if trial.has_constant_arm else []}
    if picked is None:
        return told
    qini, auuc = picked.targeting.qini, picked.targeting.auuc
    told |= {"qini": qini.value, "qini_interval": interval(qini), "auuc": auuc.value, "auuc_interval": interval(auuc)}
    if picked.policy:
        chosen = picked.policy.chosen
        told |= {"profit_policy": chosen.value, "profit_policy_interval": interval(chosen)}
        told |= {"treated_share": picked.policy.treated_share}
    doubts = list(dict.fromkeys([*told["doubts"], *_doubts(picked)]))
    return told | {"conventions": _elsewhere(trial, picked.score), "doubts": doubts}


def _doubts(picked: Picked) -> list[str]:
    qini = picked.targeting.qini
    found = {"flat_score": picked.targeting.is_flat, "order_not_told": qini.low <= 0 <= qini.high}
    return [*picked.doubts, *(reason for reason, present in found.items() if present)]


def _elsewhere(trial: Trial, score: Floats) -> dict[str, float]:
    """What two libraries would call Qini and AUUC; undefined where nothing was gained or the outcome is an amount."""
    told: dict[str, float] = {}
    if np.ptp(trial.outcome) == 0:
        return told
    if trial.is_binary:
        told |= {"sklift_qini_auc": sklift_qini_auc(trial, score), "sklift_uplift_auc": sklift_uplift_auc(trial, score)}
    if difference_in_means(trial).effect:
        told |= {"causalml_qini": causalml_qini(trial, score), "causalml_auuc": causalml_auuc(trial, score)}
    return told


def tell(told: dict[str, Any]) -> None:
    """Print it for people."""
    sizes = {name: figure(size) for name, size in told["customers"].items()}
    print_line(_("%(treated)s treated, %(control)s not") % sizes)
    if told.get("sample_ratio", {}).get("is_off"):
        wanted = figure(told["sample_ratio"]["expected_treated"])
        print_line("  " + _("ALARM: %(number)s should have been treated; trust nothing here") % {"number": wanted})
    _tell_figure(_("effect"), told, "ate", "interval")
    if "adjusted" in told:
        _tell_figure(_("effect, less what was known before"), told["adjusted"], "ate", "interval")
    _tell_figure(_("treating everybody earns, per customer"), told, "profit_all", "profit_all_interval")
    if told["qini"] is not None:
        _tell_figure("Qini", told, "qini", "qini_interval")
        _tell_figure("AUUC", told, "auuc", "auuc_interval")
    if told["profit_policy"] is not None:
        share = {"share": figure(100 * told["treated_share"])}
        name = _("treating the %(share)s%% the score picks earns, per customer") % share
        _tell_figure(name, told, "profit_policy", "profit_policy_interval")
    for doubt in told["doubts"]:
        print_line("  " + _("doubt: %(reason)s") % {"reason": doubt})


def _tell_figure(name: str, told: dict[str, Any], key: str, between: str) -> None:
    low, high = told[between]
    decimals = places(told[key], low, high)
    shown = [figure(number, decimals) for number in (told[key], low, high)]
    said = _("%(name)s %(value)s (%(low)s to %(high)s)")
    print_line("  " + said % dict(zip(("name", "value", "low", "high"), (name, *shown), strict=True)))


def places(*numbers: float) -> int:
    """How many decimals show the largest of these numbers with four digits that count."""
    largest = max(abs(number) for number in numbers)
    return max(3 - floor(log10(largest)), 0) if largest > 0 else 0
