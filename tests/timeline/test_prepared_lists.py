from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from stamkund.customers.models import Party
from stamkund.timeline.prepared_lists import Gap, PreparedList


def named(direction: str) -> "QuerySet[Party, Any]":
    """The customers whose names begin at the gap, in one direction or the other."""
    return Party.objects.filter(sort_name__gte=Gap("first")).order_by(f"{direction}sort_name").values_list("name")


def test_each_form_is_asked_with_the_values_of_this_time(karin: Party, bjork: Party) -> None:
    lists = PreparedList(named)
    everybody = [list(row) for row in Party.objects.order_by("sort_name").values_list("name")]

    assert lists.rows("", {"first": ""}) == everybody
    assert lists.rows("-", {"first": ""}) == everybody[::-1]
    assert lists.rows("", {"first": "\U0010ffff"}) == []


def test_instants_and_amounts_fill_a_gap_as_they_are_stored(karin: Party) -> None:
    since = PreparedList[str](lambda side: Party.objects.filter(**{f"created_at__{side}": Gap("at")}).values_list("id"))
    worth = PreparedList[None](lambda _form: Party.objects.filter(value__clv__gte=Gap("cut")).values_list("id"))

    assert [karin.pk] in since.rows("gte", {"at": karin.created_at})
    assert [karin.pk] not in since.rows("gt", {"at": karin.created_at})
    assert worth.rows(None, {"cut": Decimal("0.01")}) == []


def test_what_nothing_can_fulfil_asks_nothing(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert PreparedList[None](lambda _form: Party.objects.filter(pk__in=()).values_list("id")).rows(None, {}) == []
