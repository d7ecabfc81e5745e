"""The tone of both sides: two bad meetings in a row, and a stored trend that still fits."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.rule import Urgency
from rapport.rules.tone import RECENT, TRUSTED_FOR, toned, trend
from rules.anything import days, in_order, meetings
from rules.building import (
    TODAY,
    ago,
    ahead,
    heard,
    meeting,
    relationship,
    says,
    silent_from,
    speaks_from,
    spiral,
)


def met(*contacts, **changes):
    return relationship(interactions=tuple(contacts), **changes)


def guarded(on, **changes):
    return meeting(on, tone_theirs="guarded", **changes)


# P01 tone getting worse


def test_p01_two_bad_meetings_in_a_row():
    first, second = guarded(ago(9)), meeting(ago(2), tone_ours="hostile")
    finding = heard("P01", met(meeting(ago(30)), first, second))
    assert finding.because == (("interaction", second.key), ("interaction", first.key))
    assert (finding.when, finding.params) == (Urgency.THIS_WEEK, {"last": ago(2)})
    assert finding.options[0] == "listen_first"


def test_p01_one_bad_meeting_is_nobodys_spiral():
    assert heard("P01", met(meeting(ago(9)), guarded(ago(2)))) is None
    assert heard("P01", met(guarded(ago(2)))) is None


def test_p01_two_logs_of_one_day_are_one_meeting():
    assert heard("P01", met(guarded(ago(2)), guarded(ago(2)))) is None
    finding = heard("P01", met(guarded(ago(9)), guarded(ago(2)), meeting(ago(2))))
    assert len(finding.because) == 2


def test_p01_a_good_one_between_or_after_breaks_the_row():
    assert heard("P01", met(guarded(ago(9)), meeting(ago(5)), guarded(ago(2)))) is None
    silent_from("P01", met(guarded(ago(9)), guarded(ago(2)), meeting(ahead(3))), ahead(3))
    unsaid = meeting(ago(5), tone_theirs="", tone_ours="")
    assert heard("P01", met(guarded(ago(9)), unsaid, guarded(ago(2)))), "nobody said how it was"


def test_p01_what_only_we_did_is_no_meeting():
    assert heard("P01", met(guarded(ago(9)), guarded(ago(2), two_way=False))) is None


def test_p01_speaks_on_the_day_and_is_forgotten_after_three_months():
    facts = met(guarded(ago(2)), guarded(ahead(4)))
    speaks_from("P01", facts, ahead(4))
    silent_from("P01", facts, ahead(89))


def falling(**changes):
    """Return meetings less and less open, none of which is bad."""
    return tuple(meeting(ago(n), tone_theirs=tone) for n, tone in ((40, "open"), (20, "neutral")))


def test_p01_a_stored_trend_is_said_with_its_meetings():
    contacts = falling()
    finding = heard("P01", met(*contacts, spiral=spiral(contacts)))
    assert [key for _, key in finding.because] == [one.key for one in reversed(contacts)]
    assert (finding.when, finding.params) == (Urgency.SOON, {"since": ago(40)})
    assert ago(40).isoformat() in says("P01", met(*contacts, spiral=spiral(contacts)))


def test_p01_a_better_tone_is_no_finding():
    contacts = falling()
    assert heard("P01", met(*contacts, spiral=spiral(contacts, spiral=1))) is None
    assert trend(contacts, spiral(contacts, spiral=1), TODAY).spiral == 1


def test_p01_an_old_trend_is_not_believed():
    contacts = falling()
    silent_from(
        "P01", met(*contacts, spiral=spiral(contacts, as_of=ago(10))), ahead(TRUSTED_FOR - 9)
    )
    assert heard("P01", met(*contacts, spiral=spiral(contacts, as_of=ahead(1)))) is None


def test_p01_a_trend_that_rests_on_other_contacts_is_not_believed():
    contacts = falling()
    stored = spiral(contacts)
    assert heard("P01", met(*contacts, meeting(TODAY), spiral=stored)) is None, "one came after"
    assert heard("P01", met(*contacts[1:], spiral=stored)) is None, "one was taken out"
    other = (contacts[0], contacts[1]._replace(tone_theirs="open"))
    assert heard("P01", met(*other, spiral=stored)) is None, "one was corrected"
    early = meeting(ago(300))
    assert heard("P01", met(early, *contacts, spiral=stored)) is None, "one was logged late"
    unsaid = meeting(ago(1), tone_theirs="", tone_ours="")
    assert heard("P01", met(*contacts, unsaid, spiral=stored)), "what has no tone changes nothing"


@pytest.mark.parametrize("changes", [{"status": "deceased"}, {"phase": "dormant"}])
def test_p01_nobody_is_met_where_no_contact_is_meant(changes):
    assert heard("P01", met(guarded(ago(9)), guarded(ago(2)), **changes)) is None


@given(in_order(meetings, 6), days, st.sampled_from([-1, 1]), st.integers(0, 20))
def test_a_trend_is_believed_just_where_it_is_fresh_and_rests_on_all_there_is(
    contacts, as_of, way, later
):
    today = as_of + timedelta(days=later)
    stored = spiral(toned(contacts, as_of), as_of, way)
    found = trend(contacts, stored, today)
    recent = [one for one in toned(contacts, as_of) if (as_of - one.on).days < RECENT]
    fits = toned(contacts, as_of) == toned(contacts, today) and later <= TRUSTED_FOR and recent
    assert (found is not None) == bool(fits)
    if found:
        assert found.since == recent[0].on
