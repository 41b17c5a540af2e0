"""Nobody real can be reached by what is written on an invented card."""

from itertools import islice

from stamkund.demo.chance import chance_for
from stamkund.demo.contacts import KEPT_FOR_MAIN_CHARACTERS, MailAddresses, phone_numbers
from stamkund.demo.names import Name, invent_name
from stamkund.demo.places import invent_address

ANNA = Name(given="Anna-Stina", family="Björnmossgård")


def test_each_number_is_given_out_once() -> None:
    numbers = list(phone_numbers())

    assert len(set(numbers)) == len(numbers)


def test_the_first_mobiles_are_left_to_the_main_characters() -> None:
    kept = {f"070-174 06 {last:02}" for last in range(5, 5 + KEPT_FOR_MAIN_CHARACTERS)}

    assert not kept & set(phone_numbers())
    assert next(islice(phone_numbers(), 1)) == "070-174 06 35"


def test_mail_has_no_accents_and_goes_nowhere() -> None:
    address = MailAddresses().invent(chance_for(1, "mail"), ANNA)

    assert address.startswith("anna-stina.bjornmossgard@")
    assert address.endswith(".example")


def test_a_namesake_at_the_same_host_gets_a_figure() -> None:
    addresses = MailAddresses()

    assert len({addresses.invent(chance_for(1, "mail"), ANNA) for _ in range(3)}) == 3


def test_three_consonants_alike_become_two() -> None:
    families = {invent_name(chance_for(seed, "family"), "se").family for seed in range(400)}

    assert not any(a == b == c for family in families for a, b, c in zip(family, family[1:], family[2:], strict=False))


def test_swedish_and_norwegian_postcodes_look_as_at_home() -> None:
    swedish, norwegian = (invent_address(chance_for(1, "home"), country) for country in ("se", "no"))

    assert (len(swedish.postcode), swedish.postcode[3], swedish.country) == (6, " ", "SE")
    assert (len(norwegian.postcode), norwegian.postcode.isdigit(), norwegian.country) == (4, True, "NO")
