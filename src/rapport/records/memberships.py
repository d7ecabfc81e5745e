"""Until when a keeper gave somebody a part in a circle, read from the log: a last day ends it."""

import json
import uuid
from collections.abc import Collection
from datetime import date

from rapport.records.models import Membership, Operation

SETS_LAST_DAY = ("set_last_day", "say_of_myself", "change_colleague")
"""The verbs that end parts with the last day of a colleague; all others are a keeper's word."""


def ends_of_keepers(parts: Collection[uuid.UUID]) -> dict[uuid.UUID, date | None]:
    """Return for each of these parts until when its circle's keeper gave it.

    What an undo brought back counts as a keeper's word: it never says more than they did. Of a
    part whose log is not here nothing is returned.
    """
    found: dict[uuid.UUID, date | None] = {}
    log = Operation.objects.filter(row__in=list(parts), model=Membership._meta.model_name)  # noqa: SLF001
    for operation in log.exclude(verb__in=SETS_LAST_DAY).order_by("sequence"):
        content = operation.content
        patch = json.loads(content)["patch"] if content is not None else {}
        if "until" in patch or operation.row not in found:
            said = patch.get("until")
            found[operation.row] = date.fromisoformat(said) if said else None
    return found
