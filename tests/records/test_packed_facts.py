"""What the rules read of a visit: packed beside each counterpart, and read off again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import interactions, people, team
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
    asked=YES_NO,
    life_saving=YES_NO,
    small_talk=PERHAPS,
    introduced_self=PERHAPS,
    introduced_organisation=PERHAPS,
    tone_theirs=st.sampled_from(["", *Tone.values]),
    tone_ours=st.sampled_from(["", *Tone.values]),
    on_time=st.sampled_from(["", *OnTime.values]),
    names_in_clear=st.integers(0, 9999),
    words_to_mind=st.lists(
        st.text("ab|é ع", min_size=1, max_size=120).map(lambda word: " ".join(word.split()) or "x"),
        unique=True,
    ),
)


@given(VISITS)
def test_what_is_packed_is_what_is_read_off_again(visit):
    told = pack(visit)
    assert len(told) <= Presence._meta.get_field("told").max_length
    columns, names, words = unpack(told)
    assert columns == (
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
    )
    assert names == visit.names_in_clear
    # Short words first come are there; one too long for its place leaves room for the next.
    assert list(words) == [word for word in visit.words_to_mind if word in words]


def test_a_line_of_the_first_form_which_had_no_number_is_read():
    old = "phone|engagement|1|0||1||open|neutral||0|2|weak\nliar"
    columns, names, words = unpack(old)
    assert columns == (
        *("phone", "engagement", True, False, None, True, None),
        *("open", "neutral", None, False),
    )
    assert (names, words) == (2, ("weak", "liar"))


def test_a_line_of_an_older_form_is_read_when_a_column_was_added_since(monkeypatch):
    old = pack(Interaction(channel="phone", asked=True))
    grown = (*packed_facts._COLUMNS, "interpreter_of_ours")
    forms = {**packed_facts._FORMS, "2": grown}
    for name, value in (("_COLUMNS", grown), ("_FORMS", forms), ("FORM", 2)):
        monkeypatch.setattr(packed_facts, name, value)
    unpack.cache_clear()
    columns, _, _ = unpack(old)
    assert (columns[0], columns[3], columns[-1]) == ("phone", True, "")
    unpack.cache_clear()


def test_a_line_of_a_form_to_come_is_refused_not_misread():
    with pytest.raises(ValueError, match="form 999"):
        unpack("999|phone|engagement")


def test_every_line_can_be_packed_anew(cast: Cast):
    visit = cast.meet(3, line="Tea.", asked=True)
    before = told_of(visit)
    Presence.objects.update(told="phone|engagement|1|0||||||||0|0|")
    assert pack_all(Interaction.objects, Presence.objects) == Interaction.objects.count()
    assert told_of(visit) == before


def test_a_migration_of_earlier_tables_packs_in_the_form_they_can_fill(cast: Cast, monkeypatch):
    visit = cast.meet(3, line="Tea.", asked=True)
    grown = (*packed_facts._COLUMNS, "not_yet_a_column")
    forms = {**packed_facts._FORMS, "2": grown}
    for name, value in (("_COLUMNS", grown), ("_FORMS", forms), ("FORM", 2)):
        monkeypatch.setattr(packed_facts, name, value)
    Presence.objects.update(told="phone|engagement|1|0||||||||0|0|")
    pack_all(Interaction.objects, Presence.objects)
    assert Presence.objects.get(interaction=visit).told.startswith("1|in_person|")


def told_of(visit):
    return [unpack(one.told) for one in Presence.objects.filter(interaction=visit)]


def test_it_says_what_the_visit_says_after_every_change(cast: Cast):
    nadir = cast.add("Umm Nadir")
    visit = cast.meet(3, theirs=[(cast.kamil.pk, ""), (nadir.pk, "")], line="With Kamil Farran.")
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    interactions.change_interaction(**about, asked=True, tone_theirs="hostile")
    people.seal_name(
        asking=asked_by(cast.writer), key=cast.kamil.counterpart_id, name="Kamil Farran"
    )
    team.set_rules(asking=asked_by(cast.keeper), raw={"D04": {"words": ["with"]}})
    visit.refresh_from_db()
    assert told_of(visit) == [unpack(pack(visit))] * 2
    columns, names, words = told_of(visit)[0]
    assert (columns[3], columns[7], names, words) == (True, "hostile", 1, ("with",))
