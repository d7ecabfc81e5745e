"""A tie its reader may not see changes nothing in what they are told: with it and without."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import access, asks, groups
from rapport.records import judging
from rapport.records.models import Actor, Finding, Relationship, Tie
from rapport.records.recording import change_set
from records.test_judging import everything_said

DAY = Cast.DAY


@pytest.fixture
def heron(cast: Cast) -> Relationship:
    """Return somebody whom we will soon ask for something."""
    who = cast.add("The heron", days_ago=60)
    asks.plan_ask(
        cast.asking("writer"), relationship=who.pk, what="Passage",
        planned_for=DAY + timedelta(days=5),
    )  # fmt: skip
    return who


def tie(cast: Cast, circle=None, **ends) -> Tie:
    with change_set("add_tie", cast.asking("writer")) as changes:
        told = {"kind": "answers_to", "verified_on": DAY} | ends
        return changes.add(Tie, circle or cast.circle, **told)


def group(cast: Cast, circle=None, **told) -> Actor:
    with change_set("add_actor", cast.asking("writer")) as changes:
        return changes.add(Actor, circle or cast.circle, names=["Committee"], **told)


def unknown_audience(whom) -> bool:
    return Finding.objects.filter(relationship=whom, code="R04").exists()


def set_severe(cast, whom, *named):
    access.set_access(
        cast.asking("writer"), key=whom.pk, sensitivity=3, named=[cast.who(n).pk for n in named]
    )


def test_a_tie_within_the_circle_is_known_to_all_its_readers(cast: Cast, heron):
    assert unknown_audience(heron)
    made = tie(cast, relationship=heron, other=cast.kamil)
    assert not unknown_audience(heron)
    with change_set("change_tie", cast.asking("writer")) as changes:
        changes.change(made, until=DAY - timedelta(days=1))
    assert unknown_audience(heron)


def test_it_is_read_from_either_end_and_to_a_group(cast: Cast, heron):
    audience = tie(cast, relationship=cast.kamil, other=heron, kind="audience_of")
    assert not unknown_audience(heron)
    with change_set("remove_tie", cast.asking("writer")) as changes:
        changes.delete(audience)
    assert unknown_audience(heron)
    tie(cast, actor=group(cast), other=heron, kind="audience_of")
    assert not unknown_audience(heron)


def test_to_a_group_they_answer_to(cast: Cast, heron):
    tie(cast, relationship=heron, other_actor=group(cast))
    assert not unknown_audience(heron)


def hidden_ends(cast: Cast, heron):
    """Yield what joins the heron to whom not all of its readers may see."""
    crow = cast.add("The crow")
    set_severe(cast, crow, "writer")
    raven = cast.add("The raven", by="outsider")
    far = group(cast, cast.elsewhere)
    yield {"relationship": heron, "other": crow}
    yield {"relationship": crow, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other": raven}
    yield {"relationship": raven, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other_actor": far}
    yield {"relationship": heron, "other_actor": group(cast, sensitivity=3)}
    yield {"actor": far, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other": cast.kamil, "circle": cast.elsewhere}


def test_what_is_hidden_changes_nothing_in_what_anybody_is_told(cast: Cast, heron):
    ends = list(hidden_ends(cast, heron))
    judging.rejudge_all(today=DAY)
    before = everything_said()
    for one in ends:
        tie(cast, **one)
        judging.rejudge_all(today=DAY)
        assert everything_said() == before


def test_between_two_for_the_same_named_people_it_is_told(cast: Cast, heron):
    crow = cast.add("The crow")
    tie(cast, relationship=heron, other=crow)
    assert not unknown_audience(heron)
    set_severe(cast, crow, "writer")
    assert unknown_audience(heron), "not all of its readers may see the crow"
    set_severe(cast, heron, "writer")
    assert not unknown_audience(heron)
    set_severe(cast, crow, "writer", "keeper")
    assert unknown_audience(heron)
    set_severe(cast, heron, "writer", "keeper")
    assert not unknown_audience(heron)


def test_an_open_end_may_be_told_to_the_named(cast: Cast, heron):
    tie(cast, relationship=heron, other=cast.kamil)
    set_severe(cast, heron, "writer")
    assert not unknown_audience(heron)


def test_it_is_judged_at_once_as_it_would_be_again(cast: Cast, heron):
    judging.rejudge_all(today=DAY)
    crow = cast.add("The crow")
    tie(cast, relationship=heron, other=crow)
    set_severe(cast, crow, "writer")
    at_once = everything_said()
    judging.rejudge_all(today=DAY)
    assert everything_said() == at_once


# How much influence their group has


def of(cast, whom, actor):
    with change_set("set_actor", cast.asking("writer")) as changes:
        changes.change(Relationship.objects.get(pk=whom.pk).counterpart, actor=actor)


@pytest.mark.parametrize(
    ("influence", "small"),
    [
        ([], False),
        ([["2026-01-01", 1]], True),
        ([["2026-01-01", 0, "Nobody asks them."]], True),
        ([["2026-01-01", 2]], False),
        ([["2026-01-01", 3], ["2026-02-01", 1]], True),
        ([["2026-02-01", 3], ["2026-01-01", 1]], False),
        ([["2026-01-01", 3], ["2026-09-01", 1]], False),
    ],
)
def test_the_newest_influence_of_today_counts(cast: Cast, influence, small):
    who = cast.add("The crane", days_ago=200)
    of(cast, who, group(cast, influence=influence))
    assert Finding.objects.filter(relationship=who, code="N06").exists() == small


def test_the_influence_of_a_group_not_all_readers_see_changes_nothing(cast: Cast):
    who = cast.add("The crane", days_ago=200)
    for hidden in (group(cast, cast.elsewhere), group(cast, sensitivity=3)):
        of(cast, who, hidden)
        judging.rejudge_all(today=DAY)
        before = everything_said()
        with change_set("change_actor", asked_by(cast.writer)) as changes:
            changes.change(hidden, influence=[["2026-01-01", 0]])
        judging.rejudge_all(today=DAY)
        assert everything_said() == before


@pytest.fixture
def council(cast: Cast) -> Relationship:
    """Return a relationship with a group as such, of which we will soon ask something."""
    return with_group(cast, group(cast))


def with_group(cast: Cast, actor: Actor, **told) -> Relationship:
    opened = {"opened": DAY - timedelta(days=60), **told}
    whom = groups.begin_with_group(cast.asking("writer"), actor=actor.pk, **opened).row
    asks.plan_ask(
        cast.asking("writer"), relationship=whom.pk, what="Passage",
        planned_for=DAY + timedelta(days=5),
    )  # fmt: skip
    return whom


def test_whom_a_group_answers_to_is_read_at_the_group_itself(cast: Cast, council):
    assert unknown_audience(council)
    made = tie(cast, actor=council.actor, other=cast.kamil)
    assert not unknown_audience(council)
    with change_set("change_tie", cast.asking("writer")) as changes:
        changes.change(made, kind="trusts")
    assert unknown_audience(council)
    tie(cast, relationship=cast.kamil, other_actor=council.actor, kind="audience_of")
    assert not unknown_audience(council)


def test_a_group_that_answers_to_a_group_is_read_too(cast: Cast, council):
    above = group(cast)
    tie(cast, actor=council.actor, other_actor=above)
    assert not unknown_audience(council)
    with change_set("change_actor", cast.asking("writer")) as changes:
        changes.change(above, sensitivity=3)
    assert unknown_audience(council)


def test_what_is_hidden_changes_nothing_of_what_is_told_of_a_group(cast: Cast, council):
    group_end = {"relationship": "actor", "other": "other_actor"}
    ends = [{"actor": council.actor, "other": cast.kamil, "circle": cast.elsewhere}]
    for one in list(hidden_ends(cast, cast.kamil))[:-1]:
        end = next(name for name, value in one.items() if value == cast.kamil)
        ends.append({name: value for name, value in one.items() if name != end})
        ends[-1][group_end[end]] = council.actor
    judging.rejudge_all(today=DAY)
    before = everything_said()
    for one in ends:
        tie(cast, **one)
        at_once = everything_said()
        judging.rejudge_all(today=DAY)
        assert everything_said() == at_once == before


def test_of_a_severe_one_with_a_group_its_readers_see_what_the_circle_sees(cast: Cast):
    severe = with_group(cast, group(cast), sensitivity=3)
    judging.rejudge_all(today=DAY)
    tie(cast, actor=severe.actor, other=cast.kamil)
    assert not unknown_audience(severe)
    at_once = everything_said()
    judging.rejudge_all(today=DAY)
    assert everything_said() == at_once


def test_of_a_relationship_with_a_group_its_own_influence_counts(cast: Cast):
    actor = group(cast)
    with change_set("begin", cast.asking("writer")) as changes:
        told = {"actor": actor, "opened": DAY - timedelta(days=200), "stage": "introduced"}
        whom = changes.create(Relationship(office=cast.circle.office, circle=cast.circle, **told))
    assert not Finding.objects.filter(relationship=whom, code="N06").exists()
    with change_set("change_actor", cast.asking("writer")) as changes:
        changes.change(actor, influence=[["2026-01-01", 1]])
    assert Finding.objects.filter(relationship=whom, code="N06").exists()
