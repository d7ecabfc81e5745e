"""What only somebody who signed in does: no token of theirs does it in their place."""

from rapport.records.asking import Asking
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere


def check_is_oneself(asking: Asking) -> None:
    """Refuse a token: it changes nothing of who may see what, and nothing that is one's own."""
    if asking.me.is_narrowed:
        raise NotThere(NOT_THERE)
