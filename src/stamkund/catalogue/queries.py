"""Reading the catalogue."""

from stamkund.catalogue.models import Product


def find_product(number: str) -> Product | None:
    """Return the product the company sells under *number*."""
    return Product.objects.filter(number=number).first()
