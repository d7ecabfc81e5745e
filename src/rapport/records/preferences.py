"""How a colleague reads the pages. No record, and in no history: nobody else's concern."""

import uuid

from django.db.models import QuerySet

from rapport.messages import gettext_noop
from rapport.records.models import Colleague, SavedView
from rapport.records.prepared import prepared
from rapport.records.refusals import CannotBe

MOST_VIEWS = 12
"""So many views of their own somebody keeps; more would not be found again."""


def remember(me: Colleague, **preferences: object) -> None:
    """Remember how whoever asks reads, and where they stopped, for when they come again.

    ``preferences`` are the columns ``reads_in``, ``single_letters`` and ``first_ten``.
    """
    Colleague.objects.filter(pk=me.pk).update(**preferences)


@prepared
def views_of(colleague: uuid.UUID) -> "QuerySet[SavedView]":
    """Return the views of the list of people that a colleague saved, the oldest first."""
    return SavedView.objects.filter(colleague_id=colleague).order_by("pk")


def save_view(me: Colleague, *, title: str, filters: str) -> SavedView:
    """Save a view of the list of people for whoever asks; one of the same title is replaced."""
    title = " ".join(title.split())
    if not title or not filters:
        raise CannotBe(
            gettext_noop("A view needs a title and at least one filter."),
            next_step=gettext_noop("Choose a filter first, then save the view."),
        )
    same = SavedView.objects.filter(colleague=me, title=title)
    if same.update(filters=filters):
        return same.get()
    if len(views_of(me.pk)) >= MOST_VIEWS:
        raise CannotBe(
            gettext_noop("There is no room for more views."),
            next_step=gettext_noop("Remove one you no longer use."),
        )
    return SavedView.objects.create(colleague=me, title=title, filters=filters)


def remove_view(me: Colleague, key: uuid.UUID) -> None:
    """Remove a saved view of whoever asks; of another one nothing is said and nothing done."""
    SavedView.objects.filter(colleague=me, pk=key).delete()
