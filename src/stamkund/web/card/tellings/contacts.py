"""How to reach somebody, whom they belong to, and the numbers they have elsewhere."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stamkund.customers.events import ContactPointAdded, ContactPointRemoved, IdentifierAdded, RoleBegun, RoleEnded
from stamkund.web.card.relations import WORDS
from stamkund.web.card.tellings.telling import Names, Telling, say, tell


@tell.register
def _point_added(payload: ContactPointAdded, names: Names) -> Telling:
    heading = format_html(_("New way to reach {customer}: {value}"), customer=names.customer, value=payload.value)
    return Telling(icon="address-book", heading=heading, is_quiet=True)


@tell.register
def _point_removed(payload: ContactPointRemoved, names: Names) -> Telling:
    heading = format_html(_("No longer reached at {value}"), value=payload.value)
    return Telling(icon="address-book-off", heading=heading, is_quiet=True)


@tell.register
def _role_begun(payload: RoleBegun, names: Names) -> Telling:
    return Telling(
        icon="affiliate", heading=_role(payload), details=tuple(filter(None, [payload.label])), is_quiet=True
    )


@tell.register
def _role_ended(payload: RoleEnded, names: Names) -> Telling:
    return Telling(icon="affiliate", heading=_role(payload), details=(_("no longer"),), is_quiet=True)


@tell.register
def _identifier(payload: IdentifierAdded, names: Names) -> Telling:
    heading = format_html(_("Number {key} in {source}"), key=payload.identifier_key, source=payload.identifier_source)
    return Telling(icon="id", heading=heading, is_quiet=True)


def _role(payload: RoleBegun | RoleEnded) -> SafeString:
    return say("{kind} {name}", kind=str(WORDS[payload.role_kind].forwards), name=payload.at_name)
