"""The consents a gate needs: whose, how many, what each says, and who may see it."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from actions.test_gates import gate, in_both_circles
from cast import Cast
from rapport.actions import access, consents, merging
from rapport.briefings.gates import gate_page
from rapport.records.models import Actor, Consent, ConsentGroup, Position
from rapport.records.recording import change_set

DAY = Cast.DAY


@pytest.fixture
def road(cast: Cast):
    return gate(cast)


def need(cast, road, by="writer", **told) -> Consent:
    if not told.keys() & {"relationship", "position", "actor", "new_actor"}:
        told["relationship"] = cast.kamil.pk
    told.setdefault("kind", "authority")
    return consents.need_consent(cast.asking(by), gate=road.pk, **told).row


def adds_up(cast, road, by="writer", on=None) -> str:
    return gate_page(cast.asking(by), road.pk, on=on).line.consents


def post(cast, circle=None) -> Position:
    with change_set("belong", cast.asking("writer")) as changes:
        actor = changes.add(Actor, circle or cast.circle, names=["Governorate"], kind="")
        changes.write()
        return changes.add(Position, actor, title="Permits desk")


def test_the_first_consent_begins_a_group_that_needs_all(cast: Cast, road):
    first, second = need(cast, road), need(cast, road, new_actor="Elders", kind="community")
    group = ConsentGroup.objects.get()
    assert (group.needs, first.group, second.group) == ("all", group, group)
    assert (second.actor.name, second.actor.circle) == ("Elders", cast.circle)


def test_a_consent_is_of_a_person_a_group_or_a_post(cast: Cast, road):
    need(cast, road, position=post(cast).pk)
    need(cast, road, actor=Actor.objects.get().pk)
    need(cast, road, new_actor="governorate")
    names = [one.name for held in gate_page(cast.asking("reader"), road.pk).groups
             for one in held.consents]  # fmt: skip
    assert names == ["Permits desk", "Governorate", "Governorate"]
    assert Actor.objects.count() == 1, "a name that is known already begins no second group"


def test_a_consent_is_somebodys_and_of_one_alone(cast: Cast, road):
    about = {"asking": cast.asking("writer"), "gate": road.pk, "kind": "authority"}
    for told in ({}, {"new_actor": "  "}, {"new_actor": "A", "relationship": cast.kamil.pk}):
        with cannot_be("one person, one post or one group"):
            consents.need_consent(**about, **told)


def test_nobody_and_nothing_of_another_circle_is_named(cast: Cast, road):
    in_both_circles(cast)
    theirs = post(cast, cast.elsewhere)
    for told in (
        {"relationship": cast.hidden.pk}, {"position": theirs.pk}, {"actor": theirs.actor_id},
    ):  # fmt: skip
        with cannot_be("kept in another circle"):
            need(cast, road, **told)


VERBS = {
    "need_consent": lambda who, one: consents.need_consent(
        who, gate=one.gate_id, kind="community", new_actor="Elders"
    ),
    "say_consent": lambda who, one: consents.say_consent(who, key=one.pk, state="refused"),
    "take_answer_back": lambda who, one: consents.take_answer_back(who, key=one.pk, on=DAY),
    "change_consent": lambda who, one: consents.change_consent(who, key=one.pk, kind="community"),
    "remove_consent": lambda who, one: consents.remove_consent(who, key=one.pk),
    "add_group": lambda who, one: consents.add_group(who, gate=one.gate_id, needs="any"),
    "change_group": lambda who, one: consents.change_group(who, key=one.group_id, needs="any"),
    "remove_group": lambda who, one: consents.remove_group(who, key=one.group_id),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_one_change_set_and_for_writers_only(cast: Cast, road, verb):
    one = need(cast, road, state="given")
    is_for_writers_only(cast, lambda by: VERBS[verb](cast.asking(by), one))
    is_one_change_set(cast, lambda: VERBS[verb](cast.asking("writer"), one), verb)


def test_answers_are_kept_in_the_order_of_their_days_however_late_they_are_noted(cast, road):
    one = need(cast, road, state="given")
    earlier = DAY - timedelta(40)
    consents.say_consent(cast.asking("writer"), key=one.pk, state="refused", on=earlier)
    one.refresh_from_db()
    assert one.states == [[earlier.isoformat(), "refused"], [DAY.isoformat(), "given"]]
    assert adds_up(cast, road) == "open"
    assert adds_up(cast, road, on=DAY - timedelta(1)) == "closed"
    assert adds_up(cast, road, on=earlier - timedelta(1)) == "unknown"


def test_a_second_answer_of_a_day_takes_the_place_of_the_first(cast: Cast, road):
    one = need(cast, road, state="given")
    consents.say_consent(cast.asking("writer"), key=one.pk, state="conditional", note=" By day ")
    one.refresh_from_db()
    assert (one.states, one.note) == ([[DAY.isoformat(), "conditional"]], "By day")


def test_an_answer_without_words_leaves_the_conditions_as_they_are(cast: Cast, road):
    one = need(cast, road, note="By day")
    consents.say_consent(cast.asking("writer"), key=one.pk, state="given")
    one.refresh_from_db()
    assert one.note == "By day"


@pytest.mark.parametrize(
    ("told", "says"),
    [({"state": "maybe"}, "not one of the choices"),
     ({"state": "given", "on": DAY + timedelta(1)}, "in the future")],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused(cast: Cast, road, told, says):
    one = need(cast, road)
    with cannot_be(says):
        consents.say_consent(cast.asking("writer"), key=one.pk, **told)
    with cannot_be(says):
        need(cast, road, new_actor="Elders", **told)


def test_an_answer_noted_by_mistake_is_taken_out(cast: Cast, road):
    one = need(cast, road, state="given", on=DAY - timedelta(9))
    consents.say_consent(cast.asking("writer"), key=one.pk, state="refused")
    consents.take_answer_back(cast.asking("writer"), key=one.pk, on=DAY)
    assert adds_up(cast, road) == "open"


def test_a_consent_is_moved_within_its_gate_only(cast: Cast, road):
    one = need(cast, road)
    beside = consents.add_group(cast.asking("writer"), gate=road.pk, needs="any").row
    move = {"asking": cast.asking("writer"), "key": one.pk, "kind": "authority"}
    consents.change_consent(**move, group=beside.pk)
    one.refresh_from_db()
    assert one.group == beside
    other = consents.add_group(
        cast.asking("writer"), gate=gate(cast, name="Bridge").pk, needs="all"
    ).row
    with cannot_be("belongs to another gate"):
        consents.change_consent(**move, group=other.pk)
    with cannot_be("not one of the choices"):
        consents.change_consent(**{**move, "kind": "neighbour"})


def test_how_many_are_needed_is_a_number_only_where_it_is_one(cast: Cast, road):
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    assert consents.add_group(**about, needs="any", count=3).row.count is None
    assert consents.add_group(**about, needs="some", count=3).row.count == 3
    for count in (None, 0, 100):
        with cannot_be("how many of them"):
            consents.add_group(**about, needs="some", count=count)
    with cannot_be("not one of the choices"):
        consents.add_group(**about, needs="most")


def test_groups_stand_in_each_other_so_deep_and_no_deeper(cast: Cast, road):
    about = {"asking": cast.asking("writer"), "gate": road.pk, "needs": "all"}
    inner = None
    for _ in range(consents.DEEPEST):
        inner = consents.add_group(**about, parent=inner).row.pk
    with cannot_be("nested deeper"):
        consents.add_group(**about, parent=inner)


def test_a_group_goes_with_all_that_stands_in_it(cast: Cast, road):
    outer = need(cast, road).group
    about = {"asking": cast.asking("writer"), "gate": road.pk}
    inner = consents.add_group(**about, needs="any", parent=outer.pk).row
    need(cast, road, new_actor="Elders", group=inner.pk)
    consents.remove_group(cast.asking("writer"), key=outer.pk)
    assert not Consent.objects.exists()
    assert not ConsentGroup.objects.exists()


def test_a_severe_person_s_consent_is_hidden_and_worked_out_without(cast: Cast, road):
    need(cast, road, new_actor="Elders", state="given")
    severe = cast.add("Umm Nadir")
    need(cast, road, relationship=severe.pk, state="refused")
    assert adds_up(cast, road, "reader") == "closed"
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3)
    assert adds_up(cast, road, "writer") == "closed"
    seen = gate_page(cast.asking("reader"), road.pk)
    assert (seen.line.consents, seen.line.needed, seen.line.weakest) == ("open", 1, ())
    assert "Umm Nadir" not in repr(seen)


def test_a_consent_noted_of_somebody_severe_is_severe_from_the_first(cast: Cast, road):
    severe = cast.add("Umm Nadir", sensitivity=3)
    need(cast, road, relationship=severe.pk, state="given")
    assert gate_page(cast.asking("writer"), road.pk).line.needed == 1
    assert gate_page(cast.asking("reader"), road.pk).line.needed == 0


def test_two_records_of_one_person_become_one_with_their_consents(cast: Cast, road):
    again = cast.add("Abu Kamil the elder")
    one = need(cast, road, relationship=again.pk, state="given")
    merging.merge_counterparts(
        cast.asking("writer"), keep=cast.kamil.counterpart_id, merge=again.counterpart_id
    )
    one.refresh_from_db()
    assert one.relationship == cast.kamil
