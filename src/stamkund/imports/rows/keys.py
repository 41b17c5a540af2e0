"""By what two rows are the same: keys that do not change when the file is saved in another format or order."""

from hashlib import blake2b

from stamkund.imports.rows.purchases import PurchaseRow
from stamkund.kit.folding import fold


def document_key(row: PurchaseRow, *, restarts_daily: bool) -> str:
    """The document's own number; with its day where numbers start again every morning; nothing without a number."""
    if not row.number:
        return ""
    return f"{row.number}@{row.at:%Y-%m-%d}" if restarts_daily else row.number


def content_key(row: PurchaseRow) -> str:
    """A digest of everything a row without a document number says: who, when, what, how much."""
    who = row.customer or row.mail.lower() or row.phone or fold(row.customer_name)
    said = (who, row.at.isoformat(), row.product or fold(row.product_name), f"{row.quantity:f}", f"{row.amount:f}")
    return blake2b("\x1f".join(said).encode(), digest_size=12).hexdigest()


def line_key(row: PurchaseRow, count: int) -> str:
    """A line within its document: the product and which of its lines it is."""
    return f"{(row.product or fold(row.product_name))[:140]}:{count}"
