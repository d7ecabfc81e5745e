"""What we have with a group as such: begun, kept, judged, hidden, undone."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, groups, history, people, relationships
from rapport.briefings import people as listing
from rapport.briefings.findings import noticed
from rapport.briefings.person import person
from rapport.briefings.wanted import Wanted
from rapport.briefings.with_group import dealt_with, with_group, with_groups_called
from rapport.records import judging
from rapport.records.models import Actor, Finding, Relationship, Sensitivity
from rapport.records.models.relationships import called
from rapport.records.rebuilding import rebuild
from rapport.records.refusals import CannotBe, NotThere, NotYours

pytestmark = pytest.mark.django_db


def council(cast: Cast, name: str = "Port council") -> Actor:
    """Have somebody of a group in the circle, and return the group."""
    cast.add(f"One of {name}", new_actor=name)
    return Actor.objects.get(names__0=name)


def begun(cast: Cast, days_ago: int = 0, **told: Any) -> Relationship:
    group = council(cast)
    told.setdefault("opened", cast.DAY - timedelta(days=days_ago))
    return groups.begin_with_group(cast.asking("writer"), actor=group.pk, **told).row


def codes(relationship: Relationship) -> set[str]:
    judging.rejudge([relationship.pk], today=Cast.DAY)
    return set(Finding.objects.filter(relationship=relationship).values_list("code", flat=True))


def test_it_is_called_as_the_group_is_in_a_page_and_in_a_question(cast: Cast) -> None:
    relationship = begun(cast)
    assert relationship.called == "Port council"
    names = dict(Relationship.objects.values_list("pk", called()))
    assert names[relationship.pk] == "Port council"
    assert names[cast.kamil.pk] == "Abu Kamil"


def test_whoever_begins_it_leads_it_and_it_can_be_undone(cast: Cast) -> None:
    group = council(cast)
    made = groups.begin_with_group(cast.asking("writer"), actor=group.pk, opened=cast.DAY)
    assert made.row.lead == cast.writer
    history.undo(cast.asking("writer"), key=made.key)
    assert not Relationship.objects.filter(actor=group).exists()


def test_there_is_one_with_each_group(cast: Cast) -> None:
    relationship = begun(cast)
    with pytest.raises(CannotBe):
        groups.begin_with_group(cast.asking("writer"), actor=relationship.actor_id, opened=cast.DAY)


def test_who_only_reads_begins_none_and_who_is_outside_learns_nothing(cast: Cast) -> None:
    group = council(cast)
    with pytest.raises(NotYours):
        groups.begin_with_group(cast.asking("reader"), actor=group.pk, opened=cast.DAY)
    with pytest.raises(NotThere):
        groups.begin_with_group(cast.asking("outsider"), actor=group.pk, opened=cast.DAY)
    with pytest.raises(NotThere):
        with_group(cast.asking("outsider"), group.pk)


def test_a_group_touched_long_ago_is_going_quiet_and_one_touched_now_is_not(cast: Cast) -> None:
    relationship = begun(cast, days_ago=200)
    relationships.take_stage(
        cast.asking("writer"), key=relationship.pk, stage="introduced", evidence="A letter."
    )
    assert "U02" in codes(relationship)
    cast.meet(whom=relationship)
    assert not {"U01", "U02"} & codes(relationship)


def test_a_contact_with_one_of_its_people_does_not_keep_its_cadence(cast: Cast) -> None:
    relationship = begun(cast, days_ago=200)
    relationships.take_stage(
        cast.asking("writer"), key=relationship.pk, stage="introduced", evidence="A letter."
    )
    one = Relationship.objects.get(counterpart__alias="One of Port council")
    cast.meet(whom=one)
    assert "U02" in codes(relationship)
    told = with_group(cast.asking("writer"), relationship.actor_id)
    assert told.last_with_people == cast.DAY
    assert told.header is not None
    assert told.header.last_two_way is None


def test_rules_of_how_one_meets_somebody_are_silent_about_a_group(cast: Cast) -> None:
    relationship = begun(cast, days_ago=100)
    for days_ago in (4, 3, 2, 1):
        cast.meet(days_ago, whom=relationship, purpose="negotiation", asked=True)
    assert not {code for code in codes(relationship) if code[0] in "ET"}
    relationship.refresh_from_db()
    assert relationship.warm_ups == 0
    assert relationship.last_two_way == cast.DAY - timedelta(days=1)


def test_a_list_of_people_has_no_group_in_it(cast: Cast) -> None:
    relationship = begun(cast)
    for order in ("due", "alias", "last", "stage", "lead"):
        rows = listing.people(cast.asking("writer"), wanted=Wanted(order=order)).rows
        assert relationship.pk not in {row.relationship for row in rows}
        assert cast.kamil.pk in {row.relationship for row in rows}
    named = listing.by_alias(cast.writer, "Port council")
    assert relationship.pk not in {row.relationship for row in named}
    assert with_groups_called(cast.writer, "port council") == (relationship.pk,)
    assert with_groups_called(cast.outsider, "port council") == ()


def test_the_name_of_a_group_means_the_group_and_not_who_belongs_to_it(cast: Cast) -> None:
    relationship = begun(cast)
    of_it = cast.add("Harbour master", actor=relationship.actor_id)
    named = [one.relationship for one in dealt_with(cast.writer, "port COUNCIL")]
    assert named == [relationship.pk]
    like_it = {one.relationship for one in dealt_with(cast.writer, "Port")}
    assert of_it.pk in like_it
    assert relationship.pk not in like_it
    same = cast.add("Port council")
    assert [one.relationship for one in dealt_with(cast.writer, "Port council")] == [same.pk]
    assert dealt_with(cast.outsider, "Port council") == []


def test_what_is_said_of_a_group_names_it(cast: Cast) -> None:
    relationship = begun(cast, days_ago=200)
    relationships.take_stage(
        cast.asking("writer"), key=relationship.pk, stage="introduced", evidence="A letter."
    )
    judging.rejudge([relationship.pk], today=cast.DAY)
    found = list(Finding.objects.filter(relationship=relationship))
    assert {one.alias for one in noticed(cast.writer, found)} == {"Port council"}
    answer = person(cast.asking("reader"), relationship.pk)
    assert answer.header.alias == "Port council"
    assert answer.header.counterpart is None
    assert answer.group is not None
    assert answer.group.key == relationship.actor_id


def test_a_severe_one_is_for_those_named_and_the_group_stays_known(cast: Cast) -> None:
    relationship = begun(cast, sensitivity=Sensitivity.SEVERE)
    assert with_group(cast.asking("writer"), relationship.actor_id).header is not None
    told = with_group(cast.asking("reader"), relationship.actor_id)
    assert told.header is None
    assert told.actor == relationship.actor_id
    with pytest.raises(NotThere):
        person(cast.asking("reader"), relationship.pk)


def test_turned_severe_all_of_it_goes_with_it_but_not_the_group(cast: Cast) -> None:
    relationship = begun(cast)
    contact = cast.meet(whom=relationship)
    turned = access.set_access(
        cast.asking("writer"), key=relationship.pk, sensitivity=Sensitivity.SEVERE
    )
    contact.refresh_from_db()
    assert contact.sensitivity == Sensitivity.SEVERE
    assert Actor.objects.get(pk=relationship.actor_id).sensitivity < Sensitivity.SEVERE
    history.undo(cast.asking("writer"), key=turned.key)
    contact.refresh_from_db()
    assert contact.sensitivity < Sensitivity.SEVERE


def test_lead_cadence_and_phase_change_as_of_anybody(cast: Cast) -> None:
    relationship = begun(cast)
    asking = cast.asking("writer")
    relationships.set_cadence(asking, key=relationship.pk, ideal_days=10, maximum_days=20)
    relationships.switch_phase(asking, key=relationship.pk, phase="dormant", reason="They rest.")
    relationship.refresh_from_db()
    assert (relationship.ideal_days, relationship.phase) == (10, "dormant")


def test_one_begun_by_mistake_goes_and_one_with_contacts_stays(cast: Cast) -> None:
    relationship = begun(cast)
    cast.meet(whom=relationship)
    with pytest.raises(CannotBe):
        groups.remove_with_group(cast.asking("writer"), key=relationship.pk)
    other = council(cast, "Women's committee")
    mistake = groups.begin_with_group(cast.asking("writer"), actor=other.pk, opened=cast.DAY)
    gone = groups.remove_with_group(cast.asking("writer"), key=mistake.row.pk)
    assert not Relationship.objects.filter(pk=mistake.row.pk).exists()
    history.undo(cast.asking("writer"), key=gone.key)
    assert Relationship.objects.filter(pk=mistake.row.pk).exists()
    with pytest.raises(NotThere):
        groups.remove_with_group(cast.asking("writer"), key=cast.kamil.pk)


def test_what_belongs_to_a_person_is_not_there_for_a_group(cast: Cast) -> None:
    relationship = begun(cast)
    with pytest.raises(NotThere):
        _ = relationship.person
    with pytest.raises(NotThere):
        people.show_names(cast.asking("writer"), key=relationship.pk)


def test_the_store_is_rebuilt_with_it(cast: Cast) -> None:
    relationship = begun(cast, ideal_days=10, maximum_days=20)
    rebuild()
    again = Relationship.objects.get(pk=relationship.pk)
    assert (again.called, again.ideal_days) == ("Port council", 10)
