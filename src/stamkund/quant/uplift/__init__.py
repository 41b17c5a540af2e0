"""Experiments and uplift: what a treatment changes, for everybody and for whom; and what acting on it pays.

A `Trial` is checked once; everything is asked of it. `difference_in_means` (with `adjust` for CUPED) tells the effect;
`TLearner`, `XLearner`, `DRLearner` and `out_of_fold` for whom it is larger; `judge_score` how well a score tells that;
`Price` and `judge_policy` what treating those pays. `held_out` and `assign` draw a trial, `Design` sizes it,
`check_sample_ratio` tells whether the draw was kept to. `LoggedRounds` judges one policy by another's log.
"""

from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import BadRowsError, MissingExtraError, NotFittedError, RefusedError, TooLittleDataError
from stamkund.quant.uplift.cuped import Adjusted, adjust
from stamkund.quant.uplift.difference import Difference, difference_in_means
from stamkund.quant.uplift.errors import BadDesignError, EmptyArmError
from stamkund.quant.uplift.gains import GainCurve, Targeting, compare_scores, gain_curve, judge_score
from stamkund.quant.uplift.holdout import assign, held_out, uniforms
from stamkund.quant.uplift.learners import DRLearner, TLearner, UpliftLearner, XLearner, out_of_fold
from stamkund.quant.uplift.policy_value import LoggedRounds, doubly_robust_value, ipw, self_normalised
from stamkund.quant.uplift.power import Design
from stamkund.quant.uplift.profit import Policy, Price, best_share, cross_fit_policy, judge_policy
from stamkund.quant.uplift.resampling import Resamples
from stamkund.quant.uplift.sample_ratio import SampleRatio, check_sample_ratio
from stamkund.quant.uplift.trials import Trial

__all__ = [
    "Adjusted",
    "BadDesignError",
    "BadRowsError",
    "DRLearner",
    "Design",
    "Difference",
    "EmptyArmError",
    "Estimate",
    "GainCurve",
    "LoggedRounds",
    "MissingExtraError",
    "NotFittedError",
    "Policy",
    "Price",
    "RefusedError",
    "Resamples",
    "SampleRatio",
    "TLearner",
    "Targeting",
    "TooLittleDataError",
    "Trial",
    "UpliftLearner",
    "XLearner",
    "adjust",
    "assign",
    "best_share",
    "check_sample_ratio",
    "compare_scores",
    "cross_fit_policy",
    "difference_in_means",
    "doubly_robust_value",
    "gain_curve",
    "held_out",
    "ipw",
    "judge_policy",
    "judge_score",
    "out_of_fold",
    "self_normalised",
    "uniforms",
]
