"""Verbs about mandates and red lines: what we may decide, and what we never agree to."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import check_period, stripped
from rapport.actions.people import check_writes, colleague_in, writable_circle
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Circle, Gate, Mandate, RedLine
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_needed, check_words, require_text

_LONGEST_CODE = 8


def give_mandate(
    asking: Asking,
    *,
    circle: uuid.UUID,
    since: date,
    issuer: uuid.UUID | None = None,
    gate: uuid.UUID | None = None,
    **values: Any,
) -> Change[Mandate]:
    """Note a mandate for whoever negotiates in a circle; without ``issuer`` it is one's own."""
    where = writable_circle(asking.me, circle)
    check_needed(Mandate, values)
    check_period(since, values.get("until"))
    with change_set("give_mandate", asking) as changes:
        mandate = changes.add(
            Mandate,
            where,
            issuer=colleague_in(asking, where, issuer or asking.me.pk),
            gate=gate_in(asking, where, gate),
            since=since,
            **values,
        )
        return changes.made(mandate)


def change_mandate(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Mandate]:
    """Change a mandate by its columns; one that is over gets its last day in ``until``."""
    mandate = Mandate.objects.one_changeable_by(asking.me, key)
    check_needed(Mandate, values)
    check_period(values.get("since", mandate.since), values.get("until", mandate.until))
    if "issuer" in values:
        kept = values["issuer"] == mandate.issuer_id
        values["issuer"] = (
            mandate.issuer if kept else colleague_in(asking, mandate.circle, values["issuer"])
        )
    if "gate" in values:
        values["gate"] = gate_in(asking, mandate.circle, values["gate"])
    with change_set("change_mandate", asking) as changes:
        changes.change(mandate, **stripped(values))
        return changes.made(mandate)


def remove_mandate(asking: Asking, *, key: uuid.UUID) -> Change[Mandate]:
    """Remove a mandate that was never given."""
    mandate = Mandate.objects.one_changeable_by(asking.me, key)
    with change_set("remove_mandate", asking) as changes:
        changes.delete(mandate)
        return changes.made(mandate)


def draw_red_line(
    asking: Asking, *, topic: str, text: str, refusals: Mapping[str, str] | None = None
) -> Change[RedLine]:
    """Note what the office never agrees to, with courteous refusals by language."""
    check_writes(asking.me)
    with change_set("draw_red_line", asking) as changes:
        line = RedLine(
            office_id=asking.me.office_id,
            topic=topic,
            text=_needed(text),
            issuer=asking.me,
            refusals=_refusals(refusals or {}),
        )
        return changes.made(changes.create(line))


def change_red_line(
    asking: Asking,
    *,
    key: uuid.UUID,
    text: str | None = None,
    refusals: Mapping[str, str] | None = None,
) -> Change[RedLine]:
    """Change the words of a red line, or of its refusals in the languages given."""
    line = _red_line(asking, key)
    values: dict[str, Any] = {}
    if text is not None:
        values["text"] = _needed(text)
    if refusals is not None:
        values["refusals"] = _refusals({**line.refusals, **refusals})
    with change_set("change_red_line", asking) as changes:
        changes.change(line, **values)
        return changes.made(line)


def remove_red_line(asking: Asking, *, key: uuid.UUID) -> Change[RedLine]:
    """Take a red line away."""
    line = _red_line(asking, key)
    with change_set("remove_red_line", asking) as changes:
        changes.delete(line)
        return changes.made(line)


def gate_in(asking: Asking, circle: Circle, key: uuid.UUID | None) -> Gate | None:
    """Return the gate meant; it must lie in ``circle``, so that all who read there may see it."""
    if key is None:
        return None
    gate: Gate = Gate.objects.one_visible_to(asking.me, key)
    if gate.circle_id != circle.pk:
        raise CannotBe(
            gettext_noop("This gate is kept in another circle."),
            next_step=gettext_noop("Choose one of the same circle, or leave it empty."),
        )
    return gate


def _red_line(asking: Asking, key: uuid.UUID) -> RedLine:
    line = RedLine.objects.filter(office=asking.me.office_id, pk=key).first()
    if line is None:
        raise NotThere(NOT_THERE)
    check_writes(asking.me)
    return line


def _needed(text: str) -> str:
    require_text(
        text,
        gettext_noop("A red line needs a text."),
        gettext_noop("Write in one line what we never agree to."),
    )
    return text.strip()


def _refusals(words: Mapping[str, str]) -> dict[str, str]:
    kept = {code.strip().lower(): text.strip() for code, text in words.items()}
    check_words(kept, longest=_LONGEST_CODE)
    check_words(kept.values(), longest=2000)
    return {code: text for code, text in sorted(kept.items()) if code and text}
