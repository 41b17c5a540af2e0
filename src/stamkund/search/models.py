"""What is searched: one document of folded words per customer entry, one per piece of dialogue.

Their indexes and the vocabulary stand in ``migrations/0002``, ``0004`` and ``0005``: FTS5 kept by triggers on SQLite,
GIN over ``search_words(text)`` on PostgreSQL.
"""

from django.db import models

from stamkund.customers.models import Party
from stamkund.timeline.models import Event


class PartyDocument(models.Model):
    """Names, mail, numbers of one entry in the register; a merged one keeps its own."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField()


class EventDocument(models.Model):
    """What was said, in its corrected form."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, db_index=False, related_name="+")
    text = models.TextField()


class Followed(models.Model):
    """How far the documents follow what is stored in bulk: the last key seen of each kind of row."""

    what = models.CharField(max_length=16, primary_key=True)
    last = models.BigIntegerField(default=0)
