"""The sentence behind every reason code: what is wrong, short enough for a list and clear without the file at hand."""

from collections.abc import Mapping
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from stamkund.imports.formats import FileRefused

# Reasons for which one row, or one field of it, is refused.
ROW_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "missing": _("Nothing is written here"),
        "not_a_number": _("Amount is not a number"),
        "not_finite": _("Not a number, or without end"),
        "absurd_amount": _("Amount is beyond all reason"),
        "two_currencies": _("Two currencies beside one amount"),
        "unknown_currency": _("Currency is unknown"),
        "date_for_number": _("A date stands where a number should"),
        "not_a_date": _("Date cannot be read"),
        "month_without_day": _("A month without a day"),
        "week_without_day": _("A week without a day"),
        "impossible_date": _("There is no such day"),
        "absurd_date": _("Date lies centuries away"),
        "date_ahead": _("Date lies ahead of us"),
        "text_too_long": _("Text is too long"),
        "cell_too_long": _("The cell is too long"),
        "line_too_long": _("The line is longer than a mebibyte"),
        "nul_byte": _("The line holds NUL bytes"),
        "quote_not_closed": _("A quotation mark is not closed"),
        "too_many_cells": _("More values than columns"),
        "formula_without_result": _("A formula without a stored result"),
        "error_value": _("The cell holds an error of the spreadsheet"),
        "no_name": _("No name, mail or organisation"),
        "mail_not_plausible": _("Not a mail address"),
        "phone_not_plausible": _("Not a phone number"),
        "no_such_customer": _("No such customer"),
        "other_customer": _("Receipt number twice, with another customer"),
        "other_day": _("Receipt number twice, on another day"),
        "other_currency": _("Receipt number twice, in another currency"),
        "return_above_zero": _("A return cannot give more than it takes"),
    }
)

# Reasons for which a whole file is refused. The names in brackets come from `FileRefused.details`.
FILE_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "empty_file": _("The file is empty."),
        "no_text": _("There is no readable text in the file."),
        "no_rows": _("There are no rows in the file."),
        "header_only": _("The file has a heading, but no rows below it."),
        "too_many_columns": _("The table has %(columns)s columns; %(limit)s is the most we read."),
        "broken_zip": _("The workbook is damaged: it cannot be unpacked. Save it again as XLSX or CSV."),
        "broken_xml": _("The workbook is damaged: its sheets cannot be read. Save it again as XLSX or CSV."),
        "xml_entities": _("The workbook defines XML entities, which real workbooks do not. We do not open it."),
        "zip_bomb": _("The workbook would unpack to something absurdly large (%(member)s). We do not open it."),
        "locked_workbook": _("The workbook is locked with a password. Save it without one."),
        "no_sheets": _("There are no sheets in the workbook."),
        "no_such_sheet": _("There is no sheet called “%(sheet)s”. There are: %(sheets)s."),
        "disk_full": _("The disk is full: the file was not kept, and nothing has changed."),
        "file_unreadable": _("The file cannot be read: %(reason)s."),
    }
)

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "pdf": _("This is a PDF, whatever it is called. Export the table as CSV or XLSX instead."),
        "zip": _("This is a zip archive, but not a workbook. Unpack it and choose the table inside."),
        "old_office": _("This is an old Excel file (.xls) or a locked workbook. Save it as XLSX or CSV, unlocked."),
        "gzip": _("This is a compressed file. Unpack it and choose the table inside."),
        "archive": _("This is an archive. Unpack it and choose the table inside."),
        "image": _("This is a picture. Choose a CSV or XLSX file."),
        "media": _("This is a sound, picture or film. Choose a CSV or XLSX file."),
        "markup": _("This is a web page or XML, not a table. Export the table as CSV or XLSX instead."),
        "parquet": _("This is a Parquet file. Export the table as CSV or XLSX instead."),
        "database": _("This is a database. Export the table as CSV or XLSX instead."),
        "program": _("This is a program. Choose a CSV or XLSX file."),
    }
)


def row_reason(code: str) -> str:
    """Why a row was refused, in words."""
    return str(ROW_REASONS.get(code, code))


def file_reason(refused: FileRefused) -> str:
    """Why a file was refused, in a sentence."""
    if refused.code == "not_a_table":
        return str(KINDS[str(refused.details["kind"])])
    sentence = str(FILE_REASONS[refused.code])
    return sentence % refused.details if refused.details else sentence


def sentence_of(error: Exception) -> str:
    """Why work on an import stopped before its end, in a sentence."""
    if isinstance(error, FileRefused):
        return file_reason(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DatabaseError) and "full" in str(error):
        return _now("The disk is full. What was published before stands; make room, then go on.")
    return _now("Something unforeseen stopped the work (%(error)s).") % {"error": type(error).__name__}
