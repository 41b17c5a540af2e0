"""What is to be done, and that it was planned."""

from collections.abc import Sequence

from stamkund.demo.drafts import TaskDraft
from stamkund.demo.store.timeline import event_of
from stamkund.demo.store.world import World
from stamkund.dialogue.events import TaskPlanned
from stamkund.dialogue.models import Task
from stamkund.timeline.actions import record_many
from stamkund.timeline.models import Event


def store_tasks(world: World, drafts: Sequence[TaskDraft]) -> None:
    """Plan every task at the moment the story says."""
    tasks = Task.objects.bulk_create(_task(world, draft) for draft in drafts)
    record_many([_planned(world, draft, task) for draft, task in zip(drafts, tasks, strict=True)])


def _task(world: World, draft: TaskDraft) -> Task:
    return Task(
        party=world.parties[draft.party],
        title=draft.title,
        due_on=draft.due_on,
        owner=world.staff[draft.owner],
        created_at=draft.planned_at,
    )


def _planned(world: World, draft: TaskDraft, task: Task) -> Event:
    payload = TaskPlanned(task=task.pk, title=task.title, due_on=task.due_on, owner=task.owner.name)
    event = event_of(world, payload, draft.party, draft.planned_at)
    event.actor = world.staff[draft.owner]
    return event
