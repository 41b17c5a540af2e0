"""The people in the shop, through the ordinary action."""

from django.contrib.auth.hashers import make_password

from stamkund.demo.company import PASSWORD, SOURCE
from stamkund.demo.tables import table
from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.actions.keep_view import keep_view
from stamkund.staff.models import User


def mail_of(key: str) -> str:
    """Return the address somebody of the staff signs in with."""
    return f"{key}@sala.example"


def store_staff() -> dict[str, User]:
    """Add everybody, all with the one password of the demo."""
    members = {
        key: add_staff(email=mail_of(key), password=None, source=SOURCE, **facts)
        for key, facts in table("staff").items()
    }
    User.objects.filter(pk__in=[user.pk for user in members.values()]).update(password=make_password(PASSWORD))
    return members


def store_views(owner: User) -> None:
    """Keep the lists that everybody in the shop opens."""
    for name, query in table("views").items():
        keep_view(owner=owner, page="customers", name=name, query=query, shared=True)
