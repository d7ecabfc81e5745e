"""Days as they are typed at a prompt."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.records.refusals import CannotBe

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST_DAY = 40


def a_day(written: str) -> date:
    """Return the day written as YYYY-MM-DD, in any digits; refuse one before 1900 or after 2199."""
    from rapport.formats.dates.calendars import reaches
    from rapport.names.digits import in_plain_digits
    from rapport.records.refusals import CannotBe

    try:
        day = date.fromisoformat(in_plain_digits(written.strip()))
    except ValueError:
        raise _no_day_of_ours(written) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        if reaches("hijri", day.year):
            raise _no_day_of_ours(written)
        raise CannotBe(
            "This date is out of range: %(day)s.",
            next_step="Write one between 1900 and 2199.",
            day=written[:40],
        )
    return day


def _no_day_of_ours(written: str) -> "CannotBe":
    """Say that this is no date, or which it is by another calendar: nothing is guessed."""
    from rapport.formats.dates.calendars import CALENDARS
    from rapport.formats.dates.readings import readings
    from rapport.records.refusals import CannotBe

    today = datetime.now(UTC).date()  # noqa: TID251 - this is the door
    found = (readings(written, "past", today) or ()) if len(written) <= _LONGEST_DAY else ()
    if not found:
        return CannotBe(
            "Not a date: %(day)s.", next_step="Write it like 2026-03-16.", day=written[:40]
        )
    names = dict(zip(CALENDARS, ("ours", "lunar Hijri", "solar Hijri", "Ethiopian"), strict=True))
    return CannotBe(
        "%(written)s is a date of another calendar: %(days)s.",
        next_step="Write the day you mean like %(first)s.",
        written=written,
        days=" or ".join(f"{one.day.isoformat()} ({names[one.calendar]})" for one in found),
        first=found[0].day.isoformat(),
    )
