"""Meetings as a calendar file (RFC 5545): a code and a time each, and no name of anybody."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = 75
"""Octets on a line before it is folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting: at a moment, or, without one, for the whole day.

    ``code`` is all that it says; ``unique`` tells it from other events.
    """

    code: str
    unique: str
    on: dt.date
    begins: dt.datetime | None = None
    minutes: int = 60


def calendar_file(events: Iterable[Event], *, stamped: dt.datetime) -> bytes:
    """Return a calendar with these events; ``stamped`` is when the file was made, aware."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapport//EN"),
        *(line for event in events for line in _event(event, stamped)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(event: Event, stamped: dt.datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{escaped(event.unique)}", f"DTSTAMP:{_moment(stamped)}")
    if event.begins is None:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on + dt.timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_moment(event.begins)}"
        yield f"DTEND:{_moment(event.begins + dt.timedelta(minutes=event.minutes))}"
    yield from (f"SUMMARY:{escaped(event.code)}", "CLASS:PRIVATE", "END:VEVENT")


def _moment(when: dt.datetime) -> str:
    return f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return a text as a value of a line has it, here and in cards."""
    text = "".join(one for one in text if one >= " " or one in "\n\r\t")
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, piece, room = [], b"", _LINE
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", _LINE - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece])
