"""``stamkund quant uplift``"""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from stamkund.cli.output import AsJson, fail, print_json
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import open_table, write_rows
from stamkund.cli.quant.trial_file import KnownTrial, TrialColumns, read_trial
from stamkund.cli.quant.uplift_told import Picked, describe_effect, describe_picked, interval, tell
from stamkund.cli.words import gettext as _
from stamkund.quant.uplift import (
    DRLearner,
    Policy,
    Price,
    Resamples,
    TLearner,
    TooLittleDataError,
    Trial,
    UpliftLearner,
    XLearner,
    adjust,
    check_sample_ratio,
    cross_fit_policy,
    difference_in_means,
    judge_policy,
    judge_score,
    out_of_fold,
)
from stamkund.quant.uplift.features import Features

app = typer.Typer(add_completion=False)


class Learner(StrEnum):
    """Who learns the score from the features."""

    T = "t"
    X = "x"
    DR = "dr"


LEARNERS: dict[Learner, type[UpliftLearner]] = {Learner.T: TLearner, Learner.X: XLearner, Learner.DR: DRLearner}


@app.command(help=_("Say what a treatment changes, how well a score tells for whom, and what treating those pays."))
def uplift(  # noqa: PLR0917  (each is an option of the command, given by its name)
    file: Annotated[Path, typer.Argument(help=_("One row per customer."))],
    treatment: Annotated[str, typer.Option(metavar="COLUMN", help=_("Who was treated: 1 or 0."))],
    outcome: Annotated[str, typer.Option(metavar="COLUMN", help=_("What came of it, in numbers."))],
    score: Annotated[str, typer.Option(metavar="COLUMN", help=_("A score to judge."))] = "",
    features: Annotated[str, typer.Option(metavar="A,B,…", help=_("Columns to learn a score from."))] = "",
    learner: Annotated[Learner, typer.Option(help=_("How it is learnt."))] = Learner.T,
    cost: Annotated[float, typer.Option(help=_("What treating one customer costs."))] = 0.0,
    value: Annotated[float, typer.Option(help=_("What one unit of the outcome is worth."))] = 1.0,
    cluster: Annotated[str, typer.Option(metavar="COLUMN", help=_("Which customers belong together."))] = "",
    before: Annotated[str, typer.Option(metavar="A,B,…", help=_("Numbers from before the treatment (CUPED)."))] = "",
    share: Annotated[float | None, typer.Option(help=_("The share that was to be treated; is checked."))] = None,
    identity: Annotated[str, typer.Option("--id", metavar="COLUMN", help=_("Who; for --output."))] = "",
    seed: Annotated[int, typer.Option(min=0, help=_("Sets folds and resamples."))] = 0,
    output: Annotated[Path | None, typer.Option(help=_("Write score and policy per customer, CSV or Parquet."))] = None,
    as_json: AsJson = False,
) -> None:
    if bool(score) == bool(features) and (score or output):
        fail(_("give --score or --features, one of them"))
    started = time.perf_counter()
    columns = TrialColumns(treatment, outcome, score, _names(features), cluster, _names(before), identity)
    with open_table(file) as table:
        known = read_trial(table, columns)
    with refused_plainly(file.name):
        price, trial = Price(value, cost), known.trial
        picked = _pick(known, LEARNERS[learner](seed=seed), price, seed)
        everybody = judge_policy(trial, np.ones(trial.size), price).everybody
        told = describe_effect(difference_in_means(trial)) | _adjusted(known) | _ratio(trial, share)
    told |= {"value": value, "cost": cost, "profit_all": everybody.value, "profit_all_interval": interval(everybody)}
    told |= describe_picked(trial, picked)
    if told.get("sample_ratio", {}).get("is_off"):
        told["doubts"].append("sample_ratio")
    told |= {"seconds": round(time.perf_counter() - started, 3)}
    if output:
        _write(output, known, picked)
    print_json(told) if as_json else tell(told)


def _names(told: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in told.split(",") if name.strip())


def _pick(known: KnownTrial, learner: UpliftLearner, price: Price, seed: int) -> Picked | None:
    """Judge the file's score, or one learnt out of fold from the features, and whom it would treat."""
    score = known.score
    doubts: tuple[str, ...] = ()
    if known.features is not None:
        score = out_of_fold(learner, known.features, known.trial, seed=seed)
        doubts = Features.check(known.features, known.trial).doubts
    if score is None:
        return None
    treat = np.zeros(known.trial.size, dtype=bool)
    policy: Policy | None = None
    try:
        treat = cross_fit_policy(known.trial, score, price, seed=seed)
        policy = judge_policy(known.trial, treat, price)
    except TooLittleDataError:
        doubts = (*doubts, "too_few_for_a_policy")
    return Picked(score, judge_score(known.trial, score, Resamples(seed=seed)), treat, policy, doubts)


def _adjusted(known: KnownTrial) -> dict[str, Any]:
    """The effect again, with what was known before taken out (CUPED)."""
    if known.before is None:
        return {}
    adjusted = adjust(known.trial, known.before)
    found = describe_effect(difference_in_means(adjusted.trial))
    kept = {name: found[name] for name in ("ate", "standard_error", "interval", "p_value")}
    return {"adjusted": {**kept, "explained": adjusted.explained}}


def _ratio(trial: Trial, share: float | None) -> dict[str, Any]:
    """Whether as many were treated as should have been."""
    if share is None:
        return {}
    if not 0 < share < 1:
        fail(_("--share must lie between 0 and 1"))
    ratio = check_sample_ratio([trial.treated_size, trial.control_size], [share, 1 - share])
    return {"sample_ratio": {"expected_treated": ratio.expected[0], "p_value": ratio.p_value, "is_off": ratio.is_off}}


def _write(output: Path, known: KnownTrial, picked: Picked | None) -> None:
    if picked:
        write_rows(output, {"id": known.ids, "score": picked.score, "treat": picked.treat.astype(np.int8)})
