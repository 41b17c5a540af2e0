"""The Value, Settings and People pages in real Chromium: seen, pressed, by keyboard alone, live."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.valuation.models import Run
from stamkund.worker.actions.enqueue_task import enqueue_task
from stamkund.worker.models import Task, TaskState
from stamkund.worker.runner import work_off
from tests.web.conftest import Scheme, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = (
    "/value",
    "/value/model",
    "/settings",
    "/settings/tasks",
    "/settings/installation",
    "/people",
    "/people/hidden",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def stay(page: Page) -> None:
    page.evaluate("window.stayed = true")


def has_stayed(page: Page) -> bool:
    return page.evaluate("window.stayed === true") is True


@pytest.mark.usefixtures("valued")
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, asa: User, jonas: User, width: int, scheme: Scheme
) -> None:
    party = Party.objects.earliest("pk")
    restrict_party(party=party, staff=[jonas], reason="Protected address", actor=asa, source="test")
    enqueue_task(name="imports.publish", arguments={})
    Task.objects.update(state=TaskState.FAILED, finished_at=datetime.now(tz=UTC), error="OSError: disk full")
    page = visit(asa, "/value", width=width, scheme=scheme)
    for place in PLACES:
        page.goto(place)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialogs(visit: Visit, asa: User, scheme: Scheme) -> None:
    page = visit(asa, "/people", scheme=scheme)
    for place, button in (
        ("/people", "Let somebody in"),
        ("/people", "Åsa Norling"),
        ("/people/hidden", "Hide a customer"),
    ):
        page.goto(place)
        page.locator("#main").get_by_role("button", name=button).click()
        expect(page.locator("#dialog")).to_be_visible()
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{button}: {found.generate_report()}"


def test_every_chart_is_drawn_and_shows_its_table_when_asked(visit: Visit, asa: User, valued: Run) -> None:
    page = visit(asa, "/value")
    for name in ("bridge", "matrix", "held", "classes"):
        expect(page.locator(f"#{name} svg")).to_be_visible()
        button = page.locator(f"[data-chart-table='#{name}-table']")
        button.click()
        expect(page.locator(f"#{name}-table")).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")


def test_the_page_is_read_and_worked_by_keyboard_alone(visit: Visit, asa: User, valued: Run) -> None:
    page = visit(asa, "/value")
    page.locator(".value-top summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody who has yet to come is in it.")).to_be_visible()

    second = page.locator("[data-row]").nth(1)
    name = second.locator("[data-open]").inner_text()
    page.keyboard.press("j")
    expect(second).to_have_class("trow trow-2 is-here")
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/*")
    expect(page.locator("#main")).to_contain_text(name)


def test_the_total_moves_when_somebody_buys_and_the_page_stays(visit: Visit, asa: User, valued: Run) -> None:
    page = visit(asa, "/value")
    stay(page)
    total = page.locator("#equity .t-figure")
    before = total.inner_text()
    page.locator(".value-top summary").first.click()
    line = NewLine(amount=Decimal(90_000), description="Fifty pairs")
    record_purchase(party=Party.objects.latest("pk"), lines=[line], currency="SEK", actor=None, source="till")

    expect(total).not_to_have_text(before)
    assert has_stayed(page)
    expect(page.get_by_text("Nobody who has yet to come is in it.")).to_be_visible()


def test_pressing_value_the_base_now_shows_the_result_without_reload(
    visit: Visit, asa: User, workshop: list[Party]
) -> None:
    page = visit(asa, "/value")
    stay(page)
    page.get_by_role("button", name="Value the base now").click()
    expect(page.locator("#valuing")).to_contain_text("It waits")
    work_off()

    expect(page.locator("#equity .t-figure")).to_be_visible()
    expect(page.locator("#bridge svg")).to_be_visible()
    expect(page.get_by_role("button", name="Value the base now")).to_be_visible()
    assert has_stayed(page)


def test_somebody_is_let_in_by_keyboard_and_the_list_knows_at_once(visit: Visit, asa: User) -> None:
    page = visit(asa, "/people")
    page.get_by_role("button", name="Let somebody in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    for text in ("Ada Vik", "ada@sala.example"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="Ada Vik can sign in")).to_be_visible()
    secret = page.locator("code.secret").inner_text()
    assert User.objects.get(email="ada@sala.example").check_password(secret)
    page.keyboard.press("Escape")
    expect(page.locator("#people-list")).to_contain_text("Ada Vik")


def test_a_mistake_keeps_what_was_typed(visit: Visit, asa: User) -> None:
    page = visit(asa, "/people")
    page.get_by_role("button", name="Let somebody in").click()
    page.get_by_label("Name").fill("Ada Vik")
    page.get_by_label("Mail, to sign in with").fill(asa.email)
    page.get_by_role("button", name="Let in").click()

    expect(page.get_by_text("Åsa Norling signs in with this address already.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Ada Vik")


def test_closing_a_door_shuts_the_dialog_and_says_so(visit: Visit, asa: User, jonas: User) -> None:
    page = visit(asa, "/people")
    page.get_by_role("button", name="Jonas Berg").click()
    page.get_by_role("button", name="Close access").click()

    expect(page.locator("#toasts")).to_contain_text("Jonas Berg can no longer sign in.")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("#people-list .is-closed")).to_contain_text("Jonas Berg")


def test_a_token_is_issued_shown_and_revoked_on_the_page(visit: Visit, rut: User) -> None:
    page = visit(rut, "/settings")
    page.get_by_label("What is it for").fill("The till")
    page.keyboard.press("Enter")
    expect(page.locator("code.secret")).to_contain_text("stk_")
    page.get_by_role("button", name="Revoke the token for The till").click()

    expect(page.locator("#tokens")).to_contain_text("opens nothing any more")
    expect(page.locator("code.secret")).to_have_count(0)
