"""The tables beside the code: words, prices and people that anyone can read and change."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """Return ``texts/<name>.toml``."""
    return tomllib.loads((HERE / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


def character_files() -> list[Path]:
    """Return the files that tell the main characters' stories."""
    return sorted((HERE / "characters").glob("*.toml"))
