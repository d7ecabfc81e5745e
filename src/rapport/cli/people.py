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
        typer.Option(
            "--all/--mine", help="All I may see, or only mine; a head of office sees all first."
        ),
    ] = None,
    rule: Annotated[
        str, typer.Option(help="Everybody of whom one line says the same, by its rule.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say whom to see today and why."""
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
    """List the people you may see, by what is due."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import people as briefing
    from rapport.briefings.wanted import Wanted
    from rapport.cli import answers

    opening.judged(store)
    wanted = Wanted(text=name, due="overdue" if overdue else "")
    answer = briefing.people(store, wanted=wanted, page=500)
    if as_json:
        answers.as_json(answer)
        return
    answers.table(
        (
            row.alias,
            row.stage,
            f"{row.warm_ups}/2",
            f"last {row.last_two_way or 'never'}",
            f"due {row.next_due or '-'}",
            row.lead,
        )
        for row in answer.rows
    )
    many = "more than " if answer.or_more else ""
    answers.say(
        f"{many}{answer.total} people" + (", the first 500 shown" if answer.following else "")
    )
    if answer.checking:
        answers.say("Not everybody is checked for today yet: somebody may still move in this list.")


@app.command()
def person(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    part: Annotated[
        str,
        typer.Option(help="All of one part of it, such as ours, theirs, facts, interpretations."),
    ] = "",
    page: Annotated[int, typer.Option(help="Which fifty of that part.")] = 1,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one counterpart."""
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
        bool, typer.Option("--for-the-road", "--road", help="As little as can be, for paper.")
    ] = False,
    pieces: Annotated[
        bool, typer.Option("--pieces", help="Only list what may be carried if it is named.")
    ] = False,
    ticked: Annotated[
        list[str] | None, typer.Option("--with", help="A piece to carry, as listed; repeatable.")
    ] = None,
    number: Annotated[
        bool, typer.Option("--number", help="A number drawn for this print, not the alias.")
    ] = False,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say what to know before a meeting, on one page."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.brief import before_a_meeting, before_the_road
    from rapport.briefings.brief import brief as briefing
    from rapport.cli import answers, people_answers, road_answers

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
        answers.say(*people_answers.brief_lines(page, store.day))


@app.command()
def reason(
    text: Annotated[str, typer.Argument(help="What you read so many people for.")],
    home: Home = None,
    demo: Demo = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say why you opened many people in a short time; the next ones then open."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import reading

    reading.say_why(store, reason=text)
    typer.echo("The history keeps it. Go on.")


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
    for row in answer.people:
        answers.say(f"{row.alias}  {row.actor}")
    for note in answer.notes:
        answers.say(
            f"{note.alias} {answers.days(note.on, note.until)}: "
            + "".join(piece for piece, _ in note.pieces)
        )
    if not answer.people and not answer.notes:
        answers.say("Nothing found.")
