"""Products, known by the company's own number."""

from django.db import models

from stamkund.kit.ids import uuid7


class Product(models.Model):
    """Something that is sold, with its direct cost where it is known (in the currency of the company)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    number = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    direct_cost = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    def __str__(self) -> str:
        return self.name
