"""The parts of a page as template tags."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


def test_an_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "phone" %}')
    assert 'role="img" aria-label="verified"' in drawn('{% icon "circle-check" "c-ok" label="verified" %}')
    assert "dist/icons.svg#phone" in drawn('{% icon "phone" %}')


def test_a_label_from_outside_cannot_leave_its_attribute() -> None:
    assert "<b>" not in drawn('{% icon "phone" label=name %}{% avatar name %}{% badge name %}', name='"><b>x')


@pytest.mark.parametrize(("tone", "sign"), [("ok", "check"), ("risk", "clock"), ("lost", "alert-triangle")])
def test_a_badge_never_has_colour_alone(tone: str, sign: str) -> None:
    assert f"#{sign}" in drawn(f'{{% badge "word" "{tone}" %}}')


def test_a_refused_channel_says_so_in_words() -> None:
    assert 'aria-label="SMS: no"' in drawn('{% may "sms" False %}')


def test_a_key_is_printed_and_announced() -> None:
    button = drawn('<button {% keyed "c" %}>Call {% key "c" %}</button>')
    assert 'data-key="c"' in button
    assert 'aria-keyshortcuts="c"' in button
    assert "<kbd" in button


def test_what_is_late_has_the_sign_and_the_words() -> None:
    late = drawn("{% due on %}", on=timezone.localdate() - timedelta(days=2))
    assert "2 days late" in late
    assert "#alert-triangle" in late


def test_a_value_nobody_knows_is_not_drawn() -> None:
    assert drawn("{% alive None %}{% whisker None 1 2 3 %}{% sparkline None %}") == ""


def test_reach_shows_a_dash_where_there_is_no_way() -> None:
    row = drawn("{% reach channels %}", channels={"mail"})
    assert 'aria-label="By Mail"' in row
    assert row.count('class="off"') == 2


class HeelForm(forms.Form):
    heel = forms.IntegerField(label="Heel, mm")


def test_a_field_ties_its_error_to_the_control() -> None:
    shown = drawn('{% field form.heel "In millimetres." %}', form=HeelForm({"heel": "3o"}))
    assert 'aria-describedby="id_heel_error id_heel_hint"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'class="field-error" id="id_heel_error"' in shown


def test_a_field_without_fault_says_nothing_of_faults() -> None:
    shown = drawn("{% field form.heel %}", form=HeelForm())
    assert "aria-invalid" not in shown
    assert "describedby" not in shown


def test_a_dialog_wraps_what_stands_between_its_tags() -> None:
    shown = drawn('{% dialog "join" "Join these two?" %}<p>Both</p>{% enddialog %}')
    assert shown.startswith('<dialog class="dialog" id="join" aria-labelledby="join-title">')
    assert "<p>Both</p>" in shown


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ 48200|money }}", "48\u00a0200\u00a0kr"),
        ("{{ 1900|signed_money }}", "+1\u00a0900\u00a0kr"),
        ("{{ 31900|to:67400 }}", "31\u00a0900\u201367\u00a0400"),
        ("{{ 0.91|percent }}", "91\u00a0%"),
        ("{{ 39681|about|number }}", "39\u00a0700"),
        ("{{ None|money }}{{ None|number }}{{ None|day }}{{ None|ago }}{{ None|percent }}", "–––––"),
    ],
)
def test_filters_write_in_the_language_of_the_reader(source: str, written: str) -> None:
    assert drawn(source) == written


def test_a_mail_address_breaks_behind_its_sign_and_stays_what_it_is() -> None:
    assert drawn("{{ to|breakable }}", to="karin@dalsjo.example") == "karin@<wbr>dalsjo.example"
    assert drawn("{{ to|breakable }}", to="070-174 06 12") == "070-174 06 12"
    assert drawn("{{ to|breakable }}", to="<b>@x") == "&lt;b&gt;@<wbr>x"
