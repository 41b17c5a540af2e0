import subprocess
import sys
from datetime import UTC, datetime

from stamkund.config.reactions import REACTIONS
from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import write_note
from stamkund.staff.models import User
from stamkund.timeline.events import known_kinds


def test_every_reaction_answers_a_kind_that_exists() -> None:
    assert REACTIONS.keys() - known_kinds() == set()


def test_the_last_contact_moves_forward_and_never_back(karin: Party, asa: User) -> None:
    write_note(party=karin, text="Now", actor=asa, source="test")
    karin.refresh_from_db()
    latest = karin.last_event_at
    write_note(party=karin, text="Then", occurred_at=datetime(2019, 5, 1, tzinfo=UTC), actor=asa, source="test")

    karin.refresh_from_db()
    assert karin.last_event_at == latest == karin.events.filter(kind="note.written").first().occurred_at  # type: ignore[union-attr]  # it was just written


def test_commands_that_value_nobody_do_not_wait_for_the_mathematics() -> None:
    program = "import django, sys; django.setup(); print({'scipy', 'duckdb'} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "set()"
