"""The recorder: every write is one operation, and the tables are what the log says."""

import json
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions.interactions import change_interaction
from rapport.records.models import Actor, ActorKind, Counterpart, Operation, Presence
from rapport.records.operations import payload_hash
from rapport.records.packed_facts import pack, unpack
from rapport.records.rebuilding import differences, rebuild
from rapport.records.recording import change_set


def _actor(cast: Cast, **told: object) -> Actor:
    place = {"office_id": cast.circle.office_id, "circle_id": cast.circle.pk}
    return Actor(**{**place, "names": ["4th Brigade"], "kind": ActorKind.STATE_SECURITY, **told})


def payload(operation: Operation) -> dict[str, Any]:
    return json.loads(operation.content)


def test_a_change_appends_one_operation_for_each_row(cast: Cast) -> None:
    before = Operation.objects.count()
    with change_set("name_actors", asked_by(cast.writer)) as changes:
        changes.create(_actor(cast))
        changes.create(_actor(cast, names=["Harbour office"]))
    new = Operation.objects.order_by("sequence")[before:]
    assert [(one.verb, one.model, one.effect) for one in new] == [("name_actors", "actor", 1)] * 2
    assert len({one.change_set for one in new}) == 1


def test_a_change_carries_only_what_changed_and_names_what_it_overwrote(cast: Cast) -> None:
    with change_set("name_actor", asked_by(cast.writer)) as changes:
        actor = changes.create(_actor(cast))
    with change_set("change_actor", asked_by(cast.writer)) as changes:
        changes.change(actor, legal_note="Listed.", names=["4th Brigade"])
    changed = Operation.objects.filter(row=actor.pk).latest("sequence")
    assert payload(changed)["patch"] == {"legal_note": "Listed."}
    actor.refresh_from_db()
    assert (actor.legal_note, actor.revised) == ("Listed.", changed.sequence)
    with change_set("change_actor", asked_by(cast.writer)) as changes:
        changes.change(actor, legal_note="Listed since May.")
    again = Operation.objects.filter(row=actor.pk).latest("sequence")
    assert payload(again)["parents"] == {"legal_note": [changed.name]}


def test_a_change_to_what_already_is_writes_nothing(cast: Cast) -> None:
    counterpart = Counterpart.objects.get(alias="Abu Kamil")
    before = Operation.objects.count()
    with change_set("change_counterpart", asked_by(cast.writer)) as changes:
        changes.change(counterpart, alias="Abu Kamil")
    assert Operation.objects.count() == before


def test_a_change_that_fails_half_way_leaves_neither_rows_nor_operations(cast: Cast) -> None:
    before = Operation.objects.count(), Actor.objects.count()

    def fail_half_way() -> None:
        with change_set("name", asked_by(cast.writer)) as changes:
            changes.create(_actor(cast))
            changes.write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert (Operation.objects.count(), Actor.objects.count()) == before


def test_an_operation_with_the_same_content_hashes_differently_each_time(cast: Cast) -> None:
    with change_set("name_actors", asked_by(cast.writer)) as changes:
        changes.create(_actor(cast))
        changes.create(_actor(cast))
    one, other = Operation.objects.order_by("-sequence")[:2]
    assert payload_hash(one.content) != payload_hash(other.content)


def test_the_tables_equal_what_the_log_says(cast: Cast) -> None:
    cast.meet(20)
    cast.meet(9, asked=True)
    assert differences() == []


def test_tables_that_were_tampered_with_are_found_and_built_anew(cast: Cast) -> None:
    visit = cast.meet(20, line="Tea by the gate.")
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(alias="Somebody else")
    type(visit).objects.filter(pk=visit.pk).delete()
    assert {kind for kind, _ in differences()} == {"counterpart", "interaction"}
    rebuild()
    assert differences() == []
    assert Counterpart.objects.filter(alias="Abu Kamil").exists()
    assert type(visit).objects.get(pk=visit.pk).line == "Tea by the gate."


def test_what_an_interaction_says_is_repeated_beside_each_presence(cast: Cast) -> None:
    visit = cast.meet(9, small_talk=None, tone_theirs="guarded", line="He is a spy.")
    place = Presence.objects.get(interaction=visit)
    assert (place.on, place.told) == (visit.on, pack(visit, place))
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    changed = change_interaction(**about, asked=True, on=cast.DAY, line="Tea.").row
    place.refresh_from_db()
    changed.refresh_from_db()
    assert (place.on, place.told) == (cast.DAY, pack(changed, place))
    columns = unpack(place.told)
    assert columns[3:5] == (True, None)
