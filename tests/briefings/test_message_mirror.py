"""A message looked at before it is sent: only what its writer may see is known of them."""

from datetime import date, time, timedelta

import pytest

from cast import Cast
from rapport.actions import channels, people, team, upkeep
from rapport.briefings.message_mirror import Mirror, mirror
from rapport.records.models import Operation, Relationship, Sensitivity
from rapport.records.refusals import NotThere

ORDINARY = date(2026, 4, 29)
"""A working day outside of every month of fasting and every feast."""

TEXT = "Good morning, I hope your family is well. Could we meet on Monday?"


def look(
    cast: Cast, text: str = TEXT, *, who: str = "writer", whom: Relationship | None = None, **sent
) -> Mirror:
    sent = {"channel": "message", "on": ORDINARY, "hour": time(10), **sent}
    return mirror(cast.asking(who), (whom or cast.kamil).pk, text, **sent)


def says(seen: Mirror) -> list[str]:
    return [one.says % one.params for one in seen.findings]


def way(cast: Cast, channel: str, safety: str) -> None:
    channels.add_channel(
        cast.asking("writer"), key=cast.kamil.counterpart_id, channel=channel, safety=safety
    )


def test_a_way_nobody_has_spoken_of_is_said_to_be_so(cast: Cast):
    assert says(look(cast)) == ["Nobody has noted whether this channel is safe for them."]


def test_of_several_ways_by_one_channel_the_least_safe_counts(cast: Cast):
    for safety in ("safe", "unsafe"):
        way(cast, "message", safety)
    assert says(look(cast)) == ["This channel is noted as not safe for them."]


def test_ways_that_are_safe_are_offered_in_its_place(cast: Cast):
    way(cast, "message", "unsafe")
    way(cast, "letter", "safe")
    seen = look(cast)
    assert seen.findings[0].options == ("other_way",)
    assert seen.safe_ways == ("letter",)
    assert says(look(cast, channel="letter")) == []


# Names


def test_their_own_real_name_and_those_of_others_are_noticed_apart(cast: Cast):
    way(cast, "message", "safe")
    other = cast.add("The crane")
    people.seal_name(
        cast.asking("writer"), key=other.counterpart_id, name="Zephyrin Orsendi", script="Latn"
    )
    people.seal_name(
        cast.asking("writer"), key=cast.kamil.counterpart_id, name="Kamil Dravane", script="Latn"
    )
    assert len(says(look(cast, f"{TEXT} Zephyrin Orsendi comes too."))) == 1
    assert says(look(cast, f"Dear Kamil Dravane, {TEXT}")) == [
        "Their own real name is in it: whoever takes the phone reads it."
    ]


def test_a_name_its_writer_may_not_see_is_not_told_by_the_mirror(cast: Cast):
    way(cast, "message", "safe")
    hidden = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    there = cast.add("The egret", by="outsider")
    people.seal_name(
        cast.asking("writer"), key=hidden.counterpart_id, name="Zephyrin Orsendi", script="Latn"
    )
    people.seal_name(
        cast.asking("outsider"), key=there.counterpart_id, name="Olvane Hastric", script="Latn"
    )
    for name in ("Zephyrin Orsendi", "Olvane Hastric"):
        assert says(look(cast, f"{TEXT} {name} comes.", who="reader")) == []
    assert len(says(look(cast, f"{TEXT} Zephyrin Orsendi comes."))) == 1


# The day and the hour there


def test_the_day_and_the_hour_are_those_of_the_office(cast: Cast):
    way(cast, "message", "safe")
    assert says(look(cast, hour=time(23, 30))) == ["It is night there."]
    assert says(look(cast, hour=None)) == []


def test_a_month_of_fasting_is_minded_whoever_they_are(cast: Cast):
    way(cast, "message", "safe")
    assert any("fasting" in one for one in says(look(cast, on=date(2026, 2, 25))))


# Settings


def test_a_rule_snoozed_for_this_person_is_silent_and_counted(cast: Cast):
    way(cast, "message", "safe")
    upkeep.waive(
        cast.asking("writer"),
        relationship=cast.kamil.pk,
        code="M01",
        reason="We write to each other like this.",
        until=Cast.DAY + timedelta(days=1),
    )
    seen = look(cast, "Trucks at the bridge.")
    assert (says(seen), seen.set_aside) == ([], 1)


def test_the_office_s_own_lines_count_and_a_rule_switched_off_is_silent(cast: Cast):
    way(cast, "message", "safe")
    text = "Good morning Kamil, may your flocks multiply. The trucks come today."
    assert len(says(look(cast, text))) == 1
    settings = {"M01": {"on": True, "words": ["may your flocks"]}}
    team.set_rules(cast.asking("keeper"), raw=settings)
    assert says(look(cast, text)) == []
    team.set_rules(cast.asking("keeper"), raw={"M01": {"on": False}})
    assert says(look(cast, "Trucks.")) == []


# Who may, and what is kept


def test_nothing_of_it_is_written_down(cast: Cast):
    before = Operation.objects.count()
    look(cast, f"{TEXT} You did not keep your word!!")
    assert Operation.objects.count() == before


@pytest.mark.parametrize("who", ["outsider"])
def test_to_whoever_may_not_see_them_they_are_not_there(cast: Cast, who: str):
    with pytest.raises(NotThere):
        look(cast, who=who)
