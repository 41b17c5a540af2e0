"""A workshop with some hundred invented customers, and the means to let Karin buy."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.conf import LazySettings

from stamkund.customers.models import Party
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.models import Purchase, PurchaseKind

TODAY = date(2026, 6, 30)
OPENED = date(2024, 1, 8)
Buy = Callable[..., Purchase]


@pytest.fixture(autouse=True)
def _own_home(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test has a warehouse of its own."""
    settings.STAMKUND_HOME = tmp_path_factory.mktemp("home")
    settings.STAMKUND_CURRENCY = "SEK"
    settings.STAMKUND_RATES = []


@pytest.fixture
def buy(db: None) -> Buy:
    """Let somebody buy: ``buy(karin, date(2026, 1, 10), 1200)``."""

    def bought(
        party: Party | None,
        on: date,
        amount: float,
        *,
        cost: float | None = None,
        currency: str = "SEK",
        kind: str = PurchaseKind.SALE,
        reverses: Purchase | None = None,
    ) -> Purchase:
        line = NewLine(
            amount=Decimal(str(amount)), description="Oxford", direct_cost=None if cost is None else Decimal(str(cost))
        )
        return record_purchase(
            party=party,
            lines=[line],
            currency=currency,
            kind=kind,
            purchased_at=datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
            reverses=reverses,
            actor=None,
            source="till",
        )

    return bought


@pytest.fixture
def workshop(db: None) -> list[Party]:
    """Four hundred customers since 2024 who buy, come back, and some day do not."""
    return open_workshop(400, np.random.default_rng(7))


def open_workshop(customers: int, chance: np.random.Generator) -> list[Party]:
    parties = Party.objects.bulk_create(
        Party(name=f"Invented {number}", sort_name=f"invented {number}") for number in range(customers)
    )
    parties = list(Party.objects.order_by("pk"))
    rows: list[Purchase] = []
    for party in parties:
        day = OPENED + timedelta(days=int(chance.integers(0, 600)))
        rate, dropout, spend = chance.gamma(0.9, 1 / 60), chance.beta(0.8, 2.0), chance.gamma(4, 300)
        while day <= TODAY:
            rows.append(_sale(party, day, float(chance.gamma(6, spend / 6)), len(rows)))
            if chance.random() < dropout:
                break
            day += timedelta(days=1 + int(chance.exponential(1 / rate)))
    Purchase.objects.bulk_create(rows)
    return parties


def _sale(party: Party, on: date, amount: float, number: int) -> Purchase:
    return Purchase(
        party=party,
        source="till",
        key=f"w{number}",
        purchased_on=on,
        purchased_at=datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
        currency="SEK",
        revenue=Decimal(f"{amount:.2f}"),
    )
