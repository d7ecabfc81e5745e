"""The refusals: what cannot be done, in one sentence, with the next step.

::

    Refusal                      something that cannot be
    ├── NotThere                 not there, or not yours: the two read the same
    ├── NotYours                 you may read this, but not change it
    ├── ChangedSince             an undo would overwrite later work
    ├── CannotBe                 an end before a start, a person merged into themselves ...
    └── HistoryBroken            the change log does not fit together
"""


class Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """A deed that cannot be done.

    ``says`` and ``next`` are message ids for translation; ``params`` fills their named places.
    """

    code = "refused"

    def __init__(self, says: str, *, next_step: str = "", **params: object) -> None:
        self.says = says
        self.next = next_step
        self.params = params
        super().__init__(says % params if params else says)


class NotThere(Refusal):
    """Not there, or not yours: nobody can tell which."""

    code = "not_there"


class NotYours(Refusal):
    """Readable, but another's to change."""

    code = "not_yours"


class ChangedSince(Refusal):
    """Later work stands on what was to be undone."""

    code = "changed_since"


class CannotBe(Refusal):
    """The world does not work that way."""

    code = "cannot_be"


class HistoryBroken(Refusal):
    """The change log does not fit together."""

    code = "history_broken"
