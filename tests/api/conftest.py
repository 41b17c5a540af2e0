"""A till and an accountant's program that speak to the workshop."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.test import Client

from stamkund.staff.actions.issue_token import issue_token
from stamkund.staff.models import User


@dataclass(frozen=True)
class Program:
    """A program with a token: every call goes through the whole stack."""

    secret: str
    client: Client

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(f"/api/v1/{path}", cast("dict[str, str]", query), headers=self._headers())

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self._send(self.client.post, path, body, headers)

    def patch(self, path: str, body: object) -> Any:
        return self._send(self.client.patch, path, body, {})

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1/{path}", headers=self._headers())

    def _send(self, method: Callable[..., Any], path: str, body: object, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body)
        kind = named.pop("content-type", "application/json")
        return method(f"/api/v1/{path}", data, content_type=kind, headers=self._headers() | named)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


def program_of(user: User, client: Client) -> Program:
    secret = issue_token(user=user, name="till", actor=None, source="test")[1]
    return Program(secret, client)


@pytest.fixture
def till(jonas: User, client: Client) -> Program:
    """The till, acting for Jonas, who keeps customers."""
    return program_of(jonas, client)


@pytest.fixture
def ledger(rut: User, client: Client) -> Program:
    """The accountant's program, acting for Rut, who only reads."""
    return program_of(rut, client)
