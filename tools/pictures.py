"""Takes the documentation's pictures anew: furnishes a demo in a folder of its own, opens it in Chromium, looks around.

``python tools/pictures.py [NAME…]`` takes all of them, or only those named.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
DESK = {"width": 1440, "height": 720}
PATIENCE_SECONDS = 240
LARGEST_BYTES = 200_000
LOGIN = ("asa@sala.example", "syl-och-lest")


def look_at(address: str) -> Callable[[Page], None]:
    """Return how to come to a page that only needs its address."""
    return lambda page: _open(page, address)


def look_at_karin(page: Page) -> None:
    """Open the card of Karin Dalsjö, as somebody in the shop would find it."""
    _open(page, "/customers")
    page.keyboard.press("Control+k")
    page.keyboard.type("dalsjö karin", delay=30)
    page.get_by_role("option", name="Karin Dalsjö").first.click()
    page.wait_for_url("**/customers/*-*")
    page.locator(".ev").first.wait_for()


def look_at_matched_columns(page: Page) -> None:
    """Give the shop the till file and stop where its columns have been guessed."""
    _open(page, "/imports/new")
    page.set_input_files("input[type=file]", os.environ["STAMKUND_HOME"] + "/kassan-2025.csv")
    with page.expect_navigation():
        page.get_by_role("button", name="Receive").click()


def look_at_a_checked_import(page: Page) -> None:
    """Go one step further: every row has been checked and nothing written."""
    look_at_matched_columns(page)
    page.get_by_role("button", name="Check every row").click()
    page.get_by_role("button", name="Publish the purchases").wait_for(timeout=60_000)


SCENES: dict[str, Callable[[Page], None]] = {
    "today": look_at("/"),
    "customers": look_at("/customers?worth=high&risk=slipping"),
    "card": look_at_karin,
    "value": look_at("/value"),
    "columns": look_at_matched_columns,
    "check": look_at_a_checked_import,
}


def main(wanted: list[str]) -> None:
    """Furnish, open, take the pictures, throw the folder away."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="stamkund-pictures-") as home,
        demo(home) as base,
        sync_playwright() as play,
    ):
        os.environ["STAMKUND_HOME"] = home
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-lcd-text"])
        for name, scene in SCENES.items():
            if not wanted or name in wanted:
                take(browser, base, name, scene)
        browser.close()


@contextmanager
def demo(home: str) -> Iterator[str]:
    """Run the demo in *home* and give its address; stop it afterwards."""
    port = free_port()
    environment = {**os.environ, "STAMKUND_HOME": home}
    command = [str(ROOT / ".venv/bin/stamkund"), "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, cwd=ROOT, start_new_session=True)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def take(browser: Browser, base: str, name: str, scene: Callable[[Page], None]) -> None:
    """Take one picture, signed in as Åsa, and say how large it became."""
    context = browser.new_context(base_url=base, viewport=DESK, locale="en-GB", timezone_id="Europe/Stockholm")  # type: ignore[arg-type]  # a plain dictionary is what Playwright takes
    page = context.new_page()
    sign_in(page)
    scene(page)
    page.wait_for_load_state("networkidle")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    context.close()
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size:,} bytes{' – too large' if size > LARGEST_BYTES else ''}")


def sign_in(page: Page) -> None:
    """Come in through the door."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", LOGIN[0])
    page.fill("input[name=password]", LOGIN[1])
    with page.expect_navigation():
        page.keyboard.press("Enter")


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the demo answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("pictures: the demo did not open")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium() -> str:
    """Return Debian's Chromium."""
    return shutil.which("chromium") or sys.exit("pictures: no Chromium on this machine; install Debian's chromium")


def _open(page: Page, address: str) -> None:
    page.goto(address)


if __name__ == "__main__":
    main(sys.argv[1:])
