"""Commands about changes of power, and about what the office knows how to do."""

from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def power(
    words: Annotated[
        str, typer.Argument(help="Words of the change of power; the list if left out.")
    ] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show what a change of power would touch, or what it changed, and the plan."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.power_changes import power_changes, power_page
    from rapport.briefings.told_power import told_changes, told_power
    from rapport.cli import answers, power_answers

    rows = power_changes(store)
    if not words:
        if as_json:
            answers.as_json(told_changes(rows))
        else:
            power_answers.say_list(rows)
        return
    told = told_power(power_page(store, power_answers.one_of(rows, words).pk, whole=True))
    if as_json:
        answers.as_json(told)
    else:
        power_answers.show(told)


@app.command("know-how")
def know_how(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List what the office knows how to do and can offer to any authority."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.know_how import know_how as every
    from rapport.cli import answers, power_answers

    lines = every(store)
    if as_json:
        answers.as_json(lines)
    else:
        power_answers.say_know_how(lines)
