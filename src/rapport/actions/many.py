"""Verbs about many people at once, each of them one change set: one undo takes all of it back."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from rapport.actions.access import set_access
from rapport.actions.relationships import set_lead
from rapport.actions.upkeep import waive_for_many
from rapport.records import judging
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Finding
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


def assign_lead_to_many(
    asking: Asking, *, relationships: Collection[uuid.UUID], lead: uuid.UUID
) -> Change[int]:
    """Offer these people to another lead, as ``set_lead`` does with one; all of them or none."""
    with change_set("assign_lead_to_many", asking) as changes:
        for key in sorted(relationships):
            set_lead(asking, key=key, lead=lead)
        return changes.made(len(relationships))


def set_access_of_many(
    asking: Asking,
    *,
    relationships: Collection[uuid.UUID],
    sensitivity: int,
    named: Collection[uuid.UUID] = (),
) -> Change[int]:
    """Say how sensitive these people are, and who sees them where it is severe; all or none."""
    with change_set("set_access_of_many", asking) as changes:
        for key in sorted(relationships):
            set_access(asking, key=key, sensitivity=sensitivity, named=named)
        return changes.made(len(relationships))


def snooze_many(
    asking: Asking, *, relationships: Collection[uuid.UUID], reason: str, until: date
) -> Change[int]:
    """Set aside, with one reason, all that the rules notice of these people now.

    What a finding rests on is remembered, as with one that is set aside alone: once it rests on
    something else, it speaks again. Raises ``CannotBe`` where there is nothing to set aside.
    """
    judging.rejudge_if_stale(list(relationships), today=asking.day)
    found: dict[str, set[uuid.UUID]] = defaultdict(set)
    heard = Finding.objects.visible_to(asking.me).filter(
        relationship__in=relationships, waived_until__isnull=True
    )
    for code, relationship in heard.values_list("code", "relationship_id"):
        found[code].add(relationship)
    if not found:
        raise CannotBe(
            gettext_noop("There is nothing to snooze for these people."),
            next_step=gettext_noop("They are on Today only once something is due."),
        )
    with change_set("snooze_many", asking) as changes:
        for code in sorted(found):
            waive_for_many(asking, relationships=found[code], code=code, reason=reason, until=until)
        return changes.made(len(set().union(*found.values())))
