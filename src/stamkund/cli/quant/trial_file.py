"""A trial from a file, with whatever else was asked for of its customers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.quant.features import read_features
from stamkund.cli.quant.refusals import refuse_ids_twice, refused_plainly
from stamkund.cli.quant.tables import Column, Kind, Table
from stamkund.cli.words import gettext as _
from stamkund.quant.rows import Floats
from stamkund.quant.uplift import Trial


@dataclass(frozen=True, slots=True)
class TrialColumns:
    """Which columns hold what; empty where the file has none."""

    treatment: str
    outcome: str
    score: str = ""
    features: tuple[str, ...] = ()
    cluster: str = ""
    before: tuple[str, ...] = ()
    identity: str = ""


@dataclass(frozen=True, slots=True)
class KnownTrial:
    """A trial, its customers' ids (or rows) and, where they were asked for, scores, features, what was known before."""

    trial: Trial
    ids: NDArray[Any]
    score: Floats | None
    features: Floats | None
    before: Floats | None


def read_trial(table: Table, columns: TrialColumns) -> KnownTrial:
    """Read and check the rows, or fail naming those that cannot be."""
    texts = [Column(name, Kind.TEXT) for name in (columns.cluster, columns.identity) if name]
    numbers = [Column(name) for name in (columns.outcome, columns.score, *columns.before) if name]
    found = table.read([Column(columns.treatment, Kind.FLAG), *numbers, *texts])
    if not found[columns.treatment].size:
        fail(_("%(file)s has no rows") % {"file": table.path.name})
    with refused_plainly(table.path.name):
        cluster = found[columns.cluster] if columns.cluster else None
        trial = Trial.check(found[columns.treatment], found[columns.outcome], cluster)
        if columns.identity:
            refuse_ids_twice(found[columns.identity])
    return KnownTrial(
        trial=trial,
        ids=found[columns.identity] if columns.identity else np.arange(1, trial.size + 1),
        score=found[columns.score] if columns.score else None,
        features=read_features(table, columns.features) if columns.features else None,
        before=np.column_stack([found[name] for name in columns.before]) if columns.before else None,
    )
