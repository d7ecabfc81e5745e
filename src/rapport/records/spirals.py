"""Where the tone of relationships is going: asked of the network engine and kept.

The engine needs arrays, which no process that judges or makes pages loads: it answers in a process
of its own. What is kept is never older than its contacts, for it says what it was worked out from,
and whoever reads it compares (``rules.tone.trend``).
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from rapport.records import chain, judging
from rapport.records.hanging import relationships_of
from rapport.records.models import Interaction, Operation, Presence, Relationship, SpiralOf
from rapport.records.packed_facts import TONES_AT, TWO_WAY_AT, unpack
from rapport.records.raw_rows import among
from rapport.rules.tone import RECENT

RENEWED_AFTER = timedelta(days=7)
LEAST = 3
"""Of fewer days with a tone the engine never names a spiral: one meeting left out is half of it."""

_ALONE = [sys.executable, "-m", "rapport.network.tone_apart"]
_PATIENCE = 120.0


class Toned(NamedTuple):
    """A contact whose tone somebody recorded, as a trend remembers it."""

    on: date
    key: UUID
    theirs: str
    ours: str

    @property
    def remembered(self) -> str:
        """Return the contact as it stands in ``SpiralOf.rests_on``."""
        return f"{self.key.hex}|{self.theirs}|{self.ours}"


def renew(keys: Iterable[UUID], *, today: date) -> int:
    """Ask anew where the tone of these relationships is going; return how many answers differ.

    The engine is asked outside the transaction. What was recorded meanwhile makes an answer that
    fits no longer, and is not believed.
    """
    wanted = list(keys)
    contacts = toned_contacts(wanted, today)
    asked = [key for key in wanted if _days(contacts[key]) >= LEAST]
    found = dict(zip(asked, _asked([contacts[key] for key in asked], today), strict=True))
    with transaction.atomic():
        chain.lock_store()
        changed = _keep(wanted, found, contacts, today)
        judging.rejudge(changed, today=today)
    return len(changed)


def _days(contacts: Sequence[Toned]) -> int:
    return len({one.on for one in contacts})


def toned_contacts(keys: Sequence[UUID], today: date) -> Mapping[UUID, list[Toned]]:
    """Return the two-way contacts with a tone, up to a day, of each relationship, newest first."""
    found: dict[UUID, list[Toned]] = defaultdict(list)
    rows = Presence.objects.filter(relationship__in=among(keys), on__lte=today)
    for relationship, contact, on, told in rows.order_by("-on", "-interaction_id").values_list(
        "relationship_id", "interaction_id", "on", "told"
    ):
        values = unpack(told)
        theirs, ours = values[TONES_AT]
        if values[TWO_WAY_AT] and (theirs or ours):
            found[relationship].append(Toned(on, contact, theirs, ours))
    return found


def _asked(ties: Sequence[Sequence[Toned]], today: date) -> list[int]:
    if not ties:
        return []
    asked = {
        "as_of": today.toordinal(),
        "ties": [[(one.on.toordinal(), one.theirs, one.ours) for one in tie] for tie in ties],
    }
    done = subprocess.run(  # noqa: S603 - our own module
        _ALONE,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=_PATIENCE,
    )
    return [int(one) for one in json.loads(done.stdout)]


def _keep(
    keys: Sequence[UUID],
    found: Mapping[UUID, int],
    contacts: Mapping[UUID, Sequence[Toned]],
    today: date,
) -> list[UUID]:
    """Write what was found where it differs; return of whom it does."""
    there = SpiralOf.objects.in_bulk(list(keys))
    still = set(Relationship.objects.filter(pk__in=among(keys)).values_list("pk", flat=True))
    changed = []
    for key in keys:
        before, spiral = there.get(key), found.get(key, 0)
        if not spiral or key not in still:
            if before:
                before.delete()
                changed.append(key)
            continue
        rests_on = [one.remembered for one in contacts[key]]
        now = SpiralOf(relationship_id=key, as_of=today, spiral=spiral, rests_on=rests_on)
        if before and (before.as_of, before.spiral, before.rests_on) == (today, spiral, rests_on):
            continue
        now.save(force_insert=before is None, force_update=before is not None)
        changed.append(key)
    return changed


def worth_asking(today: date) -> list[UUID]:
    """Return of whom a trend could be told: met lately, or one is kept. Those met last first."""
    lately = Presence.objects.filter(on__gt=today - timedelta(days=RECENT), on__lte=today)
    rows = lately.order_by("-on", "relationship_id").values_list("relationship_id", flat=True)
    kept = SpiralOf.objects.order_by("pk").values_list("pk", flat=True)
    return list(dict.fromkeys((*rows, *kept)))


def gone_by(today: date) -> list[UUID]:
    """Return of whom what is kept is a week old, or of a day to come: a clock was set back."""
    old = Q(as_of__lte=today - RENEWED_AFTER) | Q(as_of__gt=today)
    return list(SpiralOf.objects.filter(old).order_by("pk").values_list("pk", flat=True))


def met_otherwise_since(sequence: int) -> list[UUID]:
    """Return the relationships whose contacts were recorded or changed after a place in the log.

    Of a contact that is gone nobody can say whose it was: then it is everybody whose kept trend
    rests on it.
    """
    rows = Operation.objects.filter(sequence__gt=sequence, model="interaction")
    contacts = set(rows.order_by().values_list("row", flat=True))
    if not contacts:
        return []
    about = relationships_of(Interaction, contacts)
    found = dict.fromkeys(key for keys in about.values() for key in keys)
    gone = {key.hex for key in contacts.difference(about)}
    if gone:
        for key, rests_on in SpiralOf.objects.values_list("pk", "rests_on"):
            if gone.intersection(one.partition("|")[0] for one in rests_on):
                found[key] = None
    return list(found)
