"""The company stands in the database as it was told, and the ordinary rules hold for it."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum

from stamkund.customers.models import ContactPoint, Identifier, Party, Role
from stamkund.customers.queries import visible_parties
from stamkund.demo import furnish
from stamkund.demo.company import PASSWORD
from stamkund.demo.drafts import Company
from stamkund.demo.store.world import World
from stamkund.dialogue.models import Task
from stamkund.purchases.models import Purchase, PurchaseLine
from stamkund.staff.queries import views_for
from stamkund.timeline.models import Event, Look, Pin


def test_everything_told_is_written_down(furnished: World, db: None, company: Company) -> None:
    assert Party.objects.count() == len(company.parties)
    assert Role.objects.count() == len(company.roles)
    assert Task.objects.count() == len(company.tasks)
    assert Look.objects.count() == len(company.looks)
    assert Pin.objects.count() == sum(happening.pinned for happening in company.happenings)
    assert Identifier.objects.count() == sum(len(party.identifiers) for party in company.parties)
    assert ContactPoint.objects.count() == sum(len(party.points) for party in company.parties)


def test_receipts_add_up_to_what_was_told(furnished: World, db: None, company: Company) -> None:
    told = sum(purchase.revenue for purchase in company.purchases)

    assert Purchase.objects.aggregate(sum=Sum("revenue"))["sum"] == told
    assert PurchaseLine.objects.aggregate(sum=Sum("amount"))["sum"] == told
    assert Event.objects.filter(kind__startswith="purchase.").count() == Purchase.objects.count()


def test_ids_are_the_same_every_time(furnished: World, db: None, company: Company) -> None:
    karin = furnished.parties["karin_dalsjo"]

    assert karin.public_id.version == 7
    assert int(karin.created_at.timestamp() * 1000) == karin.public_id.int >> 80


def test_every_kind_of_event_carries_what_its_noun_declares(furnished: World, db: None) -> None:
    kinds = Event.objects.values("kind").annotate(many=Count("id"))

    for kind in kinds:
        for event in Event.objects.filter(kind=kind["kind"])[:20]:
            assert event.payload.model_dump(mode="json") == event.data


def test_staff_sign_in_with_the_password_of_the_demo(furnished: World, db: None) -> None:
    assert {key for key, user in furnished.staff.items() if user.may_administer} == {"asa"}
    for user in furnished.staff.values():
        user.refresh_from_db()
        assert user.check_password(PASSWORD)


def test_the_customer_with_a_protected_address_is_asas_alone(furnished: World, db: None) -> None:
    vendela = furnished.parties["vendela_kronlycka"]

    assert visible_parties(furnished.staff["asa"]).filter(pk=vendela.pk).exists()
    assert not visible_parties(furnished.staff["jonas"]).filter(pk=vendela.pk).exists()


def test_everybody_finds_the_shared_lists(furnished: World, db: None) -> None:
    assert views_for(furnished.staff["rut"], "customers").filter(name="Valuable and slipping").exists()


def test_a_home_with_customers_is_left_alone(furnished: World, db: None) -> None:
    with pytest.raises(ValidationError, match="customers here already"):
        furnish()
