"""The workshop's own small tasks."""

import pytest

from stamkund.worker.tasks import task

done: list[str] = []


@task()
def sole_shoe(*, shoe: str) -> None:
    done.append(shoe)


@task(retries=2)
def burn_leather(*, shoe: str) -> None:
    raise ValueError(f"the leather of {shoe} is burnt")


@pytest.fixture(autouse=True)
def bench() -> list[str]:
    """What has been soled, in order."""
    done.clear()
    return done
