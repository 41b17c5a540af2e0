"""Columns find their fields by their headings in three languages, and by what stands in them."""

from pathlib import Path

import pytest

from stamkund.imports.columns.guess import guess_fields, guess_kind
from stamkund.imports.columns.profile import profile_columns
from stamkund.imports.formats import open_table


def guessed(folder: Path, text: str, kind: str = "") -> tuple[str, dict[str, str]]:
    path = folder / "file.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    profile = profile_columns(table.records(), len(table.columns))
    kind = kind or guess_kind(table.columns, profile.columns)
    fields = guess_fields(kind, table.columns, profile.columns)
    return kind, {field: table.columns[index].name for field, index in fields.items()}


@pytest.mark.parametrize(
    "heading",
    [
        "Customer No;First name;Surname;E-mail;Mobile phone;Street;Zip code;City",
        "Kundnr;Förnamn;Efternamn;E-post;Mobiltelefon;Gatuadress;Postnr;Ort",
        "Kundenummer;Fornavn;Etternavn;E-postadresse;Mobil;Gateadresse;Postnummer;Poststed",
        "CUSTOMER_ID;first_name;LastName;email;mobile;address;postcode;town",
    ],
)
def test_customers_in_three_languages(tmp_path: Path, heading: str) -> None:
    kind, fields = guessed(
        tmp_path, heading + "\n412;Åsa;Björk;asa@bjork.example;070-174 06 12;Storgatan 1;733 30;Sala\n"
    )

    assert kind == "parties"
    assert list(fields) == ["number", "given_name", "family_name", "mail", "mobile", "street", "postcode", "city"]


@pytest.mark.parametrize(
    "heading",
    [
        "InvoiceNo,CustomerID,InvoiceDate,StockCode,Description,Quantity,UnitPrice",
        "Fakturanr,Kundnr,Fakturadatum,Artikelnr,Benämning,Antal,À-pris",
        "Fakturanummer,Kundenr,Fakturadato,Varenummer,Varenavn,Antall,Enhetspris",
    ],
)
def test_purchases_in_three_languages(tmp_path: Path, heading: str) -> None:
    kind, fields = guessed(tmp_path, heading + "\n536365,17850,2010-12-01,85123A,lykta,6,2.55\n")

    assert kind == "purchases"
    assert list(fields) == ["number", "customer", "date", "product", "product_name", "quantity", "unit_price"]


def test_a_heading_that_says_nothing_is_helped_by_what_stands_below(tmp_path: Path) -> None:
    _, fields = guessed(tmp_path, "a;b;c\n2024-01-01;12,50;kund@sala.example\n2024-01-02;7,90;per@falun.example\n")

    assert fields == {"date": "a", "amount": "b", "mail": "c"}


def test_a_column_called_sales_that_holds_names_is_no_amount(tmp_path: Path) -> None:
    _, fields = guessed(tmp_path, "Date;Sales;Total\n2024-01-01;Åsa;12,50\n2024-01-02;Per;7,90\n", "purchases")

    assert fields["amount"] == "Total"


def test_a_long_heading_that_mentions_a_word_is_not_taken_for_it(tmp_path: Path) -> None:
    _, fields = guessed(tmp_path, "Name;Became a customer date\nÅsa;2024-01-01\n", "parties")

    assert fields == {"name": "Name"}


@pytest.mark.data
def test_exports_of_other_systems_are_recognised(shared_data: Path) -> None:
    folder = shared_data / "standards" / "migration"
    zendesk = open_table(folder / "zendesk-sell_contacts.csv")
    profile = profile_columns(zendesk.records(), len(zendesk.columns))
    fields = guess_fields("parties", zendesk.columns, profile.columns)

    assert {"number", "given_name", "family_name", "organisation", "mail", "mobile", "city", "country"} <= set(fields)
    assert zendesk.columns[fields["number"]].name == "id"
