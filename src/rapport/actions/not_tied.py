"""Verbs about ties that were proposed and are not so: say it once, and take it back."""

import uuid

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.actions.ties import home_of
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import NotTied, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


def say_not_tied(asking: Asking, *, relationship: uuid.UUID, other: uuid.UUID) -> Change[NotTied]:
    """Say of a tie that is proposed between two people that it is not so.

    It lies in the circle of one of them, as a tie would, and only who may see both is told. Said
    before, it stays as it was said.
    """
    first: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    second: Relationship = Relationship.objects.one_visible_to(asking.me, other)
    if first.pk == second.pk:
        raise CannotBe(
            gettext_noop("Both ends are the same."),
            next_step=gettext_noop("Choose another person or group."),
        )
    home = home_of(asking.me, first, second)
    of_both = Q(relationship=first, other=second) | Q(relationship=second, other=first)
    said = NotTied.objects.visible_to(asking.me).filter(of_both).first()
    with change_set("say_not_tied", asking) as changes:
        if said is None:
            said = changes.add(
                NotTied,
                home,
                relationship=first,
                other=second,
                by=asking.me,
                on=asking.day,
                sensitivity=max(first.sensitivity, second.sensitivity),
            )
        return changes.made(said)


def propose_again(asking: Asking, *, key: uuid.UUID) -> Change[NotTied]:
    """Take back that a proposed tie is not so: it is proposed again."""
    said: NotTied = NotTied.objects.one_changeable_by(asking.me, key)
    with change_set("propose_tie_again", asking) as changes:
        changes.delete(said)
        return changes.made(said)
