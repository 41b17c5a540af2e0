"""The card and Today in real Chromium: by keyboard alone, live, and with a session that expires while one writes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from stamkund.customers.models import Party
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import correct_note, write_note
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.timeline.actions import pin_event
from stamkund.timeline.models import Event, Look
from stamkund.valuation.models import Run
from tests.web.conftest import Scheme, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def card(karin: Party, asa: User, jonas: User) -> str:
    """Karin's card with a bit of everything on it, last looked at yesterday."""
    now = timezone.now()
    Event.objects.update(recorded_at=now - timedelta(days=3), occurred_at=now - timedelta(days=3))
    Look.objects.create(staff=asa, party=karin, at=now - timedelta(days=1))
    note = write_note(party=karin, text="Size 38", occurred_at=now - timedelta(days=2), actor=asa, source="web")
    correct_note(event=note, text="Size 39", actor=asa, source="web")
    pin_event(event=note, actor=asa)
    lines = [NewLine(amount=Decimal(1480), description="Resole"), NewLine(amount=Decimal(340), description="Care kit")]
    record_purchase(party=karin, lines=lines, currency="SEK", number="3107", actor=jonas, source="till")
    today = timezone.localdate()
    plan_task(title="Send the price", due_on=today - timedelta(days=1), owner=asa, party=karin, actor=asa, source="web")
    plan_task(title="Call about laces", due_on=today, owner=asa, actor=asa, source="web")
    return f"/customers/{karin.public_id}"


def written(party: Party, kind: str) -> list[dict[str, object]]:
    return [event.data for event in party.events.filter(kind=kind).order_by("id")]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, card: str, asa: User, width: int, scheme: Scheme
) -> None:
    page = visit(asa, card, width=width, scheme=scheme)
    for place in (card, f"{card}?write=purchase", "/", f"{card}?show=register"):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_axe_finds_nothing_in_the_forms_that_open_in_place(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("button", name="Who belongs to whom").click()
    expect(page.locator(".edit-in-place form")).to_have_count(3)

    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_a_note_takes_two_keys_and_its_words(visit: Visit, card: str, asa: User, karin: Party) -> None:
    page = visit(asa, card)
    page.keyboard.press("n")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Likes round toes")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#timeline")).to_contain_text("Likes round toes")
    expect(page.locator("#composer-text")).to_have_value("")
    assert written(karin, "note.written")[-1] == {"text": "Likes round toes"}
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator("#timeline")).not_to_contain_text("Likes round toes")


def test_a_planned_task_is_taken_back_by_its_key(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.keyboard.press("t")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Order laces")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#next")).to_contain_text("Order laces")
    page.keyboard.press("Escape")
    page.keyboard.press("z")

    expect(page.locator("#next")).not_to_contain_text("Order laces")
    expect(page.locator("#timeline")).to_contain_text("Not to be done: Order laces")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_value_explains_itself_to_everybody(visit: Visit, valued: Run, asa: User, width: int, scheme: Scheme) -> None:
    customer = Party.objects.order_by("-value__clv")[0]
    page = visit(asa, f"/customers/{customer.public_id}", width=width, scheme=scheme)
    page.locator(".strip-value .why-btn").click()
    page.get_by_text("Month by month").click()
    expect(page.locator("#why-value tr")).to_have_count(13)

    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_tab_has_its_key_and_keeps_what_was_typed(visit: Visit, card: str, asa: User, karin: Party) -> None:
    page = visit(asa, card)
    for key, kind in (("c", "call"), ("v", "visit"), ("g", "meeting"), ("t", "task"), ("b", "purchase"), ("n", "note")):
        page.keyboard.press(key)
        expect(page.locator(f"#composer [value={kind}]")).to_be_checked()
        expect(page.locator("#composer-text")).to_be_focused()
        page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Rang about the price")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#composer-text")).to_be_focused()
    page.locator("[name=minutes]").fill("6")
    page.locator("[name=called]").select_option("customer")
    page.locator("#composer-text").press("Control+Enter")

    expect(page.locator("#timeline")).to_contain_text("Karin called")
    assert written(karin, "call.logged") == [{"text": "Rang about the price", "minutes": 6, "incoming": True}]


def test_the_tabs_are_one_group_for_arrow_keys(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.locator("#composer [value=note]").focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("#composer [value=call]")).to_be_focused()
    expect(page.locator("#composer-text")).to_have_attribute("placeholder", "What was said?")


