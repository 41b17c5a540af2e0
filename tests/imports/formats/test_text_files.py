"""Text files as they come: every row that can be read is read, and every other is told of with its line."""

import os
from pathlib import Path

import pytest

from stamkund.imports.formats import FileRefused, Record, open_table
from stamkund.imports.formats.lines import LONGEST_LINE_BYTES


def written(folder: Path, content: bytes, name: str = "kassan.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def rows_of(path: Path) -> list[Record]:
    return list(open_table(path).records())


def cells_of(path: Path) -> list[list[object]]:
    return [list(record.cells) for record in rows_of(path) if not record.flaw]


SWEDISH = "Namn;Ort;Belopp\nÅsa Björk;Öland;1 290,50\nGunvor Ærlig;Ängelholm;99,00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac_roman", "cp850"])
def test_nordic_letters_survive_every_encoding_a_till_may_write(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, SWEDISH.encode(encoding))

    assert cells_of(path) == [["Åsa Björk", "Öland", "1 290,50"], ["Gunvor Ærlig", "Ängelholm", "99,00"]]


def test_the_encoding_is_told(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, SWEDISH.encode("cp1252"))).facts.encoding == "cp1252"
    assert open_table(written(tmp_path, SWEDISH.encode("utf-8-sig"))).facts.encoding == "utf-8-sig"
    assert open_table(written(tmp_path, b"a,b\n1,2\n")).facts.encoding == "utf-8"


def test_a_line_in_another_encoding_is_read_and_noted(tmp_path: Path) -> None:
    lines = [b"Namn;Ort\n", "Åsa;Öland\n".encode(), "Björn;Åre\n".encode("cp1252"), "Märta;Ås\n".encode()]
    records = rows_of(written(tmp_path, b"".join(lines)))

    assert [list(record.cells) for record in records] == [["Åsa", "Öland"], ["Björn", "Åre"], ["Märta", "Ås"]]
    assert [record.note for record in records] == ["", "mixed_encoding", ""]


def test_letters_that_come_late_in_a_long_file_decide_the_encoding_too(tmp_path: Path) -> None:
    plain = b"Anna;Sala\n" * 60_000
    path = written(tmp_path, b"Namn;Ort\n" + plain + "Åsa;Örebro\n".encode("mac_roman"))

    assert list(rows_of(path)[-1].cells) == ["Åsa", "Örebro"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (["Namn", "Belopp", "Ort"], ["Åsa", "12", "Sala"], ["Per", "7", "Åre"])
    )

    assert cells_of(written(tmp_path, text.encode())) == [["Åsa", "12", "Sala"], ["Per", "7", "Åre"]]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    text = "Namn;Belopp;Moms\n" + "Åsa;12,50;2,50\n" * 20

    assert open_table(written(tmp_path, text.encode())).facts.delimiter == ";"


def test_the_hint_that_excel_writes_above_the_heading_is_obeyed(tmp_path: Path) -> None:
    path = written(tmp_path, b"sep=|\nNamn|Ort\nAnna|Sala\n")

    assert [column.name for column in open_table(path).columns] == ["Namn", "Ort"]
    assert cells_of(path) == [["Anna", "Sala"]]


def test_columns_lined_up_with_blanks_are_columns(tmp_path: Path) -> None:
    path = written(tmp_path, b" id  date  cds  dollars\r\n 00001 19970101  1   11.77\r\n 00002 19970112  5   77.00\r\n")

    assert cells_of(path) == [["00001", "19970101", "1", "11.77"], ["00002", "19970112", "5", "77.00"]]


def test_lines_that_old_macs_end_with_a_carriage_return_are_lines(tmp_path: Path) -> None:
    assert cells_of(written(tmp_path, b"Namn;Ort\rAnna;Sala\rPer;Falun\r")) == [["Anna", "Sala"], ["Per", "Falun"]]


