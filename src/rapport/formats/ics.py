"""One meeting as a calendar file (RFC 5545): a code and a time, and no name of anybody."""

import datetime as dt

_LINE = 75
"""Octets on a line before it is folded (RFC 5545, 3.1)."""


def calendar_file(
    *,
    code: str,
    unique: str,
    stamped: dt.datetime,
    on: dt.date,
    begins: dt.datetime | None = None,
    minutes: int = 60,
) -> bytes:
    """Return a calendar with one event: at a moment, or, without one, for the whole day.

    ``code`` is all that it says; ``unique`` tells it from other events; ``stamped`` is when the
    file was made, aware.
    """
    if begins is None:
        when = [f"DTSTART;VALUE=DATE:{on:%Y%m%d}"]
        when.append(f"DTEND;VALUE=DATE:{on + dt.timedelta(days=1):%Y%m%d}")
    else:
        ends = begins + dt.timedelta(minutes=minutes)
        when = [f"DTSTART:{_moment(begins)}", f"DTEND:{_moment(ends)}"]
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapport//EN", "BEGIN:VEVENT"),
        f"UID:{_escaped(unique)}",
        f"DTSTAMP:{_moment(stamped)}",
        *when,
        f"SUMMARY:{_escaped(code)}",
        *("CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR"),
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _moment(when: dt.datetime) -> str:
    return f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, piece, room = [], b"", _LINE
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", _LINE - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece])
