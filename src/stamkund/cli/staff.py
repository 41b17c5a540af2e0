"""In whose name the command line looks and writes."""

from typing import TYPE_CHECKING

from stamkund.cli.output import fail
from stamkund.cli.words import gettext as _
from stamkund.staff.queries import active_staff

if TYPE_CHECKING:
    from stamkund.staff.models import User


def find_user(mail: str | None) -> "User":
    """Return the active member of staff with *mail*, or the first administrator."""
    staff = active_staff()
    if mail is None:
        found = next((user for user in staff.order_by("pk") if user.may_administer), None)
        return found or fail(_("nobody administers this installation yet; run `stamkund init --admin MAIL`"))
    return staff.filter(email=mail.lower()).first() or fail(
        _("nobody here has the mail address %(mail)s") % {"mail": mail}
    )
