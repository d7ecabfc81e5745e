"""What cannot be done with records.

::

    Refusal                      (``rapport.refusals``)
    ├── NotThere                 not there, or not yours: the two read the same
    ├── NotYours                 you may read this, but not change it
    ├── SayWhy                   many people were read: a reason opens the next
    ├── ChangedSince             an undo would overwrite later work
    ├── CannotBe                 an end before a start, a person merged into themselves ...
    ├── HistoryBroken            the change log does not fit together
    └── ListRefused              a list of what was erased that is not this store's own
"""

from rapport.messages import gettext_noop
from rapport.refusals import Refusal


class NotThere(Refusal):
    """Not there, or not yours: nobody can tell which."""

    code = "not_there"


class NotYours(Refusal):
    """Readable, but another's to change."""

    code = "not_yours"


class SayWhy(Refusal):
    """Many people were read in a short time: the next opens once one has said why."""

    code = "say_why"


class ChangedSince(Refusal):
    """Later work stands on what was to be undone."""

    code = "changed_since"


class CannotBe(Refusal):
    """The world does not work that way."""

    code = "cannot_be"


class HistoryBroken(Refusal):
    """The change log does not fit together."""

    code = "history_broken"


class ListRefused(Refusal):
    """A list of what was erased that cannot be read, was changed, or is another store's."""

    code = "list_refused"
    says = gettext_noop("This list of erased records was changed from outside.")
    next = gettext_noop("Look for another copy of the list, from beside the store or a backup.")
