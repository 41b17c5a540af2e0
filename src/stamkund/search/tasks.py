"""Indexing that is done later."""

from django.utils.translation import gettext_noop

from stamkund.search.actions import follow_imports as following
from stamkund.search.actions import reindex_all as reindexing
from stamkund.timeline.models import Event
from stamkund.worker.progress import report_progress
from stamkund.worker.tasks import task

REINDEXED = gettext_noop("%(done)s of %(total)s made findable")
FOLLOWED = gettext_noop("%(done)s made findable")


@task(retries=3)
def reindex_all() -> None:
    """Build everything that is searched anew."""
    reindexing.reindex_all(tell=lambda done, total: report_progress(done=done, total=total, sentence=REINDEXED))


@task(retries=3)
def follow_imports() -> None:
    """Catch up with what was stored in bulk."""
    following.follow_imports(tell=lambda done: report_progress(done=done, sentence=FOLLOWED))


def follow_soon(event: Event) -> None:
    """A deferred reaction: an import was published."""
    follow_imports.enqueue(unique="all")


def reindex_soon(event: Event) -> None:
    """A deferred reaction: an import was taken back, so documents may say what no longer holds."""
    reindex_all.enqueue(unique="all")
