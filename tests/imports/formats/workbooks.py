"""Workbooks for the tests: ordinary ones by openpyxl, malformed ones by hand."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>
<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELS = f"""<Relationships xmlns="{PACKAGE}">
<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>"""


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook_by_hand(path: Path, sheet: str, **others: str) -> Path:
    """A workbook whose one sheet is exactly this XML. `others` are further members, `__` standing for `/`."""
    members: Mapping[str, str] = {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/worksheets/sheet1.xml": sheet,
        **{name.replace("__", "/") + ".xml": content for name, content in others.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
