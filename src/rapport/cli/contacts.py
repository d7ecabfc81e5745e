"""Commands about contacts: log one, finish its next step."""

from typing import Annotated
from uuid import UUID

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app

TwoWay = Annotated[
    bool | None,
    typer.Option(
        "--two-way/--one-way",
        help="Whether they took part or answered; as usual for the channel if left out.",
    ),
]
AskedFor = Annotated[
    list[str] | None,
    typer.Option(help="A planned request made in it: KEY, or KEY:granted (refused, deferred)."),
]
On = Annotated[str, typer.Option("--on", help="The day it was, as 2026-03-16; today if left out.")]
ToOpen = Annotated[
    str, typer.Option(help="What the request in it was to open: its name, or a part of it.")
]
Until = Annotated[
    str,
    typer.Option(
        help="The last day, if it took several or only the month is known, as 2026-03-31."
    ),
]
Closes = Annotated[list[str] | None, typer.Option(help="A planned meeting that it was: KEY.")]
Greeted = Annotated[list[str] | None, typer.Option(help="An important date it was for: KEY.")]


@app.command()
def log(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    line: Annotated[str, typer.Argument(help="What happened, in one line.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: On = "",
    until: Until = "",
    at: Annotated[str, typer.Option("--at", help="The time it was, as 09:30.")] = "",
    purpose: Annotated[
        str, typer.Option(help="engagement, negotiation, follow_up …")
    ] = "engagement",
    channel: Annotated[str, typer.Option(help="in_person, phone, message …")] = "in_person",
    asked: Annotated[
        bool | None, typer.Option("--asked/--not-asked", help="Whether we asked for something.")
    ] = None,
    not_recorded: Annotated[
        bool, typer.Option("--asked-not-recorded", help="Nobody recorded whether we asked.")
    ] = False,
    asked_for: AskedFor = None,
    greeted: Greeted = None,
    closes: Closes = None,
    gate: ToOpen = "",
    two_way: TwoWay = None,
    tone_theirs: Annotated[str, typer.Option(help="open, neutral, guarded, hostile")] = "",
    tone_ours: Annotated[str, typer.Option(help="open, neutral, guarded, hostile")] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Log a contact with one person."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rapport.actions import interactions
    from rapport.cli import answers, gate_answers, people_answers

    people_answers.check_log(purpose, channel, tone_theirs, tone_ours)
    answer = people_answers.briefing_on(store, alias)
    change = interactions.log_interaction(
        store,
        theirs=[(answer.header.relationship,)],
        on=typed_days.a_day(on) if on else store.day,
        until=typed_days.a_day(until) if until else None,
        time=people_answers.a_time(at) if at else None,
        line=line,
        purpose=purpose,
        channel=channel,
        asked=None if not_recorded and asked is None else bool(asked),
        two_way=two_way,
        tone_theirs=tone_theirs,
        tone_ours=tone_ours,
        asked_for=[people_answers.asked_for(text) for text in asked_for or ()],
        greeting=[people_answers.a_key(text) for text in greeted or ()],
        closes=[people_answers.a_key(text) for text in closes or ()],
        gate=gate_answers.gate_named(store, gate).pk if gate else None,
    )
    if as_json:
        answers.as_json(change.row)
    else:
        people_answers.say_logged(answer, change.key, change.row[0])


@app.command()
def finish_next_step(
    contact: Annotated[UUID, typer.Argument(help="The key of the contact, from today --json.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Mark the next step agreed in a contact as done."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rapport.actions import interactions
    from rapport.cli.answers import undo_line

    change = interactions.finish_next_step(store, key=contact)
    typer.echo(f"Done. {undo_line(change.key)}")
