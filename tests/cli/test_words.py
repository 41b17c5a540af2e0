"""The command line speaks the terminal's language; machines read the same whatever it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stamkund.cli.words import language

COMMAND = [sys.executable, "-c", "from stamkund.cli.main import run; run()"]


def typed(*arguments: str, home: Path, spoken: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    place = {"STAMKUND_HOME": str(home), "STAMKUND_DATABASE_URL": f"sqlite:///{home / 'x.sqlite3'}"}
    environment = kept | place | {"LANGUAGE": spoken, "LC_ALL": "C.UTF-8"}
    return subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("terminal", "spoken"),
    [
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LC_ALL": "nb_NO.UTF-8", "LANG": "sv_SE.UTF-8"}, "nb"),
        ({"LANGUAGE": "sv:en", "LC_ALL": "C.UTF-8"}, "sv"),
        ({"LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "fi_FI.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(
    terminal: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)

    assert language() == spoken


def test_help_is_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    assert "Verdsett kundebasen." in typed("--help", home=tmp_path, spoken="nb").stdout


def test_a_failure_is_told_in_it_too(tmp_path: Path) -> None:
    done = typed("quant", "clv", "none.csv", home=tmp_path, spoken="sv")

    assert (done.returncode, done.stdout) == (1, "")
    assert "det finns ingen fil none.csv" in done.stderr


def test_what_machines_read_does_not_change(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("who,day\na,2026-01-01\na,2026-01-09\nb,2026-01-02\nb,2026-02-03\nb,2026-02-09\nc,2026-01-03\n")
    command = ("quant", "clv", str(file), "--model", "nbd", "--id", "who", "--date", "day", "--json")
    english, swedish = (typed(*command, home=tmp_path, spoken=code).stdout for code in ("en", "sv"))

    assert '"log_likelihood": ' in english
    assert [line for line in english.splitlines() if "seconds" not in line] == [
        line for line in swedish.splitlines() if "seconds" not in line
    ]
