"""Which later records stand in the way of an undo, named as far as one may see them."""

import uuid
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from django.utils.translation import gettext_noop

from rapport.records.hanging import relationships_of
from rapport.records.models import Colleague, LoggedModel, Relationship, ScopedModel
from rapport.records.models.relationships import called
from rapport.records.refusals import ChangedSince
from rapport.records.undoing import BuiltOn

_NAMED = 5
_WORDS = 40


def named(by: Colleague, refusal: BuiltOn) -> ChangedSince:
    """Return the refusal with the records it is about, those ``by`` may see."""
    lines: list[str] = []
    for model, keys in refusal.standing.items():
        if issubclass(model, ScopedModel):
            lines += _lines(by, model, keys)
    if not lines:
        return refusal
    count = sum(map(len, refusal.standing.values()))
    more = " …" if count > len(lines[:_NAMED]) else ""
    return ChangedSince(
        gettext_noop("Later records depend on what this added: %(records)s."),
        next_step=refusal.next,
        records="; ".join(lines[:_NAMED]) + more,
    )


def _lines(by: Colleague, model: type[ScopedModel], keys: AbstractSet[uuid.UUID]) -> Iterator[str]:
    """Yield whom each record is about, its day and how its words begin."""
    rows = list(model.objects.visible_to(by).filter(pk__in=keys).order_by("pk")[:_NAMED])
    about = relationships_of(model, [row.pk for row in rows])
    whom = {key for found in about.values() for key in found}
    people = Relationship.objects.visible_to(by).filter(pk__in=whom)
    aliases = dict(people.values_list("pk", called()))
    for row in rows:
        names = ", ".join(aliases[key] for key in about.get(row.pk, ()) if key in aliases)
        yield ": ".join(filter(None, (names, _in_one_line(row))))


def _in_one_line(row: LoggedModel) -> str:
    shown = getattr(row, "SHOWN", None)
    if shown is None:
        return ""
    day, words = getattr(row, shown.day, None), str(getattr(row, shown.words, ""))
    short = words[:_WORDS].rstrip() + ("…" if len(words) > _WORDS else "")
    return " ".join(filter(None, (day.isoformat() if day else "", short)))
