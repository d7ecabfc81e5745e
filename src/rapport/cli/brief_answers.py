"""The brief before a meeting at a prompt: what stands in it, line by line."""

from datetime import date
from typing import Any

from rapport.briefings.agreements import AgreementLine
from rapport.briefings.brief import Brief, Coming, Last, Promised, ToAsk
from rapport.briefings.findings import Noticed
from rapport.briefings.ties import TieLine
from rapport.briefings.ways import Way
from rapport.briefings.worries import Apart, Misread, Worry
from rapport.cli.answers import days, finding_line
from rapport.cli.request_answers import request_lines
from rapport.records.models import Channel, OurPart, Purpose, Safety, Within

_HEADINGS = (
    ("how_to_address", "Address"),
    ("belongs_to", "Belongs to"),
    ("warm_ups", "Meetings without a request"),
    ("objective", "Our goal"),
    ("expectations", "Expectations on both sides"),
    ("terms", "Agreed ways of working"),
    ("begin_with", "Openers"),
    ("last_three", "Last contacts"),
    ("lessons", "What the next colleague should know"),
    ("doorkeepers", "Who lets you in"),
    ("answers_to", "Answers to"),
    ("audience", "Whose opinion matters to them"),
    ("open_concerns", "Their concerns"),
    ("misread", "How they misread us, and what we said"),
    ("disagreements", "Where we disagree"),
    ("how_things_are_kept", "Record they prefer"),
    ("agreements", "What was agreed"),
    ("facts", "Facts"),
    ("unverified", "Our readings, not verified"),
    ("our_promises", "Our promises"),
    ("their_promises", "Their promises"),
    ("asks", "What we plan to ask"),
    ("occasions", "Important dates"),
    ("safe_ways", "Contact channels"),
    ("not_safe", "Channels that are not safe for them"),
    ("noticed", "Worth knowing"),
)


def brief_lines(brief: Brief, today: date) -> list[str]:
    """Return the brief as lines."""
    lines = [f"Before you meet {brief.alias}", "", *_next_meeting(brief)]
    for name, heading in _HEADINGS:
        value = getattr(brief, name)
        if value and isinstance(value, str):
            lines.append(f"{heading}: {value}")
        elif value:
            lines.append(f"{heading}:")
            lines.extend(f"  - {_line(entry, today)}" for entry in value)
    lines += [f"{count} more: {_PARTS[part]}" for part, count in brief.more.items()]
    return lines


def _next_meeting(brief: Brief) -> list[str]:
    coming = brief.meeting
    if coming is None:
        return []
    hour = f"{coming.begins:%H:%M}" if coming.begins else ""
    when = " ".join(filter(None, (coming.on.isoformat(), hour, coming.place)))
    said = (
        ("We go", ", ".join(f"{us.name} ({OurPart(us.part).label})" for us in coming.ours)),
        ("What we may say", coming.may_say),
        ("What not to raise", coming.not_to_raise),
        ("How to close", coming.closing),
    )
    lines = [f"  {heading}: {text}" for heading, text in said if text]
    return [f"Next meeting: {when}, {Purpose(coming.purpose).label}", *lines]


_PARTS = {
    "ours": "our promises",
    "theirs": "their promises",
    "asks": "planned requests",
    "agreements": "agreements",
    "facts": "facts",
    "interpretations": "not verified",
    "debriefs": "debriefs",
    "disagreements": "disagreements",
    "occasions": "occasions",
    "ties": "ties",
    "findings": "worth knowing",
}


def _line(entry: Any, today: date) -> str:
    match entry:
        case Last():
            return f"{days(entry.on, entry.until)} {entry.line or entry.topics}".strip()
        case Promised():
            return f"{entry.text} (due {entry.due})" if entry.due else entry.text
        case Coming():
            return f"{entry.name} ({entry.on})" if entry.on else entry.name
        case Worry() | Misread() | Apart():
            return worry_line(entry)
        case Way():
            return _way_line(entry)
        case _:
            return _other_line(entry, today)


def _way_line(way: Way) -> str:
    how = f"{Channel(way.channel).label} ({Safety(way.safety).label})"
    last = f"last worked {way.verified_on}" if way.verified_on else ""
    soon = str(Within(way.within).label) if way.within else ""
    return " ".join(filter(None, (how, way.note, soon, last)))


def _other_line(entry: Any, today: date) -> str:
    """Return of a tie who the other end is, with what is noted of it; of a request its lines."""
    if isinstance(entry, Noticed):
        return finding_line(entry, today, named=False)
    if isinstance(entry, AgreementLine):
        return f"{entry.what} (review due)" if entry.review_due else entry.what
    if isinstance(entry, TieLine):
        return f"{entry.there.name} ({entry.note})" if entry.note else entry.there.name
    return "\n      ".join(request_lines(entry)) if isinstance(entry, ToAsk) else str(entry)


def worry_line(entry: Worry | Misread | Apart) -> str:
    """Return what weighs on them or lies between us as a line, with what was said to it."""
    if isinstance(entry, Apart):
        return entry.text if entry.restated else f"{entry.text} (not restated by both sides)"
    kind = "our reading" if isinstance(entry, Worry) and entry.reading else ""
    said = f"what we said: {entry.said}" if entry.said else ""
    return " · ".join(filter(None, (entry.text, kind, said)))
