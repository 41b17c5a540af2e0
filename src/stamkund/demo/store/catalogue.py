"""The products."""

from datetime import datetime

from stamkund.catalogue.models import Product
from stamkund.demo.chance import chance_for, public_id
from stamkund.demo.tables import table


def store_products(seed: int, since: datetime) -> dict[str, Product]:
    """Write the catalogue down and return it by number."""
    chance = chance_for(seed, "product ids")
    rows = [
        Product(public_id=public_id(chance, since), number=number, name=product["name"], direct_cost=product["cost"])
        for number, product in table("catalogue").items()
    ]
    return {product.number: product for product in Product.objects.bulk_create(rows)}
