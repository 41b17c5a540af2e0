"""Who bought: the party behind each document, found by number, mail or phone, or to be added."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint
from stamkund.customers.rules import matching_form
from stamkund.imports.publishing.documents import Document
from stamkund.imports.publishing.ready_parties import MAIL, PHONE
from stamkund.imports.publishing.register import KnownParty, Pair, Register
from stamkund.imports.rows.contact import comparable_phone, is_plausible_mail, is_plausible_phone
from stamkund.imports.rows.purchases import PurchaseRow


@dataclass(slots=True)
class Buyer:
    """How a document names its buyer."""

    identifier: Pair | None
    points: list[ReadyContactPoint]
    name: str

    @property
    def is_nobody(self) -> bool:
        return self.identifier is None and not self.points


def buyer_of(row: PurchaseRow, *, source: str, region: str) -> Buyer:
    """What the row says about who bought. Only a name is a key too, when there is nothing better."""
    points = []
    if is_plausible_mail(row.mail):
        points.append(ReadyContactPoint(MAIL, row.mail, matching_form("mail", row.mail, region=region)))
    if is_plausible_phone(row.phone):
        points.append(ReadyContactPoint(PHONE, row.phone, comparable_phone(row.phone, region=region)))
    key = row.customer or ("" if points else row.customer_name)
    return Buyer((source, key[:120]) if key else None, points, row.customer_name or key or row.mail or row.phone)


def find_buyers(
    documents: Sequence[Document], register: Register, *, source: str, region: str
) -> list[KnownParty | None]:
    """The party of each document; one that is not known yet gets its `new`; None where nobody is named."""
    buyers = [_named_buyer(document, source=source, region=region) for document in documents]
    points = [point for buyer in buyers for point in buyer.points]
    register.load(
        identifiers=[buyer.identifier for buyer in buyers if buyer.identifier],
        points=[(point.kind, point.matching) for point in points],
    )
    if points:
        register.load_details()
    pairs = zip(buyers, documents, strict=True)
    return [None if buyer.is_nobody else _find_or_add(buyer, document, register) for buyer, document in pairs]


def _named_buyer(document: Document, *, source: str, region: str) -> Buyer:
    """The first line that names the buyer speaks for the document."""
    named = (buyer_of(line.row, source=source, region=region) for line in document.lines)
    return next((buyer for buyer in named if not buyer.is_nobody), Buyer(None, [], ""))


def _find_or_add(buyer: Buyer, document: Document, register: Register) -> KnownParty:
    known = register.by_identifier.get(buyer.identifier) if buyer.identifier else None
    found = (register.by_point.get((point.kind, point.matching)) for point in buyer.points)
    known = known or next((one for one in found if one and not _has_another_number(buyer, one)), None)
    return known or register.add(_newcomer(buyer, document))


def _has_another_number(buyer: Buyer, known: KnownParty) -> bool:
    """Two customer numbers in one source are two customers, even when they share a mail address."""
    return buyer.identifier is not None and buyer.identifier[0] in {source for source, _ in known.identifiers}


def _newcomer(buyer: Buyer, document: Document) -> NewParty:
    key = buyer.identifier[1] if buyer.identifier else ""
    is_a_number = buyer.name == key and any(map(str.isdigit, key))
    name = _("Customer %(number)s") % {"number": key} if is_a_number else buyer.name
    identifiers = [buyer.identifier] if buyer.identifier else []
    return NewParty(
        name=name[:200], contact_points=buyer.points, identifiers=identifiers, last_event_at=document.head.at
    )
