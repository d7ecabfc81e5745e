"""Changes of power as other programs and the prompt are told: plain values and keys."""

from collections.abc import Sequence
from typing import Any

from rapport.briefings.power_changes import Part, PowerPage
from rapport.records.models import PlanItem, PowerChange


def told_changes(rows: Sequence[PowerChange]) -> list[dict[str, Any]]:
    """Return a list of changes of power."""
    return [told_change(row) for row in rows]


def told_change(row: PowerChange) -> dict[str, Any]:
    """Return what is said of one change of power."""
    return {
        "key": row.pk,
        "what": row.what,
        "kind": row.kind,
        "certainty": row.certainty,
        "on": row.on,
        "place": row.place,
        "basis": row.basis,
        "fallen": row.fallen.name if row.fallen else "",
        "risen": row.risen.name if row.risen else "",
        "post": row.position.title if row.position else "",
        "applied_on": row.applied_on,
        "false_on": row.false_on,
        "false_because": row.false_because,
    }


def told_power(page: PowerPage) -> dict[str, Any]:
    """Return one change of power with all it touches, or changed, and its plan."""
    preview = page.preview
    parts = {
        "ends": preview.endings,
        "posts_unknown": preview.posts,
        "agreements": preview.agreements,
        "rising": preview.rising,
        "gates": preview.gates,
        "seen_with_them": preview.seen,
        "colleagues": preview.colleagues,
        "places": preview.places,
    }
    return {
        **told_change(page.row),
        "touches": {name: told_part(part) for name, part in parts.items()},
        "plan": [told_item(one) for one in page.plan],
    }


def told_part(part: Part) -> list[Any]:
    """Return the lines of one kind of what is touched."""
    return list(part.lines)


def told_item(item: PlanItem) -> dict[str, Any]:
    """Return one step of a plan."""
    return {
        "key": item.pk,
        "step": item.step,
        "text": item.text,
        "about": subject(item),
        "owner": item.owner.name if item.owner else "",
        "due": item.due,
        "done_on": item.done_on,
        "outcome": item.outcome,
    }


def subject(item: PlanItem) -> str:
    """Return what a step is about, by its name."""
    if item.relationship is not None:
        return item.relationship.called
    if item.gate is not None:
        return item.gate.name
    if item.agreement is not None:
        return item.agreement.what
    return item.position.title if item.position else ""
