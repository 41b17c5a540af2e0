from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import correct_note, withdraw_note, write_note
from stamkund.search import vocabulary
from stamkund.search.actions.index_party import index_parties
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.search.models import EventDocument, PartyDocument
from stamkund.search.queries import search
from stamkund.search.tasks import reindex_all as reindex_later
from stamkund.staff.models import User
from stamkund.worker.models import Task
from stamkund.worker.queries import progress_of
from stamkund.worker.runner import work_off

QUESTIONS = ["karin", "krain", "alsj", "0612", "bred", "berd", "rli", "bjork"]


@pytest.fixture
def world(karin: Party, bjork: Party, asa: User) -> User:
    """Two customers and three notes, one of them corrected and one withdrawn; Åsa, who searches."""
    write_note(party=bjork, text="breda lästar", actor=asa, source="test")
    corrected = write_note(party=karin, text="smal", actor=asa, source="test")
    correct_note(event=corrected, text="bredare", actor=asa, source="test")
    withdrawn = write_note(party=karin, text="bred och fel", actor=asa, source="test")
    withdraw_note(event=withdrawn, actor=asa, source="test")
    return asa


def test_reindexing_comes_to_the_same_as_indexing_one_by_one(world: User) -> None:
    before = {q: search(world, q) for q in QUESTIONS}
    documents = list(PartyDocument.objects.values_list("party", "text").order_by("party"))
    PartyDocument.objects.all().delete()
    EventDocument.objects.all().delete()
    vocabulary.forget_all()
    assert not any(search(world, q) for q in QUESTIONS)
    reindex_all()

    assert list(PartyDocument.objects.values_list("party", "text").order_by("party")) == documents
    assert {q: search(world, q) for q in QUESTIONS} == before
    assert all(before.values())


def test_reindexing_twice_changes_nothing(world: User) -> None:
    before = {q: search(world, q) for q in QUESTIONS}
    reindex_all()
    reindex_all()

    assert {q: search(world, q) for q in QUESTIONS} == before


def test_reindexing_mends_documents_that_are_wrong(world: User) -> None:
    PartyDocument.objects.update(text=" nonsense ")
    EventDocument.objects.update(text=" nonsense ")
    reindex_all()

    assert search(world, "nonsense") == []
    assert search(world, "bredare")


def test_reindexing_as_a_task_tells_how_far_it_came(world: User) -> None:
    reindex_later.enqueue()
    work_off()
    progress = progress_of(Task.objects.get())

    assert (progress.share, progress.sentence) == (1.0, "5 of 5 made findable")


def test_many_customers_are_indexed_at_once(asa: User) -> None:
    parties = [add_party(name=f"Ida Lind {number}", actor=asa, source="test") for number in range(30)]
    PartyDocument.objects.all().delete()

    assert index_parties(party.pk for party in parties) == 30
    assert len(search(asa, "ida lind", limit=100)) == 30


@pytest.fixture
def _search_unmade(transactional_db: None) -> Iterator[None]:
    call_command("migrate", "search", "zero", verbosity=0)
    yield
    call_command("migrate", "search", verbosity=0)


@pytest.mark.usefixtures("_search_unmade")
def test_the_indexes_can_be_taken_away_again() -> None:
    names = connection.introspection.table_names()

    assert not [name for name in names if name.startswith("search_")]
