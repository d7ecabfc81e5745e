"""The command line itself, and the options most commands share."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rapport import __version__
from rapport.site.called import as_called

_PLAINLY = {
    "<str>": "TEXT",
    "<list[str]>": "TEXT",
    "<path>": "FILE",
    "<int>": "NUMBER",
    "<uuid>": "KEY",
    "<bool>": "",
}


def _plainly(display_type: Callable[[Any], str], kind: str, ctx: Any) -> str:
    """Return what an option takes in a word people know; an argument's name says it."""
    known = display_type(ctx)
    return _PLAINLY.get(known, known) if kind == "option" else ""


class Group(TyperGroup):
    """A group of commands whose help says of each command its whole first sentence."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, which names what an option takes in words instead of types."""
        command = super().get_command(ctx, cmd_name)
        for one in getattr(command, "params", ()):
            one.display_type = partial(_plainly, one.display_type, one.param_type_name)
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands; without a short help of their own they would be cut short."""
        for command in self.commands.values():
            first = (command.help or "").split("\n\n", 1)[0]
            command.short_help = command.short_help or " ".join(first.split())
        super().format_commands(ctx, formatter)


app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: the boxes of rich read badly aloud and in a pipe, and cost half of the start.
    rich_markup_mode=None,
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"rapport {__version__}")
        raise typer.Exit


@app.callback()
def rapport(
    shown: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version."),
    ] = False,
) -> None:
    """Rapport: the relationship memory of a humanitarian team."""


history_app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="The history of changes: list it, undo, check it.",
)
team_app = typer.Typer(cls=Group, no_args_is_help=True, help="Colleagues, and who sees what.")
app.add_typer(history_app, name="history")
app.add_typer(team_app, name="team")

Home = Annotated[Path | None, typer.Option("--home", help="The folder of the store.")]
Demo = Annotated[bool, typer.Option("--demo", help="Use the demo world.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Today = Annotated[str | None, typer.Option("--today", help="The day to answer for, as 2026-03-16.")]
PassFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase."),
]


def refuse(says: str, following: str) -> None:
    """Print a refusal with its next step, and exit with code 1."""
    typer.echo(as_called(f"{says} {following}"), err=True)
    raise typer.Exit(1)
