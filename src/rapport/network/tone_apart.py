"""Asking for the trend of tones in a process of its own, so that who asks loads no arrays.

    python -m rapport.network.tone_apart

reads ``{"as_of": day number, "ties": [[[day number, theirs, ours], ...], ...]}`` and writes the
spiral of each tie, as JSON. A tone is a word of :class:`ToneStep`, or "" where nobody said it.
"""

import json
import sys
from collections.abc import Sequence

from rapport.network.tone import ToneStep, Way, tone_trend

_STEPS = {step.name.lower(): int(step) for step in ToneStep}

Contact = tuple[int, str, str]
"""The number of a day, their tone and ours."""


def spirals(ties: Sequence[Sequence[Contact]], as_of: int) -> list[int]:
    """Return the spiral of each tie, by the contacts of it up to a day."""
    seen = [
        (tie, day, int(way), _STEPS[tone])
        for tie, contacts in enumerate(ties)
        for day, theirs, ours in contacts
        for way, tone in ((Way.THEIRS, theirs), (Way.OURS, ours))
        if tone
    ]
    columns = [list(column) for column in zip(*seen, strict=True)] or [[], [], [], []]
    found: list[int] = tone_trend(*columns, as_of=as_of, m=len(ties)).spiral.tolist()
    return found


def main() -> None:
    """Answer what was written to this process."""
    asked = json.load(sys.stdin)
    json.dump(spirals(asked["ties"], asked["as_of"]), sys.stdout)


if __name__ == "__main__":
    main()
