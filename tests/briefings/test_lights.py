"""The lights rest on what their reader may see, and on nothing else."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from rapport.actions import access, history, relationships
from rapport.briefings.lights import SHOWN, SeenLight, lights
from rapport.records.models import Asked, OpenReason, Operation, OurPart, Relationship, TheirPart
from rapport.rules.lights import State


def light(cast: Cast, name: str, reader: str = "writer", **more: Any) -> SeenLight:
    (found,) = (one for one in lights(cast.asking(reader), **more).lights if one.name == name)
    return found


def aliases(behind: Any) -> list[str]:
    return [one.alias for one in behind]


def test_a_contact_without_a_request_turns_the_first_on(cast: Cast) -> None:
    assert light(cast, "proactive").state is State.UNKNOWN
    cast.meet(5, asked=True)
    assert light(cast, "proactive").state is State.OFF
    cast.meet(4, asked=None)
    assert light(cast, "proactive").state is State.OFF
    cast.meet(3)
    assert light(cast, "proactive").state is State.ON


def test_what_one_of_several_was_asked_counts_for_them_alone(cast: Cast) -> None:
    rowan = cast.add("Rowan", days_ago=9)
    cast.meet(
        3,
        theirs=[(cast.kamil.pk, TheirPart.LEAD, Asked.YES), (rowan.pk, TheirPart.SECOND, Asked.NO)],
        asked=True,
    )
    found = light(cast, "proactive")
    assert (aliases(found.true_of), aliases(found.not_of)) == (["Rowan"], ["Abu Kamil"])


def test_an_interpreter_was_not_met(cast: Cast) -> None:
    cast.meet(3, theirs=[(cast.kamil.pk, TheirPart.INTERPRETER)])
    assert light(cast, "maintained").state is State.UNKNOWN


def test_a_message_nobody_answered_is_no_contact(cast: Cast) -> None:
    cast.meet(3, two_way=False)
    assert light(cast, "maintained").state is State.UNKNOWN


def test_begun_in_a_crisis_is_not_proactive(cast: Cast) -> None:
    cast.meet(3)
    relationships.describe(cast.asking("writer"), key=cast.kamil.pk, open_reason=OpenReason.CRISIS)
    assert light(cast, "proactive").state is State.OFF


def test_small_talk_is_counted_only_where_it_was_noted(cast: Cast) -> None:
    cast.meet(5, small_talk=None)
    assert light(cast, "small_talk").state is State.UNKNOWN
    cast.meet(4, small_talk=False)
    assert light(cast, "small_talk").state is State.OFF
    cast.meet(3, small_talk=True)
    assert light(cast, "small_talk").state is State.ON


def test_kinds_of_groups_are_those_of_people_one_sees(cast: Cast) -> None:
    for alias, kind in (("Rowan", "media"), ("Alder", "donor")):
        cast.add(alias, days_ago=9, new_actor=f"{alias} house", new_actor_kind=kind)
    cast.meet(3, whom=Relationship.objects.get(counterpart__alias="Rowan"))
    found = light(cast, "every_actor")
    assert (found.kinds, found.kinds_without) == (("media",), ("donor",))
    assert found.unknown == 1


def test_the_office_interval_holds_where_none_is_set(cast: Cast) -> None:
    cast.meet(60)
    assert light(cast, "maintained").state is State.ON
    relationships.set_cadence(
        cast.asking("writer"), key=cast.kamil.pk, ideal_days=10, maximum_days=59
    )
    assert light(cast, "maintained").state is State.OFF


def test_a_backup_or_a_second_colleague_makes_it_broad(cast: Cast) -> None:
    rowan = cast.add("Rowan", days_ago=9)
    assert light(cast, "broad").state is State.OFF
    relationships.set_backup(cast.asking("writer"), key=cast.kamil.pk, backup=cast.keeper.pk)
    assert aliases(light(cast, "broad").true_of) == ["Abu Kamil"]
    cast.meet(3, whom=rowan, ours=[(cast.keeper.pk, OurPart.LEAD)])
    assert light(cast, "broad").state is State.ON


def test_a_colleague_who_left_could_not_step_in(cast: Cast) -> None:
    cast.meet(3, ours=[(cast.keeper.pk, OurPart.LEAD)])
    assert light(cast, "broad").part == 1
    keeper = cast.keeper
    keeper.is_active = False
    keeper.save(update_fields=["is_active"])
    assert light(cast, "broad").part == 0


def test_the_lead_alone_is_nobodys_second(cast: Cast) -> None:
    cast.meet(3)
    assert light(cast, "broad").state is State.OFF


def test_closed_relationships_and_a_contact_to_come_are_left_out(cast: Cast) -> None:
    relationships.switch_phase(
        cast.asking("writer"), key=cast.kamil.pk, phase="closed", reason="Over."
    )
    assert lights(cast.asking("writer")).people == 0
    cast.add("Rowan", days_ago=2)
    assert lights(cast.asking("writer", days_ago=5)).people == 0


def test_another_circle_changes_no_light_and_no_count(cast: Cast) -> None:
    cast.meet(3)
    before = lights(cast.asking("writer"))
    cast.meet(2, by="outsider", whom=cast.hidden)
    cast.add("Cedar", by="outsider", new_actor="Cedar house", new_actor_kind="media")
    assert lights(cast.asking("writer")) == before


def test_a_severe_contact_counts_for_the_named_alone(cast: Cast) -> None:
    rowan = cast.add("Rowan", days_ago=9)
    cast.meet(3, whom=rowan)
    access.set_access(cast.asking("writer"), key=rowan.pk, sensitivity=3, named=[cast.writer.pk])
    assert lights(cast.asking("writer")).people == 2
    assert lights(cast.asking("reader")).people == 1
    assert light(cast, "maintained", "reader").state is State.UNKNOWN
    assert light(cast, "maintained").state is State.PARTLY


def test_only_some_people_may_be_asked_about(cast: Cast) -> None:
    rowan = cast.add("Rowan", days_ago=9)
    cast.meet(3)
    assert lights(cast.asking("writer"), only=[rowan.pk]).people == 1
    assert lights(cast.asking("writer"), only=[rowan.pk, cast.hidden.pk]).people == 1
    assert light(cast, "maintained", only=[rowan.pk]).state is State.UNKNOWN


def test_few_are_named_and_the_others_counted(cast: Cast) -> None:
    for number in range(SHOWN + 3):
        cast.add(f"Person {number}", days_ago=9)
    found = light(cast, "broad")
    assert (len(found.not_of), found.others_not) == (SHOWN, 4)


def test_as_many_questions_for_many_as_for_one(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            lights(cast.asking("writer"))
        return len(queries)

    cast.meet(3)
    few = asked()
    for number in range(12):
        cast.meet(2, whom=cast.add(f"Person {number}", days_ago=9))
    assert asked() == few


def test_an_undone_contact_is_none(cast: Cast) -> None:
    visit = cast.meet(3)
    key = Operation.objects.filter(row=visit.pk).get().change_set
    history.undo(cast.asking("writer"), key=key)
    assert light(cast, "maintained").state is State.UNKNOWN
