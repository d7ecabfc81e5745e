"""Which findings are silent: those set aside that rest on nothing that was not seen then."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class SetAside(NamedTuple):
    """A rule set aside: until when, and the keys of the records that were seen then."""

    code: str
    until: date
    seen: frozenset[str]


def waived_until(
    code: str, because: Sequence[Sequence[str]], set_aside: Iterable[SetAside]
) -> date | None:
    """Return until when a finding is silent: while it rests on nothing that was not seen.

    ``because`` are pairs of the kind and the key of a record.
    """
    rests_on = {key for _, key in because}
    return max(
        (
            waiver.until
            for waiver in set_aside
            if waiver.code == code and (not waiver.seen or rests_on <= waiver.seen)
        ),
        default=None,
    )
