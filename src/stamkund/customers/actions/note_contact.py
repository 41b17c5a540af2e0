"""Keeping in step when we last had to do with a customer."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from stamkund.customers.models import Party
from stamkund.timeline.models import Event


def note_contact(event: Event) -> None:
    """Move the customer's last contact forward to *event*; an older event moves nothing. A reaction."""
    behind = Party.objects.filter(pk=event.party_id or 0, last_event_at__lt=event.occurred_at)
    behind.update(last_event_at=event.occurred_at)


def note_contacts(*, latest: Mapping[int, datetime]) -> None:
    """Move the last contact of many customers forward: their ids, and when we last had to do with each."""
    adapt = connection.ops.adapt_datetimefield_value
    rows = [[adapt(moment), party_id, adapt(moment)] for party_id, moment in latest.items()]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE customers_party SET last_event_at = %s WHERE id = %s AND last_event_at < %s", rows)
