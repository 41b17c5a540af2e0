"""Dates in a workbook are numbers of days that only their number format gives away."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from stamkund.imports.formats.records import BadCell, Cell
from stamkund.imports.formats.xlsx.markup import attribute, children, parse_small

BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_SIGN = re.compile(r"[dmyhs]", re.IGNORECASE)
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook knows no time zones)
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  (as above)
LATEST_SERIAL = Decimal(2_958_466)  # 9999-12-31


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time: it has d, m, y, h or s outside quotations and colours."""
    first_section = _NOT_CODE.sub("", code.partition(";")[0])
    return first_section.lower() != "general" and bool(_DATE_SIGN.search(first_section))


def date_styles(stylesheet: bytes) -> frozenset[str]:
    """Numbers of the cell styles that show dates."""
    if not stylesheet:
        return frozenset()
    root = parse_small(stylesheet)
    codes = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in children(root, "numFmt")}
    formats = next(children(root, "cellXfs"), None)
    styles = children(formats, "xf") if formats is not None else iter(())
    return frozenset(str(n) for n, style in enumerate(styles) if _shows_date(attribute(style, "numFmtId"), codes))


def _shows_date(number_format: str, codes: dict[str, str]) -> bool:
    if number_format in codes:
        return is_date_format(codes[number_format])
    return number_format.isdigit() and int(number_format) in BUILT_IN_DATES


def from_serial(serial: Decimal, epoch: datetime) -> Cell:
    """Day number to date, or to date and time when it has a fraction. Serial 60 is Excel's day that never was."""
    if not 0 <= serial < LATEST_SERIAL:
        return BadCell("impossible_date", str(serial))
    if epoch == EPOCH_1900 and serial < 60:
        serial += 1
    moment = epoch + timedelta(seconds=round(float(serial) * 86_400))
    return moment if serial % 1 else _only_date(moment)


def _only_date(moment: datetime) -> date:
    return moment.date()
