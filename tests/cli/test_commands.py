from decimal import Decimal

import pytest

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import write_note
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.staff.queries import find_token
from tests.cli.conftest import Stamkund


def test_a_token_opens_the_door_of_whom_it_was_made_for(asa: User, jonas: User, stamkund: Stamkund) -> None:
    for_asa, for_jonas = stamkund("token", "till"), stamkund("token", "web", "--user", "Jonas@Sala.example", "--json")

    assert find_token(for_asa.out.strip()).user == asa  # type: ignore[union-attr]  # None fails the test
    assert find_token(for_jonas.json["token"]).user == jonas  # type: ignore[union-attr]  # None fails the test


def test_a_token_for_nobody_is_refused(asa: User, stamkund: Stamkund) -> None:
    done = stamkund("token", "till", "--user", "nobody@sala.example")

    assert (done.code, done.out) == (1, "")
    assert "nobody@sala.example" in done.err


@pytest.mark.django_db
def test_without_an_administrator_the_way_out_is_named(stamkund: Stamkund) -> None:
    assert "stamkund init --admin" in stamkund("token", "till").err


def test_a_card_is_found_by_id_by_name_and_by_mail(karin: Party, asa: User, stamkund: Stamkund) -> None:
    write_note(party=karin, text="Wants oak bark soles", actor=asa, source="test")

    for query in (str(karin.public_id), "dalsjö", "karin@dalsjo.example"):
        card = stamkund("party", query, "--json").json
        assert (card["name"], card["city"], card["keeper"]) == ("Karin Dalsjö", "Falun", "Åsa Norling")
        assert card["events"][0]["what"] == "Wants oak bark soles"
    assert "Karin Dalsjö" in stamkund("party", "dalsjö").out


def test_nobody_found_is_one_sentence(asa: User, stamkund: Stamkund) -> None:
    done = stamkund("party", "qxzwvj")

    assert (done.code, done.out) == (1, "")
    assert "qxzwvj" in done.err


def test_the_base_is_valued_and_the_run_told_to_machines(karin: Party, asa: User, stamkund: Stamkund) -> None:
    record_purchase(party=karin, lines=[NewLine(amount=Decimal(1480))], currency="SEK", actor=asa, source="test")

    found = stamkund("value", "--json").json

    assert {"model", "parameters", "log_likelihood", "customers", "identified", "equity", "seconds"} <= found.keys()
    assert (found["customers"], found["equity"]["currency"]) == (1, "SEK")


def test_a_day_that_is_none_is_asked_wrongly(stamkund: Stamkund) -> None:
    assert stamkund("value", "--as-of", "yesterday").code == 2


def test_check_names_what_is_wrong_and_what_to_do(asa: User, stamkund: Stamkund) -> None:
    found = {one["what"]: one for one in stamkund("check", "--json").json["findings"]}

    assert found["database"]["ok"]
    assert found["migrations"]["ok"]
    assert found["administrators"]["ok"]
    assert not found["static files"]["ok"]
    assert found["static files"]["remedy"] == "run `stamkund init`"


@pytest.mark.django_db
def test_check_misses_an_administrator(stamkund: Stamkund) -> None:
    done = stamkund("check")

    assert done.code == 1
    assert "✗ administrators: 0" in done.out
