"""What is the same is written the same, whoever typed it."""

import pytest

from stamkund.quant.linkage import Role, derive, recognise
from stamkund.quant.linkage.addresses import mail, phone, postcode, street_and_house
from stamkund.quant.linkage.dates import birth
from stamkund.quant.linkage.names import take_apart
from stamkund.quant.linkage.text import folded, plain
from stamkund.quant.rows import BadRowsError, RefusedError, TooLittleDataError


@pytest.mark.parametrize("spelt", ["Åse Sjöberg", "ÅSE SJØBERG", "Aase  Sjoeberg", "åse sjøberg", "Åse-Sjöberg"])
def test_nordic_letters_are_one_however_they_are_typed(spelt: str) -> None:
    assert folded(spelt) == "ase sjoberg"


def test_plain_keeps_letters_and_digits_only() -> None:
    assert plain(" É. Łódź—5b! ") == "e lodz 5b"
    assert plain(None) == ""


@pytest.mark.parametrize(
    ("full", "given", "surname", "words"),
    [
        ("Karin Dalsjö", None, None, "dalsjo karin"),
        ("Dalsjö, Karin", None, None, "dalsjo karin"),
        (None, "Karin", "Dalsjö", "dalsjo karin"),
    ],
)
def test_a_name_is_the_same_in_one_column_or_two(full: str | None, given: str, surname: str, words: str) -> None:
    name = take_apart(full, given, surname)

    assert (name.given, name.surname, name.words) == ("karin", "dalsjo", words)


def test_missing_parts_of_a_name_stay_missing() -> None:
    assert take_apart(None, None, "Ek").given == ""
    assert take_apart("Karin", None, None).surname == ""
    assert take_apart(None, None, None).words == ""


@pytest.mark.parametrize(
    "name",
    [
        "Sala Sko AB",
        "SALA SKO",
        "Sala Sko Aktiebolag (publ)",
        "Sala Sko Oy",
        "Sala Sko ASA",
        "Sala Sko A/S",
        "Sala Sko AS",
        "Sala Sko DA",
        "Sala Sko GmbH & Co. KG",
    ],
)
def test_legal_forms_do_not_part_a_company_from_itself(name: str) -> None:
    assert take_apart(name, None, None).words == "sala sko"


@pytest.mark.parametrize(
    ("full", "given", "surname", "words"),
    [
        ("Da Silva, Jo", "jo", "silva", "da jo silva"),
        ("Jo da Silva", "jo", "silva", "da jo silva"),
        ("Karin Ås", "karin", "as", "as karin"),
        ("Maria de Sá", "maria", "sa", "de maria sa"),
    ],
)
def test_a_name_that_is_spelt_like_a_legal_form_stays(full: str, given: str, surname: str, words: str) -> None:
    name = take_apart(full, None, None)

    assert (name.given, name.surname, name.words) == (given, surname, words)


def test_a_company_that_is_called_like_its_form_keeps_its_name() -> None:
    assert take_apart("AS", None, None).given == "as"


@pytest.mark.parametrize(
    ("line", "street", "house"),
    [
        ("Storgatan 5 B", "storgata", "5b"),
        ("Storgt. 5b", "storgata", "5b"),
        ("Storgata 5 B", "storgata", "5b"),
        ("Björkvägen 12", "bjorkvag", "12"),
        ("Bjørkveien 12", "bjorkvag", "12"),
        ("Torggata", "torggata", ""),
        ("12 Wallaby Place", "wallaby pl", "12"),
        ("", "", ""),
    ],
)
def test_streets_lose_their_endings_and_keep_their_number(line: str, street: str, house: str) -> None:
    assert street_and_house(line) == (street, house)


@pytest.mark.parametrize("number", ["0708-12 34 56", "+46 70 812 34 56", "0046708123456", "070 812 34 56"])
def test_telephones_are_e164(number: str) -> None:
    assert phone(number) == "+46708123456"


def test_what_is_no_telephone_keeps_its_digits() -> None:
    assert phone("ring 12") == "12"
    assert phone("12 34 56 78", "NO") == "+4712345678"
    assert phone(None) == ""


@pytest.mark.parametrize(
    ("text", "whole", "area"),
    [
        ("791 30", "79130", "79"),
        ("S-791 30", "79130", "79"),
        ("SE79130", "79130", "79"),
        ("NO0155", "0155", "01"),
        ("SW1A 1AA", "sw1a1aa", "sw1a"),
        ("", "", ""),
    ],
)
def test_postcodes_have_an_area(text: str, whole: str, area: str) -> None:
    assert postcode(text) == (whole, area)


@pytest.mark.parametrize("text", ["1961-03-05", "19610305", "5.3.1961", "05/03/1961", "1961-03-05 00:00:00"])
def test_dates_of_birth_are_eight_digits(text: str) -> None:
    assert birth(text) == ("19610305", "1961")


def test_a_date_that_is_none_is_still_evidence() -> None:
    assert birth("1850-81-01") == ("18508101", "1850")
    assert birth("1850") == ("", "1850")
    assert birth("3/25/1961") == ("19610325", "1961")
    assert birth("unknown") == ("", "")


