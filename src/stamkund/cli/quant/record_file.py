"""Records from a file: which columns are looked at, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.quant.refusals import refuse_ids_twice, refused_plainly
from stamkund.cli.quant.tables import Column, Kind, Table
from stamkund.cli.words import gettext as _
from stamkund.quant.linkage import Role, recognise


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """The records by column, the role of every column that is used, and, only to judge by, the truth."""

    ids: NDArray[Any]
    truth: NDArray[Any] | None
    columns: dict[str, list[str | None]]
    roles: dict[str, Role]


def read_records(table: Table, identity: str, truth: str, use: Sequence[str]) -> KnownRecords:
    """Read the records, or fail naming the rows that cannot be. Id and truth are never among the columns used."""
    labels = [Column(name, Kind.TEXT) for name in dict.fromkeys((identity, truth)) if name]
    table.refuse_wrong(labels)
    spelt = {name.strip(): name for name in table.names}
    table.require([name for name in use if name not in spelt])
    wanted = [name for name in (use or spelt) if spelt[name] not in {identity, truth}]
    if not wanted:
        fail(_("%(file)s has no column to link by beside id and truth") % {"file": table.path.name})
    texts = [Column(spelt[name], Kind.TEXT, may_be_blank=True) for name in wanted]
    found = table.read([*labels, *texts])
    if not found[identity].size:
        fail(_("%(file)s has no rows") % {"file": table.path.name})
    columns = {name: found[spelt[name]].tolist() for name in wanted}
    with refused_plainly(table.path.name):
        refuse_ids_twice(found[identity])
    roles = recognise(columns)
    if use:
        roles |= {name: Role.TRAIT for name in use if name in columns and name not in roles}
    return KnownRecords(found[identity], found[truth] if truth else None, columns, roles)
