"""Records that are one person: all against all by Splink with what we learn, and one new record against the base."""

import time
from typing import Any

import numpy as np

from stamkund.cli.bench.quant.piece import Work
from stamkund.quant.linkage import Base, agree, cluster, derive
from stamkund.quant.linkage.instances import COLUMNS, MadeUp, households
from stamkund.quant.rows import Indices
from stamkund.warehouse.linkage.batch import compare_all

SEED, LEARNT_FROM, CHECKS = 1969, 20_000, 300


def link_all(size: int) -> Work:
    """Find who is who among *size* people in families, three in ten of them recorded twice."""
    people = households(size, SEED)

    def work() -> dict[str, Any]:
        found = compare_all(derive(people.columns, COLUMNS))
        judged = agree(cluster(people.person.size, found.pairs), people.person)
        return {"records": people.person.size, "f1": round(judged.f1, 4)}

    return work


def link_plainly(size: int) -> Work:
    """Splink by itself, set as its tutorial does: ready-made comparisons, connected components from .9 on."""
    people = households(size, SEED)
    return lambda: {"f1": round(agree(_by_splink_alone(people), people.person).f1, 4)}


def _by_splink_alone(people: MadeUp) -> Indices:
    from duckdb import connect  # noqa: PLC0415  (the extra `link`, and slow to import)
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415  (as above)
    from splink import comparison_library as compare  # noqa: PLC0415  (as above)
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415  (as above)

    connection = connect()
    columns = {name: np.array(cells, dtype=object) for name, cells in people.columns.items()}
    connection.register("given", {"unique_id": np.arange(people.person.size), **columns})
    connection.execute("CREATE TABLE records AS SELECT * FROM given")
    names = [compare.NameComparison(name) for name in ("given_name", "surname")]
    others = [compare.LevenshteinAtThresholds(name, 2) for name in ("born", "street", "mail", "phone")]
    rules: list[Any] = [block_on("given_name", "surname"), block_on("mail"), block_on("phone"), block_on("born")]
    settings = SettingsCreator(
        "dedupe_only", comparisons=[*names, *others], blocking_rules_to_generate_predictions=rules
    )
    linker = Linker(DuckDBAPI(connection).register("records", table_name="input"), settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("given_name", "surname"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(linker.inference.predict(), 0.9)
    rows = connection.execute(
        f"SELECT unique_id, cluster_id FROM {found.physical_name} ORDER BY unique_id"
    ).fetchnumpy()
    return np.unique(rows["cluster_id"], return_inverse=True)[1]


def check_one(size: int) -> Work:
    """Ask whether somebody is known, one record at a time; the weights are learnt from a smaller base."""
    learnt = compare_all(derive(households(LEARNT_FROM, SEED).columns, COLUMNS)).model
    fields = derive(households(size, SEED + 1, duplicates=0.0).columns, COLUMNS)
    asked = [{name: values[row] for name, values in fields.items()} for row in range(0, size, size // CHECKS)]
    base = Base(fields, learnt)

    def work() -> dict[str, Any]:
        spent = []
        for record in asked:
            begun = time.process_time()
            base.check(record)
            spent.append(1000 * (time.process_time() - begun))
        middle, last = np.quantile(spent, [0.5, 0.99])
        return {"cpu_ms_each_p50": round(float(middle), 2), "cpu_ms_each_p99": round(float(last), 2)}

    return work
