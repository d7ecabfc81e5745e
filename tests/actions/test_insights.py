"""Knowing each other: what we understood of them, what we told them of us."""

import uuid
from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import commitments, insights, team
from rapport.records.models import DisclosureKind, Finding, InsightKind
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def note(cast, by="writer", **told):
    told = {"kind": "concern", "text": "Fears the night.", **told}
    about = {"asking": asked_by(cast.who(by)), "relationship": cast.kamil.pk}
    return insights.note_insight(**about, **told).row


def tell(cast, by="writer", **told):
    told = {"kind": "limits", **told}
    about = {"asking": asked_by(cast.who(by)), "relationship": cast.kamil.pk}
    return insights.tell(**about, **told).row


def codes():
    return set(Finding.objects.values_list("code", flat=True))


@pytest.mark.parametrize("kind", InsightKind.values)
def test_a_note_is_an_interpretation_until_said_to_be_a_fact(cast: Cast, kind):
    read = note(cast, kind=kind, text=" Fears the night. ")
    read.refresh_from_db()
    assert (read.kind, read.nature, read.confidence) == (kind, "interpretation", "medium")
    assert (read.text, read.on) == ("Fears the night.", DAY)
    assert note(cast, kind=kind, nature="fact", confidence="high").nature == "fact"


@pytest.mark.parametrize("special", ["family", "faith", "health"])
def test_the_most_private_is_kept_only_for_a_stated_reason(cast: Cast, special):
    for need in ("", "  "):
        with cannot_be("need a stated reason"):
            note(cast, special=special, need=need)
    kept = note(cast, special=special, need=" So nobody asks. ")
    assert (kept.special, kept.need) == (special, "So nobody asks.")
    assert "D03" not in codes()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"text": " "}, "needs a text"),
        ({"on": DAY + timedelta(1)}, "in the future"),
        ({"on": date(1899, 12, 31)}, "before 1900"),
        ({"expires": DAY - timedelta(1)}, "is before its date"),
        ({"kind": "gossip"}, "not one of the choices"),
        ({"special": "shoe size", "need": "x"}, "longer than 8|not one of the choices"),
        ({"confidence": "sure"}, "not one of the choices"),
        ({"special": "family", "need": "x" * 301}, "longer than 300"),
    ],
)
def test_what_cannot_be_is_not_noted(cast: Cast, told, says):
    with cannot_be(says):
        note(cast, **told)


def test_a_note_is_heard_in_a_visit_one_may_see(cast: Cast):
    visit = cast.meet(3)
    theirs = cast.meet(3, by="outsider", whom=cast.hidden)
    for verb in (note, tell):
        assert verb(cast, interaction=visit.pk).interaction == visit
        with pytest.raises(NotThere):
            verb(cast, interaction=theirs.pk)


@pytest.mark.parametrize("kind", DisclosureKind.values)
def test_what_we_told_needs_no_words(cast: Cast, kind):
    said = tell(cast, kind=kind)
    assert (said.kind, said.text, said.on) == (kind, "", DAY)


@pytest.mark.parametrize(
    ("on", "says"), [(DAY + timedelta(1), "in the future"), (date(1899, 1, 1), "before 1900")]
)
def test_what_we_told_we_told_on_a_day_that_was(cast: Cast, on, says):
    with cannot_be(says):
        tell(cast, on=on)


def test_telling_who_we_are_is_noticed(cast: Cast):
    cast.meet(9)
    assert "E06" in codes()
    for kind in DisclosureKind.values:
        tell(cast, kind=kind)
    assert "E06" not in set(
        Finding.objects.filter(relationship=cast.kamil).values_list("code", flat=True)
    )


def test_noting_and_telling_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: note(cast, expires=DAY), "note_insight")
    is_one_change_set(cast, lambda: tell(cast), "tell")


def test_only_writers_note_and_tell(cast: Cast):
    is_for_writers_only(cast, lambda who: note(cast, who))
    is_for_writers_only(cast, lambda who: tell(cast, who))


def test_what_was_heard_was_heard_from_the_one_it_is_about(cast: Cast):
    """A tie to a visit with somebody else would be a thread between two circles."""
    other = cast.meet(3, whom=cast.add("The heron"))
    theirs = cast.meet(3, by="outsider", whom=cast.hidden)
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    for visit in (other.pk, theirs.pk, uuid.uuid4()):
        for hear in (
            lambda key: note(cast, interaction=key),
            lambda key: tell(cast, interaction=key),
            lambda key: commitments.make_commitment(**about, text="Bring tea", interaction=key).row,
        ):
            with pytest.raises(NotThere):
                hear(visit)
    assert note(cast, interaction=cast.meet(3).pk).interaction is not None


def test_a_concern_ends_as_the_office_has_it(cast: Cast):
    team.set_days(cast.asking("keeper"), ideal_days=30, maximum_days=60, concern_days=90)
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk, "text": "The road."}
    on = cast.DAY - timedelta(days=5)
    concern = insights.note_insight(**about, kind="concern", on=on).row
    assert concern.expires == on + timedelta(days=90)
    until = cast.DAY + timedelta(days=9)
    assert insights.note_insight(**about, kind="concern", expires=until).row.expires == until
    assert insights.note_insight(**about, kind="value").row.expires is None
