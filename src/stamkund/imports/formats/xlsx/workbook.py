"""The workbook: which sheets there are, in which member each one lives, and what its numbers mean."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from stamkund.imports.formats.refusals import FileRefused
from stamkund.imports.formats.xlsx.archive import check_archive, read_member, read_small_member
from stamkund.imports.formats.xlsx.dates import EPOCH_1900, EPOCH_1904, date_styles
from stamkund.imports.formats.xlsx.markup import attribute, children, parse_small
from stamkund.imports.formats.xlsx.texts import SharedTexts


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, by its name and the member of the archive that holds it."""

    name: str
    member: str
    is_hidden: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """An opened workbook. Texts and styles are read when the first sheet needs them."""

    path: Path
    members: dict[str, int]
    sheets: tuple[Sheet, ...]
    epoch: datetime

    @property
    def sheet_names(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets)

    @cached_property
    def texts(self) -> SharedTexts:
        name = next((one for one in self.members if one.lower() == "xl/sharedstrings.xml"), "")
        return SharedTexts(read_member(self.path, name) if name else ())

    @cached_property
    def date_styles(self) -> frozenset[str]:
        return date_styles(read_small_member(self.path, self.members, "xl/styles.xml"))

    def called(self, name: str) -> Sheet:
        """The sheet with that name, in whatever case."""
        for sheet in self.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise FileRefused("no_such_sheet", sheet=name, sheets=", ".join(self.sheet_names))


def open_workbook(path: Path) -> Workbook:
    """The workbook in the file; another kind of zip is refused as what it is."""
    members = check_archive(path)
    content = read_small_member(path, members, "xl/workbook.xml")
    if not content:
        raise FileRefused("not_a_table", kind="zip")
    root = parse_small(content)
    targets = _targets(read_small_member(path, members, "xl/_rels/workbook.xml.rels"))
    found = (_sheet(element, targets) for element in children(root, "sheet"))
    sheets = tuple(sheet for sheet in found if sheet.member in members)
    if not sheets:
        raise FileRefused("no_sheets")
    uses_1904 = any(attribute(one, "date1904") in ("1", "true") for one in children(root, "workbookPr"))
    return Workbook(path, members, sheets, EPOCH_1904 if uses_1904 else EPOCH_1900)


def _targets(content: bytes) -> dict[str, str]:
    if not content:
        return {}
    relations = children(parse_small(content), "Relationship")
    return {attribute(one, "Id"): _member(attribute(one, "Target")) for one in relations}


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _sheet(element: Element, targets: dict[str, str]) -> Sheet:
    is_hidden = attribute(element, "state") in ("hidden", "veryHidden")
    return Sheet(attribute(element, "name"), targets.get(attribute(element, "id"), ""), is_hidden)
