"""How imports are told on the terminal: a bar while it lasts, a few lines afterwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from stamkund.cli.output import print_json, print_line
from stamkund.cli.words import figure, ngettext
from stamkund.cli.words import gettext as _
from stamkund.imports.queries import Result
from stamkund.imports.reasons import row_reason

if TYPE_CHECKING:
    from stamkund.imports.models import Import

MORE = {
    "changed": _("changed"),
    "blank": _("blank"),
    "anonymous": _("of nobody in particular"),
    "left_out": _("values left out"),
    "returns": _("returns"),
    "products": _("new products"),
    "taken_back": _("taken back"),
    "left": _("left as they are"),
    "amounts": _("in other currencies"),
}


@contextmanager
def watched(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error, when somebody watches it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)


def print_results(results: Sequence[Result]) -> None:
    """One file gives one object, several give a list."""
    told = [result.as_json() for result in results]
    print_json(told[0] if len(told) == 1 else told)


def print_result(name: str, result: Result, *, dry_run: bool) -> None:
    """What became of the rows, in lines that can be read aloud."""
    figures = {"published": result.published, "unchanged": result.unchanged, "refused": result.refused}
    done = (
        _("%(published)s would be published, %(unchanged)s already here, %(refused)s refused")
        if dry_run
        else _("%(published)s published, %(unchanged)s already here, %(refused)s refused")
    )
    took = {"file": name, "rows": figure(result.rows), "seconds": figure(result.seconds, 1)}
    print_line(_("%(file)s: %(rows)s rows in %(seconds)s s") % took)
    print_line("  " + done % {word: figure(count) for word, count in figures.items()})
    for reason, count in sorted(result.reasons.items(), key=lambda pair: -pair[1]):
        print_line(f"    {figure(count)} × {row_reason(reason)}")
    came = {"customers": figure(result.parties), "purchases": figure(result.purchases)}
    came["sum"] = f"{figure(float(result.amount), 2)} {result.currency}"
    said = (
        _("%(customers)s new customers, %(purchases)s purchases, %(sum)s")
        if result.currency
        else ngettext("%(customers)s new customer", "%(customers)s new customers", result.parties)
    )
    print_line("  " + said % came)
    for code, count in result.more.items():
        print_line(f"  {MORE.get(code, code)}: {_sums(count, result.currency) if code == 'amounts' else figure(count)}")
    said = _("import %(id)s (nothing was written)") if dry_run else _("import %(id)s")
    print_line("  " + said % {"id": result.import_id})


def _sums(amounts: dict[str, float], main: str) -> str:
    return ", ".join(f"{figure(amount, 2)} {code}" for code, amount in amounts.items() if code != main)


def print_imports(runs: "Sequence[Import]") -> None:
    """One line per import."""
    if not runs:
        print_line(_("Nothing has been imported yet."))
    for run in runs:
        rows = run.counts.get("rows", run.rows)
        print_line(
            f"{run.public_id}  {run.received_at:%Y-%m-%d %H:%M}  {run.state:<9}  {figure(rows):>9}  {run.file_name}"
        )
