"""The requests that are measured, each for a customer drawn by lot."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from stamkund.cli.bench.load import Ask, Asker
from stamkund.cli.bench.search import questions
from stamkund.cli.bench.who import Who
from stamkund.customers.queries import all_parties

SAMPLE = 400
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Some customers and what somebody might type who looks for them."""

    ids: Sequence[UUID]
    typed: Sequence[str]

    def id(self, number: int) -> UUID:
        return self.ids[number % len(self.ids)]


def draw() -> Sample:
    """Draw customers by lot, always the same ones."""
    chance = random.Random(7)  # noqa: S311  (which customers are asked for guards nothing)
    last = all_parties().order_by("-pk").values_list("pk", flat=True)[0]
    parties = [all_parties().filter(pk__gte=chance.randrange(1, last + 1)).order_by("pk")[0] for _ in range(SAMPLE)]
    typed = [word for party in parties for word in questions(party, chance).values()]
    chance.shuffle(typed)
    return Sample([party.public_id for party in parties], typed)


def askers(sample: Sample, who: Who) -> dict[str, Asker]:
    """Return what is measured by name: pages first, then the API."""
    return {
        "card": lambda number: Ask("GET", f"/customers/{sample.id(number)}", None, who.session),
        "list": _lists("/customers", who.session),
        "api party": lambda number: Ask("GET", f"/api/v1/parties/{sample.id(number)}", None, who.token),
        "api list": _lists("/api/v1/parties", who.token),
        "api search": lambda number: _search(sample.typed[number % len(sample.typed)], who),
        "note": lambda number: _post(f"parties/{sample.id(number)}/events", {"text": f"Note {number}"}, who),
        "purchase and revision": lambda number: _post("purchases", _sale(sample.id(number)), who),
    }


def _lists(path: str, headers: dict[str, str]) -> Asker:
    sorts = ("name", "-value", "-created")
    return lambda number: Ask("GET", f"{path}?{urlencode({'sort': sorts[number % len(sorts)]})}", None, headers)


def _search(typed: str, who: Who) -> Ask:
    return Ask("GET", f"/api/v1/search?{urlencode({'q': typed})}", None, who.token)


def _post(path: str, body: dict[str, object], who: Who) -> Ask:
    return Ask("POST", f"/api/v1/{path}", json.dumps(body).encode(), who.token | JSON)


def _sale(party: UUID) -> dict[str, object]:
    return {"party": str(party), "currency": "SEK", "lines": [{"amount": "890.00", "description": "Resole"}]}
