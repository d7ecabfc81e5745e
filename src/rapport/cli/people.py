"""Commands of a working day: today, people, person, brief, find."""

from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def today(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    everyone: Annotated[bool, typer.Option("--all", help="All I may see, not only mine.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say whom to see today and why."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import today as briefing
    from rapport.cli import answers, team_answers

    opening.judged(store)
    answer = briefing.today(store, mine=not everyone)
    if as_json:
        answers.as_json(answer)
        return
    answers.say(f"Today, {store.day.isoformat()}, for {store.me.name}", "")
    if answer.team:
        answers.say("Our circles")
        team_answers.say_news(answer.team)
    for step in answer.next_steps:
        answers.say(f"  {step.alias}: {step.text} ({step.on.isoformat()})")
    for heading in answer.headings:
        answers.say(heading.title)
        for finding in heading.findings:
            answers.say("  " + answers.finding_line(finding, store.day))
        answers.say("  …" if heading.more else "")
    if answer.quiet:
        answers.say("Nothing presses today.")


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
    from rapport.cli import answers

    opening.judged(store)
    wanted = briefing.Wanted(text=name, overdue=overdue)
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


@app.command()
def person(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one counterpart."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import answers, people_answers

    answer = people_answers.briefing_on(opening.judged(store), alias)
    if as_json:
        answers.as_json(answer)
    else:
        people_answers.show(answer, store.day)


@app.command()
def brief(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    road: Annotated[
        bool, typer.Option("--for-the-road", help="Leave out what would hurt on paper.")
    ] = False,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say what to know before a meeting, on one page."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.brief import brief as briefing
    from rapport.cli import answers, people_answers

    answer = briefing(people_answers.briefing_on(opening.judged(store), alias), road=road)
    if as_json:
        answers.as_json(answer)
    else:
        answers.say(*people_answers.brief_lines(answer, store.day))


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
        answers.say(f"{note.alias} {note.on or ''}: " + "".join(piece for piece, _ in note.pieces))
    if not answer.people and not answer.notes:
        answers.say("Nothing found.")
