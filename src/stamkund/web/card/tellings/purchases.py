"""What was bought, brought back, called off."""

from django.utils.translation import gettext as _

from stamkund.purchases.events import PurchaseCancelled, PurchaseCorrected, PurchaseRecorded, PurchaseReturned
from stamkund.web.card.tellings.telling import Names, Telling, say, tell
from stamkund.web.templatetags.words import exact_money

Document = PurchaseRecorded | PurchaseReturned | PurchaseCancelled


@tell.register
def _purchase(payload: PurchaseRecorded, names: Names) -> Telling:
    named = _("Purchase %(number)s") % {"number": payload.number} if payload.number else _("Purchase")
    return _document(payload, named, icon="receipt")


@tell.register
def _return(payload: PurchaseReturned, names: Names) -> Telling:
    named = _("Return %(number)s") % {"number": payload.number} if payload.number else _("Return")
    return _document(payload, named, icon="receipt-refund", tone="risk")


@tell.register
def _cancellation(payload: PurchaseCancelled, names: Names) -> Telling:
    named = _("Cancellation %(number)s") % {"number": payload.number} if payload.number else _("Cancellation")
    return _document(payload, named, icon="receipt-off", tone="risk")


@tell.register
def _correction(payload: PurchaseCorrected, names: Names) -> Telling:
    named = (
        _("Purchase %(number)s corrected") % {"number": payload.number} if payload.number else _("Purchase corrected")
    )
    was = _("was %(amount)s") % {"amount": exact_money(payload.before, payload.currency)}
    return Telling(
        icon="receipt",
        heading=say("{named}", named=named),
        details=(was,),
        is_quiet=True,
        amount=payload.amount,
        currency=payload.currency,
        purchase=payload.purchase,
    )


def _document(payload: Document, named: str, *, icon: str, tone: str = "") -> Telling:
    return Telling(
        icon=icon,
        heading=say("{named}", named=named),
        details=(payload.what,) if payload.what else (),
        tone=tone,
        amount=payload.amount,
        currency=payload.currency,
        purchase=payload.purchase,
    )
