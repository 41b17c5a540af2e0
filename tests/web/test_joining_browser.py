"""Joining two entries in real Chromium: by keyboard alone, and as axe sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party
from stamkund.staff.models import User
from tests.web.conftest import Scheme, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def carin(asa: User) -> Party:
    """The same Karin, written down twice."""
    return add_party(given_name="Carin", family_name="Dalsjö", actor=asa, source="test")


def test_two_are_joined_and_parted_by_keyboard_alone(visit: Visit, karin: Party, bjork: Party, asa: User) -> None:
    page = visit(asa, f"/customers/{karin.public_id}")
    page.keyboard.press("J")
    whom = page.get_by_label("Is the same as").first
    expect(whom).to_be_focused()
    page.keyboard.type("bjø")
    expect(page.locator("#join-candidates")).to_contain_text("Bjørk")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.locator("#dialog")).not_to_be_visible()
    expect(page.locator("#who")).to_contain_text("Joined with")
    page.keyboard.press("z")
    expect(page.locator("#who")).not_to_contain_text("Joined with")


def test_the_palette_offers_it_and_a_choice_is_asked_for(visit: Visit, karin: Party, carin: Party, asa: User) -> None:
    page = visit(asa, f"/customers/{karin.public_id}")
    page.keyboard.press("Control+k")
    page.keyboard.type("join")
    expect(page.locator(".pal-item[aria-selected=true]")).to_contain_text("Join with another entry")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Join", exact=True).click()

    expect(page.locator("#dialog")).to_contain_text("Choose who it is.")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, karin: Party, carin: Party, width: int, scheme: Scheme
) -> None:
    assert karin.keeper is not None
    page = visit(karin.keeper, f"/customers/{karin.public_id}", width=width, scheme=scheme)
    page.get_by_role("button", name="Join with another entry").click()
    page.get_by_role("radio").first.check()

    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
