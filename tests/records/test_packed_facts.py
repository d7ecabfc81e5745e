"""What the rules read of a visit: packed beside each counterpart, and read off again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import interactions
from rapport.records import packed_facts
from rapport.records.models import Channel, Interaction, OnTime, Presence, Purpose, Tone
from rapport.records.packed_facts import pack, pack_all, unpack

YES_NO = st.booleans()
PERHAPS = st.none() | YES_NO
VISITS = st.builds(
    Interaction,
    channel=st.sampled_from(Channel.values),
    purpose=st.sampled_from(Purpose.values),
    two_way=YES_NO,
    asked=PERHAPS,
    life_saving=YES_NO,
    small_talk=PERHAPS,
    introduced_self=PERHAPS,
    introduced_organisation=PERHAPS,
    tone_theirs=st.sampled_from(["", *Tone.values]),
    tone_ours=st.sampled_from(["", *Tone.values]),
    on_time=st.sampled_from(["", "on_time", "late"]),
    time=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)


@given(VISITS)
def test_what_is_packed_is_what_is_read_off_again(visit):
    told = pack(visit, Presence())
    assert len(told) <= Presence._meta.get_field("told").max_length
    assert unpack(told) == (
        visit.channel,
        visit.purpose,
        visit.two_way,
        visit.asked,
        visit.small_talk,
        visit.introduced_self,
        visit.introduced_organisation,
        visit.tone_theirs,
        visit.tone_ours,
        visit.on_time or None,
        visit.life_saving,
        visit.time.strftime("%H:%M") if visit.time else "",
    )


def column(told, name):
    return unpack(told)[packed_facts._COLUMNS.index(name)]


@given(VISITS)
def test_what_was_said_of_one_person_is_theirs(visit):
    theirs = Presence(asked="no", tone_theirs="guarded", tone_ours="neutral")
    told = pack(visit, theirs)
    assert [column(told, name) for name in ("asked", "tone_theirs", "tone_ours")] == [
        False,
        "guarded",
        "neutral",
    ]
    assert column(pack(visit, Presence(asked="not_recorded")), "asked") is None


@given(VISITS)
def test_with_whom_nothing_passed_nobody_was_asked(visit):
    for part in ("interpreter", "introducer"):
        told = pack(visit, Presence(part=part, asked="yes"))
        assert (column(told, "two_way"), column(told, "asked")) == (False, None)
    visit.on_time = "absent"
    told = pack(visit, Presence())
    assert (column(told, "two_way"), column(told, "asked")) == (False, None)


@pytest.mark.parametrize("number", ["", "1|"])
def test_a_line_of_an_older_form_is_read(number):
    old = f"{number}phone|engagement|1|0||1||open|neutral||0|2|weak\nliar"
    assert unpack(old) == (
        *("phone", "engagement", True, False, None, True, None),
        *("open", "neutral", None, False, ""),
    )


def test_a_line_of_a_form_to_come_is_refused_not_misread():
    with pytest.raises(ValueError, match="form 999"):
        unpack("999|phone|engagement")


@pytest.mark.parametrize("told", ["3", "3pe11", "3?e11---oo-0", "4pe11---oo-0"])
def test_a_line_that_is_none_is_refused_not_misread(told):
    with pytest.raises(ValueError, match=r"letter|zip|form"):
        unpack(told)


@pytest.mark.parametrize(
    ("column", "choices"),
    [("channel", Channel), ("purpose", Purpose), ("tone_theirs", Tone), ("on_time", OnTime)],
)
def test_every_choice_has_a_letter_of_its_own(column, choices):
    letters = packed_facts._LETTERS[packed_facts._COLUMNS.index(column)]
    assert letters.keys() - {""} == set(choices.values)
    assert len(set(letters.values())) == len(letters)


def test_a_line_takes_a_byte_a_column():
    visit = Interaction(channel="in_person", purpose="engagement", asked=None)
    assert len(pack(visit, Presence())) == len(packed_facts._COLUMNS)


def test_every_line_can_be_packed_anew(cast: Cast):
    visit = cast.meet(3, line="Tea.", asked=True)
    before = told_of(visit)
    Presence.objects.update(told="phone|engagement|1|0||||||||0|0|")
    assert pack_all(Interaction.objects, Presence.objects) == Interaction.objects.count()
    assert told_of(visit) == before


def test_a_migration_of_earlier_tables_leaves_the_packing_to_a_later_one(cast: Cast, monkeypatch):
    cast.meet(3, line="Tea.", asked=True)
    monkeypatch.setattr(packed_facts, "_COLUMNS", (*packed_facts._COLUMNS, "not_yet_a_column"))
    Presence.objects.update(told="phone|engagement|1|0||||||||0|0|")
    assert pack_all(Interaction.objects, Presence.objects) == 0


def told_of(visit):
    return [unpack(one.told) for one in Presence.objects.filter(interaction=visit)]


def test_it_says_what_the_visit_says_after_every_change(cast: Cast):
    nadir = cast.add("Umm Nadir")
    visit = cast.meet(3, theirs=[(cast.kamil.pk, ""), (nadir.pk, "")], line="With Kamil Farran.")
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    interactions.change_interaction(**about, asked=True, tone_theirs="hostile")
    visit.refresh_from_db()
    places = Presence.objects.filter(interaction=visit)
    assert told_of(visit) == [unpack(pack(visit, place)) for place in places]
    assert [(told[3], told[7]) for told in told_of(visit)] == [(True, "hostile")] * 2
