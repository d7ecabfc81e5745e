"""A day of a state or of the dead is never proposed as a greeting, of whatever country it is."""

from pathlib import Path

import pytest

from rapport.rules.days_of_state import is_of_a_state, is_of_the_dead

_DAYS = (Path(__file__).parent / "days_of_the_world.txt").read_text(encoding="utf-8")
STATE, OTHERS = (part.splitlines() for part in _DAYS.split("[state]\n")[1].split("[others]\n"))


def test_every_day_of_a_state_of_every_country_is_known_as_one():
    assert len(STATE) > 800
    assert not [name for name in STATE if not (is_of_a_state(name) or is_of_the_dead(name))]


def test_days_of_faith_and_of_families_are_none():
    assert len(OTHERS) > 500
    assert not [name for name in OTHERS if is_of_a_state(name) or is_of_the_dead(name)]


@pytest.mark.parametrize(
    "name",
    [
        *("His daughter's wedding", "Birthday", "Name day", "Their son's graduation", "Harvest"),
        *("The colonel's birthday", "His statement", "Un coup de fil à sa fille", "Front teeth"),
        *("Victoria's birthday", "Nasr's wedding", "زواج نصر", "Heron"),
        *("Anniversaire de sa fille", "Mariage de son fils", "عيد ميلاده", "زواج ابنته"),
    ],
)
def test_a_day_of_somebodys_own_is_none(name):
    assert not is_of_a_state(name)
    assert not is_of_the_dead(name)


@pytest.mark.parametrize(
    ("name", "dead"),
    [
        *(("Anniversary of his brother's death", True), ("Décès de son père", True)),
        *(("ذكرى وفاة والده", True), ("عيد الاستقلال", False), ("Fête nationale", False)),
        *(("VICTORY DAY", False), ("يوم الجيش", False), ("Journée de la République", False)),
    ],
)
def test_capitals_accents_and_arabic_letters_do_not_matter(name, dead):
    assert is_of_the_dead(name) is dead
    assert is_of_a_state(name) is not dead
