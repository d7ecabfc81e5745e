"""What the screens say in Arabic and French: all of it, with nothing lost on the way."""

import gettext
import os
import re
import secrets
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db.models import Choices
from django.test import Client
from django.urls import reverse
from django.utils import translation

from house.tree import SRC
from rapport.imports.mapping import MEANINGS
from rapport.imports.pages.columns import QUESTIONS
from rapport.imports.pages.mapping_form import ASKS
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.rows import DOUBTS, FAULTS, ODDITIES
from rapport.records import models as records
from rapport.records.feasts import FEASTS
from rapport.records.models import Circle, Colleague
from rapport.rules.catalogue import RULES
from rapport.rules.rule import FAMILIES
from rapport.web.middleware import session_gate
from rapport.web.middleware.identity import ACTING
from rapport.web.templatetags import wording

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
in_each_language = pytest.mark.parametrize("language", LANGUAGES)

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|</?\w+>")
NEVER_MILITARY = {
    "ar": r"عدوّ?|أعداء|معركة|ساحة القتال|هجوم|تجنيد|اختراق",
    "fr": r"ennemis?|bataille|attaque[rsz]?|recrut\w*|infiltr\w*",
}
NOT_WORDS = re.compile(
    r"\b(?:[EKUD]\d\d|Rapport|CSV|XLSX|Ctrl|Shift|[QK]V?|utf-?8|iso-\S+|windows-\S+)\b"
)
"""What stays in Latin letters on an Arabic page: codes, formats, keys, our own name."""


def _file(language: str, ending: str) -> Path:
    return SRC / "web" / "locale" / language / "LC_MESSAGES" / f"django.{ending}"


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(_file(language, "po")))


def _told(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _ids(catalogue: polib.POFile) -> set[tuple[str | None, str, str]]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


def _numbers_of_forms(catalogue: polib.POFile) -> dict[int, int]:
    """Return how many of the numbers up to a thousand take each plural form."""
    rule = re.search(r"plural=(.+?);", catalogue.metadata["Plural-Forms"])
    assert rule
    form = gettext.c2py(rule[1])
    numbers = [form(n) for n in range(1001)]
    return {one: numbers.count(one) for one in set(numbers)}


@in_each_language
def test_every_message_is_translated_and_none_is_only_guessed(language):
    entries = _catalogue(language)
    assert len(entries) > 500
    assert not [one.msgid for one in entries if one.fuzzy or one.obsolete]
    assert not [one.msgid for one in entries if not all(text.strip() for text in _told(one))]


@in_each_language
def test_every_message_has_each_of_the_languages_plural_forms(language):
    catalogue = _catalogue(language)
    forms = set(_numbers_of_forms(catalogue))
    counted = [one for one in catalogue if one.msgid_plural]
    assert counted
    assert not [one.msgid for one in counted if set(one.msgstr_plural) != forms]


@in_each_language
def test_every_place_to_fill_is_in_the_message_and_in_its_translation_alike(language):
    """A plural form that only one number takes may say the number as a word."""
    catalogue = _catalogue(language)
    numbers = _numbers_of_forms(catalogue)
    wrong = []
    for entry in catalogue:
        wanted = sorted(PLACE.findall(entry.msgid))
        if not entry.msgid_plural:
            if sorted(PLACE.findall(entry.msgstr)) != wanted:
                wrong.append(entry.msgid)
            continue
        for form, text in entry.msgstr_plural.items():
            found = sorted(PLACE.findall(text))
            as_a_word = numbers[form] == 1 and found == [one for one in wanted if one != "%(n)s"]
            if found != wanted and not as_a_word:
                wrong.append(text)
    assert not wrong


@in_each_language
def test_what_is_compiled_is_what_was_written(language):
    def said(catalogue):
        return {
            (one.msgctxt, one.msgid, one.msgid_plural): (one.msgstr, one.msgstr_plural)
            for one in catalogue
        }

    written, compiled = _catalogue(language), polib.mofile(str(_file(language, "mo")))
    assert said(compiled) == said(written)
    assert compiled.metadata == written.metadata


@in_each_language
def test_the_catalogue_says_nothing_of_who_made_it_where_and_when(language):
    text = _file(language, "po").read_text(encoding="utf-8")
    head = text[: text.index("\n\n")]
    assert not re.search(r"@|Date|Last-Translator|YEAR|FIRST AUTHOR", head)
    places = re.findall(r"(?m)^#: (.+)$", text)
    assert places
    assert not [place for place in places if place.startswith(("/", "..")) or ":" in place]


@in_each_language
def test_no_translation_sounds_military(language):
    military = re.compile(rf"(?<!\w)(?:{NEVER_MILITARY[language]})(?!\w)", re.IGNORECASE)
    texts = [text for entry in _catalogue(language) for text in _told(entry)]
    assert not [text for text in texts if military.search(text)]


def test_nothing_new_is_on_the_screens_that_the_catalogues_do_not_have(tmp_path):
    """Gather the messages as ``make words`` does, in a copy."""
    if not shutil.which("xgettext"):
        pytest.skip("Gathering the messages needs xgettext, of the package gettext.")
    aside = shutil.ignore_patterns("__pycache__", "static", "*.mo")
    copy = shutil.copytree(SRC, tmp_path / "rapport", ignore=aside)
    languages = [word for code in LANGUAGES for word in ("-l", code)]
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", *languages),
            *("--no-obsolete", "--no-wrap", "--add-location", "file"),
        ],
        cwd=copy,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "rapport.site.settings",
        },
        check=True,
        capture_output=True,
    )
    for language in LANGUAGES:
        there = _file(language, "po").relative_to(SRC)
        gathered = _ids(polib.pofile(str(copy / there)))
        assert gathered == _ids(_catalogue(language)), "run: make words"


