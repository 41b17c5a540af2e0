"""Splitting a trial so that nobody is judged by what was learnt from them."""

from collections.abc import Iterator

import numpy as np

from stamkund.quant.rows import Indices, TooLittleDataError
from stamkund.quant.uplift.errors import BadDesignError
from stamkund.quant.uplift.trials import Trial


def assign_folds(trial: Trial, folds: int, seed: int) -> Indices:
    """The fold of each customer: both arms spread evenly over the folds, a cluster never divided.

    Raises BadDesignError below two folds, TooLittleDataError where an arm cannot be spread over them.
    """
    if folds < 2:
        raise BadDesignError(f"two folds or more are needed, not {folds}")
    trial.need_both_arms(folds)
    chance = np.random.default_rng(seed)
    fold = _by_arm(trial, folds, chance) if trial.cluster is None else _by_cluster(trial, folds, chance)
    for k in range(folds):
        trial.where(fold != k).need_both_arms()
    return fold


def splits(fold: Indices) -> Iterator[tuple[Indices, Indices]]:
    """For each fold: the customers outside, to learn from, and those in it, to judge."""
    for k in range(int(fold.max()) + 1):
        yield np.flatnonzero(fold != k), np.flatnonzero(fold == k)


def _by_arm(trial: Trial, folds: int, chance: np.random.Generator) -> Indices:
    fold = np.empty(trial.size, dtype=np.intp)
    for arm in (trial.treated, ~trial.treated):
        size = int(np.count_nonzero(arm))
        fold[arm] = chance.permutation(size) % folds
    return fold


def _by_cluster(trial: Trial, folds: int, chance: np.random.Generator) -> Indices:
    """Clusters by the share of them that was treated, shuffled within equal shares, dealt out in turn."""
    present, cluster = np.unique(np.asarray(trial.cluster), return_inverse=True)
    if present.size < folds:
        raise TooLittleDataError(f"{present.size} clusters cannot be spread over {folds} folds")
    treated = np.bincount(cluster, trial.treated) / np.bincount(cluster)
    dealt = np.lexsort((chance.random(present.size), treated))
    of_cluster = np.empty(present.size, dtype=np.intp)
    of_cluster[dealt] = np.arange(present.size) % folds
    return of_cluster[cluster]
