"""The commands about common ground, and about the customs of places."""

from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def ground(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show the common ground with one person, and where each line comes from."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.ground import common_ground
    from rapport.cli import answers, people_answers, understanding_answers

    header = people_answers.briefing_on(store, alias).header
    answer = common_ground(store, header.relationship)
    if as_json:
        answers.as_json(answer)
    else:
        understanding_answers.say_ground(answer)


@app.command()
def culture(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show how things are done in each place, as colleagues who know it told."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.culture_notes import every_culture_note
    from rapport.cli import answers, understanding_answers

    places = every_culture_note(store)
    if as_json:
        answers.as_json({"places": places})
    else:
        understanding_answers.say_culture(places)


@app.command("add-culture")
def add_culture(
    place: Annotated[str, typer.Argument(help="The district or place.")],
    topic: Annotated[str, typer.Argument(help="greeting, hospitality, gifts, taboo …")],
    text: Annotated[str, typer.Argument(help="What a visitor should know.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    role: Annotated[str, typer.Option(help="How you know, in your own words.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Add a culture note for a place. Everybody in the office reads it: no names."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rapport.actions.culture_notes import note_culture
    from rapport.cli import answers, understanding_answers

    change = note_culture(store, place=place, topic=topic, text=text, role=role)
    if as_json:
        answers.as_json(change.row)
    else:
        understanding_answers.say_noted(change.row, change.key)
