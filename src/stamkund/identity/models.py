"""The lineage of merges."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from stamkund.customers.models import Party


class Merge(models.Model):
    """*party* was found to be *survivor*. ``followers`` came along: parties merged into *party* before."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    survivor = models.ForeignKey(Party, models.PROTECT, related_name="+")
    followers = models.ManyToManyField(Party, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    unmerged_at = models.DateTimeField(null=True)
