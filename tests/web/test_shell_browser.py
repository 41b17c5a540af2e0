"""The frame and the list in real Chromium: by keyboard alone, without losing what was written, in both lights."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.staff.models import User
from tests.web.conftest import Scheme, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def three(asa: User) -> list[Party]:
    """Anna, Bo and Cilla, kept by Åsa."""
    return [
        add_party(given_name=name, family_name="Test", keeper=asa, actor=asa, source="test")
        for name in ("Anna", "Bo", "Cilla")
    ]


def here(page: Page) -> str:
    return page.locator(".is-here .name a").inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, asa: User, three: list[Party], width: int, scheme: Scheme
) -> None:
    page = visit(asa, "/customers", width=width, scheme=scheme)
    for place in (
        "/customers",
        "/customers?city=Nowhere&keeper=me",
        "/customers/new",
        "/components",
        "/accounts/logout/",
    ):
        page.goto(place)
        settle(page)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_what_floats_is_as_accessible_as_what_stands(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    for keys, floating in (
        (["Control+k"], "#palette .pal-item"),
        (["+"], "#dialog"),
        (["?"], "#keys"),
        (["f"], "#and"),
        (["j", "x", "K"], "#keepers"),
    ):
        press(page, *keys)
        expect(page.locator(floating).first).to_be_visible()
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{keys}: {found.generate_report()}"
        press(page, "Escape")
        expect(page.locator(floating).first).to_be_hidden()  # till then the next key goes to it
    expect(page.locator("[data-bulk]")).to_contain_text("1 chosen")


def test_a_list_is_walked_and_opened_by_keyboard(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    press(page, "j", "j", "j", "j", "k")
    assert here(page) == "Bo Test"
    press(page, "Enter")
    page.wait_for_url(f"**/customers/{three[1].public_id}")


def test_a_peek_follows_the_place_and_closes(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    press(page, "j", "Space")
    expect(page.locator("#peek")).to_contain_text("Anna")
    press(page, "j")
    expect(page.locator("#peek")).to_contain_text("Bo")
    press(page, "Escape")
    expect(page.locator("#peek")).to_be_hidden()


def test_the_chosen_change_keeper_and_z_takes_it_back(visit: Visit, asa: User, jonas: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    press(page, "j", "x", "j", "x")
    expect(page.locator("[data-bulk]")).to_contain_text("2 chosen")
    press(page, "K")
    page.get_by_role("button", name="Jonas Berg").click()
    expect(page.locator(".toast")).to_contain_text("Jonas Berg keeps 2 more customers.")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    expect(page.locator(".keeper [title='Jonas Berg']")).to_have_count(2)
    assert here(page) == "Bo Test"
    press(page, "z")
    expect(page.locator(".toast")).to_have_text("Everybody is kept as before.")
    assert set(Party.objects.values_list("keeper", flat=True)) == {asa.pk}


def test_keys_rest_while_somebody_writes(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    press(page, "+")
    page.get_by_label("Given name").press_sequentially("jxf?z")
    expect(page.get_by_label("Given name")).to_have_value("jxf?z")
    expect(page.locator(".is-here")).to_have_count(0)


def test_the_keys_of_the_page_are_listed_by_the_page_itself(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    press(page, "?")
    listed = page.locator("[data-page-keys] li").all_inner_texts()
    assert "+New customer" in [line.replace("\n", "") for line in listed]


def test_keys_are_not_printed_where_there_is_no_keyboard(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers", width=390)
    expect(page.locator("kbd:visible")).to_have_count(0)
    expect(page.locator(".tabbar")).to_be_visible()
    assert page.locator(".tabbar a").first.bounding_box()["height"] >= 44  # type: ignore[index]  # a bar that is shown has a box


def test_the_palette_finds_a_customer_and_opens_the_card(visit: Visit, asa: User, karin: Party) -> None:
    reindex_all()
    page = visit(asa, "/customers")
    press(page, "Control+k")
    page.keyboard.type("dalsj")
    expect(page.locator(".pal-item[aria-selected=true]")).to_contain_text("Karin Dalsjö")
    press(page, "Enter")
    page.wait_for_url(f"**/customers/{karin.public_id}")


def test_enter_before_the_answer_waits_for_it(visit: Visit, asa: User, karin: Party) -> None:
    reindex_all()
    page = visit(asa, "/customers")
    press(page, "Control+k")
    expect(page.locator(".pal-item[aria-selected=true]")).to_contain_text("Today")

    def tarry(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/palette?q=*", tarry)
    page.keyboard.type("dalsj")
    press(page, "Enter")
    page.wait_for_url(f"**/customers/{karin.public_id}")


def test_a_key_pressed_before_the_page_answers_is_not_lost(visit: Visit, asa: User) -> None:
    """htmx takes hold of the page in a task of its own, after all else is ready."""
    page = visit(asa, "/customers")
    pressed = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '+', bubbles: true}))"
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {pressed})")
    page.reload()
    expect(page.get_by_label("Given name")).to_be_visible()


def test_what_was_typed_survives_a_reload_and_is_gone_when_it_was_saved(visit: Visit, asa: User) -> None:
    page = visit(asa, "/customers/new")
    page.get_by_label("Given name").fill("Nils")
    page.reload()
    settle(page)
    expect(page.get_by_label("Given name")).to_have_value("Nils")
    page.goto("/customers")
    press(page, "+")
    expect(page.get_by_label("Given name")).to_have_value("Nils")
    page.get_by_role("button", name="Write down").click()
    page.wait_for_url("**/customers/*-*")
    page.goto("/customers/new")
    settle(page)
    expect(page.get_by_label("Given name")).to_have_value("")


def test_what_was_typed_survives_an_expired_session(visit: Visit, asa: User) -> None:
    page = visit(asa, "/customers")
    press(page, "+")
    page.get_by_label("Given name").fill("Nils")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Write down").click()
    page.wait_for_url("**/accounts/login/?next=*")
    page.get_by_label("Email").fill(asa.email)
    page.get_by_label("Password").fill("en-lång-fras")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/customers")
    settle(page)
    press(page, "+")
    expect(page.get_by_label("Given name")).to_have_value("Nils")


def test_ones_own_menu_changes_the_light_and_signs_out(visit: Visit, asa: User) -> None:
    page = visit(asa, "/settings")
    page.get_by_role("button", name=asa.name).click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name=asa.name).click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def test_the_mouse_is_not_needed_to_reach_the_page(visit: Visit, asa: User, three: list[Party]) -> None:
    page = visit(asa, "/customers")
    expect(page.locator(".tabs[hx-get]")).to_have_count(0)  # the tabs with their sizes have come
    press(page, "Tab")
    expect(page.get_by_role("link", name="To the page")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_chart_takes_the_colours_of_the_light_it_stands_in(visit: Visit, asa: User) -> None:
    page = visit(asa, "/components", scheme="light")
    bar = page.locator("#purchases-by-month svg path[aria-roledescription=bar]").first
    expect(bar).to_have_attribute("fill", "rgb(65, 76, 87)")
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_attribute("fill", "rgb(197, 193, 185)")
    page.locator("[data-chart-table='#purchases-by-month-table']").click()
    expect(page.locator("#purchases-by-month-table")).to_be_visible()
