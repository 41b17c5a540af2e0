"""The small named world the tests live in: three people at the workshop and a handful of invented customers."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import ContactKind, Party, PartyKind
from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.models import StaffRole, User

os.environ["LANGUAGE"] = "en"  # the command line speaks the terminal's language
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs beside the ORM

# No test is timed: beside seven neighbours on two cores an example may take as long as it likes.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; ``.ci/run`` fails where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data in ../shared/data is not on this machine")
    return SHARED_DATA


@pytest.fixture
def asa(db: None) -> User:
    """Åsa, who owns the workshop and administers."""
    return add_staff(
        email="asa@sala.example",
        name="Åsa Norling",
        password="en-lång-fras",
        role=StaffRole.ADMINISTRATOR,
        source="test",
    )


@pytest.fixture
def jonas(db: None) -> User:
    """Jonas, who keeps customers."""
    return add_staff(email="jonas@sala.example", name="Jonas Berg", password="en-lång-fras", source="test")


@pytest.fixture
def rut(db: None) -> User:
    """Rut, the accountant, who only reads."""
    return add_staff(
        email="rut@sala.example", name="Rut Ek", password="en-lång-fras", role=StaffRole.READER, source="test"
    )


@pytest.fixture
def karin(asa: User) -> Party:
    """Karin Dalsjö in Falun, kept by Åsa."""
    return add_party(
        given_name="Karin",
        family_name="Dalsjö",
        keeper=asa,
        contact_points=[
            NewContactPoint(kind=ContactKind.MAIL, value="karin@dalsjo.example"),
            NewContactPoint(kind=ContactKind.PHONE, value="070-174 06 12"),
            NewContactPoint(kind=ContactKind.POSTAL, street="Åsgatan 114", postcode="791 71", city="Falun"),
        ],
        identifiers=[("till", "412")],
        actor=asa,
        source="test",
    )


@pytest.fixture
def bjork(asa: User) -> Party:
    """Bjørk & Ærlig AS, a company customer."""
    return add_party(kind=PartyKind.ORGANISATION, name="Bjørk & Ærlig AS", actor=asa, source="test")
