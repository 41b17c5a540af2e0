"""Tasks whose every run leaves an event behind."""

import time

from stamkund.dialogue.events import NoteWritten
from stamkund.timeline.actions import record_event
from stamkund.worker.progress import report_progress
from stamkund.worker.tasks import task


@task()
def stitch(*, seam: int) -> None:
    record_event(payload=NoteWritten(text=str(seam)), source="labour")


@task()
def hammer(*, seconds: float) -> None:
    """Hammer for a while without a pause, then say so."""
    time.sleep(seconds)
    record_event(payload=NoteWritten(text="hammered"), source="labour")


@task()
def polish(*, strokes: int) -> None:
    """Polish stroke by stroke, and stop between two when asked to."""
    for stroke in range(1, strokes + 1):
        report_progress(done=stroke, total=strokes)
        time.sleep(0.05)
