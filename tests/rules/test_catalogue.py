"""The catalogue: every rule explains itself, and the judge knows when to come back."""

import ast
import re
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.rules.catalogue import RULES, judge, validated_settings, worded
from rapport.rules.rule import FAMILIES, About, Section
from rapport.rules.warmups import warm_ups
from rules.anything import FACTS, numbers_of, offices, relationships
from rules.building import TODAY, ago, ahead, ask, heard, meeting, promise, relationship

AS_THEY_COME = validated_settings({})
HERE = Path(__file__).parent


@given(relationships, offices)
@settings(max_examples=examples(150))
def test_nothing_changes_before_the_announced_day(facts, office):
    judged = judge(facts, TODAY, office)
    count = warm_ups(facts, TODAY).count
    for day in (TODAY + timedelta(days=number) for number in range(1, 130)):
        today = judge(facts, day, office)
        if judged.judge_again_on is None or day < judged.judge_again_on:
            assert today.findings == judged.findings
            assert warm_ups(facts, day).count == count
        else:
            judged, count = today, warm_ups(facts, day).count


EVERY_WAY = {
    f"{code} {about}": way
    for code, rule in RULES.items()
    for about in About
    if (way := rule.of(about))
}
"""Every rule for each kind of thing that it judges."""


@pytest.mark.parametrize("rule", EVERY_WAY.values(), ids=EVERY_WAY)
@given(st.data())
@settings(max_examples=examples(40))
def test_every_rule_names_each_day_on_which_its_own_answer_changes(rule, data):
    facts = data.draw(FACTS[rule.about])
    numbers = data.draw(numbers_of(rule))
    moments = set(rule.moments(facts, numbers))
    before = rule.notices(facts, TODAY, numbers)
    for day in (TODAY + timedelta(days=number) for number in range(1, 130)):
        now = rule.notices(facts, day, numbers)
        assert now == before or day in moments
        before = now


@given(relationships, offices, st.sampled_from([date.min, date.max, ago(36500), ahead(36500)]))
def test_any_day_can_be_judged(facts, office, today):
    again = judge(facts, today, office).judge_again_on
    assert again is None or again > today


@given(relationships, offices)
def test_every_finding_can_be_worded_and_says_because_of_what(facts, office):
    for finding in judge(facts, TODAY, office).findings:
        assert "%" not in worded(finding.says, finding.params, TODAY)
        assert finding.because
        assert set(finding.options) <= {code for code, _ in RULES[finding.code].options}


@given(relationships, offices)
def test_the_most_pressing_comes_first(facts, office):
    found = judge(facts, TODAY, office).findings
    assert list(found) == sorted(found, key=lambda finding: (finding.when, finding.code))


def test_a_relationship_in_good_order_is_left_alone():
    facts = relationship(interactions=(meeting(ago(3)),))
    assert judge(facts, TODAY, AS_THEY_COME).findings == ()


def test_where_nothing_is_dated_ahead_nobody_needs_to_come_back():
    facts = relationship(opened=ago(4000), phase="closed")
    assert judge(facts, TODAY, AS_THEY_COME).judge_again_on is None


def test_a_year_of_silence_is_announced_even_where_e02_is_switched_off():
    facts = relationship(opened=ago(500), interactions=(meeting(ago(364)),), phase="closed")
    every_one_off = validated_settings({code: {"on": False} for code in RULES})
    assert judge(facts, TODAY, every_one_off).judge_again_on == ahead(1)


def test_two_rules_speak_about_one_late_promise():
    judged = judge(relationship(commitments=(promise(ago(5)),)), TODAY, AS_THEY_COME)
    assert [finding.code for finding in judged.findings] == ["K01", "K02"]


