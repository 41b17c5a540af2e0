"""Workbooks: values come out as what they are, and what a sheet hides or pretends is told."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from stamkund.imports.formats import BadCell, FileRefused, open_table
from stamkund.imports.formats.xlsx.dates import is_date_format
from tests.imports.formats.workbooks import MAIN, sheet_xml, workbook_by_hand

# A workbook knows no time zones.
AT_826 = datetime.fromisoformat("2024-05-31T08:26")
NOON = datetime.fromisoformat("2024-05-31T12:00")


def test_values_come_out_as_what_they_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Namn", "Antal", "Pris", "Datum", "Tid", "Ja"])
    sheet.append(["Åsa <Björk> & co", 12, 0.1 + 0.2, date(2024, 5, 31), AT_826, True])
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")

    assert [column.name for column in table.columns] == ["Namn", "Antal", "Pris", "Datum", "Tid", "Ja"]
    assert list(next(table.records()).cells) == [
        "Åsa <Björk> & co",
        Decimal(12),
        Decimal("0.3"),
        date(2024, 5, 31),
        AT_826,
        True,
    ]


def test_the_first_sheet_that_holds_anything_is_read_unless_another_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Kunder").append(["Namn", "Ort"])
    book["Kunder"].append(["Anna", "Sala"])
    book.create_sheet("Köp").append(["Datum", "Belopp"])
    book["Köp"].append(["2024-01-01", 7])
    book.save(tmp_path / "a.xlsx")

    assert open_table(tmp_path / "a.xlsx").facts.sheet == "Kunder"
    assert open_table(tmp_path / "a.xlsx", sheet="köp").columns[1].name == "Belopp"
    with pytest.raises(FileRefused) as refused:
        open_table(tmp_path / "a.xlsx", sheet="Ordrar")
    assert refused.value.details["sheets"] == "Sheet, Kunder, Köp"


def test_a_formula_gives_its_stored_result_or_says_that_it_has_none(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Namn</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Summa</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Anna</t></is></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Per</t></is></c><c r="B3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>Ida</t></is></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    path = workbook_by_hand(tmp_path / "a.xlsx", sheet_xml(rows))

    assert [record.cells[1] for record in open_table(path).records()] == [
        Decimal(2),
        BadCell("formula_without_result", ""),
        BadCell("error_value", "#DIV/0!"),
    ]


def test_rows_below_a_merged_cell_get_its_value_and_say_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Kund", "Vara"], ["Anna", "sko"], [None, "snöre"], [None, "kräm"], ["Per", "sula"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    records = list(open_table(tmp_path / "a.xlsx").records())

    assert [record.cells[0] for record in records] == ["Anna", "Anna", "Anna", "Per"]
    assert [record.note for record in records] == ["", "merged_cells", "merged_cells", ""]


def test_dates_are_numbers_that_only_their_format_gives_away(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    cells = "".join(
        f'<c r="{letter}1" s="{style}"><v>45443.5</v></c>' for letter, style in (("A", 0), ("B", 1), ("C", 2))
    )
    path = workbook_by_hand(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{cells}</row>'), xl__styles=styles)

    assert list(next(open_table(path).records()).cells) == [Decimal("45443.5"), NOON, NOON]


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "d/m/yy", "h:mm", "[$-41D]d mmmm yyyy;@", "[h]:mm"])
def test_formats_that_show_dates(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize("code", ["General", "0.00", '# ##0 "kr"', "[Red]0", '0" days"', "0%"])
def test_formats_that_show_numbers(code: str) -> None:
    assert not is_date_format(code)


def test_texts_in_runs_and_escapes_are_put_together_without_reading_aids(tmp_path: Path) -> None:
    texts = (
        f'<sst xmlns="{MAIN}"><si><r><t>Å</t></r><r><t>sa</t></r><rPh><t>osa</t></rPh></si>'
        "<si><t>rad_x000A_två</t></si></sst>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>9</v></c></row>'
    path = workbook_by_hand(tmp_path / "a.xlsx", sheet_xml(row), xl__sharedStrings=texts)

    assert [column.name for column in open_table(path).columns] == ["Åsa", "B", "rad två"]


def test_a_sheet_with_prefixed_names_and_no_references_is_read(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="str"><x:v>Namn</x:v></x:c></x:row>'
        '<x:row><x:c t="str"><x:v>Anna</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert [list(one.cells) for one in open_table(workbook_by_hand(tmp_path / "a.xlsx", sheet)).records()] == [["Anna"]]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = sheet_xml("<row><c><v>1</v></c></row>" + " " * (64 << 20))
    with pytest.raises(FileRefused) as refused:
        open_table(workbook_by_hand(tmp_path / "a.xlsx", bomb))

    assert refused.value.code == "zip_bomb"


def test_a_member_that_lies_about_its_size_is_found_out(tmp_path: Path) -> None:
    path = workbook_by_hand(tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' * 500))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        told = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(told.to_bytes(4, "little"), (100).to_bytes(4, "little")))

    with pytest.raises(FileRefused) as refused:
        list(open_table(path).records())
    assert refused.value.code == "broken_zip"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = f'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(FileRefused) as refused:
        open_table(workbook_by_hand(tmp_path / "a.xlsx", laughs))

    assert refused.value.code == "xml_entities"


def test_damaged_markup_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        open_table(workbook_by_hand(tmp_path / "a.xlsx", sheet_xml("<row><c></row>")))

    assert refused.value.code == "broken_xml"


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("hej.txt", "hej")
    with pytest.raises(FileRefused) as refused:
        open_table(tmp_path / "a.xlsx")

    assert refused.value.details == {"kind": "zip"}
