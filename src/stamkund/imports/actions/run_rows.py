"""Going through the rows of an import, batch by batch: the walk that checking and publishing share."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from django.conf import settings as installation
from django.db import connection
from django.utils import timezone

from stamkund.imports.actions.receive_file import table_of
from stamkund.imports.formats import Table
from stamkund.imports.models import Import, ImportKind
from stamkund.imports.publishing.ahead import Ahead
from stamkund.imports.publishing.batches import Batch, is_refusal, read_batches
from stamkund.imports.publishing.context import Context
from stamkund.imports.publishing.documents import group_documents
from stamkund.imports.publishing.ready_parties import ReadyParty, ReadyReader
from stamkund.imports.publishing.store_parties import handle_parties
from stamkund.imports.publishing.store_purchases import handle_purchases
from stamkund.imports.publishing.tally import Tally
from stamkund.imports.queries import corrections_of
from stamkund.imports.rows.corrected import corrected_table
from stamkund.imports.rows.problems import Problem
from stamkund.imports.rows.purchases import PurchaseReader, PurchaseRow
from stamkund.imports.rows.settings import MappingSettings
from stamkund.staff.models import User

AnyBatch = Batch[ReadyParty] | Batch[PurchaseRow]
Progress = Callable[[int, int], None]
ONE_AT_A_TIME = 0x57414D4B  # an arbitrary number for PostgreSQL's advisory lock, the same in every process

# Kibibytes when below nought; pages of four.
ROOMY = {"cache_size": -64_000, "wal_autocheckpoint": 32_000}


class OvertakenError(Exception):
    """Another process went on with this import, or somebody stopped it: this one leaves it alone."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for cycles of dead objects seldom: rows make many objects and no cycles, and each look costs."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextmanager
def roomy_sqlite() -> Iterator[None]:
    """Let SQLite keep in memory what a batch touches all over its indexes, and copy its log into the database file
    every 128 MB instead of every four: neighbouring rows of many batches then cost one copy. What is committed is safe
    in the log all the while.
    """
    if connection.vendor != "sqlite":
        yield
        return
    ordinary = {pragma: _pragma(pragma) for pragma in ROOMY}
    _set_pragmas(ROOMY)
    try:
        yield
    finally:
        _set_pragmas(ordinary)


def _pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        value: int = cursor.fetchone()[0]
        return value


def _set_pragmas(values: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(f"PRAGMA {name}={value}")


def no_progress(done: int, total: int) -> None:
    """Nobody is watching."""


def context_of(run: Import, actor: User | None, *, is_trial: bool) -> Context:
    """What the run needs to know, with the counts of what was stored before it stopped."""
    return Context(
        run=run,
        settings=MappingSettings.model_validate(run.mapping),
        actor=actor,
        region=installation.STAMKUND_REGION,
        currency=installation.STAMKUND_CURRENCY,
        now=timezone.now(),
        is_trial=is_trial,
        tally=Tally() if is_trial else Tally.from_json(run.counts),
    )


def batches_of(context: Context) -> Iterator[AnyBatch]:
    """The batches that are still to be handled."""
    table = corrected_table(file_table(context.run), corrections_of(context.run), context.settings.columns)
    ahead = Ahead(batches_in(context, table))
    context.read_on = ahead.begin
    return iter(ahead)


def file_table(run: Import) -> Table:
    """The table as the file says it, read as it was matched."""
    settings = MappingSettings.model_validate(run.mapping)
    return table_of(run, sheet=settings.sheet, delimiter=settings.delimiter, header_row=settings.header_row)


def batches_in(context: Context, table: Table) -> Iterator[AnyBatch]:
    """The batches of a table that are still to be handled."""
    settings = context.settings
    done = 0 if context.is_trial else context.run.done_row
    if context.run.kind == ImportKind.PARTIES:
        ready = ReadyReader(settings, source=context.source, region=context.region)
        return read_batches(table, settings, ready, behind=done)
    reader = PurchaseReader(settings, currency=context.currency, now=context.now)
    if done:
        _count_again(context, read_batches(table, settings, reader), done)
    return read_batches(table, settings, reader, behind=done, together=_document_number)


def _document_number(row: PurchaseRow) -> str:
    return row.number


def _count_again(context: Context, batches: Iterator[Batch[PurchaseRow]], done: int) -> None:
    """After a stop: which lines repeat earlier ones is only known by meeting the earlier ones again."""
    for batch in batches:
        rows = [row for row in batch.rows if row.row <= done]
        group_documents(rows, context.met, restarts_daily=context.settings.numbers_restart_daily)
        if batch.last_row >= done:
            return


def handle_batch(context: Context, batch: AnyBatch) -> list[Problem]:
    """Decide one batch, count it, and store it unless it is a trial. Returns everything that was wrong in it."""
    tally = context.tally
    tally.rows += batch.count
    tally.blank += batch.blank
    for problems in batch.problems:
        if is_refusal(problems):
            tally.refuse(problems)
        else:
            tally.left_out += 1
    refused_here = _handle_rows(context, batch)
    for problem in refused_here:
        tally.refuse([problem])
    return [problem for problems in batch.problems for problem in problems] + refused_here


def _handle_rows(context: Context, batch: AnyBatch) -> list[Problem]:
    if context.run.kind == ImportKind.PARTIES:
        return handle_parties(context, cast("Batch[ReadyParty]", batch))
    return handle_purchases(context, cast("Batch[PurchaseRow]", batch))


def hold(run: Import, **as_left: object) -> None:
    """Lock the import until the transaction ends, if it is still as this process left it; else `OvertakenError`."""
    if not Import.objects.select_for_update().filter(pk=run.pk, **as_left).exists():
        raise OvertakenError


def take_turns() -> None:
    """Let no other import decide between this one's look and its write. SQLite's write lock does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
