"""The demo world is told in the language of whoever starts it, whole."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from rapport.exchange import demo_world
from rapport.exchange.demo_world.words import LANGUAGES, WORDS, in_language
from rapport.records.models import Actor, Circle, Colleague, Counterpart, Interaction, Office
from rapport.records.models.scoped import ScopedModel

LATIN = re.compile(r"[A-Za-z]{3,}")
NAMED_ELSEWHERE = {"Eid al-Fitr"}
"""Words of the product itself, which each page says in its reader's language."""


def texts() -> set[str]:
    """Return everything that people wrote in the world there is, and what people are called."""
    found = set(Colleague.objects.values_list("name", flat=True))
    found |= set(Circle.objects.values_list("name", flat=True))
    found |= set(Office.objects.values_list("name", flat=True))
    found |= {name for names in Actor.objects.values_list("names", flat=True) for name in names}
    found |= set(Counterpart.objects.values_list("alias", flat=True))
    for model in apps.get_models():
        if issubclass(model, ScopedModel):
            found |= {text for row in model.objects.all() for text in row.texts()}
    return found - NAMED_ELSEWHERE


@pytest.mark.django_db
def test_in_arabic_nothing_is_left_in_latin_letters() -> None:
    demo_world.build(language="ar")
    told = texts()
    assert "أبو نور" in told
    assert not [text for text in told if LATIN.search(text)]


@pytest.mark.django_db
def test_in_french_every_text_is_the_french_one() -> None:
    demo_world.build(language="fr")
    french = {in_language(text, "fr") for text in WORDS}
    assert texts() - {"QV0301"} <= french
    assert Interaction.objects.filter(line__startswith="Thé au poste").exists()


def test_every_text_has_its_translations_and_keeps_to_its_script() -> None:
    for text, told in WORDS.items():
        assert len(told) == len(LANGUAGES) - 1
        assert all(told), text
        assert not LATIN.search(told[1]), text
    assert in_language("Abu Nour", "en") == in_language("Abu Nour", "xx") == "Abu Nour"
    assert in_language("unknown", "ar") == "unknown"


def test_every_text_that_is_translated_is_told_in_a_scene() -> None:
    told: set[str] = set()
    for scene in Path(demo_world.__file__).parent.glob("*.py"):
        if not scene.name.startswith("words"):
            nodes = ast.walk(ast.parse(scene.read_text("utf-8")))
            told |= {one.value for one in nodes if isinstance(one, ast.Constant)}
    assert WORDS.keys() <= told
