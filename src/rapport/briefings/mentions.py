"""Where a person's names still stand: in what was written of others, found through the index."""

import uuid
from collections.abc import Collection, Iterable

from rapport.briefings.find import Found, find
from rapport.records.asking import Asking


def mentions(
    asking: Asking, names: Iterable[str], *, without: Collection[uuid.UUID]
) -> tuple[Found, ...]:
    """Return the notes whoever asks may see that have every word of one of these names.

    ``without`` are notes to leave out: those that go with the person. Only what can be searched
    is looked through.
    """
    found: dict[uuid.UUID, Found] = {}
    for name in names:
        before: int | None = None
        while True:
            answer = find(asking, name, before=before)
            found.update((note.row, note) for note in answer.notes if note.row not in without)
            if not answer.following:
                break
            before = int(answer.following)
    return tuple(sorted(found.values(), key=lambda note: (note.alias, note.row)))
