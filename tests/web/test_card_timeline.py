from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.dialogue.actions.log_contact import log_call
from stamkund.dialogue.actions.write_note import correct_note, withdraw_note, write_note
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.timeline.actions import pin_event, record_event
from stamkund.timeline.events import known_kinds
from stamkund.timeline.models import Event, Look
from stamkund.web.card.cursor import Cursor, parse_cursor
from stamkund.web.card.headings import heading_of, time_label
from stamkund.web.card.kinds import FILTERS
from stamkund.web.card.tellings.telling import tell
from stamkund.web.card.timeline import PAGE, Timeline
from stamkund.web.card.version import parse_version

TODAY = date(2026, 11, 19)
NOT_ABOUT_A_CUSTOMER = ("staff.", "token.", "base.", "valuation.", "import.", "note.corrected", "note.withdrawn")


def timeline_of(client: Client, party: Party, query: str = "") -> Timeline:
    page = client.get(f"/customers/{party.public_id}{query}").context["card"].timeline
    assert isinstance(page, Timeline)
    return page


def bodies(timeline: Timeline) -> list[str]:
    return [entry.body for day in timeline.days for entry in day.entries if entry.body]


@pytest.mark.parametrize(
    ("on", "heading"),
    [
        (date(2026, 11, 20), ("Ahead", "")),
        (TODAY, ("Today", "Thursday 19 November")),
        (date(2026, 11, 17), ("Tuesday", "17 November")),
        (date(2026, 10, 2), ("October", "")),
        (date(2024, 10, 2), ("October 2024", "")),
    ],
)
def test_days_have_headings_and_old_days_share_their_months(on: date, heading: tuple[str, str]) -> None:
    assert heading_of(on, TODAY, "en") == heading


def test_beside_an_entry_stands_the_hour_or_under_a_month_the_day() -> None:
    assert time_label(datetime(2026, 11, 17, 9, 5), TODAY, "en") == "09:05"
    assert time_label(datetime(2024, 10, 2, 9, 5), TODAY, "en") == "2 Oct"


def test_every_kind_about_a_customer_is_told_and_found_under_everything(db: None) -> None:
    about = {kind for kind in known_kinds() if not kind.startswith(NOT_ABOUT_A_CUSTOMER)}
    told = {payload.kind for payload in tell.registry if hasattr(payload, "kind") and payload.kind}

    assert about <= told


def test_a_filter_names_only_kinds_that_exist() -> None:
    assert {kind for one in FILTERS for kind in one.kinds} <= known_kinds()


def test_a_kind_whose_room_was_taken_away_still_shows(as_asa: Client, karin: Party) -> None:
    Event.objects.create(party=karin, kind="parcel.sent", source="test", data={"weight": 3})

    assert "parcel sent" in as_asa.get(f"/customers/{karin.public_id}").text


def test_the_latest_stands_first_whatever_was_recorded_last(as_asa: Client, karin: Party, asa: User) -> None:
    now = timezone.now()
    write_note(party=karin, text="now", actor=asa, source="test")
    write_note(party=karin, text="last year", occurred_at=now - timedelta(days=365), actor=asa, source="test")
    write_note(party=karin, text="yesterday", occurred_at=now - timedelta(days=1), actor=asa, source="test")

    assert bodies(timeline_of(as_asa, karin)) == ["now", "yesterday", "last year"]


def test_older_entries_follow_without_a_gap_or_a_double(as_asa: Client, karin: Party, asa: User) -> None:
    at = timezone.now() - timedelta(days=400)
    for number in range(2 * PAGE + 3):
        write_note(party=karin, text=f"n{number:02}", occurred_at=at, actor=asa, source="test")
    address, seen = f"/customers/{karin.public_id}/timeline", []
    page = timeline_of(as_asa, karin)
    while True:
        seen += bodies(page)
        if page.older is None:
            break
        page = as_asa.get(address, {"before": str(page.older)}).context["card"].timeline

    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 2 * PAGE + 3


def test_the_month_is_not_said_again_where_the_page_above_ended_in_it(as_asa: Client, karin: Party, asa: User) -> None:
    for number in range(PAGE + 5):
        at = timezone.now() - timedelta(days=400, minutes=number)
        write_note(party=karin, text=f"n{number}", occurred_at=at, actor=asa, source="test")
    top = timeline_of(as_asa, karin, "?show=dialogue")
    query = {"show": "dialogue", "before": str(top.older)}
    older = as_asa.get(f"/customers/{karin.public_id}/timeline", query).context["card"].timeline

    assert top.days[-1].heading
    assert older.days[0].heading == ""


def test_the_top_page_keeps_its_foot_while_it_grows(as_asa: Client, karin: Party, asa: User) -> None:
    for number in range(PAGE + 5):
        write_note(party=karin, text=f"n{number}", actor=asa, source="test")
    foot = timeline_of(as_asa, karin).foot
    write_note(party=karin, text="new", actor=asa, source="test")

    grown = timeline_of(as_asa, karin, f"?since={str(foot).replace('+', '%2B')}")
    assert bodies(grown)[0] == "new"
    assert grown.foot == foot


@pytest.mark.parametrize(
    "text", ["", "x", "2026-11-19~", "~5", "2026-11-19T09:00~5", "0001-01-01T00:00:00+00:00~5", "2026-11-19T09:00Z~-1"]
)
def test_an_address_that_names_no_place_begins_at_the_top(as_asa: Client, karin: Party, text: str) -> None:
    assert parse_cursor(text) is None
    assert timeline_of(as_asa, karin, f"?before={text}").days


def test_a_place_on_the_timeline_survives_its_address() -> None:
    cursor = Cursor(timezone.now(), 4711)

    assert parse_cursor(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "1.2", "x.2.3", "9" * 30 + ".2.3", "1.2.3.4"])
