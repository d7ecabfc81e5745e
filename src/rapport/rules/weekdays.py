"""Days of the week as people write them, in English, French and Arabic: when a term comes round."""

import re
from datetime import date
from functools import lru_cache

from rapport.rules.days import later

_NAMES = (
    ("monday", "lundi", "اثنين", "إثنين"),
    ("tuesday", "mardi", "ثلاثاء"),
    ("wednesday", "mercredi", "أربعاء", "اربعاء"),
    ("thursday", "jeudi", "خميس"),
    ("friday", "vendredi", "جمعة"),
    ("saturday", "samedi", "سبت"),
    ("sunday", "dimanche", "أحد", "احد"),
)
"""The names of each day, Monday first, as ``date.weekday`` counts."""

_DAILY = ("every day", "each day", "daily", "chaque jour", "tous les jours", "كل يوم", "يوميا")
_EVERY_DAY = frozenset(range(7))
_ONE = tuple(
    re.compile(rf"(?<!\w)(?:ال|لل)?(?:{'|'.join(names)})s?(?!\w)", re.IGNORECASE)
    for names in _NAMES
)


@lru_cache(maxsize=2000)
def weekdays_in(text: str) -> frozenset[int]:
    """Return the days of the week a text names, Monday being 0; "daily" names all of them."""
    found = frozenset(day for day, names in enumerate(_ONE) if names.search(text))
    if not found and any(word in text.casefold() for word in _DAILY):
        return _EVERY_DAY
    return found


def last_of(weekdays: frozenset[int], today: date) -> date | None:
    """Return the newest day up to ``today`` that is one of these days of the week."""
    days = (later(today, -back) for back in range(7))
    return next((day for day in days if day.weekday() in weekdays), None)
