"""Purchases and their lines."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stamkund.catalogue.models import Product
from stamkund.customers.models import Party
from stamkund.kit.ids import uuid7
from stamkund.timeline.models import Channel, Event


class PurchaseKind(models.TextChoices):
    """A return and a cancellation are documents of their own with negative revenue, so everything nets by summing."""

    SALE = "sale", _("Purchase")
    RETURN = "return", _("Return")
    CANCELLATION = "cancellation", _("Cancellation")


class Purchase(models.Model):
    """One document: a receipt, an invoice, a web order, or the return of one.

    ``revenue`` and ``direct_cost`` are signed sums of the lines in ``currency``. A sale over the counter to somebody we
    do not know has no party; it counts in the company's totals and on nobody's card.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="purchases", db_index=False)
    kind = models.CharField(max_length=16, choices=PurchaseKind, default=PurchaseKind.SALE)
    source = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    purchased_on = models.DateField()
    purchased_at = models.DateTimeField()
    channel = models.CharField(max_length=16, choices=Channel, default=Channel.SHOP)
    currency = models.CharField(max_length=3)
    revenue = models.DecimalField(max_digits=18, decimal_places=4)
    direct_cost = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="purchase")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="purchase_once_per_source"),
            models.CheckConstraint(
                condition=models.Q(kind="sale") | models.Q(revenue__lte=0), name="reversal_takes_revenue_back"
            ),
        )
        indexes = (
            models.Index(fields=("party", "-purchased_on", "-id"), name="purchase_of_party"),
            models.Index(fields=("purchased_on",), name="purchase_by_date"),
            models.Index(fields=("number",), name="purchase_number"),
        )

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.purchased_on}"


class PurchaseLine(models.Model):
    """What one line of the document says. ``key`` is unique within the document: the same line told twice is one."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=160)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    description = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=16, decimal_places=4, default=1)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    direct_cost = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("purchase", "key"), name="line_once_per_purchase"),)
