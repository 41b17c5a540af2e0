"""What was answered to a request that carried an idempotency key, and how often tokens were guessed."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone


class Answer(models.Model):
    """The stored answer to one request of one member of staff; ``fingerprint`` is a SHA-256 of what was asked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="answer_once_per_key"),)


class Guess(models.Model):
    """How often an address showed unknown tokens in one minute, a count of minutes since 1970."""

    LONGEST_ADDRESS: Final = 45

    address = models.CharField(max_length=LONGEST_ADDRESS)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("address", "minute"), name="guesses_once_per_minute"),)
