# ruff: noqa: N818 - a refusal is named by what is wrong, and the tree says it is an error
"""What the tie half of the engine refuses, drawn as a tree.

NetworkError
├── BadPath    a question about introductions that names nobody, us, or an impossible number
├── BadLog     a contact log, a day or a contact model that does not fit together
├── BadTone    observations of tone that cannot be read
└── BadTeam    colleagues, meetings or rules that cannot be put side by side

Each carries `why`, `where` and `says`, as everything in `errors.py` does.
"""

from rapport.network.errors import NetworkError


class BadPath(NetworkError):
    """A question about introductions that names nobody, us, or an impossible number."""


class BadLog(NetworkError):
    """A contact log, a day, a horizon or a contact model that does not fit together."""


class BadTone(NetworkError):
    """Observations of tone that cannot be read."""


class BadTeam(NetworkError):
    """Colleagues, meetings or rules that cannot be put side by side."""
