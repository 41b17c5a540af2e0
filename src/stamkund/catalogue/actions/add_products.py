"""Products met in a file for the first time."""

from collections.abc import Mapping

from django.db import transaction

from stamkund.catalogue.models import Product
from stamkund.kit.ids import uuid7
from stamkund.timeline.bulk import insert_rows, next_ids


@transaction.atomic
def add_products(*, names: Mapping[str, str]) -> dict[str, int]:
    """Add the products whose numbers are new, named as the file names them. Returns the id of every number added."""
    known = set(Product.objects.filter(number__in=list(names)).values_list("number", flat=True))
    added = [number for number in names if number not in known]
    ids = dict(zip(added, next_ids(Product, len(added)), strict=True))
    rows = [(ids[number], uuid7(), number, (names[number] or number)[:200]) for number in added]
    insert_rows(Product, ("id", "public_id", "number", "name"), rows)
    return ids
