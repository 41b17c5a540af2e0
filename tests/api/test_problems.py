import pytest
from django.test import Client

from stamkund.customers.models import Party
from tests.api.conftest import Program


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b'{"name": NaN}', 400),
        (b'{"name": "\xff"}', 400),
        (b"[" * 100_000, 400),
        (b"9" * 5_000, 400),
        (b'{"name": "\\ud800"}', 400),
        (b'{"\\udc00": "A"}', 400),
        (b'{"name": "\\u0000"}', 422),
        (b"[]", 422),
        (b"null", 422),
        (b'"name"', 422),
        (b'{"name": "' + b"x" * 11_000_000 + b'"}', 413),
    ],
)
def test_a_hostile_body_gets_a_clear_problem_and_stores_nothing(till: Program, body: bytes, status: int) -> None:
    response = till.post("parties", body)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert not Party.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_that_does_not_call_itself_json_is_refused(till: Program, kind: str) -> None:
    response = till.post("parties", b'{"name": "A"}', content_type=kind)

    assert response.status_code == 415
    assert not Party.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v2/parties", "/api/v1/parties/1", "/api/v1/nothing", "/api/v1/"]
)
def test_an_unknown_address_is_a_problem_too(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response.json()["title"] == "Not Found"


def test_another_method_names_those_that_are_allowed(till: Program) -> None:
    response = till.client.delete("/api/v1/parties")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert response.json()["status"] == 405


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/api/v1/parties", headers={"Host": "elsewhere.example"}).status_code == 400


def test_every_answer_forbids_sniffing_and_storing(till: Program) -> None:
    headers = till.get("parties").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers
