"""Commands of a working day: today, people, person, brief, find."""

from typing import Annotated, Any

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def today(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    everyone: Annotated[
        bool | None,
        typer.Option("--all/--mine", help="Everyone you may see, or only the people you lead."),
    ] = None,
    rule: Annotated[str, typer.Option(help="Only the people this rule names, such as E06.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List whom to contact today, why, and what to do."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import today as briefing
    from rapport.briefings.entries import all_together
    from rapport.cli import answers, today_answers

    opening.judged(store)
    mine = briefing.mine_first(store.me, chosen=None if everyone is None else not everyone)
    answer: Any = (
        all_together(store, rule, mine=mine, at_once=None)
        if rule
        else briefing.today(store, mine=mine, at_once=None)
    )
    if as_json:
        answers.as_json(answer)
    elif rule:
        today_answers.say_together(answer.together)
    else:
        today_answers.say_today(answer, store)


@app.command()
def people(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    name: Annotated[str, typer.Option(help="Part of a name, in any script or spelling.")] = "",
    overdue: Annotated[bool, typer.Option(help="Only those overdue.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List the people you may see; the most overdue first."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import people as briefing
    from rapport.briefings.wanted import Wanted
    from rapport.cli import answers, people_answers

    opening.judged(store)
    wanted = Wanted(text=name, due="overdue" if overdue else "")
    answer = briefing.people(store, wanted=wanted, page=500)
    if as_json:
        answers.as_json(answer)
        return
    people_answers.list_people(answer.rows)
    many = "more than " if answer.or_more else ""
    answers.say(
        f"{many}{answer.total} people" + (", the first 500 shown" if answer.following else "")
    )
    if answer.checking:
        answers.say("Not everybody has been checked for today yet; the order may still change.")


@app.command()
def person(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    part: Annotated[
        str,
        typer.Option(help="One part in full: ours, theirs, facts, interpretations …"),
    ] = "",
    page: Annotated[int, typer.Option(help="The page of that part, fifty lines each.")] = 1,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one person: where things stand, what to do, recent contacts."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import answers, people_answers

    answer = people_answers.briefing_on(store, alias)
    if part:
        people_answers.show_part(store, answer, part, page, as_json=as_json)
    elif as_json:
        answers.as_json(answer)
    else:
        people_answers.show(answer, store.day)


@app.command()
def brief(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    road: Annotated[
        bool, typer.Option("--for-the-road", "--road", help="Only what is safe to carry on paper.")
    ] = False,
    pieces: Annotated[
        bool, typer.Option("--pieces", help="List what you may add to that page.")
    ] = False,
    ticked: Annotated[
        list[str] | None,
        typer.Option("--with", help="Add one of these; can be repeated."),
    ] = None,
    number: Annotated[
        bool, typer.Option("--number", help="Print a number in place of the alias.")
    ] = False,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show what to know before a meeting, on one page."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.brief import before_a_meeting, before_the_road
    from rapport.briefings.brief import brief as briefing
    from rapport.cli import answers, brief_answers, people_answers, road_answers

    for_the_road = pieces or road or ticked or number
    read = before_the_road if for_the_road else before_a_meeting
    answer = people_answers.briefing_on(store, alias, read)
    if pieces:
        road_answers.say_pieces(answer, as_json=as_json)
        return
    if for_the_road:
        page = road_answers.carried(store, answer, ticked or [], numbered=number)
    else:
        page = briefing(answer)
    if as_json:
        answers.as_json(page)
    else:
        answers.say(*brief_answers.brief_lines(page, store.day))


@app.command()
def reason(
    text: Annotated[str, typer.Argument(help="Your reason.")],
    home: Home = None,
    demo: Demo = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say why you opened many people in a short time; after that you can go on."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import reading

    reading.say_why(store, reason=text)
    typer.echo("Recorded in the history. You can go on.")


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A name, or words from a note.")],
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Find people by name and notes by what they say."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.find import find as briefing
    from rapport.cli import answers

    answer = briefing(store, text)
    if as_json:
        answers.as_json(answer)
        return
    answers.table((row.alias, row.actor) for row in answer.people)
    for note in answer.notes:
        answers.say(
            f"{note.alias} {answers.days(note.on, note.until)}: "
            + "".join(piece for piece, _ in note.pieces)
        )
    if not answer.people and not answer.notes:
        answers.say("Nothing found.")
