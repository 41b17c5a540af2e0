from uuid import UUID

import pytest

from stamkund.customers.models import ContactPoint, Party
from stamkund.staff.models import User
from stamkund.timeline.prepared import Prepared

NOBODY = UUID("0199b1f0-0000-7000-8000-000000000000")


@pytest.mark.parametrize(("model", "field"), [(Party, "public_id"), (Party, "id"), (User, "email"), (Party, "keeper")])
def test_a_prepared_query_gives_what_the_query_gives(
    model: type[Party | User], field: str, karin: Party, asa: User
) -> None:
    value = {"public_id": karin.public_id, "id": karin.pk, "email": asa.email, "keeper": asa.pk}[field]
    ordinary = model._default_manager.get(**{field: value})

    [found] = Prepared(model, field).rows(value)

    assert found.__dict__.keys() == ordinary.__dict__.keys()
    assert {name: kept for name, kept in vars(found).items() if name != "_state"} == {
        name: kept for name, kept in vars(ordinary).items() if name != "_state"
    }


def test_it_finds_nothing_where_there_is_nothing(karin: Party) -> None:
    assert Prepared(Party, "public_id").first(NOBODY) is None


def test_it_keeps_filters_order_and_columns_left_out(karin: Party) -> None:
    kinds = Prepared(ContactPoint, "party", lambda points: points.exclude(kind="phone").order_by("-kind").only("kind"))

    found = kinds.rows(karin.pk)

    assert [point.kind for point in found] == ["postal", "mail"]
    assert found[0].get_deferred_fields() >= {"value", "label"}
    assert found[1].value == "karin@dalsjo.example"


def test_what_is_found_can_be_saved(karin: Party) -> None:
    [found] = Prepared(Party, "id").rows(karin.pk)
    found.city = "Mora"
    found.save(update_fields=["city"])

    karin.refresh_from_db()
    assert karin.city == "Mora"