# Every rule explains itself


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_explains_itself(rule):
    assert re.fullmatch("[A-Z][0-9]{2}", rule.code)
    assert rule.family in FAMILIES
    assert not rule.title.endswith(".")
    for sentence in (rule.sentence, rule.reason, *(text for _, text in rule.options)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "%" not in sentence
    assert rule.options


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_it_is_about_and_its_section(rule):
    assert isinstance(rule.about, About)
    assert isinstance(rule.section, Section)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_number_can_be_changed_and_says_what_it_is(rule):
    for setting in rule.settings.values():
        assert setting.least <= setting.value <= setting.most
        assert setting.explains.endswith(".")


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_four_tests_of_its_name(code):
    named = f"test_{code.lower()}_"
    trees = (ast.parse(path.read_text("utf-8")) for path in HERE.glob("test_*.py"))
    functions = [node.name for tree in trees for node in tree.body if hasattr(node, "name")]
    assert sum(name.startswith(named) for name in functions) >= 4


@pytest.mark.parametrize("code", RULES)
def test_a_rule_switched_off_is_silent(code):
    noisy = relationship(
        opened=ago(400),
        interactions=(meeting(ago(100), asked=True),),
        commitments=(promise(ago(20)), promise(ago(20), by="them")),
        asks=(ask(ahead(1)),),
    )
    off = validated_settings({code: {"on": False}})
    on = {finding.code for finding in judge(noisy, TODAY, AS_THEY_COME).findings}
    assert {finding.code for finding in judge(noisy, TODAY, off).findings} == on - {code}


# Settings


def test_an_office_changes_one_number_and_keeps_the_others():
    held = validated_settings({"E09": {"percent": 50}})
    assert held["E09"] == {"days": 90, "percent": 50, "least": 4}
    assert held["K01"] == {"days": 7}


def test_an_office_switches_a_rule_off():
    assert validated_settings({"D04": {"on": False, "words": ["rat"]}})["D04"] is None


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        ({"X99": {}}, "There is no rule X99."),
        ({"K01": {"weeks": 1}}, "Rule K01 has no setting weeks."),
        ({"K01": {"days": 61}}, "Rule K01: days must be from 0 to 60."),
        ({"K01": {"days": "7"}}, "Rule K01: days must be from 0 to 60."),
        ({"K01": {"days": True}}, "Rule K01: days must be from 0 to 60."),
        ({"K01": {"on": "no"}}, "Rule K01 is either on or off."),
        ({"K01": {"words": ["rat"]}}, "Rule K01 has no setting words."),
        ({"D04": {"words": "rat"}}, "Rule D04: words must be a list of words."),
        ({"D04": ["rat"]}, "Rule D04: its settings must have names."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(raw, trouble):
    with pytest.raises(ValueError, match=re.escape(trouble)):
        validated_settings(raw)


# Wording


def test_a_finding_is_worded_for_the_day_of_reading():
    finding = heard("K01", relationship(commitments=(promise(ahead(1)),)))
    assert worded(finding.says, finding.params, TODAY).endswith("due tomorrow.")
    assert worded(finding.says, finding.params, ago(2)).endswith("due in 3 days.")


def test_a_stored_day_is_worded_like_a_day():
    stored = {"due": {"day": "2026-03-13"}}
    assert worded("%(due)s, %(due_when)s, %(due_days)s", stored, TODAY) == (
        "2026-03-13, 3 days ago, 3"
    )


def test_a_door_words_days_and_messages_in_its_own_language():
    words = {"Due %(due)s, %(due_when)s": "À tenir le %(due)s, %(due_when)s"}
    said = worded(
        "Due %(due)s, %(due_when)s",
        {"due": ahead(2)},
        TODAY,
        translate=words.__getitem__,
        when=lambda day, today: f"dans {(day - today).days} jours",
        written=lambda day: day.strftime("%d.%m."),
    )
    assert said == "À tenir le 18.03., dans 2 jours"


def test_no_message_puts_a_number_before_a_word_that_would_need_a_plural():
    for path in Path(judge.__code__.co_filename).parent.glob("*.py"):
        for message in _messages(path):
            assert not re.search(r"%\(\w+\)s [a-z]+s\b", _without_dates(message)), message


def _messages(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "gettext_noop":
            yield ast.literal_eval(node.args[0])


def _without_dates(message):
    return re.sub(r"%\(\w+_when\)s|%\((?:due|earliest|name)\)s", "", message)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.needs], ids=attrgetter("code")
)
@given(st.data())
@settings(max_examples=examples(40))
def test_a_rule_without_what_it_needs_has_nothing_to_say_on_any_day(rule, data):
    """Not asking it is then the same as asking."""
    facts = data.draw(relationships)._replace(**dict.fromkeys(rule.needs, ()))
    numbers = data.draw(numbers_of(rule))
    for day in (TODAY + timedelta(days=number) for number in range(0, 130, 3)):
        assert rule.findings(facts, day, numbers) == []
