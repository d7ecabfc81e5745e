"""The verb that erases a person for good, on request."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.names import fold, words
from rapport.records import erasing
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Erasure, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotYours
from rapport.records.validation import require_text
from rapport.records.whole import Whole, whole_of

LONGEST_REASON = 300
_TELLING = 2
"""So many words of a name name somebody; of a name of one word, that one."""


def one_erasable_by(asking: Asking, key: uuid.UUID) -> Relationship:
    """Return a relationship whose person may be erased by whoever asks: a keeper who may see it.

    Raises ``NotYours`` to those who may see it, ``NotThere`` to everybody else.
    """
    relationship: Relationship = Relationship.objects.one_visible_to(asking.me, key)
    every = Relationship.objects.filter(counterpart=relationship.person)
    seen = every.visible_to(asking.me).filter(circle__in=asking.me.kept_circles())
    if seen.count() < every.count():
        raise NotYours(
            gettext_noop("Only a keeper of this circle can erase a person."),
            next_step=gettext_noop("Ask a keeper who may see this person."),
        )
    return relationship


def whole_person(asking: Asking, *, key: uuid.UUID) -> Whole:
    """Return all that would go with a person, for whoever may erase them; nothing is changed."""
    return whole_of([one_erasable_by(asking, key).person.pk])


def erase_person(asking: Asking, *, key: uuid.UUID, alias: str, reason: str) -> Change[Erasure]:
    """Erase a person with everything kept of them, for good; return the receipt.

    ``alias`` is typed once more, so that nobody erases somebody else. What passed with others
    there too stays for them, without this person. Nothing of it can be undone.
    """
    relationship = one_erasable_by(asking, key)
    person = relationship.person
    if fold(alias) != fold(person.alias):
        raise CannotBe(
            gettext_noop("This is not the alias of the person to erase."),
            next_step=gettext_noop("Type it as shown at the top of the page."),
        )
    require_text(
        reason,
        gettext_noop("Erasing a person needs a reason."),
        gettext_noop(
            "Give the reason: they asked for it, a law requires it, or it is no longer needed."
        ),
    )
    if _names_somebody(reason, [person.alias, *erasing.names_of(person.sealed_names.all())]):
        raise CannotBe(
            gettext_noop("This reason contains the person's name, and it is kept."),
            next_step=gettext_noop("Write it without names."),
        )
    with change_set("erase_person", asking) as changes:
        erasure = erasing.erase(
            changes,
            [person.pk],
            on=asking.day,
            circle=relationship.circle_id,
            reason=reason.strip()[:LONGEST_REASON],
        )
        done = changes.made(erasure)
    transaction.on_commit(erasing.rewrite)
    return done


def receipts(asking: Asking) -> list[Erasure]:
    """Return the receipts of what was erased on request in the circles I keep, newest first."""
    kept = Erasure.objects.filter(circle__in=asking.me.kept_circles())
    return list(kept.exclude(reason="").order_by("-sequence"))


def _names_somebody(text: str, names: Iterable[str]) -> bool:
    said = set(words(text))
    for name in names:
        told = set(words(name))
        if told and len(told & said) >= min(_TELLING, len(told)):
            return True
    return False
