"""Commands about how people and groups stand to each other: list, note, check, end."""

from functools import partial
from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app

_to_write = partial(opening.open_store, to_write=True)
_KINDS = (
    "answers_to, audience_of, speaks_for, trusts, doorkeeper_of, kin_of, worked_with,"
    " allied_with, at_odds_with, same_person"
)
Key = Annotated[str, typer.Argument(help="The key of the tie, as rapport ties shows it.")]
On = Annotated[str, typer.Option("--on", help="The day, as 2026-01-03; today if left out.")]


@app.command()
def ties(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    likely: Annotated[
        bool, typer.Option("--likely", help="Those that may be, and those marked as not so.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List who somebody answers to, trusts, or is tied to in another way."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import tie_answers

    listed = tie_answers.proposed if likely else tie_answers.listed
    listed(store, alias, as_json=as_json)


@app.command()
def tie(
    one: Annotated[str, typer.Argument(help="A person's alias, or the name of a group.")],
    kind: Annotated[str, typer.Argument(help=f"One of: {_KINDS}.")],
    other: Annotated[str, typer.Argument(help="To whom: an alias, or the name of a group.")],
    values: Annotated[
        list[str] | None, typer.Argument(help="Fields, each as name=value: strength=3.")
    ] = None,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Note how a person or a group stands to another."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import tie_answers

    tie_answers.note(store, one, kind, other, values or [])


@app.command()
def tie_still(
    key: Key,
    on: On = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Say that a tie is still true, today or on the day it was checked."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import tie_answers

    tie_answers.still(store, key, typed_days.a_day(on) if on else None)


@app.command()
def tie_over(
    key: Key,
    on: On = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Say that a tie has ended; it stays in the past."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import tie_answers

    tie_answers.over(store, key, typed_days.a_day(on) if on else None)
