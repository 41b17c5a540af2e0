"""A workshop whose base has been valued, and a browser to look at it with."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from stamkund.customers.models import Party
from stamkund.staff.models import User
from stamkund.valuation.actions.value_base import value_base
from stamkund.valuation.models import Run
from tests.valuation.conftest import TODAY, open_workshop

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]
PATIENCE_MS = 30_000  # what a page shall say may come late on a machine that has much else to do
QUIETLY = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def as_asa(client: Client, asa: User) -> Client:
    """A browser without scripts, signed in as Åsa."""
    client.force_login(asa)
    return client


@pytest.fixture
def workshop(db: None, settings: LazySettings, tmp_path: Path) -> list[Party]:
    """Three hundred customers since 2024 who buy, come back, and some day do not."""
    settings.STAMKUND_HOME = tmp_path
    return open_workshop(300, np.random.default_rng(7))


@pytest.fixture
def valued(workshop: list[Party]) -> Run:
    """The run that valued the workshop as of midsummer 2026."""
    return value_base(as_of=TODAY)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield browser
        browser.close()


def _is_complaint(message: ConsoleMessage) -> bool:
    """An answer of 422 is a form that came back with what is wrong, which Chromium mentions too."""
    return message.type == "error" and "status of 422" not in message.text


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Open a page as a member of staff: ``visit(asa, "/value", width=390)``; what the console complains of fails."""
    contexts, complaints = [], list[str]()

    def open_page(user: User, address: str, *, width: int = 1440, scheme: Scheme = "light") -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",  # what fades in would be measured half faded
        )
        contexts.append(context)
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
