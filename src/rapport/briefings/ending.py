"""What is past its end, as far as somebody may see: the list before a purge."""

import uuid
from dataclasses import dataclass
from datetime import date

from rapport.records import held_erasing
from rapport.records.asking import Asking
from rapport.records.ending import due, ending_kinds
from rapport.records.hanging import relationships_in_log, relationships_of
from rapport.records.models import Operation, Relationship
from rapport.records.models.relationships import called
from rapport.records.operations import recorded_models, state_after


@dataclass(frozen=True, slots=True)
class Ended:
    """A record past its last day: its kind and key, of whom, and which day that was."""

    kind: str
    key: uuid.UUID
    alias: str
    ended: date


def ending(asking: Asking) -> tuple[Ended, ...]:
    """Return what a purge would take away today, as far as whoever asks may see."""
    found: list[Ended] = []
    past = due(asking.day)
    for kind, end in ending_kinds().items():
        keys = [row.pk for row in past if type(row) is kind]
        about = relationships_of(kind, keys)
        every = {key for relationships in about.values() for key in relationships}
        mine = Relationship.objects.visible_to(asking.me).filter(pk__in=every)
        aliases = dict(mine.values_list("pk", called()))
        for row in kind.objects.visible_to(asking.me).filter(pk__in=keys).order_by(end.day, "pk"):
            names = [aliases[key] for key in about[row.pk] if key in aliases]
            found += [
                Ended(kind.__name__.lower(), row.pk, name, getattr(row, end.day)) for name in names
            ]
    return tuple(found) + _set_to_be_erased(asking)


def _set_to_be_erased(asking: Asking) -> tuple[Ended, ...]:
    """Return what was set to be erased and goes today; only the history still has it."""
    waiting = held_erasing.waiting()
    found: list[Ended] = []
    for key, (last, goes) in waiting.items():
        if goes > asking.day:
            continue
        kind = recorded_models()[last.model]
        state = state_after(list(Operation.objects.filter(row=key).order_by("sequence")))
        about = relationships_in_log(kind, key, state)
        mine = Relationship.objects.visible_to(asking.me).filter(pk__in=about)
        names = mine.values_list(called(), flat=True)
        found += [Ended(kind.__name__.lower(), key, name, goes) for name in names]
    return tuple(found)
