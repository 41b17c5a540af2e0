"""Valuation as it is called from elsewhere: every night, after an import, and when a customer does something.

The mathematics is loaded when it is first needed, so that commands which value nobody start in half the time.
"""

from stamkund.timeline.models import Event
from stamkund.worker.tasks import task


@task(retries=1)
def value_base() -> None:
    from stamkund.valuation.actions import value_base as action  # noqa: PLC0415  (see above)

    action.value_base(source="worker")


def value_soon(event: Event) -> None:
    """Value the base again because of *event*: a deferred reaction to whatever changes many customers at once."""
    value_base.enqueue(unique="value_base")


def revise_on(event: Event) -> None:
    """Revise who *event* is about: an immediate reaction."""
    from stamkund.valuation.actions import revise_customer as action  # noqa: PLC0415  (see above)

    action.revise_on(event)
