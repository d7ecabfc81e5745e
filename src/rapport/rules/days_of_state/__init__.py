"""Days of a state and days of the dead, known by words of their names.

A day of politics is context and a day of mourning is for presence: neither is ever proposed as a
greeting, whatever somebody noted of it. The lists lie in ``political`` and ``mourning``, one file a
language; native speakers: please add yours.
"""

from functools import lru_cache

from rapport.rules.hard_words import listed_words_in

_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def is_of_a_state(name: str) -> bool:
    """Say whether a day is one of politics by its name.

    >>> is_of_a_state("Independence Day"), is_of_a_state("Their daughter's wedding")
    (True, False)
    """
    return bool(listed_words_in(name, "days_of_state/political"))


@lru_cache(maxsize=_KEPT)
def is_of_the_dead(name: str) -> bool:
    """Say whether a day is one of mourning by its name.

    >>> is_of_the_dead("Anniversary of his brother's death"), is_of_the_dead("Easter")
    (True, False)
    """
    return bool(listed_words_in(name, "days_of_state/mourning"))
