"""What surrounds every page, and what stands in its place when there is none."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from stamkund.staff.models import Theme, User
from stamkund.web.shell import navigation

TEMPLATES = Path(__file__).resolve().parents[2] / "src/stamkund/web/templates"


def test_the_door_is_closed_to_whoever_has_not_signed_in(client: Client, db: None) -> None:
    answer = client.get("/customers")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/customers"


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "Nobody signs up here" in client.get("/accounts/signup/").content.decode()


def test_whoever_gives_mail_and_password_comes_in(client: Client, asa: User) -> None:
    answer = client.post("/accounts/login/", {"login": asa.email, "password": "en-lång-fras"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client: Client, asa: User) -> None:
    page = client.post("/accounts/login/", {"login": asa.email, "password": "fel"}).content.decode()
    assert 'class="errorlist"' in page


def test_the_policy_allows_our_own_scripts_and_styles_only(client: Client, asa: User) -> None:
    client.force_login(asa)
    policy = client.get("/customers").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=", text), f"{template.name}: use a class"
        assert not re.search(r"\son(click|change|input|submit|load|error|focus|key\w+|mouse\w+)=", text), (
            f"{template.name}: use a module"
        )
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), f"{template.name}: scripts are files"


def test_colours_stand_in_the_tokens_only() -> None:
    for template in TEMPLATES.rglob("*.html"):
        assert not re.search(r'(fill|stroke|color)="#', template.read_text()), template.name


def test_the_theme_is_in_the_page_before_it_is_drawn(client: Client, asa: User) -> None:
    client.force_login(asa)
    assert "data-bs-theme" not in client.get("/components").content.decode()[:300]
    answer = client.post("/theme", {"theme": "dark"}, headers={"referer": "http://testserver/components"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "http://testserver/components")
    assert 'data-bs-theme="dark"' in client.get("/components").content.decode()[:300]


def test_a_theme_nobody_knows_changes_nothing_and_leads_nowhere_strange(client: Client, asa: User) -> None:
    client.force_login(asa)
    answer = client.post("/theme", {"theme": "neon"}, headers={"referer": "https://elsewhere.example/"})
    asa.refresh_from_db()
    assert (asa.theme, answer.headers["Location"]) == (Theme.SYSTEM, "/")


def test_the_page_speaks_the_language_of_the_reader(client: Client, asa: User) -> None:
    User.objects.filter(pk=asa.pk).update(language="sv")
    client.force_login(asa)
    assert '<html lang="sv"' in client.get("/components").content.decode()


def test_the_navigation_leads_nowhere_that_does_not_exist(client: Client, asa: User) -> None:
    client.force_login(asa)
    for place in navigation.all_places():
        assert client.get(place.url).status_code == 200, place.url


def test_the_navigation_marks_where_you_are() -> None:
    here = [place.url for group in navigation.groups_at("/customers/new") for place in group.places if place.here]
    assert here == ["/customers"]


def test_what_changes_about_a_colleague_stands_in_the_next_frame(client: Client, asa: User) -> None:
    client.force_login(asa)
    assert 'id="write-menu"' in client.get("/settings").text
    User.objects.filter(pk=asa.pk).update(name="Åsa Ek", role="reader")
    page = client.get("/settings").text
    assert "Åsa Ek" in page
    assert 'id="write-menu"' not in page
    assert 'href="/people"' not in page


def test_a_session_ends_when_its_time_is_over(client: Client, asa: User) -> None:
    client.force_login(asa)
    assert client.get("/settings").status_code == 200
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/settings").status_code == 302


def test_whoever_may_no_longer_sign_in_is_out_at_once(client: Client, asa: User) -> None:
    client.force_login(asa)
    User.objects.filter(pk=asa.pk).update(is_active=False)
    assert client.get("/settings").status_code == 302


def test_the_bar_of_the_phone_has_five_places_and_the_middle_one_writes() -> None:
    places = navigation.tabbar_at("/customers")
    assert [place.is_middle for place in places] == [False, False, True, False, False]
    assert places[-1].is_find


def test_the_page_of_all_parts_shows_them(client: Client, asa: User) -> None:
    client.force_login(asa)
    page = client.get("/components").content.decode()
    for part in ("seam", "may yes", "badge lost", "skeleton", "empty-state", "error-state", "toast", "chart"):
        assert part in page, part


@pytest.mark.parametrize("address", ["/nowhere", "/customers/00000000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_said_in_our_voice(client: Client, asa: User, address: str) -> None:
    client.force_login(asa)
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_an_old_page_is_told_that_nothing_was_sent(asa: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(asa)
    answer = client.post("/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Nothing was sent" in answer.content.decode()
