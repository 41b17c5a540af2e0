"""All records against all: Splink learns how much each agreement says, and weighs the pairs worth comparing."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from stamkund.quant.linkage.clusters import Pairs
from stamkund.quant.linkage.comparisons import Comparison, comparisons_of
from stamkund.quant.linkage.fields import Fields, keep_telling
from stamkund.quant.linkage.model import Linked, Model
from stamkund.quant.linkage.own_fields import bits_beyond, learn_own
from stamkund.quant.linkage.weighing import Prior, is_own
from stamkund.quant.rows import MissingExtraError
from stamkund.warehouse.engine import DuckEngine, quoted
from stamkund.warehouse.linkage.blocking import Rule, choose_rules
from stamkund.warehouse.linkage.training import complete, own_field, put_back, train

MEMORY: Final = "1500MB"
WEIGHED: Final = -60.0
"""Weight (bits) above which Splink hands pairs out: families must be among them, or their odds cannot be learnt."""
KEPT: Final = -4.0
"""Weight (bits) below which a pair is not worth keeping."""
FEW: Final = 1000
"""Records below which what is learnt of agreement rests on few pairs."""


def compare_all(fields: Fields, seed: int = 0) -> Linked:
    """Compare the records with each other. Raises MissingExtraError without Splink, RefusedError without fields."""
    fields = keep_telling(fields)
    records = len(next(iter(fields.values())))
    _need_splink()
    with TemporaryDirectory(prefix="stamkund-link-") as spill, DuckEngine(Path(spill), memory=MEMORY) as engine:
        _keep_records(engine, fields, records)
        rules = choose_rules(engine, list(fields), records)
        if not rules:
            return NOTHING_AGREES
        linker = _linker(engine, _settings(comparisons_of(fields), rules, records))
        train(linker, list(fields), seed)
        settings = linker.misc.save_model_to_json()
        trained = complete(settings, records)
        pairs, prior = _compare(engine, settings, records)
    return Linked(
        pairs, Model.from_settings(settings, list(fields), rules, prior), tuple(_doubts(fields, trained=trained))
    )


def _doubts(fields: Fields, *, trained: bool) -> Iterator[str]:
    if len(next(iter(fields.values()))) < FEW:
        yield "few_records"
    if not trained:
        yield "not_trained"
    if not any(is_own(name) for name in fields):
        yield "household_or_person"


NOTHING_AGREES: Final = Linked(
    Pairs(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0)),
    Model(Prior(0.0, 0.0), (), ()),
    ("nothing_agrees",),
)


def _need_splink() -> None:
    try:
        import splink  # noqa: F401, PLC0415  (the extra `link`, and slow to import)
    except ImportError as error:
        raise MissingExtraError("linking needs Splink: pip install 'stamkund[link]'") from error


def _keep_records(engine: DuckEngine, fields: Fields, records: int) -> None:
    columns: dict[str, Any] = {name: np.array(values, dtype=object) for name, values in fields.items()}
    engine.connection.register("given_records", {"id": np.arange(records), **columns})
    casts = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns)
    engine.connection.execute(f"CREATE TABLE records AS SELECT id, {casts} FROM given_records")
    engine.connection.unregister("given_records")


def _settings(comparisons: Sequence[Comparison], rules: Sequence[Rule], records: int) -> Any:
    from splink import SettingsCreator, block_on  # noqa: PLC0415  (as above)

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[_described(one) for one in comparisons],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        probability_two_random_records_match=min(1 / records, 0.5),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _linker(engine: DuckEngine, settings: Any) -> Any:
    from splink import Linker  # noqa: PLC0415  (as above)
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415  (as above)

    records = DuckDBAPI(engine.connection).register("records", table_name="input")
    return Linker(records, settings, log_level=logging.ERROR)


def _described(comparison: Comparison) -> dict[str, Any]:
    """A comparison in Splink's words."""
    null = {"sql_condition": f"{comparison.field}_l IS NULL OR {comparison.field}_r IS NULL", "is_null_level": True}
    levels = [
        {"sql_condition": level.sql} | ({"tf_adjustment_column": level.term} if level.term else {})
        for level in comparison.levels
    ]
    return {"output_column_name": comparison.field, "comparison_levels": [null, *levels, {"sql_condition": "ELSE"}]}


def _compare(engine: DuckEngine, settings: dict[str, Any], records: int) -> tuple[Pairs, Prior]:
    """Weigh the pairs, with the priors at which as many match as they say; puts what families teach into settings."""
    told = _linker(engine, settings).inference.predict(threshold_match_weight=WEIGHED, warning_mode="never")
    present = [column.name.strip('"') for column in told.columns]
    names = [one["output_column_name"] for one in settings["comparisons"] if is_own(one["output_column_name"])]
    terms = [name for name in present if is_own(name.removeprefix("mw_tf_adj_"))]
    found = engine.columns(
        f"SELECT id_l, id_r, match_weight, {', '.join(f'mw_{name}' for name in names) or '0.0'}, "
        f"{' + '.join(terms) or '0.0'} AS terms FROM {quoted(told.physical_name)} ORDER BY id_l, id_r"
    )
    share = min(1 / records, 0.5)
    evidence = found["match_weight"].astype(np.float64) - np.log2(share / (1 - share))
    own = sum((found[f"mw_{name}"] for name in names), found["terms"].astype(np.float64))
    fields = [own_field(settings, name, found[f"mw_{name}"]) for name in names]
    prior, learnt = learn_own(evidence, own, fields, records)
    more = bits_beyond(learnt, fields)
    put_back(settings, learnt)
    weight = prior.weigh(evidence + more, own + more)
    kept = np.flatnonzero(weight > KEPT)
    left, right = (found[name][kept].astype(np.intp) for name in ("id_l", "id_r"))
    return Pairs(left, right, weight[kept]), prior
