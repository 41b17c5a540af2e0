"""The log is one line for what was refused, and the whole story for what went wrong here."""

import logging
from io import StringIO

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response

from stamkund.staff.models import User


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the server writes to its log."""
    written = StringIO()
    (handler,) = (one for one in logging.getLogger().handlers if one.name == "stderr")
    monkeypatch.setattr(handler, "stream", written)
    return written


def test_what_one_may_not_is_one_line(client: Client, rut: User, log: StringIO) -> None:
    client.force_login(rut)
    client.get("/customers/new")

    (line,) = log.getvalue().splitlines()
    assert line.endswith("WARNING django.request Forbidden (Permission denied): /customers/new")


def test_a_suspicious_request_is_one_line(log: StringIO) -> None:
    error = SuspiciousOperation("a host that is not ours")
    logging.getLogger("django.security.DisallowedHost").error(error, exc_info=error, extra={"status_code": 400})

    assert len(log.getvalue().splitlines()) == 1


def test_our_own_mistake_is_traced(log: StringIO) -> None:
    log_response("Internal Server Error: /", response=HttpResponse(status=500), exception=ZeroDivisionError("ours"))

    assert "ZeroDivisionError: ours" in log.getvalue()
