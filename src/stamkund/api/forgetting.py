"""Forgetting what the API keeps only for a while."""

from datetime import timedelta

from django.utils import timezone

from stamkund.api.guesses import this_minute
from stamkund.api.models import Answer, Guess

ANSWERS_KEPT = timedelta(days=30)
BATCH = 10_000


def forget_old() -> int:
    """Delete answers kept for a month and the guesses of minutes that are over; return how many answers."""
    Guess.objects.filter(minute__lt=this_minute()).delete()
    old = Answer.objects.filter(created_at__lt=timezone.now() - ANSWERS_KEPT).order_by("created_at")
    forgotten = 0
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += Answer.objects.filter(pk__in=batch).delete()[0]
    return forgotten
