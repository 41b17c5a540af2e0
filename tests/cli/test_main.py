import subprocess
import sys

import pytest

from stamkund.cli.main import COMMANDS
from tests.cli.conftest import Stamkund

HEAVY = ("django", "numpy", "rich", "duckdb", "ninja")


def test_help_names_every_command_and_starts_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['stamkund', '--help']\n"
        "from stamkund.cli.main import run\n"
        "try: run()\n"
        f"finally: print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == ""
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_in_the_table_is_there_and_says_what_it_does(name: str, stamkund: Stamkund) -> None:
    assert COMMANDS[name].load(name).help
    done = stamkund(name, "--help")
    assert done.code == 0
    assert name in done.out


@pytest.mark.parametrize(
    "typed", [["tokn"], ["token"], ["token", "a", "--colour"], ["verify", "no-such-file"], ["serve", "--port", "0"]]
)
def test_asking_wrongly_ends_with_two(typed: list[str], stamkund: Stamkund) -> None:
    done = stamkund(*typed)

    assert (done.code, done.out) == (2, "")
    assert done.err


def test_a_slip_of_the_finger_gets_a_suggestion(stamkund: Stamkund) -> None:
    assert "token" in stamkund("tokn").err
