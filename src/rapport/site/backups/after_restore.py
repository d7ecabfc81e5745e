"""What is done to every restored store before anybody meets it."""

from collections.abc import Callable


def _erase_again() -> None:
    """Erase what was erased since the backup was made, as the list beside the store has it."""
    from rapport.records import erased_list, erasing  # noqa: PLC0415 - once settings are chosen

    erasing.apply_erasures(erased_list.place())


AFTER_RESTORE: list[Callable[[], object]] = [_erase_again]
"""Functions called on the opened restored store before it is put in place, in this order.

The store is open in Django, its tables are those of this version, and its history was found whole.
They may record operations. If one raises, nothing is put in place. Afterwards the history is
checked once more.
"""
