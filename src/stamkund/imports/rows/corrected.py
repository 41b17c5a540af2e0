"""Rows as somebody corrected them: the file says one thing, a person another, and the person is believed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from stamkund.imports.formats.records import Cell, Record, Table

# Row of the file -> field -> what stands there instead.
Corrections = Mapping[int, Mapping[str, str]]


def corrected_table(table: Table, corrections: Corrections, columns: Mapping[str, int]) -> Table:
    """The table with its corrected values in their columns. Fields that no column fills are left alone."""
    if not corrections:
        return table

    def read() -> Iterator[Record]:
        for record in table.read():
            values = corrections.get(record.row)
            yield corrected_record(record, values, columns) if values else record

    return replace(table, read=read)


def corrected_record(record: Record, values: Mapping[str, str], columns: Mapping[str, int]) -> Record:
    """The record with other values in the columns of these fields."""
    cells: list[Cell] = list(record.cells)
    for field, value in values.items():
        if (index := columns.get(field)) is None or -index > len(cells):
            continue
        cells += [""] * (index + 1 - len(cells))
        cells[index] = value
    return record._replace(cells=cells)
