"""Care with data: a note kept longer for a reason, or erased for good."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import care, insights
from rapport.records.models import Finding, Insight, Operation

DAY = Cast.DAY


@pytest.fixture
def note(cast: Cast):
    soon = DAY + timedelta(5)
    about = {"asking": asked_by(cast.writer, 30), "relationship": cast.kamil.pk}
    return insights.note_insight(**about, kind="concern", text="Fears the night.", expires=soon).row


def keep(cast, note, by="writer", **told):
    told = {"until": DAY + timedelta(90), "reason": "For the next visit.", **told}
    return care.keep_note(asking=asked_by(cast.who(by)), key=note.pk, **told).row


def codes():
    return set(Finding.objects.values_list("code", flat=True))


def test_a_note_kept_longer_says_why(cast: Cast, note):
    kept = keep(cast, note, reason=" For the next visit. ")
    assert (kept.expires, kept.need) == (DAY + timedelta(90), "For the next visit.")
    assert "D01" not in codes()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"until": DAY}, "date has passed"),
        ({"until": DAY - timedelta(400)}, "date has passed"),
        ({"reason": "  "}, "needs a reason"),
        ({"reason": "x" * 301}, "longer than 300"),
    ],
)
def test_a_note_is_kept_to_a_day_to_come_and_for_a_reason(cast: Cast, note, told, says):
    with cannot_be(says):
        keep(cast, note, **told)


def test_keeping_is_one_change(cast: Cast, note):
    is_one_change_set(cast, lambda: keep(cast, note), "keep_note")


def test_erasing_is_one_change_and_final(cast: Cast, note):
    last = Operation.objects.latest("sequence").sequence
    care.erase_note(asking=asked_by(cast.writer), key=note.pk)
    done = Operation.objects.filter(sequence__gt=last)
    assert [(one.verb, one.effect, one.payload) for one in done] == [("erase_note", -1, None)]
    assert not Insight.objects.exists()
    assert "D01" not in codes()


def test_only_writers_keep_and_erase(cast: Cast, note):
    is_for_writers_only(cast, lambda who: keep(cast, note, who))
    is_for_writers_only(
        cast, lambda who: care.erase_note(asking=asked_by(cast.who(who)), key=note.pk).row
    )
    assert Insight.objects.filter(pk=note.pk).exists()
