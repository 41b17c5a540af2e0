"""What lists are asked with: which users, and which items not."""

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Flags, Indices, RefusedError, refuse


def as_users(users: ArrayLike, known: int) -> Indices:
    """Users as numbers into `Purchases.users`. Raises BadRowsError where there is no such user, by place in `users`."""
    column = np.atleast_1d(np.asarray(users))
    if column.size and column.dtype.kind not in "iu":
        raise RefusedError(f"users are asked for by their number in Purchases.users, not by {column.dtype}")
    refuse(f"there is no such user: they are numbered from 0 to {known - 1}", (column < 0) | (column >= known))
    return column.astype(np.intp)


def as_excluded(excluded: ArrayLike | None, items: int) -> Flags:
    """For each item whether it is left out; None leaves out none. Raises RefusedError for anything but yes and no."""
    if excluded is None:
        return np.zeros(items, dtype=bool)
    flags = np.asarray(excluded)
    if flags.shape != (items,) or not np.isin(flags, (0, 1)).all():
        raise RefusedError(
            f"excluded must say yes or no (True, False) for each of the {items} items in Purchases.items"
        )
    return flags.astype(bool)
