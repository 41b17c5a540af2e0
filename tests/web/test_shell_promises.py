"""What the look promises, held: contrast, one meaning per key, one leather button, every part documented."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from stamkund.web.templatetags import look, words

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src/stamkund/web/templates"
REFERENCE = (ROOT / "docs/reference/components.md").read_text()
TOKENS = {
    name: (day, night)
    for name, day, night in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)", (ROOT / "assets/src/css/tokens.css").read_text()
    )
}
TEXT = [
    (ink, on)
    for ink in ("ink", "ink-2", "ink-3", "leather", "ok", "risk", "lost", "info")
    for on in ("sheet", "shade", "raised")
]
ON_ITS_SOFT = [(tone, f"{tone}-soft") for tone in ("ok", "risk", "lost", "info", "leather")]
GRAPHICS = [(f"{tone}-fill", "sheet") for tone in ("ok", "risk", "lost", "info")] + [
    ("field", "raised"),
    ("field", "sheet"),
]

# One letter means one thing on every page; what a page may call it differs, what it does does not.
MEANINGS = {
    "n": "note", "c": "call", "v": "visit", "m": "mail", "p": "promise", "b": "purchase", "g": "meeting", "t": "task",
    "r": "reply", "d": "done", "l": "later", "x": "not this", "e": "edit", "f": "filter or fact", "a": "accept",
    "o": "leave out", "z": "undo", "+": "new", "K": "change keeper of all chosen",
    "J": "join with another entry", "Escape": "stop what is under way",
}  # fmt: skip
PRINTED = {"Escape": "Esc"}


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (channel(int(full[place : place + 2], 16)) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "surface"), [*TEXT, *ON_ITS_SOFT, ("on-leather", "leather"), ("on-seq", "seq-4")])
def test_every_text_can_be_read_on_every_surface(ink: str, surface: str, light: int) -> None:
    assert contrast(TOKENS[ink][light], TOKENS[surface][light]) >= 4.5


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("mark", "surface"), GRAPHICS)
def test_every_mark_and_field_can_be_made_out(mark: str, surface: str, light: int) -> None:
    assert contrast(TOKENS[mark][light], TOKENS[surface][light]) >= 3


def test_every_colour_is_a_token() -> None:
    for sheet in (ROOT / "assets/src/css").glob("*.css"):
        if sheet.name not in {"tokens.css", "icon.css"}:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgb\(", sheet.read_text()), sheet.name


def test_every_token_a_sheet_asks_for_exists() -> None:
    known = set(re.findall(r"--([\w-]+):", (ROOT / "assets/src/css/tokens.css").read_text()))
    for sheet in (ROOT / "assets/src/css").glob("*.css"):
        asked = {name for name in re.findall(r"var\(--([\w-]+)", sheet.read_text()) if not name.startswith("tblr-")}
        assert asked <= known, f"{sheet.name}: {sorted(asked - known)}"


def test_a_key_means_one_thing_on_every_page() -> None:
    used: dict[str, list[str]] = defaultdict(list)
    for template in TEMPLATES.rglob("*.html"):
        for letter in re.findall(r'\{% keyed "([^"]+)" %\}', template.read_text()):
            used[letter].append(template.name)
    assert set(used) <= set(MEANINGS), {letter: used[letter] for letter in set(used) - set(MEANINGS)}


def test_a_key_that_works_is_printed_in_the_same_template() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text()
        for letter in set(re.findall(r'\{% keyed "([^"]+)" %\}', text)):
            assert f'{{% key "{PRINTED.get(letter, letter)}" %}}' in text, f"{template.name}: {letter}"


@pytest.mark.parametrize("name", sorted(look.register.tags))
def test_every_tag_is_in_the_reference(name: str) -> None:
    assert f"{{% {name}" in REFERENCE


@pytest.mark.parametrize("name", sorted(words.register.filters))
def test_every_filter_is_in_the_reference(name: str) -> None:
    assert re.search(rf"`(low\|)?{name}\b", REFERENCE)


def test_the_lock_names_no_hosts() -> None:
    assert "://" not in (ROOT / "assets/package-lock.json").read_text()
