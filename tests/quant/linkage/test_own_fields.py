"""Father and son at one address: what a differing birth date means is learnt with the household in mind."""

from dataclasses import dataclass

import numpy as np
import pytest

from stamkund.quant.linkage.own_fields import OwnField, OwnFields, bits_beyond, learn_own
from stamkund.quant.linkage.weighing import chances
from stamkund.quant.rows import Flags, Floats

RECORDS, TWICE, SHARED = 400, 100, 20.0
GIVEN, BIRTH = np.array([0.9, 0.1]), np.array([0.95, 0.05])
BY_CHANCE = {"given": np.array([0.05, 0.95]), "birth": np.array([0.001, 0.999])}
TAUGHT = {"given": np.array([0.9, 0.1]), "birth": np.array([0.6, 0.4])}
"""m as two classes have it that take father and son for one person."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that share home, surname and telephone: whether they are one person, and their bits as they were taught."""

    same: Flags
    evidence: Floats
    own: Floats
    fields: OwnFields


def at_home(relatives: int, chance: np.random.Generator) -> Pairs:
    """A hundred people recorded twice, and so many pairs of relatives, some of one name."""
    same = np.arange(TWICE + relatives) < TWICE
    bits, fields = np.zeros(same.size), []
    for name, m in (("given", GIVEN), ("birth", BIRTH)):
        u = BY_CHANCE[name]
        level = (chance.random(same.size) > np.where(same, m[0], u[0])).astype(int)
        weight = np.log2(TAUGHT[name] / u)[level]
        weight[:5] = 0.0  # not known
        bits += weight
        fields.append(OwnField.read(name, weight, TAUGHT[name], u))
    return Pairs(same, bits + SHARED, bits, fields)


def test_namesakes_at_home_are_told_apart(chance: np.random.Generator) -> None:
    """As taught, seventy namesakes are one person; learnt again, none is, and m is the one they were drawn with."""
    pairs = at_home(1500, chance)
    prior, learnt = learn_own(pairs.evidence, pairs.own, pairs.fields, RECORDS)
    given, birth = learnt
    more = bits_beyond(learnt, pairs.fields)
    found = chances(prior.weigh(pairs.evidence + more, pairs.own + more)) > 0.5

    assert birth.m == pytest.approx(BIRTH, abs=0.04)
    assert given.m == pytest.approx(GIVEN, abs=0.06)
    assert np.count_nonzero(found & ~pairs.same) <= 3
    assert np.count_nonzero(found & pairs.same) >= 85


def test_without_families_nothing_is_learnt_again(chance: np.random.Generator) -> None:
    pairs = at_home(20, chance)
    _, learnt = learn_own(pairs.evidence, pairs.own, pairs.fields, RECORDS)

    assert [field.m.tolist() for field in learnt] == [field.m.tolist() for field in pairs.fields]
    assert not bits_beyond(learnt, pairs.fields).any()


def test_pairs_without_a_field_of_their_own_or_without_pairs_are_weighed_too() -> None:
    prior, learnt = learn_own(np.array([25.0, -3.0]), np.zeros(2), [], 10)
    assert np.isfinite([prior.stranger, prior.family]).all()
    assert list(learnt) == []
    nothing = OwnField.read("birth", np.empty(0), BIRTH, BY_CHANCE["birth"])
    prior, learnt = learn_own(np.empty(0), np.empty(0), [nothing], 10)
    assert np.isfinite([prior.stranger, prior.family, *learnt[0].m]).all()


def test_a_level_is_read_from_its_bits() -> None:
    bits = np.log2(BIRTH / BY_CHANCE["birth"])
    field = OwnField.read("birth", np.array([bits[1], 0.0, bits[0]]), BIRTH, BY_CHANCE["birth"])

    assert field.level.tolist() == [1, -1, 0]


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(20261125)
