"""The API's own upkeep."""

from stamkund.api import forgetting
from stamkund.worker.tasks import task


@task(retries=1)
def forget_old() -> None:
    """Forget answers and guesses that nobody will ask for again."""
    forgetting.forget_old()
