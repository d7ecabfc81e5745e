"""Who asks, when, and on what day."""

from dataclasses import dataclass
from datetime import date, datetime

from rapport.records.models import Colleague


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks (``me``), when (``now``, aware), and the ``day`` the rules judge by.

    Made once by whoever opens a door (a page, the API, a command), and passed to every action and
    briefing: nothing below reads the clock or knows of a request.
    """

    me: Colleague
    now: datetime
    day: date

    def __post_init__(self) -> None:
        """Let ``me`` be who they are on this day: a part in a circle may have ended before it."""
        object.__setattr__(self, "me", self.me.on(self.day))
