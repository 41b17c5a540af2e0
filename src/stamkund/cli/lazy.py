"""A table of commands of which only the one that is called is imported."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from stamkund.cli.start import start_django


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: the module and name of its ``typer.Typer``, what it does in one line, whether it needs Django."""

    module: str
    does: str
    app: str = "app"
    needs_django: bool = True

    def load(self, name: str) -> Any:
        """Import the command; what it imports may use models."""
        if self.needs_django:
            start_django()
        found = getattr(import_module(f"stamkund.cli.{self.module}"), self.app)
        command = found if isinstance(found, TyperGroup) else typer.main.get_command(found)
        command.name = name
        return command


class LazyGroup(TyperGroup):
    """Knows every command of its *table* by its one line and imports only the one that is called."""

    def __init__(self, *, table: dict[str, Entry], **options: Any) -> None:
        known: dict[str, Any] = {
            name: TyperCommand(name) for name in table
        }  # for suggestions after a slip of the finger
        super().__init__(commands=known, no_args_is_help=True, rich_markup_mode=None, **options)
        self.table = table

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = self.table.get(cmd_name)
        return TyperCommand(cmd_name, help=entry.does) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        return name, self.table[name].load(name) if name in self.table else found, rest
