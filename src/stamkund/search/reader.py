"""Asking the documents, ever more forgivingly as long as too few answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stamkund.search.engines import find, find_latest
from stamkund.search.engines.documents import EVENTS, PARTIES
from stamkund.search.hits import Graded
from stamkund.search.rules.ranking import grade
from stamkund.search.rules.words import Atom, Question
from stamkund.search.vocabulary import stems_near, words_beginning, words_with, written_out

MOST_GRADED, MOST_FORGIVEN = 100, 200
ENOUGH = 5
SAID, SAID_WITH_A_SLIP = 0.55, 0.3


@dataclass
class Reader:
    """One question, and whose eyes it is answered for: the key of a member of staff, or ``None`` for one who sees all.

    ``page`` is how many customers are shown at most: where better answers fill it, worse ones are not asked for.
    """

    question: Question
    viewer: int | None
    page: int

    def parties(self) -> list[Graded]:
        """Return customers, best first."""
        graded = [*self.exact, *(self.forgiven if self.is_forgiving else ())]
        return sorted(graded, key=lambda one: (-one.score, one.found.text))

    def events(self, limit: int) -> list[Graded]:
        """Return pieces of dialogue, the latest first; forgiving a slip only when hardly anything else answers."""
        if limit < 1:
            return []
        atoms, score = (*self.question.plain_atoms, *self.question.domain_atoms), SAID
        found = find_latest(EVENTS, atoms, viewer=self.viewer, limit=limit)
        if not found and self.is_forgiving:
            atoms, score = self.forgiving_atoms, SAID_WITH_A_SLIP
            found = find_latest(EVENTS, _known_forms(atoms), viewer=self.viewer, limit=limit)
        return [Graded(one, atoms, score - place / 10_000) for place, one in enumerate(found)]

    @cached_property
    def exact(self) -> list[Graded]:
        """The customers that answer what was typed, read as numbers and words or else as plain words."""
        graded = self._graded(self.question.atoms)
        if not graded and self.question.atoms != self.question.plain_atoms:
            graded = self._graded(self.question.plain_atoms)
        return graded

    @cached_property
    def is_forgiving(self) -> bool:
        """Whether too few customers answer exactly, and a part or a slip may find what a beginning does not."""
        if len(self.exact) >= ENOUGH:
            return False
        return any(not form.startswith(word) for word, *forms in self.forgiving_atoms for form in forms)

    @cached_property
    def forgiven(self) -> list[Graded]:
        """The customers that answer with a part inside a word or with a slip."""
        return self.inside if len(self.inside) >= self.page else self._forgiving(self.forgiving_atoms)

    @cached_property
    def inside(self) -> list[Graded]:
        """The customers that have the one word that was typed inside theirs: each is graded above any slip."""
        return self._forgiving(self.part_atoms) if len(self.question.words) == 1 and self.part_atoms[0][1:] else []

    @cached_property
    def part_atoms(self) -> tuple[Atom, ...]:
        """Every word as typed, or as a part inside a word."""
        return tuple((word, *words_with(word)) for word in self.question.words)

    @cached_property
    def forgiving_atoms(self) -> tuple[Atom, ...]:
        """The same, or with a slip unless parts fill the page."""
        if len(self.inside) >= self.page:
            return self.part_atoms
        return tuple((*atom, *stems_near(atom[0])) for atom in self.part_atoms)

    def _graded(self, atoms: tuple[Atom, ...]) -> list[Graded]:
        """Whole words first: among many beginnings they might not be, and a page full of them needs no other."""
        graded = self._answering(atoms, _whole_words(atoms))
        if len(graded) < self.page:
            known = {one.found.key for one in graded}
            begun = self._answering(atoms, tuple(_beginnings(atom) for atom in atoms))
            graded += (one for one in begun if one.found.key not in known)
        return graded

    def _answering(self, atoms: tuple[Atom, ...], forms: tuple[Atom, ...]) -> list[Graded]:
        asked = (*atoms, *self.question.domain_atoms)
        most = max(self.page, MOST_FORGIVEN if self.question.domain else MOST_GRADED)
        found = find(PARTIES, forms, viewer=self.viewer, limit=most)
        graded = (Graded(one, asked, grade(asked, one.text.split())) for one in found)
        return [one for one in graded if one.score > 0]

    def _forgiving(self, atoms: tuple[Atom, ...]) -> list[Graded]:
        typed, known = (*self.question.plain_atoms, *self.question.domain_atoms), {one.found.key for one in self.exact}
        found = find(PARTIES, _known_forms(atoms), viewer=self.viewer, limit=MOST_FORGIVEN)
        graded = (
            Graded(one, atoms, grade(typed, one.text.split(), forgiving=True)) for one in found if one.key not in known
        )
        return [one for one in graded if one.score > 0]


def _whole_words(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    return tuple(tuple(f"{form} " for form in atom) for atom in atoms)


def _beginnings(atom: Atom) -> Atom:
    return tuple(word for form in atom for word in words_beginning(form))


def _known_forms(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Return how atoms of a typed word and what the vocabulary knows of it are looked up."""
    return tuple((*words_beginning(word), *map(written_out, known)) for word, *known in atoms)
