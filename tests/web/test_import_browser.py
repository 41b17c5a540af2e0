"""A file brought in through real Chromium: four steps, followed while they last, light and dark, on a phone too."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from stamkund.customers.models import Party
from stamkund.imports.models import Import
from stamkund.staff.models import User
from stamkund.worker.runner import work_off
from tests.web.conftest import Scheme, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
FILE = """Kvitto;Kundnr;Kundnamn;Datum;Artikel;Antal;Belopp
1;7;Gunvor Myrsten;2014-05-01;Oxford;1;2 450,00
2;7;Gunvor Myrsten;maj-14;Skokräm;1;89,50
3;8;Birger Tallmo;02/06/2014;Skosnören;2;1.29O:-
4;8;Birger Tallmo;2014-06-03;Derby;1;2 300,00
"""


@pytest.fixture
def till(settings: LazySettings, tmp_path: Path) -> Path:
    """The till's file, as Windows writes it."""
    settings.STAMKUND_HOME = tmp_path
    path = tmp_path / "kassan.csv"
    path.write_text(FILE, "cp1252")
    return path


def receive(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Receive").click()
    page.wait_for_url("**/columns")


def test_a_file_goes_from_the_desk_into_memory_and_back(visit: Visit, asa: User, till: Path) -> None:
    page = visit(asa, "/imports")
    page.keyboard.press("+")
    page.wait_for_url("**/imports/new")
    receive(page, till)
    expect(page.get_by_label("Kundnamn")).to_have_value("customer_name")
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Checking kassan.csv")).to_be_visible()

    work_off()
    expect(page.get_by_role("heading", name="kassan.csv is checked")).to_be_visible()
    expect(page.get_by_text("maj-14", exact=True)).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Checking kassan.csv")).to_be_visible()
    work_off()
    page.get_by_role("button", name="Publish the purchases").click()
    expect(page.get_by_role("heading", name="Publishing kassan.csv")).to_be_visible()

    work_off()
    expect(page.get_by_role("heading", name="kassan.csv is part of the memory now")).to_be_visible()
    assert Import.objects.get().counts["published"] == 3
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("heading", name="Taking back kassan.csv")).to_be_visible()
    work_off()
    expect(page.get_by_text("Everything is as it was before.")).to_be_visible()
    assert not Party.objects.exists()


def test_a_value_is_mended_by_keyboard_alone(visit: Visit, asa: User, till: Path) -> None:
    page = visit(asa, "/imports/new")
    receive(page, till)
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Checking kassan.csv")).to_be_visible()
    work_off()
    expect(page.get_by_role("heading", name="kassan.csv is checked")).to_be_visible()

    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.get_by_label("Date in row 3")
    expect(field).to_be_focused()
    expect(field).to_have_value("maj-14")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("e")
    field.fill("14 maj 2014")
    page.keyboard.press("Enter")

    expect(page.get_by_text("goes in as it was written here")).to_be_visible()
    assert Import.objects.get().counts["refused"] == 1
    page.get_by_role("link", name="Mended here").click()
    expect(page.get_by_text("14 maj 2014", exact=True)).to_be_visible()


def test_escape_stops_a_check(visit: Visit, asa: User, till: Path) -> None:
    page = visit(asa, "/imports/new")
    receive(page, till)
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Checking kassan.csv")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/columns")
    work_off()

    assert (Import.objects.get().state, Import.objects.get().counts) == ("stopped", {})


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, asa: User, till: Path, width: int, scheme: Scheme
) -> None:
    page = visit(asa, "/imports", width=width, scheme=scheme)
    look_at(page, width)
    page.goto("/imports/new")
    look_at(page, width)
    receive(page, till)
    look_at(page, width)
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Checking kassan.csv")).to_be_visible()
    look_at(page, width)
    work_off()
    expect(page.get_by_role("button", name="Publish the purchases")).to_be_visible()
    look_at(page, width)
    page.get_by_role("link", name="Date in row 3").click()
    expect(page.get_by_role("button", name="Keep")).to_be_visible()
    look_at(page, width)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Keep")).to_be_hidden()
    page.goto(f"{page.url.partition('?')[0]}?reason=mended")
    look_at(page, width)
    page.goto("/")
    expect(page.get_by_role("heading", name="Files that wait")).to_be_visible()
    look_at(page, width)
    page.get_by_role("link", name="kassan.csv", exact=True).click()
    page.get_by_role("button", name="Publish the purchases").click()
    expect(page.get_by_role("heading", name="Publishing kassan.csv")).to_be_visible()
    work_off()
    expect(page.get_by_role("heading", name="kassan.csv is part of the memory now")).to_be_visible()
    look_at(page, width)
    page.goto("/imports")
    look_at(page, width)


def look_at(page: Page, width: int) -> None:
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
