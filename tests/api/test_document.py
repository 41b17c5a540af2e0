"""The OpenAPI document is a promise: it changes only on purpose. ``STAMKUND_REWRITE=1`` writes it anew."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SNAPSHOT = Path(__file__).parent / "openapi.json"


@pytest.fixture
def document(client: Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


@pytest.mark.django_db
def test_the_document_is_the_one_we_promised(document: Any) -> None:
    if os.environ.get("STAMKUND_REWRITE"):
        SNAPSHOT.write_text(json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n")

    assert document == json.loads(SNAPSHOT.read_text())


@pytest.mark.django_db
def test_every_route_says_what_it_does_who_may_and_how_it_fails(document: Any) -> None:
    for path, routes in document["paths"].items():
        for method, route in routes.items():
            assert route["summary"], path
            assert route["description"], path
            assert route["security"], path
            assert {"400", "401", "403", "404", "422", "429", "500"} <= route["responses"].keys(), path
            assert method in {"get", "delete"} or {"409", "413", "415"} <= route["responses"].keys(), path


@pytest.mark.django_db
def test_every_post_takes_an_idempotency_key(document: Any) -> None:
    for path, routes in document["paths"].items():
        if "post" in routes:
            assert "Idempotency-Key" in {parameter["name"] for parameter in routes["post"]["parameters"]}, path
