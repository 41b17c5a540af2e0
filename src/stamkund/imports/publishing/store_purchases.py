"""One batch of a sales file: decided, then counted or stored."""

from datetime import datetime
from decimal import Decimal

from stamkund.catalogue.actions.add_products import add_products
from stamkund.customers.actions.add_parties import add_parties
from stamkund.customers.actions.note_contact import note_contacts
from stamkund.imports.publishing.batches import Batch
from stamkund.imports.publishing.buyers import find_buyers
from stamkund.imports.publishing.changes import keep_added, keep_changed
from stamkund.imports.publishing.context import Context
from stamkund.imports.publishing.documents import Document, Line, group_documents
from stamkund.imports.publishing.plan_purchases import PurchasePlan, Retold, load_products, plan_purchases
from stamkund.imports.publishing.register import KnownParty, Register
from stamkund.imports.rows.problems import Problem
from stamkund.imports.rows.purchases import PurchaseRow
from stamkund.purchases.actions.amend_purchases import PurchaseAmendment, amend_purchases, tell_corrections
from stamkund.purchases.actions.record_purchases import NewPurchase, ReadyLine, record_purchases
from stamkund.purchases.models import PurchaseKind


def handle_purchases(context: Context, batch: Batch[PurchaseRow]) -> list[Problem]:
    """Decide the rows of the batch and, unless it is a trial, store what follows. Returns the rows refused here."""
    restarts = context.settings.numbers_restart_daily
    documents, problems = group_documents(batch.rows, context.met, restarts_daily=restarts)
    buyers = find_buyers(documents, Register(), source=context.source, region=context.region)
    if not context.settings.add_unknown_customers:
        documents, buyers, refused = _only_known(documents, buyers)
        problems += refused
    products = load_products(documents)
    plan = plan_purchases(context.run, documents, buyers, products)
    context.read_on()
    _count(context, plan, products)
    if not context.is_trial:
        _store(context, plan, products)
    return problems + plan.problems


def _only_known(
    documents: list[Document], buyers: list[KnownParty | None]
) -> tuple[list[Document], list[KnownParty | None], list[Problem]]:
    pairs = list(zip(documents, buyers, strict=True))
    unknown = [document for document, buyer in pairs if buyer is not None and buyer.new]
    kept = [(document, buyer) for document, buyer in pairs if buyer is None or not buyer.new]
    problems = [
        Problem(line.row.row, "customer", line.row.who[:200], "no_such_customer", who=line.row.who[:120])
        for document in unknown
        for line in document.lines
    ]
    return [document for document, _ in kept], [buyer for _, buyer in kept], problems


def _count(context: Context, plan: PurchasePlan, products: dict[str, int]) -> None:
    tally = context.tally
    for document, buyer in plan.new:
        _count_new(context, document, buyer)
    for retold in plan.retold:
        stored = retold.stored.lines
        before = sum((stored[line.key].amount for line in retold.changed), Decimal())
        after = sum((line.row.amount for line in retold.changed + retold.added), Decimal())
        tally.add_amount(retold.document.head.currency, after - before)
        fresh = len(retold.added) if retold.stored.is_own else 0
        tally.published += len(retold.added) + len(retold.changed)
        tally.changed += len(retold.added) + len(retold.changed) - fresh
        tally.anonymous += fresh if retold.stored.party_id is None else 0
    tally.unchanged += plan.unchanged
    numbers = {line.row.product for document, _ in plan.new for line in document.lines} - {""} - products.keys()
    numbers |= {line.row.product for retold in plan.retold for line in retold.added} - {""} - products.keys()
    first = [number for number in numbers if not context.is_trial or context.met.is_first(f"product\x1f{number}")]
    tally.products += len(first)


def _count_new(context: Context, document: Document, buyer: KnownParty | None) -> None:
    tally = context.tally
    tally.published += len(document.lines)
    tally.add_amount(document.head.currency, document.revenue)
    # In a trial the first part of a document was not stored, so that a later part looks new: it is counted once.
    if document.is_first or not context.is_trial:
        tally.purchases += 1
        tally.returns += document.kind != PurchaseKind.SALE
    if buyer is None:
        tally.anonymous += len(document.lines)
    elif buyer.new and not buyer.fields.get("counted"):
        buyer.fields["counted"] = "yes"
        key = buyer.new.identifiers or [(point.kind, point.matching) for point in buyer.new.contact_points]
        tally.parties += not context.is_trial or context.met.is_first("\x1f".join(key[0]))


