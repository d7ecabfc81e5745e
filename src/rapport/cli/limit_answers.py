"""Mandates and red lines at a prompt."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rapport.briefings.mandates import MandateLine
from rapport.cli.answers import days, say
from rapport.records.models import RedLine, RedLineTopic


def say_limits(given: Sequence[MandateLine], lines: Sequence[RedLine], day: date) -> None:
    """Say the mandates of a day, and after them what is never agreed to."""
    say(f"Mandates on {day.isoformat()}")
    for one in given:
        say(f"  {_heading(one, day)}", *(f"    {row}" for row in _words(one)))
    if not given:
        say("  None is in force. Ask whoever answers for the negotiation for one.")
    say("Red lines")
    for line in lines:
        say(f"  {RedLineTopic(line.topic).label}: {line.text}")
        say(*(f"    {code}: {text}" for code, text in line.refusals.items()))
    if not lines:
        say("  None is written down yet.")


def _heading(one: MandateLine, day: date) -> str:
    mandate = one.mandate
    left = (mandate.until - day).days if mandate.until else 0
    until = f"until {days(mandate.until)}" if mandate.until else "no end set"
    soon = f", {left} days left" if one.ends_soon else ""
    given = ", ".join(filter(None, [f"given by {one.issuer}" if one.issuer else "", one.circle]))
    gate = f" ({one.gate})" if one.gate else ""
    return f"{mandate.title}{gate}: {until}{soon}; {given}"


def _words(one: MandateLine) -> Iterator[str]:
    mandate = one.mandate
    for name in ("may_decide", "must_refer", "may_not", "may_say", "internal"):
        text = getattr(mandate, name)
        if text:
            column: Any = mandate._meta.get_field(name)  # noqa: SLF001 - documented Meta API
            yield f"{column.verbose_name}: {text}"
