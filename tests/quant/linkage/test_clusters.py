"""From pairs to people, what to ask a person, and how the result is judged."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stamkund.quant.linkage import Costs, Pairs, Prior, RefusedError, agree, chances, cluster, worth_showing
from stamkund.quant.linkage.weighing import settle


def pairs(*told: tuple[int, int, float]) -> Pairs:
    left, right, weight = zip(*told, strict=True) if told else ((), (), ())
    return Pairs(np.array(left, dtype=np.intp), np.array(right, dtype=np.intp), np.array(weight, dtype=np.float64))


def test_what_agrees_comes_together() -> None:
    assert cluster(5, pairs((0, 1, 9.0), (1, 2, 8.0), (0, 2, 7.0), (3, 4, 6.0))).tolist() == [0, 0, 0, 3, 3]


def test_a_weak_bridge_between_two_people_does_not_join_them() -> None:
    """Two triples with one pair between them that seems to agree."""
    triples = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0), (3, 4, 9.0), (3, 5, 9.0), (4, 5, 9.0)]

    assert cluster(6, pairs(*triples, (2, 3, 2.0))).tolist() == [0, 0, 0, 3, 3, 3]


def test_several_weak_hints_together_join_a_record_to_its_cluster() -> None:
    strong = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0)]

    assert cluster(4, pairs(*strong, (0, 3, 3.0), (1, 3, 3.0), (2, 3, -2.0))).tolist() == [0, 0, 0, 0]
    assert cluster(4, pairs(*strong, (0, 3, 3.0), (1, 3, -5.0), (2, 3, -5.0))).tolist() == [0, 0, 0, 3]


def test_records_without_pairs_stay_alone() -> None:
    assert cluster(3, pairs()).tolist() == [0, 1, 2]


@settings(max_examples=100)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_the_order_of_pairs_does_not_matter(records: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    left, right = np.triu_indices(records, 1)
    weight = chance.normal(0, 6, left.size)
    order = chance.permutation(left.size)
    straight = cluster(records, Pairs(left, right, weight))
    turned = cluster(records, Pairs(right[order], left[order], weight[order]))

    assert straight.tolist() == turned.tolist()
    assert np.all(straight <= np.arange(records))


def test_a_family_at_one_address_is_not_one_person() -> None:
    """Fifty families whose shared fields agree by 30 bits, of whom nothing of their own does; ten true duplicates."""
    evidence, own = np.repeat([30.0 - 12, 30.0 + 20], [50, 10]), np.repeat([-12.0, 20.0], [50, 10])
    prior = settle(evidence, own, 200)
    weight = prior.weigh(evidence, own)

    assert np.all(weight[:50] < -5)
    assert np.all(weight[50:] > 5)
    assert np.all(evidence + prior.stranger > 0)  # against strangers alone, families would be one
    assert prior.weigh_one(18.0, -12.0) == pytest.approx(weight[0])


def test_priors_without_any_pair_are_finite() -> None:
    assert np.isfinite(list(vars_of(settle(np.empty(0), np.empty(0), 2)))).all()


def vars_of(prior: Prior) -> tuple[float, float]:
    return prior.stranger, prior.family


def test_people_are_asked_where_deciding_alone_costs_most_and_once_for_each_two_clusters() -> None:
    given_pairs = pairs((0, 1, 0.5), (2, 1, -0.2), (0, 2, 9.0), (3, 4, 20.0), (5, 6, -20.0), (7, 8, -3.0))
    labels = np.array([0, 1, 0, 3, 3, 5, 6, 7, 8])
    asked = worth_showing(given_pairs, labels, Costs(wrong_merge=10.0, missed_merge=2.0, question=0.1))

    assert asked.pair.tolist() == [0, 5]
    assert asked.probability[0] == pytest.approx(float(chances(np.array([0.5]))[0]))
    assert np.all(asked.saving > 0)


def test_costs_that_cannot_be_are_refused() -> None:
    with pytest.raises(RefusedError, match="costs of a review"):
        Costs(wrong_merge=-1.0, missed_merge=1.0)
    with pytest.raises(RefusedError, match="costs of a review"):
        Costs(wrong_merge=float("nan"), missed_merge=1.0)


def test_agreement_counts_pairs() -> None:
    judged = agree(["a", "a", "a", "b"], ["x", "x", "y", "y"])

    assert [judged.precision, judged.recall, judged.f1] == pytest.approx([1 / 3, 0.5, 0.4])
    assert agree([1, 2], ["x", "y"]).f1 == 1
    unlabelled: list[Any] = ["x", float("nan")]
    with pytest.raises(RefusedError, match="truth is missing: row 1"):
        agree([1, 1], unlabelled)
    assert agree([1, 1, 2], ["x", "y", "y"]).f1 == 0
