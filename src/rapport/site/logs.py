"""What a log line may carry: where and what kind, never what or whom."""

import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_FILLED_IN = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d.*]*[a-z]")
_PLAIN = re.compile(r"^[A-Za-z0-9 .,:;_()/'%-]*$")


class PlainLine(logging.Formatter):
    """One line: time, level, logger, and for an error its class and the line of ours it passed.

    Messages are kept only as their template, without what was filled in: a name, an address or a
    search must not reach a log. Tracebacks are left out for the same reason.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        message = str(record.msg)
        # Django's words on a suspicious request repeat the request.
        plain = _PLAIN.match(message) and not record.name.startswith("django.security.")
        if getattr(record, "status_code", None):
            said = "A page could not be made."
        else:
            said = _FILLED_IN.sub("…", message) if plain else "(withheld)"
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {said}"
        if record.exc_info and record.exc_info[0]:
            line += f" {record.exc_info[0].__name__} at {_place(record)}"
        return _CONTROL.sub(" ", line)


def is_our_fault(record: logging.LogRecord) -> bool:
    """Say whether a line about a request is news: what we could not answer, not what we refused."""
    return getattr(record, "status_code", None) in (None, 500)


def _place(record: logging.LogRecord) -> str:
    """Return the last line of ours that an error passed."""
    trace = record.exc_info[2] if record.exc_info else None
    place = "?"
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if str(name).startswith("rapport."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
