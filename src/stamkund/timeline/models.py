"""The timeline, and how far each member of staff has read it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from stamkund.timeline.events import Payload, payload_type


class Channel(models.TextChoices):
    """Where the customer and the company met."""

    SHOP = "shop"
    PHONE = "phone"
    MAIL = "mail"
    WEB = "web"
    VISIT = "visit"
    POST = "post"
    INTERNAL = "internal"


class Event(models.Model):
    """One thing that happened. Append-only: saving a stored event again, or deleting it, is refused."""

    party = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="events", db_index=False)
    kind = models.CharField(max_length=48)
    subject = models.CharField(max_length=80, blank=True)
    occurred_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now, db_default=Now())
    channel = models.CharField(max_length=16, choices=Channel, default=Channel.INTERNAL)
    source = models.CharField(max_length=64)
    key = models.CharField(max_length=200, null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    data = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections", db_index=False)

    is_uncorrected = False
    """Whoever read it knows that nothing corrects it, and nobody has to ask."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="event_once_per_source"),)
        indexes = (
            models.Index(fields=("party", "-occurred_at", "-id"), name="event_of_party"),
            models.Index(fields=("-recorded_at", "-id"), name="event_recorded"),
            models.Index(fields=("subject",), condition=~models.Q(subject=""), name="event_subject"),
            # Few events correct another. Over all of them the index would be worth nothing in SQLite's statistics,
            # and it would read the whole table instead.
            models.Index(fields=("corrects",), condition=models.Q(corrects__isnull=False), name="event_corrects"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("an event is never changed; record a correction")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("an event is never deleted; record a correction")

    @property
    def payload(self) -> Payload:
        """The data as the typed payload of this kind."""
        return payload_type(self.kind).model_validate(self.data)


class Pin(models.Model):
    """An event that staff keep at the top of a customer's timeline."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="pin")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Look(models.Model):
    """When a member of staff last had a customer's card open: everything recorded later is new to them."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    party = models.ForeignKey("customers.Party", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("staff", "party"), name="look_once_per_staff_and_party"),)