def _labels():
    scales = [getattr(records, name) for name in records.__all__]
    scales += [records.Step.Of]
    for scale in scales:
        if isinstance(scale, type) and issubclass(scale, Choices):
            # The words as written, not as they are read in the language of the moment.
            yield from (str(label) for label in scale.labels)


def _said_below():
    """Yield what the lower floors say in messages that the pages only pass on."""
    with translation.override("en"):
        yield from _labels()
        yield from (str(feast.name) for feast in FEASTS.values())
    for rule in RULES.values():
        yield from (rule.title, rule.sentence, rule.reason)
        yield from (sentence for _code, sentence in rule.options)
        yield from (setting.explains for setting in rule.settings.values())
    for texts in (FAMILIES, MEANINGS, FAULTS, DOUBTS, ODDITIES, WARNINGS, wording.VERBS):
        yield from texts.values()
    for texts in (ASKS, QUESTIONS, PASSED_OVER):
        yield from texts.values()
    yield from wording.SOONNESS


def test_what_the_lower_floors_say_is_marked_for_translation():
    known = {entry.msgid for entry in _catalogue("fr")}
    assert not {text for text in _said_below() if text} - known


class _Shown(HTMLParser):
    """The words of a page that are the page's own, not a name, a note or a language."""

    ALONE = frozenset({"input", "meta", "link", "img", "br", "hr"})
    READ = frozenset({"aria-label", "placeholder", "title", "data-label"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.words += [given[name] or "" for name in self.READ & set(given)]
        if tag not in self.ALONE:
            theirs = tag in {"bdi", "kbd", "code", "script"} or given.get("dir") == "auto"
            theirs = theirs or "mark" in (given.get("class") or "").split()  # initials of a name
            self.open.append(theirs or (tag != "html" and "lang" in given))

    def handle_endtag(self, tag):
        if tag not in self.ALONE:
            self.open.pop()

    def handle_data(self, data):
        if not any(self.open):
            self.words.append(data)


def _browser(cast, language: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if settings.IS_TEAM:
        client.defaults["wsgi.url_scheme"] = "https"
        client.force_login(cast.keeper)
        return client
    token = secrets.token_urlsafe(16)
    session_gate.SESSIONS.add(token)
    ACTING[token] = cast.keeper.pk
    client.cookies[session_gate.COOKIE] = token
    return client


PAGES = (
    "today",
    "people",
    "log",
    "find",
    "import",
    "rules",
    "history",
    "shortcuts",
    "add-person",
    "colleagues",
    "about-me",
)
OF_SOMEBODY = ("person", "change-person", "seal", "merge", "holders", "phase", "stage", "promise",
               "ask", "insight", "tell", "occasion")  # fmt: skip


def test_an_arabic_page_says_nothing_in_latin_letters_but_names_and_codes(cast):
    cast.meet(40, asked=True)
    client = _browser(cast, "ar")
    pages = [reverse(name) for name in PAGES]
    pages += [reverse("rule", args=[code]) for code in RULES]
    pages += [reverse(name, args=[cast.kamil.pk]) for name in OF_SOMEBODY]
    names = [one.name for kind in (Circle, Colleague) for one in kind.objects.all()]
    names += [one.alias for one in records.Counterpart.objects.all()]
    left = {}
    for page in pages:
        with translation.override("ar"):  # a request leaves its language behind
            answer = client.get(page)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert '<html lang="ar" dir="rtl">' in text
        shown = _Shown()
        shown.feed(text)
        words = " ".join(shown.words)
        for name in names:  # a choice in a list cannot carry a tag around a name
            words = words.replace(name, " ")
        found = re.findall(r"[A-Za-z]{2,}", NOT_WORDS.sub(" ", words))
        if found:
            left[page] = found
    assert not left


def test_a_day_in_arabic_has_the_hijri_day_beside_it_as_far_as_that_calendar_goes(cast):
    with translation.override("ar"):
        assert "1 رمضان 1447\u00a0هـ" in wording.day(cast.DAY.replace(month=2, day=18))
        assert "هـ" not in wording.day(cast.DAY.replace(year=1910))
    with translation.override("fr"):
        assert "هـ" not in wording.day(cast.DAY)


def test_a_step_of_the_phase_is_said_in_the_readers_language_like_one_of_the_stage():
    with translation.override("fr"):
        for scale in (records.Phase, records.Stage):
            assert [wording.stepped(value) for value in scale.values] == scale.labels


WITH_MARKS = re.compile(r'[\w-]+="[^"<>]*\|(?:day|moment|in_order)\b[^"]*"')
"""An attribute that holds what is written with marks: a day in ``<time>``, a text in ``<bdi>``."""


def test_what_is_written_with_marks_stands_in_no_attribute():
    found = [
        (path.name, hit[0])
        for path in sorted(SRC.rglob("templates/**/*.html"))
        for hit in WITH_MARKS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert WITH_MARKS.search('<a aria-label="Edit: {{ one.on|day }}">')
