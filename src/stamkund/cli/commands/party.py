"""``stamkund party``"""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from stamkund.cli.card import Card, read_card
from stamkund.cli.output import AsJson, fail, print_json
from stamkund.cli.plainly import told_plainly
from stamkund.cli.staff import find_user
from stamkund.cli.words import gettext as _
from stamkund.customers.queries import find_party
from stamkund.search.queries import search

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User

app = typer.Typer(add_completion=False)
MOST_CANDIDATES = 10
NOBODY = _("there is no customer %(id)s")
Viewer = Annotated[
    str | None, typer.Option("--user", metavar="MAIL", help=_("Through whose eyes; an administrator's."))
]


@app.command(help=_("Show a customer's card."))
def party(
    query: Annotated[str, typer.Argument(metavar="ID|QUERY", help=_("An id, or part of a name, mail or number."))],
    user: Viewer = None,
    as_json: AsJson = False,
) -> None:
    with told_plainly():
        card = read_card(_find(find_user(user), query))
    if as_json:
        print_json(card.as_dict())
    else:
        _draw(card)


def _find(viewer: "User", query: str) -> "Party":
    try:
        public_id = UUID(query)
    except ValueError:
        return _search(viewer, query)
    return find_party(viewer, public_id) or fail(NOBODY % {"id": query})


def _search(viewer: "User", query: str) -> "Party":
    found = [hit for hit in search(viewer, query, MOST_CANDIDATES) if hit.kind == "party"]
    if not found:
        fail(_("nobody answers to “%(words)s”") % {"words": query})
    if len(found) > 1 and found[0].score == found[1].score:
        names = "; ".join(f"{hit.title} {hit.party}" for hit in found)
        said = _("“%(words)s” fits several customers; name one by its id: %(names)s")
        fail(said % {"words": query, "names": names})
    return find_party(viewer, found[0].party) or fail(NOBODY % {"id": found[0].party})


def _draw(card: Card) -> None:
    facts = Table.grid(padding=(0, 2))
    for label, text in card.lines():
        facts.add_row(Text(label, style="dim"), Text(text))
    timeline = Table.grid(padding=(0, 2))
    for event in card.events:
        timeline.add_row(Text(f"{event.at:%Y-%m-%d}", style="dim"), Text(event.kind), Text(event.what))
    console = Console()
    console.print(Panel(facts, title=Text(card.name, style="bold"), title_align="left"))
    console.print(timeline)