def test_nonsense_is_no_version(text: str) -> None:
    assert parse_version(text) is None


def test_a_filter_shows_its_kinds_and_has_an_address(as_asa: Client, karin: Party, asa: User) -> None:
    write_note(party=karin, text="said", actor=asa, source="test")
    lines = [NewLine(amount=Decimal(1480), description="Resole")]
    record_purchase(party=karin, lines=lines, currency="SEK", number="3107", actor=asa, source="till", key="3107")

    orders = timeline_of(as_asa, karin, "?show=orders")
    assert [entry.told.heading for day in orders.days for entry in day.entries] == ["<b>Purchase 3107</b>"]
    assert timeline_of(as_asa, karin, "?show=nonsense").show.name == ""


def test_the_seam_is_sewn_between_what_is_new_and_what_was_seen(as_asa: Client, karin: Party, asa: User) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Look.objects.create(staff=asa, party=karin, at=yesterday)
    Event.objects.filter(party=karin).update(recorded_at=yesterday - timedelta(hours=1), occurred_at=yesterday)
    write_note(party=karin, text="new", actor=asa, source="test")

    page = as_asa.get(f"/customers/{karin.public_id}")
    seams = [entry.has_seam_below for day in page.context["card"].timeline.days for entry in day.entries]
    assert seams == [True, False]
    assert "New since you last looked, yesterday" in page.text


def test_there_is_no_seam_on_the_first_visit_nor_when_everything_was_seen(as_asa: Client, karin: Party) -> None:
    assert "New since you last looked" not in as_asa.get(f"/customers/{karin.public_id}").text
    Look.objects.update(at=timezone.now() - timedelta(hours=2))
    assert "New since you last looked" not in as_asa.get(f"/customers/{karin.public_id}").text


def test_a_corrected_text_stands_in_place_of_the_first_which_is_kept(as_asa: Client, karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="Size 38", actor=asa, source="test")
    correct_note(event=event, text="Size 39", actor=asa, source="test")
    correct_note(event=event, text="Size 39,5", actor=asa, source="test")

    (entry,) = [entry for day in timeline_of(as_asa, karin).days for entry in day.entries if entry.body]
    assert (entry.body, entry.mended and entry.mended.first_text) == ("Size 39,5", "Size 38")


def test_what_was_taken_back_is_not_shown_and_not_where_we_left_off(as_asa: Client, karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="Wrong customer", actor=asa, source="test")
    withdraw_note(event=event, actor=asa, source="test")

    assert "Wrong customer" not in as_asa.get(f"/customers/{karin.public_id}").text


def test_pins_stand_at_the_top_and_in_their_own_time(as_asa: Client, karin: Party, asa: User) -> None:
    old = timezone.now() - timedelta(days=900)
    pin_event(event=write_note(party=karin, text="Chrome-free", occurred_at=old, actor=asa, source="test"), actor=asa)

    page = timeline_of(as_asa, karin)
    assert [entry.body for pins in page.pinned for entry in pins.entries] == ["Chrome-free"]
    assert bodies(page) == ["Chrome-free"]


def test_what_was_written_on_a_joined_entry_is_on_the_card(
    as_asa: Client, karin: Party, bjork: Party, asa: User
) -> None:
    write_note(party=bjork, text="Written on the other", actor=asa, source="test")
    merge_parties(party=bjork, survivor=karin, actor=asa, source="test")

    assert "Written on the other" in bodies(timeline_of(as_asa, karin))


def test_text_from_outside_is_shown_as_text(as_asa: Client, karin: Party, asa: User) -> None:
    log_call(party=karin, text="<script>alert(1)</script>\n{{ x }}", actor=asa, source="test")

    page = as_asa.get(f"/customers/{karin.public_id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>{{ x }}" in page
    assert "<script>alert" not in page


def test_a_document_is_read_line_by_line(as_asa: Client, karin: Party, bjork: Party, asa: User) -> None:
    lines = [
        NewLine(amount=Decimal(1480), description="Resole", direct_cost=Decimal(300)),
        NewLine(amount=Decimal(680), description="Care kit", quantity=Decimal(2), direct_cost=Decimal(100)),
    ]
    purchase = record_purchase(party=karin, lines=lines, currency="SEK", actor=asa, source="till", key="1")
    address = f"/customers/{karin.public_id}/purchases/{purchase.public_id}"

    page = as_asa.get(address).text
    assert "Care kit" in page
    assert "2 ×" in page
    assert "direct cost 400" in page
    assert as_asa.get(address.replace(str(karin.public_id), str(bjork.public_id))).status_code == 404


def test_an_event_without_an_actor_is_ours(as_asa: Client, karin: Party) -> None:
    log_call(party=karin, text="", minutes=5, actor=None, source="import")

    assert "<b>We</b> called" in as_asa.get(f"/customers/{karin.public_id}").text


def test_nobody_elses_event_is_found_on_a_card(as_asa: Client, karin: Party, bjork: Party, asa: User) -> None:
    event = record_event(payload=write_note(party=bjork, text="x", actor=asa, source="t").payload, source="t")

    for verb in ("correction", "withdrawal", "pin", "pin/removal"):
        assert as_asa.post(f"/customers/{karin.public_id}/entries/{event.pk}/{verb}").status_code == 404


def test_a_document_is_told_to_the_cent(as_asa: Client, karin: Party, asa: User) -> None:
    lines = [NewLine(amount=Decimal("2.55"), description="Tealight")]
    record_purchase(party=karin, lines=lines, currency="GBP", actor=asa, source="till", key="1")

    page = as_asa.get(f"/customers/{karin.public_id}").text
    assert "2,55\u00a0£" in page
    assert "bought Tealight for 2,55" in page
