"""The lights rest on what their reader may see, and on nothing else."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, rejudge_due
from rapport.actions import access, groups, history, relationships, team
from rapport.briefings.lights import SHOWN, SeenLight, lights
from rapport.records.models import (
    Actor,
    Asked,
    OpenReason,
    Operation,
    OurPart,
    Relationship,
    TheirPart,
)
from rapport.records.recording import change_set
from rapport.rules.lights import State


def light(cast: Cast, name: str, reader: str = "writer", **more: Any) -> SeenLight:
    asking = cast.asking(reader, more.pop("days_ago", 0))
    (found,) = (one for one in lights(asking, **more).lights if one.name == name)
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
    assert lights(cast.asking("writer")).relationships == 0
    cast.add("Rowan", days_ago=2)
    assert lights(cast.asking("writer", days_ago=5)).relationships == 0


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
    assert lights(cast.asking("writer")).relationships == 2
    assert lights(cast.asking("reader")).relationships == 1
    assert light(cast, "maintained", "reader").state is State.UNKNOWN
    assert light(cast, "maintained").state is State.PARTLY


def test_only_some_people_may_be_asked_about(cast: Cast) -> None:
    rowan = cast.add("Rowan", days_ago=9)
    cast.meet(3)
    assert lights(cast.asking("writer"), only=[rowan.pk]).relationships == 1
    assert lights(cast.asking("writer"), only=[rowan.pk, cast.hidden.pk]).relationships == 1
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


def group(cast: Cast, name: str, kind: str = "private", **values: Any) -> Actor:
    with change_set("add_something", cast.asking("writer", 90)) as changes:
        return changes.add(Actor, cast.circle, names=[name], kind=kind, **values)


def somebody_of(cast: Cast, of: Actor, days_ago: int = 450, **told: Any) -> Relationship:
    return cast.add(f"One of {of.name}", days_ago=days_ago, actor=of.pk, **told)


def rarely_seen(cast: Cast, who: Relationship) -> None:
    relationships.set_cadence(cast.asking("writer"), key=who.pk, ideal_days=300, maximum_days=900)


def test_whoever_has_little_influence_is_not_kept_up_with_once_a_year(cast: Cast) -> None:
    small = somebody_of(cast, group(cast, "Committee", influence=[["2025-01-01", 1]]))
    great = somebody_of(cast, group(cast, "Port", influence=[["2025-01-01", 3]]))
    for who in (small, great):
        rarely_seen(cast, who)
        cast.meet(119, whom=who)
    assert aliases(light(cast, "maintained").not_of) == ["Abu Kamil"]
    rejudge_due(today=cast.DAY + timedelta(1))
    found = light(cast, "maintained", days_ago=-1)
    assert (aliases(found.not_of), aliases(found.true_of)) == (
        ["Abu Kamil", "One of Committee"],
        ["One of Port"],
    )
    team.set_rules(cast.asking("keeper"), raw={"N06": {"on": False}})
    assert aliases(light(cast, "maintained", days_ago=-1).not_of) == ["Abu Kamil"]


def test_a_group_nobody_was_at_for_a_year_is_not_kept_up_with(cast: Cast) -> None:
    port = group(cast, "Port")
    who, other = somebody_of(cast, port), cast.add("Foreman", days_ago=450, actor=port.pk)
    rarely_seen(cast, who)
    cast.meet(366, whom=who)
    assert "One of Port" in aliases(light(cast, "maintained").not_of)
    cast.meet(3, whom=other)
    assert "One of Port" in aliases(light(cast, "maintained").true_of), "somebody was there"


def test_a_group_as_such_is_kept_up_with_or_not_and_backed_up_or_not(cast: Cast) -> None:
    before = light(cast, "proactive"), light(cast, "small_talk")
    port = group(cast, "Port")
    row = groups.begin_with_group(
        cast.asking("writer", 300), actor=port.pk, opened=cast.DAY - timedelta(300)
    ).row
    cast.meet(200, whom=row)
    assert "Port" in aliases(light(cast, "maintained").not_of)
    assert "Port" in aliases(light(cast, "broad").not_of)
    assert aliases(light(cast, "every_actor").not_of) == ["Port"]
    cast.meet(2, whom=row, ours=[(cast.keeper.pk, OurPart.LEAD)])
    for name in ("maintained", "broad", "every_actor"):
        assert "Port" in aliases(light(cast, name).true_of)
    assert before == (light(cast, "proactive"), light(cast, "small_talk"))
    assert lights(cast.asking("writer")).relationships == 2


def test_few_contacts_with_small_groups_count_for_all_not_for_some(cast: Cast) -> None:
    kinds = {"Port": ("private", 3), "House": ("media", 3), "Widows": ("community", 1)}
    known = [
        somebody_of(cast, group(cast, name, kind=kind, influence=[["2025-01-01", weight]]))
        for name, (kind, weight) in kinds.items()
    ]
    for who in known:
        cast.meet(1, whom=who)
    assert light(cast, "every_actor").state is State.ON
    for days_ago in range(2, 20):
        cast.meet(days_ago, whom=known[0])
    found = light(cast, "every_actor")
    assert (found.state, found.kinds_without) == (State.PARTLY, ())
    assert light(cast, "every_actor", only=[who.pk for who in known]).state is State.ON
    for days_ago in (2, 3):
        cast.meet(days_ago, whom=known[2])
    assert light(cast, "every_actor").state is State.ON
