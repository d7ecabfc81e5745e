"""What a record of any kind is called in a list, for whoever may see it."""

from django.utils.formats import date_format

from rapport.records.models import LoggedModel

_CALLED = ("called", "alias", "name", "what", "text", "line", "title", "place")
_ABOUT = ("relationship", "counterpart", "gate", "agreement")
_LONGEST = 80


def label_of(row: LoggedModel) -> str:
    """Return its own name or words; of what joins records, what these are called.

    Of what has neither it is what it is about, and last its day; empty where there is nothing.
    """
    for name in _CALLED:
        said = getattr(row, name, "")
        if isinstance(said, str) and said.strip():
            return said.strip()[:_LONGEST]
    ends = (getattr(row, name, None) for name in getattr(row, "JOINS", ()) or _ABOUT)
    if ends_called := [label for end in ends if end is not None and (label := label_of(end))]:
        return " – ".join(ends_called)
    shown = getattr(row, "SHOWN", None)
    day = getattr(row, shown.day) if shown else None
    return date_format(day, "DATE_FORMAT") if day else ""
