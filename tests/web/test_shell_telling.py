"""A toast with a way back, and pages for what went wrong."""

import pytest
from django.contrib.messages import constants
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from stamkund.staff.models import User
from stamkund.web.shell.telling import remembered, tell, undo


def posted(address: str, token: str) -> HttpRequest:
    return RequestFactory().post(address, {"token": token})


def test_what_was_before_comes_back_from_the_note() -> None:
    before = {"a": 1, "b": None}
    assert remembered(posted("/undo", undo("/undo", before).token)) == before


def test_a_note_opens_only_the_door_it_was_written_for() -> None:
    with pytest.raises(BadSignature):
        remembered(posted("/other", undo("/undo", [1]).token))


@pytest.mark.parametrize("token", ["", "made-up", "a:b:c"])
def test_a_note_we_did_not_write_is_refused(token: str) -> None:
    with pytest.raises(BadSignature):
        remembered(posted("/undo", token))


def test_a_toast_has_its_undo_key_and_lets_lists_read_themselves_again() -> None:
    answer = tell(RequestFactory().get("/"), "Åsa keeps 3 more customers.", undo("/undo", []))
    page = answer.content.decode()
    assert answer.headers["HX-Trigger"] == "stamkund:changed"
    assert 'hx-target="#toasts"' in page
    assert 'data-key="z"' in page
    assert 'role="status"' in page


def test_a_failure_interrupts_a_screen_reader_and_offers_no_undo() -> None:
    page = tell(RequestFactory().get("/"), "The mail did not leave.", tone="lost").content.decode()
    assert 'role="alert"' in page
    assert "Undo" not in page


def test_words_from_outside_are_text_in_a_toast() -> None:
    assert "<b>" not in tell(RequestFactory().get("/"), "<b>").content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_an_error_page_stands_without_anything_else_working(name: str, language: str) -> None:
    with override(language):
        page = render_to_string(name)
    assert f'<html lang="{language}"' in page
    assert 'class="btn btn-primary" href="/"' in page


def test_what_is_not_ones_own_to_do_says_who_may(client: Client, rut: User) -> None:
    client.force_login(rut)
    answer = client.post("/customers/new", {"kind": "person", "given_name": "Nils"})
    assert answer.status_code == 403
    assert "An administrator can do this" in answer.content.decode()


def test_a_broken_page_is_said_to_be_our_fault(client: Client, asa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise RuntimeError("the awl broke")

    monkeypatch.setattr("stamkund.web.customers.views.listing.customer_list", breaks)
    client.force_login(asa)
    client.raise_request_exception = False
    answer = client.get("/customers")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_a_refusal_inside_a_page_is_a_refusal_of_the_page(
    client: Client, asa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_given: object) -> None:
        raise PermissionDenied

    monkeypatch.setattr("stamkund.web.customers.views.listing.customer_list", refuses)
    client.force_login(asa)
    assert "Not yours to do" in client.get("/customers").content.decode()


def test_a_message_of_failure_is_shown_as_one() -> None:
    assert constants.DEFAULT_TAGS[constants.ERROR] == "error"
    assert 'role="alert"' in render_to_string("components/toast.html", {"text": "No", "tone": "error"})
