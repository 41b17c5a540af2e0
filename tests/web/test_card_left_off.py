from datetime import datetime

import pytest

from stamkund.web.card.left_off import Moment, first_words, when_said, where_we_left_off

NOW = datetime(2026, 11, 19, 10, 0)


def jonas_called(at: datetime, text: str = "The boot is too high.") -> Moment:
    return Moment(kind="call.logged", at=at, who="Jonas", customer="Karin", text=text)


def karin_bought(at: datetime, what: str = "Resole") -> Moment:
    return Moment(kind="purchase.recorded", at=at, who="We", customer="Karin", what=what, amount="1 480 kr")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 19, 9, 12), "This morning"),
        (datetime(2026, 11, 18, 23, 59), "Yesterday"),
        (datetime(2026, 11, 17, 14, 30), "On Tuesday"),
        (datetime(2026, 11, 9, 8, 0), "On 9 November"),
        (datetime(2024, 2, 29, 8, 0), "On 29 February 2024"),
    ],
)
def test_a_sentence_begins_as_a_colleague_would_say_it(at: datetime, said: str) -> None:
    assert when_said(at, NOW, "en") == said


def test_the_latest_two_things_are_told_in_the_order_they_happened() -> None:
    told = where_we_left_off([karin_bought(NOW.replace(hour=9)), jonas_called(NOW.replace(day=17))], NOW, "en")

    assert told == "On Tuesday Jonas called: The boot is too high. This morning Karin bought Resole for 1 480 kr."


def test_what_lies_weeks_before_the_latest_is_left_out() -> None:
    told = where_we_left_off([jonas_called(NOW.replace(month=9)), karin_bought(NOW.replace(day=17))], NOW, "en")

    assert told == "On Tuesday Karin bought Resole for 1 480 kr."


def test_two_things_on_one_day_do_not_name_it_twice() -> None:
    told = where_we_left_off([jonas_called(NOW.replace(hour=8)), karin_bought(NOW.replace(hour=9))], NOW, "en")

    assert told == "This morning Jonas called: The boot is too high. The same day Karin bought Resole for 1 480 kr."


def test_nothing_known_is_no_sentence() -> None:
    assert where_we_left_off([], NOW, "en") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fits", "Fits."),
        ("Fits.  Wants\nanother pair!", "Fits. Wants another pair!"),
        ("Fits. " + "Wants another pair, brown this time, with a lower heel. " * 3, "Fits."),
        ("size 38.5 pinches", "size 38.5 pinches."),
        ("word " * 40, "word word word word…"),
        ("x" * 60, "x" * 20 + "…"),
    ],
)
def test_as_many_sentences_as_fit_are_quoted(text: str, words: str) -> None:
    assert first_words(text, 20 if "word" in text or "xx" in text else 40) == words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment("note.written", NOW, "Åsa", "Karin", text="Wide foot"), "This morning Åsa noted: Wide foot."),
        (Moment("call.logged", NOW, "Åsa", "Karin", is_incoming=True), "This morning Karin called."),
        (Moment("visit.logged", NOW, "Åsa", "Karin", is_incoming=True), "This morning Karin came by."),
        (Moment("visit.logged", NOW, "Åsa", "Karin"), "This morning Åsa visited Karin."),
        (Moment("meeting.held", NOW, "Åsa", "Karin"), "This morning Åsa met Karin."),
        (Moment("purchase.returned", NOW, "We", "Karin", what="Oxford"), "This morning Karin brought back Oxford."),
        (Moment("purchase.cancelled", NOW, "We", "Karin"), "This morning a purchase was called off."),
        (Moment("purchase.recorded", NOW, "We", "Karin", amount="5 kr"), "This morning Karin bought for 5 kr."),
    ],
)
def test_everything_said_or_bought_has_its_sentence(moment: Moment, said: str) -> None:
    assert where_we_left_off([moment], NOW, "en") == said
