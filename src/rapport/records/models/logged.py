"""What every record has in common: a key that sorts by time, and a place in the change log."""

import uuid
from collections.abc import Collection
from typing import ClassVar

import uuid_utils.compat
from django.db import models


def new_key() -> uuid.UUID:
    """Return a fresh UUID version 7: unique, and in order of the moment it was made."""
    return uuid_utils.compat.uuid7()


class LoggedModel(models.Model):
    """A row that is a projection of the change log.

    ``revised`` is the sequence number of the operation that last wrote the row, so that an old
    page put back under the store shows. ``UNRECORDED`` names columns the log does not carry:
    they are derived from other rows, or (a password) must not be kept twice. ``PARTS`` names the
    tables whose rows are part of this record, by their name in the log. ``GOES_WITH`` names columns
    with keys of records it is about without pointing at them: erased with either, it goes too.
    ``OF_WRITERS``: an office has it in common, and whoever writes in any of its circles may take a
    change of it back.
    """

    UNRECORDED: ClassVar[frozenset[str]] = frozenset({"revised"})
    PARTS: ClassVar[dict[str, str]] = {}
    GOES_WITH: ClassVar[tuple[str, ...]] = ()
    OF_WRITERS: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    revised = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def __repr__(self) -> str:
        """Name the row by its key only: a name in a log file could harm."""
        return f"<{type(self).__name__} {self.pk}>"

    def scope(self) -> uuid.UUID:
        """Return the key of the circle (or office) whose chain records this row's changes."""
        raise NotImplementedError

    def private_scope(
        self,
        columns: Collection[str],  # noqa: ARG002 - for those that have one
        by: uuid.UUID | None,  # noqa: ARG002
    ) -> uuid.UUID | None:
        """Return whose own chain records a change of these columns; none, as usual: :meth:`scope`.

        What is in a colleague's own chain, nobody else reads of in the history or takes back.
        """
        return None
