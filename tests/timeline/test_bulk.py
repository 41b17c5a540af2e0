"""Many rows at once: more than one statement holds, and what is refused as a whole."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stamkund.timeline.bulk import MOST_MARKS, insert_rows
from stamkund.timeline.models import Event

NOW = timezone.now()
TOLD = {
    "occurred_at": NOW,
    "recorded_at": NOW,
    "kind": "note.written",
    "subject": "",
    "channel": "internal",
    "source": "test",
    "actor": None,
}


@pytest.mark.django_db
def test_more_rows_than_one_statement_holds_are_all_stored_with_what_is_the_same_for_each() -> None:
    count = MOST_MARKS // 2 + 7
    insert_rows(Event, ("key", "data"), [(str(number), {"text": f"100 % {number}"}) for number in range(count)], TOLD)

    assert Event.objects.filter(source="test", kind="note.written", actor=None, party=None).count() == count
    assert Event.objects.get(key=str(count - 1)).data == {"text": f"100 % {count - 1}"}


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_told_as_django_tells_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Event, ("key", "data"), [("1", {}), ("1", {})], TOLD)

    assert not Event.objects.exists()
