"""What the rules read of a visit: packed beside each counterpart, and read off again."""

from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import interactions, people, team
from rapport.records.models import Channel, Interaction, OnTime, Presence, Purpose, Tone
from rapport.records.packed_facts import pack, unpack

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
