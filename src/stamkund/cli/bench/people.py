"""Invented people for the benchmarks, as many as wanted, always the same: names as unevenly spread as real ones."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from django.utils import timezone

from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint, add_parties
from stamkund.timeline.bulk import insert_rows
from stamkund.timeline.models import Event

BATCH = 5_000
ONSETS = (
    "b",
    "br",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "r",
    "s",
    "sk",
    "st",
    "t",
    "tr",
    "v",
    "å",
    "ä",
    "ö",
)
VOWELS = ("a", "e", "i", "o", "u", "y", "å", "ä", "ö", "ø")
CODAS = ("", "l", "n", "r", "s", "m", "rg", "nd", "ck", "lm")
ENDINGS = ("sson", "berg", "ström", "lund", "gren", "mark", "by", "dal", "vik", "stad")


class People:
    """A seeded source of names, words and whole customers."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (invented names guard nothing)
        self.given_names = Uneven(self, [self._word(2).title() for _ in range(2_000)])
        self.family_names = Uneven(self, [self._family_name() for _ in range(30_000)])
        self.vocabulary = Uneven(self, [self._word(3) for _ in range(20_000)])

    def party(self, number: int) -> NewParty:
        """Return customer *number* with mail, mobile phone and customer number."""
        given, family = self.given_names.one(), self.family_names.one()
        mail = f"{given}.{family}{number % 1000}@brev.example".lower()
        phone = f"70{number % 10_000_000:07d}"
        points = [
            ReadyContactPoint("mail", mail, mail),
            ReadyContactPoint("phone", f"0{phone[:2]}-{phone[2:]}", f"+46{phone}"),
        ]
        return NewParty(
            name=f"{given} {family}",
            given_name=given,
            family_name=family,
            contact_points=points,
            identifiers=[("bench", str(100_000 + number))],
        )

    def note(self) -> str:
        """Return something somebody may have said: twelve words."""
        return " ".join(self.vocabulary.one() for _ in range(12))

    def _family_name(self) -> str:
        return (self._word(self.chance.choice((1, 2))) + self.chance.choice(ENDINGS)).title()

    def _word(self, syllables: int) -> str:
        draw = self.chance.choice
        return "".join(draw(ONSETS) + draw(VOWELS) + draw(CODAS) for _ in range(syllables))


class Uneven:
    """Words of which few are common and most are rare: the n-th is drawn in proportion to 1/n (Zipf)."""

    def __init__(self, people: People, words: Sequence[str]) -> None:
        self.chance, self.words = people.chance, words
        self.weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def one(self) -> str:
        return self.chance.choices(self.words, cum_weights=self.weights)[0]


def settle(people: People, size: int, *, notes_per_party: float = 0.2) -> Iterator[list[int]]:
    """Store *size* customers with some notes, and yield their keys batch by batch."""
    for start in range(0, size, BATCH):
        parties = [people.party(number) for number in range(start, min(start + BATCH, size))]
        keys = [party.id for party in add_parties(parties=parties, actor=None, source="bench")]
        now = timezone.now()
        constants = {
            "kind": "note.written", "subject": "", "occurred_at": now, "recorded_at": now,
            "channel": "internal", "source": "bench", "actor": None,
        }  # fmt: skip
        noted = people.chance.sample(keys, int(len(keys) * notes_per_party))
        insert_rows(Event, ("party", "data"), [(key, {"text": people.note()}) for key in noted], constants)
        yield keys
