import os
import subprocess
import sys

import pytest

from stamkund.worker.claims import claim_task, release_gone
from stamkund.worker.place import is_gone, place, worker_name
from tests.worker.conftest import sole_shoe


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_this_very_process_is_not_gone() -> None:
    assert worker_name() != worker_name()
    assert not is_gone(worker_name())


def test_a_process_that_ended_here_is_gone(ended: int) -> None:
    assert is_gone(f"{place()}:{ended}:0")


@pytest.mark.parametrize("name", ["", "here", "elsewhere/0123:1:0", f"{place()}:x:0"])
def test_of_a_worker_elsewhere_only_the_lease_can_tell(name: str) -> None:
    assert not is_gone(name)


@pytest.mark.django_db
def test_what_a_killed_worker_held_here_is_taken_at_once(ended: int) -> None:
    sole_shoe.enqueue(shoe="Oxford")
    claim_task(f"{place()}:{ended}:0")
    release_gone()
    again = claim_task("B")

    assert again is not None
    assert again.attempts == 2


@pytest.mark.django_db
def test_what_a_living_worker_holds_is_left_to_it() -> None:
    sole_shoe.enqueue(shoe="Oxford")
    claim_task(f"{place()}:{os.getpid()}:0")
    release_gone()

    assert claim_task("B") is None