def test_what_was_refused_stays_written(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.keyboard.press("b")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Winter boot")
    page.locator("[name=amount]").fill("lots")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("Write the amount in figures")
    expect(page.locator("#composer-text")).to_have_value("Winter boot")
    expect(page.locator("[name=amount]")).to_have_value("lots")
    page.locator("[name=amount]").fill("5 900")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Winter boot")
    expect(page.locator("#composer-text")).to_have_value("")


def test_a_note_survives_a_session_that_expires_while_it_is_written(
    visit: Visit, card: str, asa: User, karin: Party
) -> None:
    page = visit(asa, card)
    page.keyboard.press("n")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("A long thought, not to be lost")
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/accounts/login/**")
    page.locator("[name=login]").fill(asa.email)
    page.locator("[name=password]").fill("en-lång-fras")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{card}")
    expect(page.locator("#composer-text")).to_have_value("A long thought, not to be lost")
    page.locator("#composer-text").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("A long thought, not to be lost")
    assert written(karin, "note.written")[-1] == {"text": "A long thought, not to be lost"}


def test_a_note_survives_a_reload_and_is_gone_once_saved(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.keyboard.press("v")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Half a thought")
    page.reload()

    expect(page.locator("#composer-text")).to_have_value("Half a thought")
    expect(page.locator("#composer [value=visit]")).to_be_checked()
    page.locator("#composer-text").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Half a thought")
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("")


def test_the_open_card_of_a_colleague_changes_and_their_writing_stays(
    visit: Visit, card: str, asa: User, jonas: User, karin: Party
) -> None:
    page = visit(jonas, card)
    page.keyboard.press("n")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Half a note")
    page.get_by_role("button", name="Edit").click()
    page.locator("#id_family_name").fill("Berg")
    write_note(party=karin, text="Rang just now", actor=asa, source="web")

    expect(page.locator("#timeline")).to_contain_text("Rang just now")
    expect(page.locator("#composer-text")).to_have_value("Half a note")
    expect(page.locator("#id_family_name")).to_have_value("Berg")


def test_a_name_is_edited_in_place_and_undone_by_key(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.keyboard.press("e")
    expect(page.locator("#id_given_name")).to_be_focused()
    page.locator("#id_family_name").fill("Berg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Karin Berg")

    page.keyboard.press("z")
    expect(page.get_by_role("heading", level=1)).to_have_text("Karin Dalsjö")


def test_a_form_that_is_left_changes_nothing(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.keyboard.press("e")
    page.locator("#id_family_name").fill("Berg")
    page.get_by_role("button", name="Leave it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Karin Dalsjö")


def test_an_entry_is_corrected_where_it_stands(visit: Visit, card: str, asa: User, karin: Party) -> None:
    page = visit(asa, card)
    entry = page.locator(f"#entry-{karin.events.filter(kind='note.written').latest('id').pk}")
    entry.hover()
    entry.get_by_label("More about this").click()
    entry.get_by_role("button", name="Correct").click()
    entry.locator("textarea").fill("Size 39 and a half")
    entry.locator("textarea").press("Control+Enter")

    expect(entry).to_contain_text("Size 39 and a half")
    expect(entry).to_contain_text("corrected by Åsa Norling")


def test_lines_are_fetched_when_opened(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.locator(".lines summary").click()

    expect(page.locator(".lines-of")).to_contain_text("Care kit")


def test_a_filter_has_its_own_address(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, card)
    page.get_by_role("link", name="Orders").click()

    page.wait_for_url("**?show=orders")
    expect(page.locator("#timeline")).not_to_contain_text("Size 39")
    expect(page.locator("#timeline")).to_contain_text("Purchase 3107")


def done_and_back(page: Page, title: str) -> None:
    page.keyboard.press("d")
    expect(page.locator(".today-list")).not_to_contain_text(title)
    page.keyboard.press("z")
    expect(page.locator(".today-list")).to_contain_text(title)


def test_today_is_worked_through_by_keyboard(visit: Visit, card: str, asa: User) -> None:
    page = visit(asa, "/")
    done_and_back(page, "Send the price")
    page.keyboard.press("j")
    page.keyboard.press("l")
    expect(page.locator(".today-list")).not_to_contain_text("Call about laces")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{card}")


def test_a_reader_writes_nothing_by_any_key(visit: Visit, card: str, rut: User, karin: Party) -> None:
    page = visit(rut, card)
    before = Event.objects.count()
    for key in "ncvgtbedlxz":
        page.keyboard.press(key)

    expect(page.locator("#composer")).to_have_count(0)
    assert Event.objects.count() == before