@pytest.mark.parametrize("text", ["1961", "1961/11", "1961-03", "03/1961", "196103", "1961-00-00"])
def test_of_part_of_a_date_only_the_year_is_told(text: str) -> None:
    assert birth(text) == ("", "1961")


@pytest.mark.parametrize(
    ("text", "sweden", "norway"),
    [
        ("610305", "19610305", "19610305"),
        ("610305-1234", "19610305", "19610305"),
        ("6103051234", "19610305", "19610305"),
        ("050361 12345", "19610305", "19610305"),
        ("05.03.61", "19610305", "19610305"),
        ("050912", "20050912", "20120905"),
        ("05.09.12", "20120905", "20120905"),
        ("190305-1234", "20190305", "20050319"),
        ("190305+1234", "19190305", "19050319"),
        ("610365-1234", "", ""),
        ("613005", "", ""),
    ],
)
def test_years_of_two_digits_have_a_century_and_an_order(text: str, sweden: str, norway: str) -> None:
    assert birth(text) == (sweden, sweden[:4])
    assert birth(text, "NO") == (norway, norway[:4])
    columns: dict[str, list[str | None]] = {"name": ["Karin Ek", "Bo Berg"], "born": [text, None]}
    roles = {"name": Role.FULL_NAME, "born": Role.BIRTH}
    assert derive(columns, roles, "NO").get("birth", [None])[0] == (norway or None)


def test_a_digit_left_out_or_mistyped_is_no_false_day() -> None:
    assert birth("1957-12-n4") == ("1957124", "1957")
    assert birth("1961305") == ("1961305", "1961")


def test_mail_has_a_local_part() -> None:
    assert mail(" Karin+nytt@Example.SE ") == ("karin+nytt@example.se", "karin")
    assert mail("åsa.björk@example.se") == ("asa.bjork@example.se", "asa.bjork")
    assert mail("no address") == ("", "")


def test_columns_are_known_by_name_and_by_content() -> None:
    cells = {
        "unique_id": [str(n) for n in range(40)],
        "first_name": ["Karin", "Bo"] * 20,
        "Efternamn": ["Ek", "Berg"] * 20,
        "postcode_fake": ["79130", "73300"] * 20,
        "birthPlace": ["Falun", "Sala"] * 20,
        "kontakt": ["a@b.se", "c@d.no"] * 20,
        "nåbar på": ["070-123 45 67", "+47 22 33 44 55"] * 20,
        "när": ["1961-03-05", "12.4.1977"] * 20,
        "gender": ["f", "m"] * 20,
        "cluster": ["1", "2"] * 20,
        "first_and_surname": ["Karin Ek", "Bo Berg"] * 20,
        "note": [f"text {n}" for n in range(40)],
    }

    assert recognise(cells) == {
        "first_name": Role.GIVEN, "Efternamn": Role.SURNAME, "postcode_fake": Role.POSTCODE, "birthPlace": Role.CITY,
        "kontakt": Role.MAIL, "nåbar på": Role.PHONE, "när": Role.BIRTH, "gender": Role.TRAIT,
        "first_and_surname": Role.FULL_NAME,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "role"),
    [
        ("Org.nr|Org nr|Organisationsnr|Personnr|CPR", Role.NUMBER),
        ("Företagsnamn|Firmanavn|Kundnamn", Role.FULL_NAME),
        ("E-postadress|E-Mail-Adresse", Role.MAIL),
        ("Mobiltelefon", Role.PHONE),
        ("Vorname", Role.GIVEN),
        ("Efternavn|Nachname", Role.SURNAME),
        ("Straße|Vej", Role.STREET),
        ("PLZ", Role.POSTCODE),
        ("By|Ort|Stadt", Role.CITY),
    ],
)
def test_the_usual_headings_are_known(headings: str, role: Role) -> None:
    for heading in headings.split("|"):
        assert recognise({heading: [f"x{n}" for n in range(40)]}) == {heading: role}


def test_columns_without_anything_fall_away_and_nothing_at_all_is_refused() -> None:
    columns: dict[str, list[str | None]] = {"name": ["Karin Ek", "Bo Berg"], "city": [None, ""]}
    found = derive(columns, {"name": Role.FULL_NAME, "city": Role.CITY})

    assert set(found) == {"given", "surname", "name"}
    with pytest.raises(RefusedError, match="no column tells one record from another"):
        derive({"city": [None, ""]}, {"city": Role.CITY})
    with pytest.raises(TooLittleDataError, match="1 record cannot be linked"):
        derive({"name": ["Karin Ek"]}, {"name": Role.FULL_NAME})


def test_columns_of_unequal_length_are_refused() -> None:
    columns = {"name": ["Karin Ek", "Bo Berg"], "city": ["Sala", "Sala", "Falun"], "mail": ["a@b.se"] * 3}
    with pytest.raises(BadRowsError, match=r"columns are shorter than others \(name\): row 2"):
        derive(columns, {"name": Role.FULL_NAME, "city": Role.CITY, "mail": Role.MAIL})
