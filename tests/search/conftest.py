"""How the workshop asks."""

from collections.abc import Callable

import pytest

from stamkund.search.queries import search
from stamkund.staff.models import User

Ask = Callable[..., list[str]]


@pytest.fixture
def found(asa: User) -> Ask:
    """The titles of what somebody (Åsa, unless said otherwise) finds."""
    return lambda q, viewer=asa, kind="party", limit=20: [
        hit.title for hit in search(viewer, q, limit) if hit.kind == kind
    ]
