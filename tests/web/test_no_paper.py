"""Whoever prefers no paper is never asked for one: nothing shown of them asks for it, anywhere."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast
from in_turn import examples
from rapport.actions import agreement_terms, agreements, legal, people
from rapport.records import judging
from rapport.records.models import Agreement
from rapport.rules.catalogue import RULES, judge, worded
from rules.anything import offices, relationships
from rules.building import TODAY

ASKS_FOR_PAPER = re.compile(
    r"\b(memorand\w*|mou|sign (it|here|the)|signature|get .{0,30}in writing|put .{0,30}on paper"
    r"|write it down together|ask for (a )?(paper|document|letter)|letter of)\b",
    re.IGNORECASE,
)
"""What would ask somebody for a paper, or lead one of us to."""

OF_AGREEMENTS = [code for code in RULES if code[0] == "A" or code in ("U05", "B05")]


@pytest.mark.parametrize("code", OF_AGREEMENTS)
def test_no_rule_about_agreements_asks_for_paper(code):
    rule = RULES[code]
    for text in (rule.title, rule.sentence, rule.reason, *(words for _, words in rule.options)):
        assert not ASKS_FOR_PAPER.search(text), text


@given(relationships, offices, st.sampled_from(["none", "oral", "message"]))
@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_known_no_finding_asks_for_paper_where_none_is_wanted(facts, office, prefers):
    for finding in judge(facts._replace(documentation=prefers), TODAY, office).findings:
        said = worded(finding.says, finding.params, TODAY)
        options = dict(RULES[finding.code].options)
        for text in (said, *(options[option] for option in finding.options)):
            assert not ASKS_FOR_PAPER.search(text), (finding.code, text)


class Shown(HTMLParser):
    """What a page says and offers: text, labels, titles, and the names of buttons and choices."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._chosen = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.words += [
            told[name] for name in ("aria-label", "title", "placeholder") if told.get(name)
        ]
        self._chosen += tag in ("select", "script", "style")

    def handle_endtag(self, tag):
        self._chosen -= tag in ("select", "script", "style")

    def handle_data(self, data):
        # A list to choose from names every form there is, signed papers too: it asks for none.
        if data.strip() and not self._chosen:
            self.words.append(data)


def spoken(cast: Cast, prefers: str) -> Agreement:
    """Record a spoken agreement in which as much is missing as can be."""
    asking, key = cast.asking("writer"), cast.kamil.counterpart_id
    people.change_counterpart(asking, key=key, documentation=prefers)
    on = cast.DAY - timedelta(days=20)
    made = agreements.record_agreement(
        asking,
        relationship=cast.kamil.pk,
        what="Lorries",
        form="oral",
        made_on=on,
        terms=[{"what": "Six lorries"}, {"what": "No search", "contested": True}],
    ).row
    about = {"agreement": made.pk}
    agreement_terms.read_back(asking, **about, words="Six lorries.", state="contested")
    agreement_terms.keep_evidence(asking, **about, what="A thumbs-up.", vanishing=True)
    legal.ask_legal(asking, **about, question="May they search?", asked_on=on)
    agreement_terms.mark_term(asking, term=made.terms.first().pk, keeping="breached")
    return made


@pytest.mark.parametrize("prefers", ["none", "oral", "message"])
def test_no_page_about_them_asks_for_paper(cast: Cast, browser, prefers):
    made, person = spoken(cast, prefers), cast.kamil.pk
    judging.rejudge_all(today=cast.DAY)
    client = browser("writer")
    pages = [
        *("/?whose=office", "/agreements/", f"/agreements/{made.pk}/"),
        *(f"/agreements/{made.pk}/{act}/" for act in ("change", "review", "term", "read-back")),
        *(f"/agreements/{made.pk}/{act}/" for act in ("evidence", "party", "legal")),
        *(f"/people/{person}/{part}" for part in ("", "brief/", "agreement/", "expectations/")),
        f"/log/?who={person}",
    ]
    for where in pages:
        answer = client.get(where)
        assert answer.status_code == 200, where
        for words in Shown(answer.content.decode()).words:
            assert not ASKS_FOR_PAPER.search(words) or _is_a_form(words), (where, words)


def _is_a_form(words: str) -> bool:
    """Say whether words only name a form among others that may be chosen."""
    return words.strip().casefold() == "signed memorandum"


def test_the_search_for_what_asks_for_paper_would_find_it():
    for words in ("Ask for a letter", "Get it in writing", "Sign the memorandum", "Send an MoU"):
        assert ASKS_FOR_PAPER.search(words)
