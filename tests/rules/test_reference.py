"""The reference in docs/rules.md is what the code says; the table of ideas keeps to its form."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from rapport.rules.catalogue import RULES
from rapport.rules.reference import reference

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = DOCS / "rules.md"
FIDELITY = DOCS / "fidelity.md"


def test_the_page_is_the_one_written_from_the_code():
    assert PAGE.read_text("utf-8") == reference(), (
        "Write it anew: python -m rapport.rules.reference > docs/rules.md"
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_stands_in_it_with_its_reason_its_numbers_and_what_could_be_done(rule):
    begin = reference().index(f"### {rule.code} {rule.title}\n")
    text = reference()[begin:].split("\n### ")[0]
    assert rule.sentence in text
    assert rule.reason in text
    for name, setting in rule.settings.items():
        assert f"| `{name}` | {setting.value} |" in text
        assert setting.explains in text
    for _, option in rule.options:
        assert f"- {option}\n" in text
    assert ("Own words" in text) == bool(rule.words)


def test_every_link_leads_to_a_heading():
    page = reference()
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(links) == len(RULES)
    assert set(links) <= headings


def test_no_cell_breaks_its_table():
    rows = [line for line in reference().splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {4, 6}


def test_the_table_of_ideas_names_every_rule_and_no_other():
    assert _codes(FIDELITY.read_text("utf-8")) == set(RULES)


class Idea(NamedTuple):
    """A row of the table of ideas; ``tests`` are paths, ``state`` is without what is missing."""

    number: int
    idea: str
    rules: set[str]
    served_by: str
    tests: list[str]
    state: str
    missing: str


def _codes(text):
    return set(re.findall(r"\b[A-Z]\d\d\b", text))


def _ideas(page):
    """Return the ideas in the order of the page."""
    found = []
    for row in re.findall(r"(?m)^\| \d.*", page):
        number, idea, served_by, shown_by, said = (cell.strip() for cell in row.split("|")[1:-1])
        state, _, missing = said.partition(": ")
        tests = re.findall(r"`([^`]+)`", shown_by)
        found.append(
            Idea(int(number), idea, _codes(idea + served_by), served_by, tests, state, missing)
        )
    return found


def _unspoken(idea):
    """Return the rules of a row of which none of its tests speaks."""
    texts = [(ROOT / test).read_text("utf-8") for test in idea.tests if (ROOT / test).is_file()]
    told = " ".join(texts).upper()
    return {code for code in idea.rules if code not in told}


def _wrong(idea):
    """Yield what is wrong with one row."""
    if idea.state not in ("works", "partly", "not yet"):
        yield "state"
    if (idea.state == "partly") != bool(idea.missing):
        yield "only what works partly, and all of it, says what is missing"
    if not all((ROOT / test).is_file() and test.startswith("tests/") for test in idea.tests):
        yield "test that is none"
    if not idea.rules <= RULES.keys():
        yield "rule that is none"
    if idea.state == "not yet" and (idea.rules or idea.tests or idea.served_by != "—"):
        yield "not yet, but served"
    if idea.state == "works" and not idea.tests:
        yield "works, but not shown"
    if _unspoken(idea):
        yield "rule of which no test beside it speaks"


def _what_is_wrong(page):
    """Return all that is wrong with the table of ideas, row by row and as a whole."""
    ideas = _ideas(page)
    wrong = [f"{idea.number}: {trouble}" for idea in ideas for trouble in _wrong(idea)]
    if [idea.number for idea in ideas] != list(range(1, 72)):
        wrong.append("numbers")
    if len({idea.idea for idea in ideas}) < len(ideas):
        wrong.append("an idea twice")
    if _codes(page) != RULES.keys():
        wrong.append("not every rule, or another")
    states = Counter(idea.state for idea in ideas)
    said = re.search(r"(\d+) work, (\d+) work partly, (\d+) not yet", page)
    counted = [states[state] for state in ("works", "partly", "not yet")]
    if said is None or [int(number) for number in said.groups()] != counted:
        wrong.append(f"counts: {counted}")
    return wrong


def test_every_idea_has_its_row_with_what_serves_it_what_shows_it_and_its_state():
    assert _what_is_wrong(FIDELITY.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("whole", "broken", "wrong"),
    [
        (r"\| 2 \|.*\n", "", "numbers"),
        (r"\| 2 \|", "| 3 |", "numbers"),
        (r"(\| 2 \|.*\n)(\| 3 \|.*\n)", r"\2\1", "numbers"),
        (r"(\| 71 \|.*\n)", r"\1\1", "numbers"),
        (r"(\| 62 \| ).*?( \| )", r"\1Have more than one way.\2", "an idea twice"),
        (r"(\| 3 \|.*\| )works \|", r"\1mostly |", "3: state"),
        (r"(\| 3 \|.*\| )works \|", r"\1 |", "3: state"),
        (r"(\| 5 \|.*\| )works \|", r"\1partly |", "5: only what works partly"),
        (r"(\| 3 \|.*\| )works \|", r"\1works: mostly |", "3: only what works partly"),
        (r"(\| 3 \|.*)rules/test_engagement", r"\1rules/test_nothing", "3: test that is none"),
        (r"(\| 3 \|.*)`tests/rules/test_engag", r"\1`src/rapport/rules/engag", "3: test that"),
        (r"(\| 3 \|.*)E04", r"\1E77", "3: rule that is none"),
        (r"K06", "K05", "not every rule, or another"),
        (r"\Z", "E77", "not every rule, or another"),
        (r"(\| 62 \|[^|]*\|).*", r"\1 E01 | — | not yet |", "62: not yet, but served"),
        (r"(\| 62 \|[^|]*\|).*", r"\1 Today | — | not yet |", "62: not yet, but served"),
        (r"(\| 62 \|[^|]*\|).*", r"\1 — | `tests/cast.py` | not yet |", "62: not yet, but served"),
        (r"(\| 22 \|.*)\| `tests.*` \|", r"\1| — |", "22: works, but not shown"),
        (r"(\| 5 \|.*)rules/test_engagement", r"\1rules/test_days", "5: rule of which no test"),
        (r"\d+ work,", "7 work,", "counts"),
    ],
)
def test_a_table_of_ideas_that_is_wrong_is_noticed(whole, broken, wrong):
    page = FIDELITY.read_text("utf-8")
    copy = re.sub(whole, broken, page)
    assert copy != page
    assert any(trouble.startswith(wrong) for trouble in _what_is_wrong(copy))
