import pytest

from rapport.network.confidence import HIGH, LOW, MEDIUM, SHIPPED, ConfidenceTable, chances
from rapport.network.errors import BadConfidence


def test_a_fresh_claim_has_the_chance_of_its_confidence() -> None:
    found = chances([LOW, MEDIUM, HIGH], [0, 0, 0])
    assert found.chance.tolist() == [SHIPPED.low, SHIPPED.medium, SHIPPED.high]
    assert found.table is SHIPPED


def test_confidence_falls_a_step_for_each_full_period_and_stays_at_low() -> None:
    days = [179, 180, 359, 360, 10_000]
    found = chances([HIGH] * 5, days)
    assert found.confidence.tolist() == [HIGH, MEDIUM, MEDIUM, LOW, LOW]
    assert chances([LOW], [10_000]).chance.tolist() == [SHIPPED.low]


def test_an_office_may_bring_its_own_table_and_the_answer_says_so() -> None:
    own = ConfidenceTable("Front line", low=0.2, medium=0.5, high=0.8, step_days=30)
    found = chances([HIGH], [30], own)
    assert found.chance.tolist() == [0.5]
    assert found.table.name == "Front line"


def test_no_claims_have_no_chances() -> None:
    assert chances([], []).chance.tolist() == []


@pytest.mark.parametrize(
    ("confidence", "days", "why", "where"),
    [
        ([3], [0], "confidence", 0),
        ([LOW, -1], [0, 0], "confidence", 1),
        ([LOW, LOW], [0, -1], "age", 1),
        ([LOW], [0, 0], "shape", None),
        ([[LOW]], [[0]], "shape", None),
        ([0.5], [0], "not-integer", None),
        ([LOW], [float("nan")], "not-integer", None),
    ],
)
def test_a_claim_that_means_nothing_is_refused(confidence, days, why, where) -> None:
    with pytest.raises(BadConfidence) as refused:
        chances(confidence, days)
    assert (refused.value.why, refused.value.where) == (why, where)


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": 0.8},
        {"high": 1.1},
        {"medium": float("nan")},
        {"step_days": 0},
        {"step_days": float("nan")},
        {"name": ""},
    ],
)
def test_a_table_that_does_not_rise_is_refused(wrong) -> None:
    with pytest.raises(BadConfidence) as refused:
        ConfidenceTable(**wrong)
    assert refused.value.why == "table"
