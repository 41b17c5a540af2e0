"""Making customers findable by what the register knows of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from stamkund.customers.models import ContactKind, ContactPoint, Identifier, Party
from stamkund.search.at_home import number_plan
from stamkund.search.engines.documents import PARTIES
from stamkund.search.engines.store import store_documents
from stamkund.search.rules.words import document, identifier_words, mail_words, phone_words, words_of
from stamkund.search.vocabulary import learn
from stamkund.timeline.models import Event

BATCH = 2_000
SEARCHED_KINDS = (ContactKind.WEB, ContactKind.SOCIAL)


def index_party(*, party: Party) -> None:
    """Bring the document of one party up to date, in the current transaction."""
    _index([party.pk])


def follow_register(event: Event) -> None:
    """An immediate reaction: the register says something new about the party of *event*."""
    if event.party_id is not None:
        _index([event.party_id])


def index_parties(ids: Iterable[int]) -> int:
    """Bring the documents of many parties up to date, a few thousand in each transaction; return how many."""
    count = 0
    for batch in _batches(ids):
        with transaction.atomic():
            _index(batch)
        count += len(batch)
    return count


def _index(keys: Sequence[int]) -> None:
    documents = {key: document(words) for key, words in _words_of_parties(keys).items()}
    store_documents(PARTIES, list(documents.items()))
    learn({word for text in documents.values() for word in text.split()})


def _words_of_parties(keys: Sequence[int]) -> dict[int, list[str]]:
    """Return what each party is found by, the most telling first: names, numbers, then how to reach it."""
    words: dict[int, list[str]] = {key: [] for key in keys}
    for key, *parts in _rows(Party, "pk", words, "name", "given_name", "family_name"):
        words[key] += words_of(" ".join(dict.fromkeys(parts)))
    for key, number in _rows(Identifier, "party_id", words, "key"):
        words[key] += identifier_words(number)
    for key, kind, matching in _rows(ContactPoint, "party_id", words, "kind", "matching"):
        if kind == ContactKind.PHONE:
            words[key] += phone_words(matching, number_plan())
        elif kind == ContactKind.MAIL:
            words[key] += mail_words(matching)
        elif kind in SEARCHED_KINDS:
            words[key] += words_of(matching)
    return words


def _rows(model: type[Model], key: str, wanted: Collection[int], *fields: str) -> Iterator[tuple[Any, ...]]:
    """Yield *fields* of the rows that belong to the *wanted* keys, each after its key.

    Keys that lie close together, as after an import, are read as one range: much cheaper than a long list.
    """
    keys = sorted(wanted)
    lie_close = keys[-1] - keys[0] < 2 * len(keys)
    among = {f"{key}__gte": keys[0], f"{key}__lte": keys[-1]} if lie_close else {f"{key}__in": keys}
    rows: QuerySet[Any, Any] = QuerySet(model).filter(**among).values_list(key, *fields)
    return (row for row in rows.order_by(*dict.fromkeys((key, "pk"))) if row[0] in wanted)


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
