"""What the mathematics refuses, as one sentence about the file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.output import fail, print_line
from stamkund.cli.quant.tables import NAMED_ROWS
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.quant.rows import BadRowsError, RefusedError, numbered, refuse

REASONS = {
    "an id stands a second time": _("an id stands a second time"),
    "a customer has the same action a second time": _("a customer has the same action a second time"),
    "cost is negative": _("cost is negative"),
    "outcome is beyond 1e+70, too large to reckon with": _("outcome is beyond 1e+70, too large to reckon with"),
}
"""What the mathematics says of rows of a file, in the operator's language."""


@contextmanager
def refused_plainly(file: str, standing: Sequence[int] | None = None) -> Iterator[None]:
    """End the command with the reason; rows are counted as they stand in the file, from 1 below the heading.

    `standing` tells where each row of the mathematics stands in the file, counted from 0, if not all of them are used.
    """
    try:
        yield
    except BadRowsError as error:
        named = error.rows[:NAMED_ROWS]
        rows = ", ".join(str((row if standing is None else standing[row]) + 1) for row in named)
        reason = REASONS.get(error.reason, error.reason)
        fail(_("%(file)s: %(reason)s in row %(rows)s") % {"file": file, "reason": reason, "rows": rows})
    except RefusedError as error:
        fail(f"{file}: {error}")


def refuse_ids_twice(ids: NDArray[Any]) -> None:
    """Raise BadRowsError naming the rows whose id has stood before."""
    position = numbered(ids, "id")[1]
    first = np.unique(position, return_index=True)[1]
    refuse("an id stands a second time", ~np.isin(np.arange(position.size), first))


def tell_left_out(without_customer: int) -> None:
    """Say how many purchases could not be used because they name nobody."""
    if without_customer:
        print_line("  " + _("left out, for they name no customer: %(number)s") % {"number": figure(without_customer)})
