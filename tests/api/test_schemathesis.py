"""Every route with hundreds of right and wrong requests made from the document, through the real stack, in process."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from stamkund.api.models import Guess
from stamkund.config.wsgi import application
from stamkund.customers.models import Party
from stamkund.staff.models import ApiToken, User
from tests.api.test_document import SNAPSHOT

SECRET = "stk_shown-by-schemathesis"
# A right request may still name a customer who is not there: an action refuses it, as it should.
NOT_OURS = [schemathesis.checks.positive_data_acceptance]


@pytest.fixture
def one_transaction(db: None) -> Iterator[None]:
    """The server closes connections between requests; the test's transaction must outlive them."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def closing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Close each answer, and with it what was uploaded, as a server does; the test client leaves that to chance."""
    response = application(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()


schema: Any = schemathesis.openapi.from_path(SNAPSHOT)
schema.app = closing


@schema.auth()
class ShownToken:
    """Requests carry the token, but for those that are made to be wrong about it."""

    def get(self, case: Any, context: schemathesis.AuthContext) -> str:
        return SECRET

    def set(self, case: Any, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schema.parametrize()  # type: ignore[untyped-decorator]  # made from the document
@pytest.mark.usefixtures("one_transaction")
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_promise(case: Any, jonas: User, karin: Party) -> None:
    Guess.objects.all().delete()
    ApiToken.objects.get_or_create(user=jonas, digest=ApiToken.digest_of(SECRET))
    if case.meta.generation.mode.is_positive and "party_id" in case.path_parameters:
        case.path_parameters["party_id"] = str(karin.public_id)
    case.call_and_validate(excluded_checks=NOT_OURS)
