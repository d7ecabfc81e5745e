"""Ways to reach a counterpart: what can be noted, by whom, and that it can be taken back."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import channels, merging
from rapport.records.asking import Asking
from rapport.records.models import Channel, Counterpart, Safety, Within
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


def way(cast: Cast, key: uuid.UUID) -> dict[str, Any]:
    person = Counterpart.objects.get(pk=cast.kamil.counterpart_id)
    return next(dict(one) for one in person.channels if one["key"] == key.hex)


def noted(cast: Cast, **told: object) -> uuid.UUID:
    return uuid.UUID(add(cast, **told).channels[-1]["key"])


def change(cast: Cast, key: uuid.UUID, by: str = "writer", **told: Any) -> Counterpart:
    return channels.change_channel(
        cast.asking(by), key=cast.kamil.counterpart_id, way=key, **told
    ).row


def verify(
    cast: Cast, key: uuid.UUID, by: str = "writer", days_ago: int = 0, **told: Any
) -> Counterpart:
    return channels.verify_channel(
        cast.asking(by, days_ago), key=cast.kamil.counterpart_id, way=key, **told
    ).row


def test_a_way_says_how_soon_it_works_and_when_it_last_did(cast: Cast) -> None:
    key = noted(cast, within=Within.HOUR, verified_on=cast.DAY)
    assert (way(cast, key)["within"], way(cast, key)["verified_on"]) == ("hour", "2026-03-16")
    silent = way(cast, noted(cast))
    assert (silent["within"], silent["verified_on"]) == ("", "")


def test_how_soon_is_one_of_three_and_the_day_is_not_to_come(cast: Cast) -> None:
    with cannot_be("not one of the choices"):
        add(cast, within="minute")
    with cannot_be("in the future"):
        add(cast, verified_on=cast.DAY + timedelta(days=1))
    key = noted(cast)
    with cannot_be("before 1900"):
        change(cast, key, verified_on=date(1899, 12, 31))
    with cannot_be("in the future"):
        verify(cast, key, on=cast.DAY + timedelta(days=1))


def test_a_way_is_changed_in_one_change_set_and_keeps_the_rest(cast: Cast) -> None:
    key, other = noted(cast, held_by=cast.writer.pk), noted(cast, channel=Channel.LETTER)
    before = way(cast, other)
    is_one_change_set(cast, lambda: change(cast, key, within="day"), "change_channel")
    change(cast, key, within="day", note=" At dusk ", verified_on=cast.DAY)
    assert way(cast, key) == {
        "channel": "phone",
        "safety": "care",
        "note": "At dusk",
        "key": key.hex,
        "held_by": cast.writer.pk.hex,
        "within": "day",
        "verified_on": "2026-03-16",
    }
    change(cast, key, verified_on=None)
    assert way(cast, key)["verified_on"] == ""
    assert way(cast, other) == before


def test_one_tap_confirms_that_a_way_worked_today(cast: Cast) -> None:
    key = noted(cast, within="hour")
    is_one_change_set(cast, lambda: verify(cast, key), "verify_channel")
    verify(cast, key)
    assert way(cast, key)["verified_on"] == "2026-03-16"


def test_confirming_an_earlier_day_leaves_the_later_one(cast: Cast) -> None:
    key = noted(cast, verified_on=cast.DAY - timedelta(days=3))
    verify(cast, key, on=cast.DAY - timedelta(days=9))
    assert way(cast, key)["verified_on"] == "2026-03-13"
    verify(cast, key, on=cast.DAY - timedelta(days=2))
    assert way(cast, key)["verified_on"] == "2026-03-14"


def test_only_writers_change_and_confirm_a_way(cast: Cast) -> None:
    key = noted(cast)
    is_for_writers_only(cast, lambda who: change(cast, key, who, within="hour"))
    is_for_writers_only(cast, lambda who: verify(cast, key, who))


def test_a_way_that_is_not_there_is_neither_changed_nor_confirmed(cast: Cast) -> None:
    for do in (change, verify):
        with pytest.raises(NotThere):
            do(cast, uuid.uuid4())


def test_a_way_noted_before_it_said_how_soon_can_be_confirmed(cast: Cast) -> None:
    key = uuid.uuid4()
    old = {"key": key.hex, "channel": "phone", "safety": "safe", "note": "", "held_by": None}
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(channels=[old])
    verify(cast, key)
    assert way(cast, key) == {**old, "verified_on": "2026-03-16"}
