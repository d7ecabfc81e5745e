"""The command that plans a meeting."""

from datetime import timedelta
from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def plan(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day, as 2026-03-16; tomorrow if left out.")
    ] = "",
    at: Annotated[str, typer.Option("--at", help="The time, as 09:30.")] = "",
    zone: Annotated[
        str, typer.Option(help="The time zone it is held in, as Asia/Amman, if not yours.")
    ] = "",
    place: Annotated[str, typer.Option(help="Where you meet.")] = "",
    journey: Annotated[str, typer.Option(help="How you get there.")] = "",
    purpose: Annotated[
        str, typer.Option(help="engagement, negotiation, follow_up …")
    ] = "engagement",
    channel: Annotated[str, typer.Option(help="in_person, phone, video …")] = "in_person",
    guests: Annotated[str, typer.Option(help="Who joins you, in words.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Plan a meeting with one person; whoever leads the relationship goes, or else you."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rapport.actions import meetings
    from rapport.briefings.meetings import meeting
    from rapport.cli import answers, meeting_answers, people_answers
    from rapport.records.models import OurPart

    people_answers.check_log(purpose, channel)
    header = people_answers.briefing_on(store, alias).header
    # A lead who left the circle since cannot go; whoever plans it then goes.
    lead = header.lead_key if header.lead in header.seen_by else None
    change = meetings.plan_meeting(
        store,
        theirs=[(header.relationship,)],
        ours=[(lead or store.me.pk, OurPart.LEAD)],
        on=typed_days.a_day(on) if on else store.day + timedelta(days=1),
        time=people_answers.a_time(at) if at else None,
        zone=zone,
        place=place,
        journey=journey,
        purpose=purpose,
        channel=channel,
        guests=guests,
    )
    if as_json:
        answers.as_json(change.row)
    else:
        meeting_answers.say_planned(meeting(store, change.row[0].pk), change.key)
