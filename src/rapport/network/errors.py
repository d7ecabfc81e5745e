# ruff: noqa: N818 - a refusal is named by what is wrong, and the tree says it is an error
"""What the engine refuses, drawn as a tree.

    NetworkError
    ├── BadSnapshot    the people, ties or chances given do not describe a network
    ├── BadGate        the expression of a gate cannot be read, or names nobody
    ├── BadDraw        a number of worlds, a seed or a range of blocks that cannot be drawn
    ├── BadChange      a what-if that does not fit the snapshot it changes
    ├── BadConfidence  a confidence, an age or a table of chances that means nothing
    ├── BadPath        a question about introductions that names nobody, us, or an odd number
    ├── BadLog         a contact log, a day or a contact model that does not fit together
    ├── BadTone        observations of tone that cannot be read
    ├── BadTeam        colleagues, meetings or rules that cannot be put side by side
    ├── NotInstalled   a frame or a graph was asked for, and its library is not there
    ├── TooWide        an exact answer would take too much work: use the sampled one
    └── Stopped        whoever asked for the work stopped it; `where` is the tasks done by then

Every refusal carries `why` (a short code for programs), `where` (the index of the first
offending row, or None when the whole is at fault) and a sentence for people.
"""


class NetworkError(ValueError):
    """Root of everything the engine refuses.

    `why` is a short stable code, `where` the index of the first offending row (None when no
    single row is at fault), `says` the sentence.
    """

    def __init__(self, says: str, *, why: str, where: int | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.why = why
        self.where = where

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole between processes: the keyword arguments go along."""
        return _rebuilt, (type(self), self.says, self.why, self.where)


def _rebuilt(kind: type[NetworkError], says: str, why: str, where: int | None) -> NetworkError:
    return kind(says, why=why, where=where)


class BadSnapshot(NetworkError):
    """The people, ties, chances, groups or contacts given do not describe a network."""


class BadGate(NetworkError):
    """A gate's expression cannot be read, or names a post or person that is not there."""


class BadDraw(NetworkError):
    """A number of worlds, a seed or a range of blocks that cannot be drawn."""


class BadChange(NetworkError):
    """A what-if that does not fit the snapshot it changes."""


class BadConfidence(NetworkError):
    """A confidence, an age or a table of chances that means nothing."""


class BadPath(NetworkError):
    """A question about introductions that names nobody, us, or an impossible number."""


class BadLog(NetworkError):
    """A contact log, a day, a horizon or a contact model that does not fit together."""


class BadTone(NetworkError):
    """Observations of tone that cannot be read."""


class BadTeam(NetworkError):
    """Colleagues, meetings or rules that cannot be put side by side."""


class NotInstalled(NetworkError):
    """An answer in the shape of another library was asked for, which is not installed."""


class TooWide(NetworkError):
    """An exact answer would take too much work; the sampled answer is there for that."""


class Stopped(NetworkError):
    """The work was stopped by whoever asked for it; `where` says how many tasks were done."""
