"""What is assumed about the months to come: stated, and an office can change it.

Nobody measures these chances. They are settings of rule N01, in percent, and every answer that
rests on them says so.
"""

from typing import NamedTuple

from rapport.rules.rule import Numbers


class Assumed(NamedTuple):
    """In percent: that a tie works, by how sure it is; that people are there after a year.

    ``ties`` are those claimed with low, medium and high confidence.
    """

    ties: tuple[int, int, int] = (40, 70, 90)
    people: int = 90
    colleagues: int = 75
    groups: int = 95

    def shifted(self, by: int) -> "Assumed":
        """Return the same with every chance lower or higher, between 1 and 100."""
        low, medium, high = (_within(one + by) for one in self.ties)
        return Assumed((low, medium, high), *(_within(one + by) for one in self[1:]))


NAMES = ("tie_low", "tie_medium", "tie_high", "people", "colleagues", "groups")


def assumed_of(numbers: Numbers | None) -> Assumed:
    """Return what an office assumes, by the numbers of rule N01; those shipped if it is off."""
    if numbers is None:
        return Assumed()
    low, medium, high, *rest = (numbers[name] for name in NAMES)
    medium = max(low, medium)
    return Assumed((low, medium, max(medium, high)), *rest)


def _within(percent: int) -> int:
    return min(max(percent, 1), 100)
