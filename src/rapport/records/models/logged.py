"""What every record has in common: a key that sorts by time, and a place in the change log."""

import uuid
from collections.abc import Collection
from typing import Any, ClassVar

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
    change of it back. ``SEALED``: columns that hold what is sealed with this store's own key, and
    for which purpose; an archive carries what is in them, and another store seals it anew.
    ``OF_ITS_STORE``: what says who may see what in a store, who read and what left it, is not
    brought into one that is in use.
    """

    UNRECORDED: ClassVar[frozenset[str]] = frozenset({"revised"})
    PARTS: ClassVar[dict[str, str]] = {}
    GOES_WITH: ClassVar[tuple[str, ...]] = ()
    OF_WRITERS: ClassVar[bool] = False
    SEALED: ClassVar[dict[str, str]] = {}
    OF_ITS_STORE: ClassVar[bool] = False

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

    @classmethod
    def is_archived_for(cls, me: Any) -> bool:  # noqa: ARG003 - for those that are not for all
        """Say whether rows of this kind go into an archive that ``me`` makes of what they see."""
        return True

    def private_scope(
        self,
        columns: Collection[str],  # noqa: ARG002 - for those that have one
        by: uuid.UUID | None,  # noqa: ARG002
    ) -> uuid.UUID | None:
        """Return whose own chain records a change of these columns; none, as usual: :meth:`scope`.

        What is in a colleague's own chain, nobody else reads of in the history or takes back.
        """
        return None
