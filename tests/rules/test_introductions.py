"""Who introduces us: asked too often, or without having agreed."""

from datetime import timedelta

from rapport.rules.facts_of_many import IntroducerFacts, IntroductionFact
from rapport.rules.rule import Urgency
from rules.building import TODAY, ago, heard, says

LATELY = ago(40)


def made(number=1, asked=LATELY, **more):
    told = {"agreed": True, "refused": False, "is_open": False, "was_introduced": True, **more}
    return IntroductionFact(f"introduction {number}", f"Person {number}", asked, **told)


def somebody(*introductions):
    return IntroducerFacts("musa", introductions)


def test_n07_four_in_a_year_are_noticed_and_three_are_not():
    asked = [made(number, ago(30 * number)) for number in range(1, 5)]
    finding = heard("N07", somebody(*asked))
    assert (finding.when, finding.params) == (Urgency.SOON, {"n": 4})
    assert len(finding.because) == 4
    assert heard("N07", somebody(*asked[:3])) is None


def test_n07_what_was_asked_a_year_ago_no_longer_counts():
    old = made(9, TODAY - timedelta(days=365))
    recent = [made(number) for number in range(3)]
    assert heard("N07", somebody(old, *recent)) is None
    assert heard("N07", somebody(made(9, ago(364)), *recent)) is not None


def test_n07_a_day_to_come_does_not_count_yet():
    ahead = made(9, TODAY + timedelta(days=1))
    assert heard("N07", somebody(ahead, *(made(number) for number in range(3)))) is None


def test_n07_a_planned_one_without_consent():
    planned = made(1, None, agreed=False, is_open=True, was_introduced=False)
    assert heard("N07", somebody(planned)).when is Urgency.WORTH_A_LOOK
    assert says("N07", somebody(planned)) == (
        "They have not agreed yet to introduce us to Person 1."
    )
    asked = planned._replace(asked_on=ago(2))
    assert heard("N07", somebody(asked)).when is Urgency.THIS_WEEK
    refused = planned._replace(refused=True)
    assert "refused to introduce us" in says("N07", somebody(refused))


def test_n07_one_made_without_consent_for_a_year():
    made_without = made(1, ago(10), agreed=False)
    assert "no consent is recorded" in says("N07", somebody(made_without))
    assert heard("N07", somebody(made(1, ago(400), agreed=False))) is None
    refused = made(1, ago(10), agreed=False, refused=True)
    assert "their refusal is recorded" in says("N07", somebody(refused))
    given_up = made(1, ago(10), agreed=False, was_introduced=False)
    assert heard("N07", somebody(given_up)) is None
