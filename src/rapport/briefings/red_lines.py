"""Red lines as they are handed to whoever goes: each with a refusal in a language they share."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.records.models import Colleague, RedLine
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class Line:
    """What the office never agrees to, and how to refuse it: the words and their language.

    Without any refusal, both are empty.
    """

    key: uuid.UUID
    topic: str
    text: str
    refusal: str
    language: str


def red_lines(me: Colleague, languages: Sequence[str]) -> tuple[Line, ...]:
    """Return the office's red lines, each with the refusal in the first of these languages.

    Give the languages of the counterpart first, then those of whoever goes. Where a line has a
    refusal in none of them, any is given: whoever goes can put it into the language themselves.
    One question.
    """
    return tuple(_line(row, languages) for row in _of_office(me.office_id))


def every_red_line(me: Colleague) -> tuple[RedLine, ...]:
    """Return the office's red lines with all their refusals, in the order they were drawn."""
    return tuple(_of_office(me.office_id))


def _line(row: RedLine, languages: Sequence[str]) -> Line:
    known = {code.casefold(): code for code in row.refusals}
    spoken = [known[code.casefold()] for code in languages if code.casefold() in known]
    language = next(iter([*spoken, *sorted(row.refusals)]), "")
    return Line(row.pk, row.topic, row.text, row.refusals.get(language, ""), language)


@prepared
def _of_office(office: uuid.UUID) -> "QuerySet[RedLine]":
    return RedLine.objects.filter(office=office).select_related("issuer").order_by("pk")