def test_quoted_cells_may_hold_delimiters_quotes_and_lines(tmp_path: Path) -> None:
    path = written(tmp_path, b'Namn,Text\nAnna,"sa ""hej"", och\ngick"\nPer,kort\n')

    assert cells_of(path) == [["Anna", 'sa "hej", och\ngick'], ["Per", "kort"]]


def test_rows_are_numbered_as_the_lines_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, b'Namn,Text\nAnna,"ett\ntv\xc3\xa5"\nPer,tre\n')

    assert [record.row for record in rows_of(path)] == [2, 4]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = b"".join(b"Anna,Sala,%d\n" % number for number in range(50))
    path = written(tmp_path, b'Namn,Ort,Nr\n"Per,Falun,99\n' + rows)
    records = rows_of(path)

    assert (records[0].row, records[0].flaw) == (2, "quote_not_closed")
    assert [list(record.cells) for record in records[1:]] == [["Anna", "Sala", str(number)] for number in range(50)]


def test_a_line_with_nul_bytes_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    records = rows_of(written(tmp_path, b"Namn,Ort\nAn\x00na,Sala\nPer,Falun\n"))

    assert [(record.row, record.flaw) for record in records] == [(2, "nul_byte"), (3, "")]


def test_a_line_of_a_gigabyte_is_told_of_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.write(b"Namn,Ort\nAnna,Sala\n")
        file.seek(1 << 30, os.SEEK_CUR)
        file.write(b"\nPer,Falun\n")
    records = rows_of(path)

    assert [(record.row, record.flaw) for record in records] == [(2, ""), (3, "line_too_long"), (4, "")]
    assert list(records[2].cells) == ["Per", "Falun"]


def test_a_line_just_within_the_limit_is_still_looked_into(tmp_path: Path) -> None:
    long = b"x" * (LONGEST_LINE_BYTES - 10)
    records = rows_of(written(tmp_path, b"Namn,Ort\n" + long + b",Sala\nPer,Falun\n"))

    assert [record.flaw for record in records] == ["cell_too_long", ""]


def test_short_and_long_rows_are_given_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, b"Namn,Ort,Nr\nAnna\nPer,Falun,1,2,3\n")

    assert cells_of(path) == [["Anna"], ["Per", "Falun", "1", "2", "3"]]


def test_two_columns_of_one_name_get_two_names(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, b"Namn,Ort,Namn,,namn\nAnna,Sala,Berg,x,y\n"))

    assert [column.name for column in table.columns] == ["Namn", "Ort", "Namn (2)", "D", "namn (3)"]


def test_two_hundred_columns_are_read(tmp_path: Path) -> None:
    heading = ",".join(f"Fält {number}" for number in range(200))
    table = open_table(written(tmp_path, f"{heading}\n{','.join('x' * 200)}\n".encode()))

    assert len(table.columns) == 200
    assert len(next(table.records()).cells) == 200


def test_titles_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    table = open_table(
        written(tmp_path, b"Rapport fr\xc3\xa5n kassan\n\nDatum;Belopp;Kund\n2024-01-01;12;7\n2024-01-02;13;8\n")
    )

    assert [column.name for column in table.columns] == ["Datum", "Belopp", "Kund"]
    assert [record.row for record in table.records()] == [4, 5]


def test_without_a_heading_the_columns_are_called_by_letters(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, b"2024-01-01,12,7\n2024-01-02,13,8\n"))

    assert [column.name for column in table.columns] == ["A", "B", "C"]
    assert len(list(table.records())) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n   \n", "no_text"),
        (b"%PDF-1.7\n1 0 obj", "not_a_table"),
        (b"\x1f\x8b\x08\x00", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"<!DOCTYPE html><html></html>", "not_a_table"),
        (b"PK\x03\x04broken", "broken_zip"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is_and_not_by_its_name(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        open_table(written(tmp_path, content))

    assert refused.value.code == code


def test_a_heading_alone_gives_no_rows(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, b"Namn,Ort\n")) == []


def test_the_same_table_can_be_read_twice(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, SWEDISH.encode()))

    assert list(table.records()) == list(table.records())
