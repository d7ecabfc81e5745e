"""Commands about groups and institutions: list them, show one."""

from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def actors(
    text: Annotated[str, typer.Argument(help="A part of a name; every group if left out.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List groups and institutions, their influence, and when one of us was last there."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.actor_list import Wanted, every_line
    from rapport.cli import actor_answers, answers

    found = every_line(store, Wanted(text=text))
    if as_json:
        answers.as_json(found)
    else:
        actor_answers.say_list(found)


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="The name of the group, or a part of it.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day to say who held its posts, as 2026-01-03.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one group: its places, posts and who holds them, and whom we know there."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.actor_page import actor_page
    from rapport.briefings.told_actors import told_actor
    from rapport.cli import actor_answers, answers

    key = actor_answers.actor_named(store, name)
    then = typed_days.a_day(on) if on else None
    answer = told_actor(actor_page(store, key, whole=True, on=then))
    if as_json:
        answers.as_json(answer)
    else:
        actor_answers.show(answer)
