"""The command that says within what we negotiate."""

from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def mandates(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day to answer for, as 2026-01-03; today if left out.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show what we may decide and until when, and what we never agree to."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.mandates import mandates as every_mandate
    from rapport.briefings.red_lines import every_red_line
    from rapport.cli import answers, limit_answers

    asked = typed_days.a_day(on) if on else store.day
    given, lines = every_mandate(store, on=asked).in_force, every_red_line(store.me)
    if as_json:
        answers.as_json({"mandates": given, "red_lines": lines})
    else:
        limit_answers.say_limits(given, lines, asked)
