"""Who may see a counterpart: graver, named few; lighter, the circle again; nothing left behind."""

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import access, commitments, insights, relationships
from rapport.briefings.find import find
from rapport.briefings.people import Wanted, people
from rapport.briefings.person import person
from rapport.briefings.today import today
from rapport.records.models import (
    Insight,
    InsightKind,
    Interaction,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.records.refusals import NotThere


def grade(cast: Cast, sensitivity: int, by: str = "writer", **told: object) -> Relationship:
    at = {"asking": asked_by(cast.who(by))}
    return access.set_access(**at, key=cast.kamil.pk, sensitivity=sensitivity, **told).row


def everything_of_kamil(cast: Cast) -> Interaction:
    at = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    visit = cast.meet(9, line="A quiet word of herons")
    insights.note_insight(**at, kind=InsightKind.CONCERN, text="Fears for his heron")
    commitments.make_commitment(**at, text="Bring the heron book", due=cast.DAY)
    return visit


def seen(cast: Cast, who: str) -> bool:
    me = cast.who(who)
    listed = people(asked_by(me), wanted=Wanted()).rows
    found = find(asked_by(me), "heron")
    page = today(asked_by(me), mine=False)
    noticed = [one.finding for part in page.headings for one in part.entries]
    answers = [
        any(row.alias == "Abu Kamil" for row in listed),
        any(row.alias == "Abu Kamil" for row in find(asked_by(me), "Kamil").people),
        bool(found.notes),
        any(one.alias == "Abu Kamil" for one in noticed),
    ]
    assert len(set(answers)) == 1, answers
    return answers[0]


def test_a_change_is_one_change_that_can_be_taken_back(cast: Cast) -> None:
    everything_of_kamil(cast)
    is_one_change_set(cast, lambda: grade(cast, Sensitivity.CONFIDENTIAL), "set_access")
    is_one_change_set(cast, lambda: grade(cast, Sensitivity.SEVERE), "set_access")


def test_only_writers_change_it(cast: Cast) -> None:
    is_for_writers_only(cast, lambda who: grade(cast, Sensitivity.SEVERE, who))


def test_severe_hides_the_person_and_every_note_from_all_but_the_named(cast: Cast) -> None:
    everything_of_kamil(cast)
    assert seen(cast, "keeper")
    assert seen(cast, "reader")
    grade(cast, Sensitivity.SEVERE, named=[cast.reader.pk])
    assert seen(cast, "writer")
    assert seen(cast, "reader")
    assert not seen(cast, "keeper")
    with pytest.raises(NotThere):
        person(asked_by(cast.keeper), cast.kamil.pk)


def test_who_is_named_no_more_sees_no_more_and_lighter_opens_it_to_the_circle(cast: Cast) -> None:
    everything_of_kamil(cast)
    grade(cast, Sensitivity.SEVERE, named=[cast.reader.pk])
    grade(cast, Sensitivity.SEVERE)
    assert not seen(cast, "reader")
    grade(cast, Sensitivity.RESTRICTED)
    assert seen(cast, "reader")
    assert seen(cast, "keeper")
    assert not cast.kamil.named.exists()


def test_what_passed_with_others_too_stays_with_them_without_this_person(cast: Cast) -> None:
    other = cast.add("Sitt Salma")
    both = [(cast.kamil.pk, TheirPart.LEAD), (other.pk, TheirPart.SECOND)]
    visit = cast.meet(9, theirs=both, line="Tea for two")
    at = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    note = insights.note_insight(
        **at, kind=InsightKind.CONCERN, text="Said there", interaction=visit.pk
    ).row
    is_one_change_set(cast, lambda: grade(cast, Sensitivity.SEVERE), "set_access")
    grade(cast, Sensitivity.SEVERE)
    (theirs,) = person(asked_by(cast.keeper), other.pk).timeline
    assert theirs.interaction is not None
    assert (theirs.interaction.line, theirs.with_others) == ("Tea for two", ())
    (his,) = person(asked_by(cast.writer), cast.kamil.pk).timeline
    assert his.interaction is not None
    assert (his.interaction.line, his.key == theirs.key) == ("Tea for two", False)
    assert Insight.objects.get(pk=note.pk).interaction_id == his.key


def test_a_new_lead_or_backup_of_a_severe_relationship_can_see_it(cast: Cast) -> None:
    grade(cast, Sensitivity.SEVERE)
    at = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    relationships.set_backup(**at, backup=cast.reader.pk)
    cast.hand_over("keeper")
    for who in (cast.keeper, cast.reader):
        assert person(asked_by(who), cast.kamil.pk).header.alias == "Abu Kamil"


def test_nobody_outside_the_circle_can_be_named(cast: Cast) -> None:
    with cannot_be("not in the circle"):
        grade(cast, Sensitivity.SEVERE, named=[cast.outsider.pk])
    with cannot_be("not a sensitivity level"):
        grade(cast, 9)
