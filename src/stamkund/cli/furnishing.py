"""The demo's home: made and furnished once, then opened as it was left."""

from dataclasses import dataclass

from stamkund.cli.install import prepare
from stamkund.demo import furnish
from stamkund.demo.company import PASSWORD
from stamkund.demo.store.staff import mail_of
from stamkund.staff.queries import all_staff


@dataclass(frozen=True, slots=True)
class Login:
    """How to sign in to the demo."""

    mail: str
    password: str


def furnish_once() -> Login:
    """Bring the home up to date and furnish it, unless it is already."""
    prepare()
    if not all_staff().exists():
        furnish()
    return Login(mail_of("asa"), PASSWORD)
