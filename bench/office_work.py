"""What an office at work has of everybody beside contacts: requests, ties, insights, mandates.

The world of ``world.py`` has contacts and promises only, so that a rule which speaks of a request
costs nothing there. Here everybody is asked for two things, every tenth of them is negotiated with,
and of each somebody says one tie and one thing understood.
"""

import random
from datetime import UTC, datetime, timedelta

import texts
import world

_SOME = 500
_WHAT = ("passage for a convoy", "a list of names", "a visit to the clinic", "a letter of support")


def add(*, seed: int = 5) -> None:
    """Record all that about every relationship of the world that is open."""
    from rapport.records.models import Circle, Colleague, Mandate, Relationship
    from rapport.records.recording import change_set

    chance = random.Random(seed)
    when = datetime(world.DAY.year, world.DAY.month, 1, 9, tzinfo=UTC)
    by = Colleague.objects.order_by("pk").first()
    rows = list(Relationship.objects.order_by("opened", "pk"))
    with change_set("mandate", None, now=when) as changes:
        for circle in Circle.objects.order_by("pk"):
            place = {"office_id": circle.office_id, "circle_id": circle.pk, "sensitivity": 1}
            said = {"title": "Passage", "since": world.DAY - timedelta(days=60), "issuer": by}
            changes.create(Mandate(**place, **said))
    for start in range(0, len(rows), _SOME):
        with change_set("plan", None, now=when) as changes:
            for number, row in enumerate(rows[start : start + _SOME], start):
                other = rows[number - len(rows) // 2]
                _about(changes, chance, row, other, number=number, by=by)


def _about(changes, chance, row, other, *, number, by) -> None:
    from rapport.records.models import (
        Ask,
        Insight,
        InsightKind,
        Nature,
        Outcome,
        Step,
        Tie,
        TieKind,
    )

    place = {"office_id": row.office_id, "circle_id": row.circle_id, "sensitivity": 1}
    about = {**place, "relationship_id": row.pk}
    ahead = world.DAY + timedelta(days=chance.randrange(1, 90))
    changes.create(Ask(**about, what=chance.choice(_WHAT), planned_for=ahead))
    asked = max(row.opened, world.DAY - timedelta(days=chance.randrange(1, 400)))
    became = chance.choice((Outcome.GRANTED, Outcome.REFUSED, Outcome.MADE))
    said = {"what": chance.choice(_WHAT), "outcome": became, "made_on": asked}
    changes.create(Ask(**about, **said, costs=[["career", chance.randrange(1, 4), ""]]))
    understood = {"kind": chance.choice(InsightKind.values), "nature": Nature.INTERPRETATION}
    on = max(row.opened, world.DAY - timedelta(days=chance.randrange(1, 300)))
    changes.create(Insight(**about, **understood, on=on, text=texts.note(chance)[:200]))
    if number % 10 == 0:
        step = {"of": Step.Of.PHASE, "to": "negotiation", "on": world.DAY, "reason": "Agreed to."}
        changes.create(Step(**about, **step, by=by))
        changes.change(row, phase="negotiation")
    if other.pk != row.pk:
        kind = TieKind.ANSWERS_TO if number % 2 else TieKind.TRUSTS
        claim = {"other_id": other.pk, "kind": kind, "verified_on": world.DAY}
        changes.create(Tie(**about, **claim))
