"""XLSX workbooks, read as a stream: zip members are inflated and parsed piece by piece, shared texts wait on disk.

Written on expat rather than a workbook library because three things are wanted at once: a formula's stored result *and*
the knowledge that it was a formula, merged ranges, and memory that does not grow with the sheet.
Source of the format: ECMA-376 Part 1, sections 18.2 to 18.8.
"""

from stamkund.imports.formats.xlsx.reader import choose_sheet, read_sheet
from stamkund.imports.formats.xlsx.workbook import Sheet, Workbook, open_workbook

__all__ = ["Sheet", "Workbook", "choose_sheet", "open_workbook", "read_sheet"]
