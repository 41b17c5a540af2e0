"""Is this one record known? Answered against a million in milliseconds, with what the batch learnt.

The base is kept as codes: every field a column of small numbers and the list of their texts. For each blocking rule
the records stand sorted by key, so the candidates of a record are a slice found by bisection; only they are compared,
by the same levels and weights as in the batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.linkage.fields import Record
from stamkund.quant.linkage.model import Model
from stamkund.quant.linkage.weighing import chances, is_own
from stamkund.quant.rows import Floats, Indices

WIDEST: Final = 200
"""Records that share a key: more, and the key says too little to look through them."""
MOST: Final = 1000
"""Candidates compared, those of the narrowest keys first."""
UNKNOWN: Final = -1


@dataclass(frozen=True, slots=True)
class Coded:
    """A field of all records: codes into its texts, -1 where it is not known; how large a share each text has."""

    codes: NDArray[np.int32]
    texts: Sequence[str]
    code_of: Mapping[str, int]
    shares: Floats

    @classmethod
    def of(cls, values: Sequence[str | None]) -> "Coded":
        code_of: dict[str, int] = {}
        codes = np.array([code_of.setdefault(v, len(code_of)) if v else UNKNOWN for v in values], dtype=np.int32)
        counts = np.bincount(codes[codes >= 0], minlength=len(code_of))
        return cls(codes, list(code_of), code_of, counts / max(counts.sum(), 1))


@dataclass(frozen=True, slots=True)
class Block:
    """The records in order of their key under one rule."""

    keys: NDArray[np.int64]
    rows: NDArray[np.int32]

    def find(self, key: int) -> NDArray[np.int32]:
        first, last = self.keys.searchsorted(key, "left"), self.keys.searchsorted(key, "right")
        return self.rows[first:last]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the base that may be the same: where it stands, the match weight, and the probability."""

    row: int
    weight: float
    probability: float


class Base:
    """All records, ready to be asked. Building it takes seconds a million; it is not changed afterwards."""

    def __init__(self, fields: Mapping[str, Sequence[str | None]], model: Model) -> None:
        self.model = model
        self.columns = {name: Coded.of(values) for name, values in fields.items()}
        rules = [rule for rule in model.rules if set(rule) <= set(self.columns)]
        self.blocks: dict[tuple[str, ...], Block] = {rule: self._block(rule) for rule in rules}
        self.compared = tuple(one for one in model.weighed if one.comparison.field in self.columns)

    def check(self, record: Record, least: float = 0.5) -> tuple[Candidate, ...]:
        """The records that are this one with at least this probability, most probable first.

        `record` in the fields of `derive`; what is not known is None or left out.
        """
        rows = self.candidates(record)
        weights = np.array([self._weight(record, row) for row in rows.tolist()])
        probable = chances(weights)
        order = np.argsort(-weights, kind="stable")
        found = zip(rows[order].tolist(), weights[order].tolist(), probable[order].tolist(), strict=True)
        return tuple(Candidate(*each) for each in found if each[2] >= least)

    def candidates(self, record: Record) -> Indices:
        """The records that agree with this one on some rule; keys that thousands share are left out."""
        slices = [
            block.find(key) for rule, block in self.blocks.items() if (key := self._key(rule, record)) is not None
        ]
        narrow = sorted((found for found in slices if 0 < found.size <= WIDEST), key=len)
        rows = dict.fromkeys(row for found in narrow for row in found.tolist())
        return np.fromiter(islice(rows, MOST), dtype=np.intp)

    def _weight(self, record: Record, row: int) -> float:
        other = {name: self._text(name, row) for name in self.columns}
        bits = [(one.comparison.field, one.bits(record, other, self._share)) for one in self.compared]
        own = sum(each for field, each in bits if is_own(field))
        return self.model.prior.weigh_one(sum(each for _field, each in bits), own)

    def _text(self, name: str, row: int) -> str | None:
        column = self.columns[name]
        code = column.codes[row]
        return column.texts[code] if code >= 0 else None

    def _share(self, field: str, value: str) -> float | None:
        """How large a part of the base has this value."""
        code = self.columns[field].code_of.get(value)
        return None if code is None else float(self.columns[field].shares[code])

    def _block(self, rule: tuple[str, ...]) -> Block:
        columns = [self.columns[name] for name in rule]
        key = np.zeros(columns[0].codes.size, dtype=np.int64)
        for column in columns:
            key = key * len(column.texts) + column.codes
        rows = np.flatnonzero(np.all([column.codes >= 0 for column in columns], axis=0))
        order = rows[np.argsort(key[rows], kind="stable")]
        return Block(key[order], order.astype(np.int32))

    def _key(self, rule: tuple[str, ...], record: Record) -> int | None:
        key = 0
        for name in rule:
            code = self.columns[name].code_of.get(record.get(name) or "")
            if code is None:
                return None
            key = key * len(self.columns[name].texts) + code
        return key
