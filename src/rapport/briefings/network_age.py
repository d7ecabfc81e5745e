"""Whether an answer that was kept may still be shown: how far the history went since."""

from rapport.briefings.network_numbers import LARGE
from rapport.records.models import Operation, Store, Tie

_NARROWS = ("set_access", "undo", "merge_counterparts")
"""What may take a row from a reader: an answer from before it is not shown."""


def is_small() -> bool:
    """Say whether the whole store has so few ties that any map of it is quickly read."""
    return bool(Tie.objects.count() <= LARGE)


def sequence() -> int:
    """Return where the history ends."""
    return int(Store.objects.values_list("sequence", flat=True).get())


def narrowed_since(last: int) -> bool:
    """Say whether a row may have been taken from somebody who sees it, since the history ended."""
    return Operation.objects.filter(sequence__gt=last, verb__in=_NARROWS).exists()
