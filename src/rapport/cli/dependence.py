"""Commands about who could introduce us, and what access hangs on."""

from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def introduction(
    alias: Annotated[str, typer.Argument(help="The alias of whom we want to meet.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show who could introduce us to somebody: each way with its age, risk and consent."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.introductions import introduction_page
    from rapport.briefings.told_dependence import told_introductions
    from rapport.cli import answers, dependence_answers

    page = introduction_page(store, dependence_answers.somebody(store, alias))
    if as_json:
        answers.as_json(told_introductions(page))
    else:
        dependence_answers.say_ways(page)


@app.command()
def dependence(
    without: Annotated[
        str, typer.Option("--without", help="What if they go: a name of a person or colleague.")
    ] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show what access hangs on: gates that one person alone could close, and what would help."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.told_dependence import told_dependence
    from rapport.cli import answers, dependence_answers

    found = dependence_answers.found(store, without)
    if as_json:
        answers.as_json(told_dependence(found))
    else:
        dependence_answers.say_dependence(found)
