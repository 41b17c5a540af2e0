"""The invented company, told once and furnished once for all the tests of a file."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from stamkund.demo import SEED, furnish
from stamkund.demo.drafts import Company
from stamkund.demo.invent import invent
from stamkund.demo.store.world import World

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def company() -> Company:
    """The company as drafts, on Friday 20 November 2026."""
    return invent(seed=SEED, today=TODAY)


@pytest.fixture(scope="module")
def furnished(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The company in the database, taken out again after the file's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish(today=TODAY)
        transaction.set_rollback(True)
