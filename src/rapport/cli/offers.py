"""Commands that answer an offer to lead."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import Demo, Home, PassFile, Today, app

if TYPE_CHECKING:
    from uuid import UUID

    from rapport.records.asking import Asking

_to_write = partial(opening.open_store, to_write=True)
Alias = Annotated[str, typer.Argument(help="The alias.")]


@app.command()
def accept(
    alias: Alias,
    since: Annotated[
        str, typer.Option(help="If you have led since an earlier day, as 2026-03-16.")
    ] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Accept the lead of somebody: you were asked to take over."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.actions import offers
    from rapport.cli.record_answers import say_done

    first = typed_days.a_day(since) if since else None
    change = offers.accept_lead(store, key=_whom(store, alias), since=first)
    say_done(change, "You lead now.")


@app.command()
def decline(
    alias: Alias,
    reason: Annotated[str, typer.Argument(help="Why; whoever asked you reads it.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Decline the lead of somebody, with the reason."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.actions import offers
    from rapport.cli.record_answers import say_done

    change = offers.decline_lead(store, key=_whom(store, alias), reason=reason)
    say_done(change, "Declined. The lead stays where it is.")


def _whom(store: "Asking", alias: str) -> "UUID":
    from rapport.cli.people_answers import briefing_on

    return briefing_on(store, alias).header.relationship
