"""Values: one cell becomes one amount, date, key or text, or is refused with the reason (`CellRefused`).

What a single cell cannot tell (is 3/4 in March or April, is 1.290 a thousand?) is decided over its whole column
(`DateEvidence`, `NumberEvidence`) and handed to the reader.
"""

from stamkund.imports.values.date_evidence import DateEvidence
from stamkund.imports.values.dates import Moment, read_moment
from stamkund.imports.values.numbers import NumberEvidence, read_money, read_number
from stamkund.imports.values.refusals import CellRefused
from stamkund.imports.values.texts import read_key, read_text

__all__ = [
    "CellRefused",
    "DateEvidence",
    "Moment",
    "NumberEvidence",
    "read_key",
    "read_moment",
    "read_money",
    "read_number",
    "read_text",
]
