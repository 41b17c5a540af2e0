"""Whoever makes an exception to a check says why, on the same line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BARE = re.compile(r"# (noqa(: [A-Z0-9, ]+)?|type: ignore(\[[a-z, -]+\])?|pragma: no cover)\s*$")


@pytest.mark.parametrize("folder", ["src", "tests", "tools"])
def test_every_exception_to_a_check_has_its_reason_beside_it(folder: str) -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if BARE.search(line)
    ]

    assert bare == []
