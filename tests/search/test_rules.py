import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.search.rules.ranking import grade
from stamkund.search.rules.slips import nearest, parts_of, slips_of, stems_of
from stamkund.search.rules.snippets import matched_ranges, snippet
from stamkund.search.rules.words import NumberPlan, ask, document, identifier_words, mail_words, phone_words, words_of

SWEDEN, NORWAY = NumberPlan("46", "0"), NumberPlan("47", "")
WORD = st.text(alphabet="abcdefghij", min_size=4, max_size=6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Åsa  Bjørk-Ærlig", ["asa", "bjork", "aerlig"]),
        ("karin@dalsjo.example", ["karin", "dalsjo", "example"]),
        ("foo_bar, 12½", ["foo", "bar", "121", "2"]),
        ("👞 \x00 —", []),
    ],
)
def test_words_are_folded_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_document_holds_each_word_once() -> None:
    assert document(["karin", "dalsjo", "karin"]) == " karin dalsjo "


def test_what_stands_before_a_number_is_a_word_too() -> None:
    assert document(["ekman12", "ek", "4711b", "b7"]) == " ekman12 ek 4711b b7 ekman "


def test_a_swedish_number_is_found_from_either_end() -> None:
    words = list(phone_words("+46701740612", SWEDEN))

    assert words == ["0701740612", "r21604710764"]


def test_a_foreign_number_has_no_national_form() -> None:
    assert list(phone_words("+4740612345", SWEDEN)) == ["4740612345", "r5432160474"]


@pytest.mark.parametrize(
    ("typed", "plan", "forms"),
    [
        ("+46701740612", SWEDEN, ("0701740612", "r21604710764")),
        ("0046 70", SWEDEN, ("070", "r0764")),
        ("+46", SWEDEN, ("0",)),
        ("+4740612345", SWEDEN, ("4740612345", "r5432160474")),
        ("406 12 345", NORWAY, ("40612345", "r54321604")),
        ("0612", SWEDEN, ("0612", "r216")),
    ],
)
def test_a_number_is_read_as_it_is_dialled_at_home(typed: str, plan: NumberPlan, forms: tuple[str, ...]) -> None:
    assert ask(typed, plan).atoms == (forms,)


@pytest.mark.parametrize("typed", ["+47", "+", "00", "()"])
def test_a_number_without_digits_of_its_own_asks_for_nothing(typed: str) -> None:
    assert ask(typed, NORWAY).atoms == ()


def test_a_mail_address_is_found_without_the_end_of_its_domain() -> None:
    assert list(mail_words("karin.d@post.dalsjo.example")) == ["karin", "d", "post", "dalsjo"]
    assert list(mail_words("åsa@ängen.example")) == ["asa", "angen"]
    assert ask("karin@dalsjo.example", SWEDEN).domain == ("dalsjo",)


def test_an_identifier_is_found_in_parts_and_as_a_whole() -> None:
    assert list(identifier_words("AB-123")) == ["ab", "123", "ab123"]


def test_digits_are_one_number_and_also_plain_words() -> None:
    question = ask("Karin 070-174 06 12", SWEDEN)

    assert question.atoms == (("0701740612", "r216047107"), ("karin",))
    assert question.plain_atoms == (("karin",), ("070",), ("174",), ("06",), ("12",))


@given(word=WORD, place=st.integers(0, 5), letter=st.sampled_from("abcdefghijxyz"))
def test_any_one_slip_is_found_through_a_common_form(word: str, place: int, letter: str) -> None:
    place = min(place, len(word) - 1)
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    for slip in (word[:place] + letter + word[place:], word[:place] + letter + word[place + 1 :], swapped):
        forms = {form for stem in stems_of(slip) for form in slips_of(stem)}
        stems = [stem for stem in stems_of(word) if slips_of(stem) & forms]
        assert nearest(slip, stems), slip


def test_words_far_apart_are_not_near() -> None:
    assert nearest("karin", ["bert", "carl", "karo"]) == ["karo"]


def test_parts_are_the_ends_of_a_word() -> None:
    assert list(parts_of("sula")) == ["sula", "ula"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [("ek", "ekman"), ("ekman", "bekman"), ("ek siv", "siv ek"), ("ekman", "ekmansson")],
)
def test_whole_words_then_beginnings_then_parts_then_later_words(better: str, worse: str) -> None:
    assert grade([("ek",)], better.split()) > grade([("ek",)], worse.split()) > 0


def test_a_document_that_misses_a_word_is_no_answer() -> None:
    assert grade([("karin",), ("xyzzy",)], ["karin", "dalsjo"]) == 0
    assert grade([("karin",), ("xyzzy",)], ["karin", "dalsjo"], forgiving=True) == 0


def test_a_slip_is_graded_only_when_forgiven() -> None:
    assert grade([("krain",)], ["karin"]) == 0
    assert 0 < grade([("krain",)], ["karin"], forgiving=True) < 0.5


def test_matched_letters_are_marked_where_they_stand_unfolded() -> None:
    assert matched_ranges("Bjørk & Ærlig", [("aer",)]) == ((8, 10),)
    assert matched_ranges("halvsula", [("sula",)]) == ((4, 8),)


@given(text=st.text(max_size=600), word=st.sampled_from(["a", "ab", "1"]))
def test_a_snippet_is_short_and_marks_what_it_shows(text: str, word: str) -> None:
    shown, ranges = snippet(text, [(word,)])

    assert len(shown) <= 142
    assert all(word[0] in words_of(shown[begin:end])[0] for begin, end in ranges)
