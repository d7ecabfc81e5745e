"""How a colleague reads the pages. No record, and in no history: nobody else's concern."""

from rapport.records.models import Colleague


def remember(me: Colleague, **preferences: object) -> None:
    """Remember preferences (``reads_in``, ``single_letters``) for when whoever asks comes again."""
    Colleague.objects.filter(pk=me.pk).update(**preferences)
