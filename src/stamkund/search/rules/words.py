"""What a document and a question consist of: folded words, and numbers however they are written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stamkund.kit.folding import fold

LONGEST_QUESTION = 200
MOST_WORDS = 8
SHORTEST_END = 4
_WORD = re.compile(r"[^\W_]+")
_HEAD = re.compile(r"\b[^\W\d_]{3,}(?=\d)")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_NUMBER = re.compile(r"(?<!\w)\(?\+?\(?[0-9](?:[\s()./–-]*[0-9])*(?!\w)")
_DOMAIN = re.compile(r"(?<=\w)@(\S*)")
_NO_DIGIT = re.compile(r"[^0-9]")

# One thing that must be found: any of these beginnings of words. A blank at the end means the whole word.
Atom = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """How phone numbers are written at home: country code and the digit dialled before a national number (or none)."""

    country_code: str
    trunk: str


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for, read in two ways: runs of digits as one number, or everything as plain words.

    What follows the @ of a mail address stands apart: half the customers may share it, so it must hold for what is
    found by the rest, but is not itself looked up.
    """

    atoms: tuple[Atom, ...]
    words: tuple[str, ...]
    domain: tuple[str, ...] = ()

    @property
    def plain_atoms(self) -> tuple[Atom, ...]:
        return tuple((word,) for word in self.words)

    @property
    def domain_atoms(self) -> tuple[Atom, ...]:
        return tuple((word,) for word in self.domain)


def words_of(text: str) -> list[str]:
    """Return the folded words of *text*: letters and digits in any script, nothing else."""
    return _WORD.findall(fold(text))


def ask(text: str, plan: NumberPlan) -> Question:
    """Read what somebody typed; whatever it is, it becomes a question, if only an empty one."""
    folded = _TRUNK_IN_BRACKETS.sub("", fold(text[:LONGEST_QUESTION]))
    domain = tuple(word for part in _DOMAIN.findall(folded) for word in domain_words(part))
    folded = _DOMAIN.sub(" ", folded)
    numbers = (number_forms(run, plan) for run in _NUMBER.findall(folded))
    atoms: list[Atom] = [forms for forms in numbers if forms]
    rest = _NUMBER.sub(" ", folded)
    atoms += [(word,) for word in _WORD.findall(rest)]
    return Question(tuple(atoms[:MOST_WORDS]), tuple(_WORD.findall(folded)[:MOST_WORDS]), domain[:MOST_WORDS])


def number_forms(run: str, plan: NumberPlan) -> Atom:
    """Return the beginnings under which a number may stand: as dialled at home, as typed, and read from its end."""
    typed = _NO_DIGIT.sub("", run)
    is_international = "+" in run or typed.startswith("00")
    digits = typed.lstrip("0") if is_international else typed
    forms = [_at_home(digits, plan) if is_international else digits]
    national = digits.lstrip("0")
    if len(digits) >= SHORTEST_END and len(national) >= SHORTEST_END - 1:
        forms.append(from_the_end(national))
    return tuple(form for form in forms if form)


def _at_home(digits: str, plan: NumberPlan) -> str:
    """Return international *digits* as they are dialled at home, a foreign number as it is."""
    if not digits.startswith(plan.country_code):
        return digits
    return plan.trunk + digits.removeprefix(plan.country_code)


def from_the_end(digits: str) -> str:
    """Return *digits* backwards, marked: the end of a number is then the beginning of a word."""
    return "r" + digits[::-1]


def phone_words(matching: str, plan: NumberPlan) -> Iterator[str]:
    """Yield the words a phone number in E.164 form is found by: as dialled at home, and from its end."""
    digits = _NO_DIGIT.sub("", matching)
    if digits:
        yield _at_home(digits, plan) if matching.startswith("+") else digits
        yield from_the_end(digits)


def mail_words(matching: str) -> Iterator[str]:
    """Yield the words a folded mail address is found by: all but what its country or kind of domain is called."""
    local, _, domain = fold(matching).rpartition("@")
    yield from _WORD.findall(local)
    yield from domain_words(domain)


def domain_words(domain: str) -> list[str]:
    """Return the words of a domain without its last label, which says nothing about anybody."""
    labels = domain.split(".")
    return [word for label in (labels[:-1] or labels) for word in _WORD.findall(label)]


def identifier_words(key: str) -> Iterator[str]:
    """Yield the words of a customer number, and all of it as one word where signs divide it."""
    parts = words_of(key)
    yield from parts
    if len(parts) > 1:
        yield "".join(parts)


def document(words: Iterable[str]) -> str:
    """Return the text that is searched: each word once, in order, with a blank on either side.

    What stands before a number in a word, as in ``ek12``, is a word too: whoever looks for whole words finds it.
    """
    text = " ".join(words)
    return f" {' '.join(dict.fromkeys([*text.split(), *_HEAD.findall(text)]))} "
