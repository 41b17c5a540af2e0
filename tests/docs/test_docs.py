"""The documentation points to what is there: files, pictures, commands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stamkund.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|\s|bin/)stamkund ([a-z]+)", re.MULTILINE)
LARGEST_PICTURE = 200_000


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands_in(text: str) -> Iterator[str]:
    for block in CODE_BLOCK.findall(text):
        yield from COMMAND.findall(block)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_shown_exists(page: Path) -> None:
    assert set(commands_in(page.read_text(encoding="utf-8"))) <= COMMANDS.keys()


def test_the_first_hour_shows_commands() -> None:
    shown = set(commands_in((ROOT / "docs/tutorials/first-hour.md").read_text(encoding="utf-8")))

    assert {"init", "serve", "import", "value", "party", "backup", "verify"} <= shown


def test_pictures_load_quickly() -> None:
    pictures = list(ROOT.glob("docs/pictures/*.png"))

    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []
