"""Verbs about any kind of record with a usual section on a counterpart's page."""

import uuid
from datetime import date
from typing import Any

from django.utils.text import camel_case_to_spaces

from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import AboutRelationship, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere
from rapport.records.validation import check_needed


def sectioned(name: str) -> type[AboutRelationship]:
    """Return the kind of this name that has a usual section, or raise ``NotThere``."""
    kind = recorded_models().get(name)
    if kind is None or not issubclass(kind, AboutRelationship) or kind.SECTION is None:
        raise NotThere(NOT_THERE)
    return kind


def note_record(
    asking: Asking, kind: type[AboutRelationship], /, *, relationship: uuid.UUID, **values: Any
) -> Change[AboutRelationship]:
    """Note a record about one counterpart."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    check_record(asking, kind, values, whole=True)
    with change_set(f"note_{named(kind)}", asking) as changes:
        return changes.made(changes.add(kind, about, **values))


def check_record(
    asking: Asking, kind: type[AboutRelationship], values: dict[str, Any], *, whole: bool
) -> None:
    """Refuse what is missing, and the day of a record that is still to come or before 1900."""
    needed = entered_columns(kind) if whole else entered_columns(kind).keys() & values.keys()
    check_needed(kind, {name: values.get(name) for name in needed})
    day = values.get(kind.SHOWN.day) if kind.SHOWN else None
    if isinstance(day, date):
        check_date(day, asking.day)


def named(kind: type[AboutRelationship]) -> str:
    """Return the kind's name as verbs of the log have it."""
    return camel_case_to_spaces(kind.__name__).replace(" ", "_")
