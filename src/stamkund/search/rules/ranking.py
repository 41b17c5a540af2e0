"""How well a document answers a question, between 0 and 1."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from stamkund.search.rules.words import Atom

WORDS_LOOKED_AT = 24
WHOLE, BEGINNING, INSIDE, SLIP = 1.0, 0.85, 0.6, 0.5
LATER_WORD = 0.004
LEAST = 0.3


def grade(atoms: Sequence[Atom], words: Sequence[str], *, forgiving: bool = False) -> float:
    """Return the mean of how well each atom is answered by its best word; the first words of a document count most.

    It is 0 when an atom is not answered at all. Only a *forgiving* grade compares words that differ by a slip.
    """
    looked_at = words[:WORDS_LOOKED_AT]
    grades = [_best(atom, looked_at, forgiving=forgiving) for atom in atoms]
    return sum(grades) / len(grades) if grades and min(grades) >= LEAST else 0.0


def _best(atom: Atom, words: Sequence[str], *, forgiving: bool) -> float:
    best = 0.0
    for form in atom:
        for place, word in enumerate(words):
            if best >= WHOLE - place * LATER_WORD:  # no later word can be better
                break
            if word.startswith(form):
                likeness = WHOLE if word == form else BEGINNING + 0.1 * len(form) / len(word)
            elif form in word:
                likeness = INSIDE
            elif forgiving and best < SLIP and word.isalpha():
                likeness = SLIP * _similarity(form, word)
            else:
                continue
            if likeness - place * LATER_WORD > best:  # noqa: PLR1730  (a call for every word of a hundred documents)
                best = likeness - place * LATER_WORD
    return best


def _similarity(form: str, word: str) -> float:
    return max(OSA.normalized_similarity(form, word), OSA.normalized_similarity(form, word[: len(form)]))
