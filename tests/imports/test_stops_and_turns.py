"""Work that stops anywhere goes on from there, and two at once do not disturb each other."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.models import Import, ImportState, Work
from stamkund.imports.queries import result_of
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from tests.imports.conftest import Receive

ROWS = 8_750


def sales(rows: int = ROWS) -> str:
    lines = (f"{number // 3};{number // 9};2024-01-01;10" for number in range(rows))
    return "Fakturanr;Kundnr;Datum;Belopp\n" + "\n".join(lines)


class PulledPlugError(Exception):
    """The power goes."""


@pytest.mark.django_db
def test_publishing_goes_on_behind_the_last_batch_that_was_stored(match: Receive, asa: User) -> None:
    run = match(sales())

    def pull_the_plug(done: int, total: int) -> None:
        if done >= 5_000:
            raise PulledPlugError

    with pytest.raises(PulledPlugError):
        publish_import(run=run, actor=asa, progress=pull_the_plug)
    stopped = Import.objects.get(pk=run.pk)
    assert (stopped.state, stopped.done_rows, stopped.is_publishable) == (ImportState.FAILED, 7_998, True)

    result = result_of(publish_import(run=stopped, actor=asa))
    assert (result.rows, result.published, result.refused, int(result.amount)) == (ROWS, ROWS, 0, ROWS * 10)
    assert Purchase.objects.count() == 2917
    assert sum(Purchase.objects.values_list("revenue", flat=True)) == ROWS * 10


@pytest.mark.django_db
def test_what_was_stored_before_a_stop_can_be_taken_back(match: Receive, asa: User) -> None:
    run = match(sales())

    def pull_the_plug(done: int, total: int) -> None:
        raise PulledPlugError

    with pytest.raises(PulledPlugError):
        publish_import(run=run, actor=asa, progress=pull_the_plug)
    revert_import(run=run, actor=asa)

    assert [Purchase.objects.count(), Party.objects.count()] == [0, 0]


@pytest.mark.django_db
def test_a_published_import_is_not_published_again(publish: Receive, asa: User) -> None:
    run = publish(sales(30))
    publish_import(run=run, actor=asa)

    assert Event.objects.filter(kind="import.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_published_once(match: Receive, asa: User) -> None:
    runs = [match(sales()), match(sales())]
    threads = [threading.Thread(target=publish_alone, args=(run.pk,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    results = sorted((result_of(run) for run in Import.objects.all()), key=lambda result: result.published)
    assert [(result.published, result.unchanged) for result in results] == [(0, ROWS), (ROWS, 0)]
    assert Purchase.objects.count() == 2917


def publish_alone(pk: int) -> None:
    try:
        publish_import(run=Import.objects.get(pk=pk), actor=None)
    finally:
        connection.close()


SCRIPT = """
import django; django.setup()
from pathlib import Path
from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.files import chunks_of
from stamkund.imports.models import Import, ImportState
from stamkund.imports.queries import result_of
from stamkund.purchases.models import Purchase
import sys
run = Import.objects.exclude(mapping={}).first()
if run is None:
    run = receive_file(chunks=chunks_of(Path(sys.argv[1])), file_name="kassan.csv", actor=None)
    map_columns(run=run, actor=None)
print("ready", flush=True)
publish_import(run=run, actor=None)
result = result_of(run)
revenue = sum(Purchase.objects.values_list("revenue", flat=True))
print(result.published, result.unchanged, Purchase.objects.count(), revenue)
"""


@pytest.mark.slow
def test_kill_nine_in_the_middle_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    rows = 20_000
    (tmp_path / "kassan.csv").write_text(sales(rows))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("STAMKUND_")},
        "STAMKUND_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "stamkund.config.settings",
    }
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "kassan.csv")]
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True)
    for pause in (0.4, 0.9, 1.3):
        kill_after(pause, command, environment)
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()

    assert told[1:4] == [str(rows), "0", str(-(-rows // 3))]
    assert float(told[4]) == rows * 10


def kill_after(seconds: float, command: list[str], environment: dict[str, str]) -> None:
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


@pytest.mark.django_db
def test_another_process_that_is_ahead_is_left_alone(match: Receive, asa: User) -> None:
    run = match(sales())

    def somebody_else_takes_over(done: int, total: int) -> None:
        Import.objects.filter(pk=run.pk).update(done_row=999_999)

    publish_import(run=run, actor=asa, progress=somebody_else_takes_over)

    assert Import.objects.get(pk=run.pk).done_row == 999_999
    assert Import.objects.get(pk=run.pk).work == Work.PUBLISH
    assert not Event.objects.filter(kind="import.published").exists()


@pytest.mark.django_db
def test_an_import_whose_worker_is_gone_can_be_gone_on_with_or_taken_back(match: Receive, asa: User) -> None:
    run = match(sales(5))
    Import.objects.filter(pk=run.pk).update(work=Work.PUBLISH, done_row=3)
    assert may_be_touched() == (False, False)

    Import.objects.filter(pk=run.pk).update(moved_at=timezone.now() - timedelta(minutes=3))
    assert may_be_touched() == (True, True)


def may_be_touched() -> tuple[bool, bool]:
    run = Import.objects.get()
    return run.is_publishable, run.is_revertable
