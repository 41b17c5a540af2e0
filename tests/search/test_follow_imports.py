import pytest
from django.utils import timezone

from stamkund.customers.actions.add_parties import NewParty, add_identifiers, add_parties
from stamkund.customers.models import Party
from stamkund.imports.events import ImportPublished
from stamkund.search.actions.follow_imports import follow_imports
from stamkund.search.models import Followed
from stamkund.search.queries import search
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event, record_many
from stamkund.timeline.models import Event
from stamkund.worker.models import Task
from stamkund.worker.runner import work_off

PUBLISHED = ImportPublished(
    import_id="1", file_name="till.csv", import_kind="parties", published=2, refused=0, parties=2, purchases=0
)


@pytest.fixture
def imported(asa: User) -> list[int]:
    """Two customers stored as imports store them: in bulk, without reactions."""
    parties = [NewParty(name="Ida Lind"), NewParty(name="Siv Strand")]
    return [party.id for party in add_parties(parties=parties, actor=asa, source="file")]


def test_imported_customers_are_found_as_soon_as_the_worker_comes_to_it(imported: list[int], asa: User) -> None:
    assert search(asa, "siv") == []
    record_event(payload=PUBLISHED, actor=asa, source="file")
    work_off()

    assert [hit.title for hit in search(asa, "siv")] == ["Siv Strand"]


def test_notes_and_numbers_stored_in_bulk_are_found_too(imported: list[int], asa: User) -> None:
    add_identifiers(identifiers=[(imported[0], "till", "K-4711")])
    now = timezone.now()
    note = Event(party_id=imported[1], kind="note.written", data={"text": "wide last"}, source="file", occurred_at=now)
    record_many([note])
    follow_imports()

    assert [hit.title for hit in search(asa, "k4711")] == ["Ida Lind"]
    assert [hit.detail for hit in search(asa, "wide last")] == ["wide last"]


def test_two_imports_wait_as_one_task(imported: list[int], asa: User) -> None:
    for key in ("1", "2"):
        record_event(payload=PUBLISHED, actor=asa, source="file", key=key)

    assert Task.objects.filter(name="search.follow_imports").count() == 1


def test_following_twice_changes_nothing(imported: list[int], karin: Party, asa: User) -> None:
    follow_imports()
    marks = list(Followed.objects.order_by("what").values_list("what", "last"))
    before = search(asa, "karin")
    follow_imports()

    assert list(Followed.objects.order_by("what").values_list("what", "last")) == marks
    assert search(asa, "karin") == before
