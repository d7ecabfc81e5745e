"""How pages look: the choice of theme and density, icons, and the marks of people."""

import re
import uuid
from pathlib import Path

import pytest

from rapport.web import look
from rapport.web.templatetags.look import icon, initials, mark, mark_of_colleague

WEB = Path(look.__file__).parent


def root_of(answer) -> str:
    return re.search(r"<html[^>]*>", answer.content.decode())[0]


def test_a_theme_and_a_density_are_chosen_one_by_one_and_given_back_to_the_device(browser):
    reader = browser("reader")
    assert "data-theme" not in root_of(reader.get("/"))
    answer = reader.post("/look/", {"theme": "dark", "back": "/people/"})
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    reader.post("/look/", {"density": "compact"})
    root = root_of(reader.get("/"))
    assert 'data-theme="dark"' in root
    assert 'data-density="compact"' in root
    reader.post("/look/", {"theme": ""})
    root = root_of(reader.get("/"))
    assert "data-theme" not in root
    assert 'data-density="compact"' in root


def test_the_choice_is_kept_until_the_browser_closes_and_scripts_cannot_read_it(browser):
    cookie = browser("reader").post("/look/", {"theme": "light"}).cookies["theme"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.parametrize("value", ["red", '"><script>', "dark compact"])
def test_no_other_value_reaches_a_page(browser, value):
    reader = browser("reader")
    reader.post("/look/", {"theme": value})
    assert "data-theme" not in root_of(reader.get("/"))
    reader.cookies["theme"] = value
    assert "data-theme" not in root_of(reader.get("/"))


def test_choosing_a_look_leads_to_no_other_site(browser):
    answer = browser("reader").post("/look/", {"theme": "dark", "back": "https://example.org/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("alias", "letters"),
    [
        ("Haji Musa", "HM"),
        ("The Colonel at Kar Dovi", "CK"),
        ("Le préfet", "P"),
        ("UN liaison", "UL"),
        ("the", "T"),
        ("العقيد سامر", "ع\u200cس"),
        ("Contact 17", "C1"),
        ("17", "17"),
        ("  ", "·"),
        ("“Abu” Nour", "AN"),
    ],
)
def test_a_mark_has_the_first_letters_of_two_telling_words(alias, letters):
    assert initials(alias) == letters


def test_a_mark_keeps_its_shape_whatever_the_person_is_called_and_escapes_the_alias():
    key = uuid.UUID(int=7)
    assert re.search(r"m\d", mark("Haji Musa", key))[0] == re.search(r"m\d", mark("X", key))[0]
    assert "<b>" not in mark("<b> <i>", key)
    shapes = {re.search(r"m\d", mark("X", uuid.UUID(int=n)))[0] for n in range(50)}
    assert shapes == {"m1", "m2", "m3", "m4", "m5"}
    assert 'class="mark us little"' in mark_of_colleague("Idris Fane", "little")


def test_every_icon_a_template_names_is_in_the_sprite():
    sprite = (WEB / "static" / "icons.svg").read_text(encoding="utf-8")
    kept = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    pages = [page.read_text(encoding="utf-8") for page in (WEB / "templates").rglob("*.html")]
    named = {name for page in pages for name in re.findall(r'{% icon "([\w-]+)"', page)}
    assert named
    assert named <= kept
    assert 'turns"' in icon("back", turns=True)


def test_two_marks_differ_in_their_ground_or_in_their_form():
    """Five grounds and five forms are chosen apart, so that few people of a list look alike."""
    looks = {mark("Abu Nour", uuid.UUID(int=number)) for number in range(25)}
    assert len(looks) == 25
