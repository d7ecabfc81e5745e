"""Planned meetings at a prompt: one line each, and what to say once they are over."""

import shlex
from uuid import UUID

from rapport.briefings.meetings import PlannedMeeting
from rapport.cli.answers import say, undo_line
from rapport.records.models import Channel
from rapport.site.called import as_called


def line(one: PlannedMeeting) -> str:
    """Return a meeting in one line: when on the clock here, with whom, how, where, and our side."""
    plan = one.meeting
    hour = f" {one.begins:%H:%M}" if one.begins else ""
    there = f" ({plan.on} {plan.time:%H:%M} {plan.zone})" if plan.zone and plan.time else ""
    with_whom = ", ".join(them.alias for them in one.theirs)
    where = ", ".join(filter(None, [str(Channel(plan.channel).label), plan.place]))
    ours = ", ".join(us.name for us in one.ours)
    said = f"{one.on.isoformat()}{hour}{there}  {with_whom}: {where}"
    return f"{said}; {ours}" if ours else said


def what_to_say(one: PlannedMeeting) -> list[str]:
    """Return the command that says that a meeting took place."""
    if not one.theirs:
        return []
    whom = shlex.quote(one.theirs[0].alias)
    held = f'rapport log {whom} "…" --on {one.on.isoformat()} --closes {one.key}'
    return [as_called(f"      Yes? {held}")]


def say_planned(one: PlannedMeeting, change_set: UUID) -> None:
    """Say what was planned, and how to undo it."""
    say(f"Planned: {line(one)}", undo_line(change_set))
