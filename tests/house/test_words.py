"""Words: every thing is called what the page on words calls it, and some words are never used.

If a laptop is taken, a word like the first of this list can harm the people written about.
"""

import re

import polib
import pytest
from django.apps import apps
from django.db import models

from house.tree import DOCS, ROOT, SRC, texts
from rapport.records import models as records

PAGE = (DOCS / "words.md").read_text(encoding="utf-8")

NEVER = (
    *("target", "targets", "targeted", "targeting", "asset", "assets", "handler", "handlers"),
    *("dossier", "dossiers", "intel", "profile", "profiles", "profiling", "pipeline", "pipelines"),
    *("informant", "informants", "score", "scores", "scored", "scoring", "gamify", "leaderboard"),
)
"""Words that are banned wherever they stand alone, in one case or another, in names too."""

NEVER_SO = (
    r"\b(?:a|an|our|my|this|that|human|local|good|best|new|every|each)\s+sources?\s+(?:in|inside|within|at|says?|told|who)\b",
    r"\b(?:sales|qualified|warm|cold|hot)\s+leads?\b",
    r"\b(?:a|the|this|that|our|new|big|every|each|no|close)\s+deals?\b(?!\s+(?:of|with)\b)",
    r"\b(?:rank|rate|rating|ranking)\s+(?:the\s+)?(?:people|counterparts|persons)\b",
)
"""Words that are good in one sense (the origin of a claim, who leads, whom we deal with) only."""

FOREIGN = (
    r"hx-target",  # htmx
    r"scroll-initial-target",  # CSS
    r"event\.(?:detail\.)?target|\{ target \}|\btarget\.(?=[a-z])|\(target\)",  # the browser
    r"\btarget-version\b",  # ruff, djade
    r"\btarget=",  # threads
    r'\bTarget="',  # Office Open XML
    r"\bhandler(?:400|404|500)\b|\btarget_field\b",  # Django
    r'"handlers?":',  # Django's logging
    r"uploadhandler\.MemoryFileUploadHandler|FILE_UPLOAD_HANDLERS|logging\.StreamHandler",
    r"never scores a person",  # what we say of ourselves
)
"""What other people's formats and libraries call things."""

ABOUT_FILES = (
    "src/rapport/imports/tables/csv_reader.py",
    "src/rapport/imports/tables/encodings.py",
    "docs/decisions/0023-encodings-and-dates-asked.md",
)
"""Here a separator or an encoding is scored, never a person."""

EXCEPTED = {
    "src/rapport/rules/words_to_mind/",  # the rule that notices such words needs to know them
    "src/rapport/web/static/htmx.min.js",  # not ours
    "src/rapport/web/static/LICENCE-icons.txt",
}

IN_OTHER_LANGUAGES = {
    "fr": r"\b(?:cibles?|cibl[ée]\w*|informateurs?|dossiers?|profil\w*|officier traitant)\b",
    "ar": r"(?<!\w)(?:ال)?(?:عميل|عملاء|مخبر\w*|استخبار\w*|مستهدف\w*|استهداف)(?!\w)",
}


def _said(path: str, text: str) -> list[str]:
    """Return the banned words in a text, camel case and underscores taken apart."""
    for phrase in FOREIGN:
        text = re.sub(phrase, " ", text)
    found = [hit[0] for phrase in NEVER_SO for hit in re.finditer(phrase, text, re.IGNORECASE)]
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text).lower()
    said = set(re.findall(r"[a-z]+", parted)) & set(NEVER)
    if path in ABOUT_FILES:
        said = {word for word in said if not word.startswith("scor")}
    return sorted(said) + found


def _ours():
    for path, text in texts(".py", ".html", ".md", ".js", ".css", ".svg", ".txt", ".toml", ".json"):
        if path.startswith(("tests/", "bench/")) or any(path.startswith(one) for one in EXCEPTED):
            continue
        own_list = r"(?s)## Never say\n.*?(?=\n## |\Z)" if path == "docs/words.md" else "(?!)"
        yield path, re.sub(own_list, "", text)


def test_the_words_we_never_say_are_in_no_code_page_or_screen():
    found = {path: said for path, text in _ours() if (said := _said(path, text))}
    assert not found


def test_the_words_we_never_say_are_in_no_translation():
    for path in sorted(SRC.glob("web/locale/*/LC_MESSAGES/*.po")):
        language = path.parts[-3]
        for entry in polib.pofile(str(path)):
            kept = [entry.msgid, entry.msgid_plural]
            assert not [word for text in kept for word in _said("", text)], entry.msgid
            for told in (entry.msgstr, *entry.msgstr_plural.values()):
                banned = IN_OTHER_LANGUAGES.get(language, "(?!)")
                assert not re.search(banned, told, re.IGNORECASE), f"{language}: {told}"


@pytest.mark.parametrize("word", NEVER)
def test_every_word_of_the_guard_is_noticed_in_text_and_in_names(word):
    assert _said("x", f"This is a {word}.") == [word]
    assert _said("x", f"def find_{word}_of():") == [word]
    assert _said("x", f"class My{word.title()}Row:") == [word]


def test_words_that_are_good_in_one_sense_are_let_through_in_that_one():
    good = (
        "the lead colleague; each claim has its source and its date; a person we deal with;"
        " a great deal of care; whoever leads it"
    )
    assert not _said("x", good)
    for bad in ("our source in the ministry", "a warm lead", "we closed the deal", "rank people"):
        assert _said("x", bad)


def test_the_page_says_which_words_are_never_said():
    told = re.search(r"(?s)## Never say\n(.*?)(?=\n## |\Z)", PAGE)
    assert told
    for word in (
        "target",
        "source",
        "asset",
        "handler",
        "dossier",
        "intel",
        "profile",
        "lead",
        "deal",
        "pipeline",
        "score",
    ):
        assert re.search(rf"\b{word}\b", told[1]), word


def _models() -> list[str]:
    return sorted(model.__name__ for model in apps.get_app_config("records").get_models())


@pytest.mark.parametrize("name", _models())
def test_every_model_has_its_meaning_on_the_page(name):
    rows = re.findall(rf"^\| \*\*{name}\*\* \| (.+?) \|", PAGE, re.MULTILINE)
    assert len(rows) == 1
    assert len(rows[0].split()) >= 5


def _scales() -> list[type[models.Choices]]:
    named = [getattr(records, name) for name in records.__all__]
    inner = [records.Step.Of]
    every = [one for one in named if isinstance(one, type) and issubclass(one, models.Choices)]
    return every + inner


@pytest.mark.parametrize("scale", _scales(), ids=lambda one: one.__qualname__)
def test_every_scale_stands_on_the_page_step_by_step(scale):
    name = re.escape(scale.__qualname__)
    told = re.search(rf"^\| \*\*{name}\*\* \| (.+?) \|$", PAGE, re.MULTILINE)
    assert told
    steps = [step.strip() for step in told[1].split(" · ")]
    assert steps == [str(label) for label in scale.labels]


def test_everything_the_records_offer_is_a_word_of_the_page():
    missing = [name for name in records.__all__ if name[0].isupper() and f"**{name}**" not in PAGE]
    assert not missing


def test_a_heading_of_the_page_is_not_said_twice():
    terms = re.findall(r"^\| \*\*([^*]+)\*\* \|", PAGE, re.MULTILINE)
    assert len(terms) == len(set(terms)) > 60
    assert (ROOT / "README.md").read_text(encoding="utf-8").count("docs/words.md") == 1
