"""What people answered to a suggestion."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from stamkund.customers.models import Party


class Verdict(models.TextChoices):
    LATER = "later"
    NOT_THIS = "not_this"


class Answer(models.Model):
    """A suggestion put aside: not asked again before ``until_on``."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="answers")
    action = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16, choices=Verdict)
    until_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("party", "action"), name="answer_once_per_party_and_action"),)
