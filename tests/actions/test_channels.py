"""Ways to reach a counterpart: what can be noted, by whom, and that it can be taken back."""

import uuid

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import channels, merging
from rapport.records.asking import Asking
from rapport.records.models import Channel, Counterpart, Safety
from rapport.records.refusals import NotThere


def add(cast: Cast, by: str = "writer", **told: object) -> Counterpart:
    told = {"channel": Channel.PHONE, "safety": Safety.CARE, "note": "Before noon", **told}
    key = told.pop("key", cast.kamil.counterpart_id)
    return channels.add_channel(asking=asked_by(cast.who(by)), key=key, **told).row


def ways(cast: Cast) -> list[tuple[str, str, str]]:
    person = Counterpart.objects.get(pk=cast.kamil.counterpart_id)
    return [(way["channel"], way["safety"], way["note"]) for way in person.channels]


def drop(cast: Cast, key: uuid.UUID, by: str = "writer") -> Counterpart:
    who, now = cast.who(by), cast.at()["now"]
    return channels.drop_channel(
        asking=Asking(who, now, now.date()), key=cast.kamil.counterpart_id, channel=key
    ).row


def test_a_way_is_one_change_that_can_be_taken_back(cast: Cast) -> None:
    is_one_change_set(cast, lambda: add(cast), "add_channel")


def test_only_writers_note_and_drop_a_way(cast: Cast) -> None:
    way = uuid.UUID(add(cast).channels[0]["key"])
    is_for_writers_only(cast, lambda who: add(cast, who))
    is_for_writers_only(cast, lambda who: drop(cast, way, who))


def test_a_second_way_stands_beside_the_first_and_dropping_one_leaves_the_other(cast: Cast) -> None:
    first = uuid.UUID(add(cast).channels[0]["key"])
    add(cast, channel=Channel.MESSAGE, safety=Safety.UNSAFE, note="")
    is_one_change_set(cast, lambda: drop(cast, first), "drop_channel")
    drop(cast, first)
    assert ways(cast) == [("message", "unsafe", "")]


def test_a_way_already_dropped_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotThere):
        drop(cast, uuid.uuid4())


def test_a_way_needs_its_kind_and_how_safe_it_is(cast: Cast) -> None:
    with cannot_be("needs a type"):
        add(cast, safety="")
    with cannot_be("needs a type"):
        add(cast, channel="pigeon")


def test_a_way_is_held_by_somebody_who_may_know_of_it(cast: Cast) -> None:
    add(cast, held_by=cast.reader.pk)
    with cannot_be("not in the circle"):
        add(cast, held_by=cast.outsider.pk)


def test_a_long_note_belongs_in_the_notes(cast: Cast) -> None:
    add(cast, note="x" * 200)
    with cannot_be("longer than 200"):
        add(cast, note="x" * 201)


def test_merging_two_records_keeps_the_ways_of_both(cast: Cast) -> None:
    other = cast.add("Kamil again", how_to_address="Ustad")
    add(cast)
    add(cast, key=other.counterpart_id, channel=Channel.LETTER, note="By the driver")
    merging.merge_counterparts(
        asking=asked_by(cast.writer), keep=cast.kamil.counterpart_id, merge=other.counterpart_id
    )
    assert [channel for channel, _, _ in ways(cast)] == ["phone", "letter"]
    kept = Counterpart.objects.get(pk=cast.kamil.counterpart_id)
    assert kept.how_to_address == "Ustad"