def _store(context: Context, plan: PurchasePlan, products: dict[str, int]) -> None:
    _add_parties(context, plan)
    products.update(_add_products(context, plan, products))
    _record(context, plan, products)
    _amend(context, plan, products)


def _add_parties(context: Context, plan: PurchasePlan) -> None:
    wanted = {id(buyer.new): buyer.new for _, buyer in plan.new if buyer and buyer.new}
    added = add_parties(parties=list(wanted.values()), actor=context.actor, source=context.source)
    keep_added(context.run, "party", [party.id for party in added])


def _add_products(context: Context, plan: PurchasePlan, products: dict[str, int]) -> dict[str, int]:
    lines = [line for document, _ in plan.new for line in document.lines]
    lines += [line for retold in plan.retold for line in retold.added + retold.changed]
    names: dict[str, str] = {}
    for line in lines:
        if line.row.product and line.row.product not in products and not names.get(line.row.product):
            names[line.row.product] = line.row.product_name
    added = add_products(names=names)
    keep_added(context.run, "product", list(added.values()))
    return added


def _record(context: Context, plan: PurchasePlan, products: dict[str, int]) -> None:
    new = [_new_purchase(document, buyer, products) for document, buyer in plan.new]
    recorded = record_purchases(purchases=new, actor=context.actor, source=context.source)
    keep_added(context.run, "purchase", [purchase.id for purchase in recorded])
    latest: dict[int, datetime] = {}
    for purchase in recorded:
        if purchase.party_id is not None:
            latest[purchase.party_id] = max(purchase.purchased_at, latest.get(purchase.party_id, purchase.purchased_at))
    note_contacts(latest=latest)


def _new_purchase(document: Document, buyer: KnownParty | None, products: dict[str, int]) -> NewPurchase:
    head = document.head
    return NewPurchase(
        key=document.key,
        purchased_at=head.at,
        currency=head.currency,
        kind=document.kind,
        number=head.number[:80],
        party_id=None if buyer is None else buyer.id or (buyer.new.id if buyer.new else None),
        lines=[_ready(line, products) for line in document.lines],
    )


def _ready(line: Line, products: dict[str, int]) -> ReadyLine:
    row = line.row
    return ReadyLine(line.key, row.amount, row.quantity, row.product_name, products.get(row.product), row.direct_cost)


def _amend(context: Context, plan: PurchasePlan, products: dict[str, int]) -> None:
    amend_purchases(amendments=[_amendment(one, products) for one in plan.retold], actor=context.actor)
    own = [one for one in plan.retold if one.stored.is_own]
    others = [one for one in plan.retold if not one.stored.is_own]
    # The lines of an own document go with it: only what it was worth before it grew is needed.
    keep_changed(context.run, "extended", [(one.stored.id, {"revenue": str(one.stored.revenue)}, None) for one in own])
    keep_changed(context.run, "retold", [_retold(one) for one in others])
    before = {one.stored.id: one.stored.revenue for one in others}
    events = tell_corrections(before=before, actor=context.actor, source=context.source)
    keep_added(context.run, "event", events)


def _amendment(one: Retold, products: dict[str, int]) -> PurchaseAmendment:
    changed = {one.stored.lines[line.key].id: _ready(line, products) for line in one.changed}
    return PurchaseAmendment(one.stored.id, [_ready(line, products) for line in one.added], changed, one.moved_to)


def _retold(one: Retold) -> tuple[int, object, object]:
    """The document as it was, and by what to see whether it still is what this import made of it."""
    old = [one.stored.lines[line.key] for line in one.changed]
    lines = [[line.id, str(line.quantity), str(line.amount), line.product_id, _text(line.direct_cost)] for line in old]
    before = {"lines": lines, "purchased_at": one.stored.purchased_at.isoformat()}
    moved = one.moved_to or one.stored.purchased_at
    added = sum((line.row.amount for line in one.added + one.changed), Decimal())
    revenue = one.stored.revenue + added - sum((line.amount for line in old), Decimal())
    after = {"revenue": str(revenue), "added": [line.key for line in one.added], "purchased_at": moved.isoformat()}
    return (one.stored.id, before, after)


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
