"""Giving customers to another keeper, several at once, and back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stamkund.customers.actions.change_party import change_keeper
from stamkund.customers.queries import visible_parties
from stamkund.staff.queries import active_staff
from stamkund.web.shell.telling import remembered, tell, undo
from stamkund.web.viewer import viewer_of

if TYPE_CHECKING:
    from stamkund.staff.models import User

SOURCE = "web"
AT_MOST = 500


@require_POST
def keeper(request: HttpRequest) -> HttpResponse:
    """Give the chosen customers to a keeper."""
    viewer = viewer_of(request)
    to = active_staff().filter(pk=_number(request.POST.get("keeper", ""))).first()
    with transaction.atomic():
        chosen = list(visible_parties(viewer).filter(public_id__in=_ids(request)).select_related("keeper")[:AT_MOST])
        before = {str(party.public_id): party.keeper_id for party in chosen}
        for party in chosen:
            change_keeper(party=party, keeper=to, actor=viewer, source=SOURCE)
    return tell(request, _said(to, len(chosen)), undo(reverse("keeper_undo"), before))


@require_POST
def keeper_undo(request: HttpRequest) -> HttpResponse:
    """Give them back to those who kept them."""
    viewer = viewer_of(request)
    try:
        before: dict[str, int | None] = remembered(request)
    except BadSignature:
        return tell(request, _("That can no longer be taken back here; change the keeper again."), tone="lost")
    keepers = {user.pk: user for user in active_staff()}
    with transaction.atomic():
        for party in visible_parties(viewer).filter(public_id__in=before):
            back_to = keepers.get(before[str(party.public_id)] or 0)
            change_keeper(party=party, keeper=back_to, actor=viewer, source=SOURCE)
    return tell(request, _("Everybody is kept as before."))


def _said(keeper: "User | None", number: int) -> str:
    if keeper is None:
        text = ngettext("Nobody keeps %(n)d customer.", "Nobody keeps %(n)d customers.", number)
        return text % {"n": number}
    text = ngettext("%(name)s keeps %(n)d more customer.", "%(name)s keeps %(n)d more customers.", number)
    return text % {"name": keeper.name, "n": number}


def _ids(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("ids"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
