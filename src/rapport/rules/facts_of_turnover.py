"""What the rules are told of turnover on our side."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class TurnoverFact(NamedTuple):
    """Whether the backup has met them, the lead's last day if one is set, and their handover.

    ``backup_met`` is looked up only where much may rest on the lead alone.

    ``answer`` is what the successor said to it: waiting, accepted, declined, or "" where the offer
    was withdrawn.
    """

    backup_met: bool
    lead_until: date | None
    handover: Hashable | None = None
    answer: str = ""
