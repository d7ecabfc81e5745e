"""The reference in docs/rules.md is what the code says."""

import re
from pathlib import Path

import pytest

from rapport.rules.catalogue import RULES
from rapport.rules.reference import reference

DOCS = Path(__file__).parents[2] / "docs"
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
    named = set(re.findall(r"\b[A-Z]\d\d\b", FIDELITY.read_text("utf-8")))
    assert named == set(RULES)
