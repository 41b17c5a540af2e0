"""Formats: bytes on disk become records, one at a time.

Everything here is pure reading: no database, no clock, no settings, and memory that does not grow with the file. A file
that is not a table is refused as a whole (`FileRefused`); a row that cannot be trusted comes out as a `Record` with a
flaw, so that somebody can be told, and the rows after it go on.
"""

from stamkund.imports.formats.records import BadCell, Cell, Column, FileFacts, Record, Table
from stamkund.imports.formats.refusals import FileRefused
from stamkund.imports.formats.table import open_table

__all__ = ["BadCell", "Cell", "Column", "FileFacts", "FileRefused", "Record", "Table", "open_table"]
