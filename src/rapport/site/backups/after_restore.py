"""What is done to every restored store before anybody meets it."""

from collections.abc import Callable

AFTER_RESTORE: list[Callable[[], None]] = []
"""Functions called on the opened restored store before it is put in place, in this order.

The store is open in Django, its tables are those of this version, and its history was found whole.
They may record operations. If one raises, nothing is put in place. Afterwards the history is
checked once more. Whoever registers one appends it when its module is imported, and imports that
module from here.
"""
