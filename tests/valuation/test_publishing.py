"""What publishing leaves behind: all rows, all indexes, and who bought in the meantime."""

from datetime import timedelta

import pytest
from django.db import connection

from stamkund.customers.models import Party
from stamkund.purchases.models import Purchase
from stamkund.valuation.actions.value_base import catch_up, value_base
from stamkund.valuation.models import Value
from tests.valuation.conftest import TODAY, Buy


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Value._meta.db_table))


def test_the_indexes_stand_after_every_run(workshop: list[Party]) -> None:
    before = indexes()
    value_base(as_of=TODAY)
    assert indexes() == before
    assert {"value_by_clv", "value_at_stake"} <= before


def test_who_bought_while_the_base_was_valued_is_caught_up_with(workshop: list[Party], buy: Buy) -> None:
    value_base(as_of=TODAY)
    watermark = Purchase.objects.order_by("-pk").values_list("pk", flat=True)[0]
    buy(workshop[0], TODAY + timedelta(days=1), 800)
    stale = Value.objects.get(pk=workshop[0].pk)
    Value.objects.filter(pk=stale.pk).update(frequency=0, last_on=TODAY)
    catch_up(watermark)
    caught = Value.objects.get(pk=stale.pk)
    assert (caught.frequency, caught.last_on) == (stale.frequency, TODAY + timedelta(days=1))


def test_a_large_base_is_looked_back_upon_through_a_sample(
    workshop: list[Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = value_base(as_of=TODAY)
    monkeypatch.setattr("stamkund.valuation.looking_back.SAMPLE", 150)
    sampled = value_base(as_of=TODAY)
    assert sampled.report["every"] == 3
    assert sampled.report["matrix"] == whole.report["matrix"]
    for name in ("expected", "actual"):
        assert sum(sampled.report["tracking"][name]) == pytest.approx(sum(whole.report["tracking"][name]), rel=0.4)
