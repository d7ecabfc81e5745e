"""The life-saving exception: one tick with its reason, and the courtesy it owes."""

from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import asks, correcting, history, interactions, mandates, meetings
from rapport.actions.exceptions import ForLives, use_exception
from rapport.briefings.today import today
from rapport.records.models import Ask, Finding, Interaction, Relationship
from rapport.records.refusals import CannotBe, NotThere

REASON = "Three children are dying of measles."


def plan(cast: Cast, whom: Relationship | None = None, **told) -> Ask:
    about = {"relationship": (whom or cast.kamil).pk, "what": "Let the measles team pass"}
    return asks.plan_ask(cast.asking("writer"), **about, **told).row


def codes(whom: Relationship) -> set[str]:
    return set(Finding.objects.filter(relationship=whom).values_list("code", flat=True))


def log(cast: Cast, *whom: Relationship, **told) -> list[Interaction]:
    theirs = [(one.pk,) for one in whom or (cast.kamil,)]
    told = {"on": cast.DAY, **told}
    return interactions.log_interaction(cast.asking("writer"), theirs=theirs, **told).row


def on_today(cast: Cast) -> set[str]:
    entries = [one for span in today(cast.asking("writer")).headings for one in span.entries]
    told = [one for entry in entries for one in (entry.finding, *entry.also)]
    return {one.code for one in told if one is not None}


# For a request


def test_one_form_turns_a_request_too_early_into_one_for_lives(cast: Cast):
    ask = plan(cast)
    assert "E02" in codes(cast.kamil)
    use_exception(cast.asking("writer"), key=ask.pk, reason=f" {REASON} ")
    ask.refresh_from_db()
    assert (ask.life_saving, ask.life_saving_reason) == (True, REASON)
    assert ask.authorised_by == cast.writer, "whoever asks, if nobody is named"
    assert not {"E02", "R03"} & codes(cast.kamil)


def test_somebody_else_may_have_authorised_it(cast: Cast):
    ask = plan(cast)
    by = cast.keeper.pk
    change = use_exception(cast.asking("writer"), key=ask.pk, reason=REASON, authorised_by=by)
    ask.refresh_from_db()
    assert ask.authorised_by == cast.keeper
    history.undo(cast.asking("writer"), key=change.key)
    ask.refresh_from_db()
    assert (ask.life_saving, ask.authorised_by) == (False, None)


def test_one_they_put_off_to_a_day_may_still_be_one_for_lives(cast: Cast):
    ask = plan(cast)
    later = {"outcome": "deferred", "again_on": cast.DAY + timedelta(days=3)}
    asks.settle_ask(cast.asking("writer"), key=ask.pk, **later)
    use_exception(cast.asking("writer"), key=ask.pk, reason=REASON)
    asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome="refused")
    with pytest.raises(CannotBe):
        use_exception(cast.asking("writer"), key=ask.pk, reason=REASON)


def test_who_plans_one_for_lives_authorises_it_if_nobody_else_does(cast: Cast):
    told = {"life_saving": True, "life_saving_reason": REASON}
    assert plan(cast, **told).authorised_by == cast.writer
    assert plan(cast, **told, authorised_by=cast.keeper.pk).authorised_by == cast.keeper
    assert plan(cast).authorised_by is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_needs_a_reason(cast: Cast, reason: str):
    ask = plan(cast)
    with pytest.raises(CannotBe, match="needs a reason"):
        use_exception(cast.asking("writer"), key=ask.pk, reason=reason)


def test_what_is_settled_or_hidden_cannot_have_it(cast: Cast):
    ask = plan(cast)
    with pytest.raises(NotThere):
        use_exception(cast.asking("outsider"), key=ask.pk, reason=REASON)
    asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome="refused")
    with pytest.raises(CannotBe, match="already has an outcome"):
        use_exception(cast.asking("writer"), key=ask.pk, reason=REASON)


def test_what_was_asked_already_says_so_in_its_log_too(cast: Cast):
    ask = plan(cast)
    (call,) = log(cast, asked_for=[interactions.AskedFor(ask.pk)], channel="phone")
    assert "E01" in codes(cast.kamil)
    use_exception(cast.asking("writer"), key=ask.pk, reason=REASON)
    call.refresh_from_db()
    assert call.life_saving
    assert codes(cast.kamil) & {"E01", "E03"} == {"E03"}


# With a log


def test_a_log_with_the_exception_keeps_what_was_asked_and_why(cast: Cast):
    (call,) = log(cast, asked=True, line="Asked for the team.", for_lives=ForLives(REASON))
    ask = Ask.objects.get(interaction=call)
    assert (ask.what, ask.outcome, ask.made_on) == ("Asked for the team.", "made", cast.DAY)
    assert (ask.life_saving_reason, ask.authorised_by) == (REASON, cast.writer)
    assert call.life_saving
    assert codes(cast.kamil) & {"E01", "E03"} == {"E03"}


def test_with_no_line_the_reason_says_what_it_was(cast: Cast):
    log(cast, asked=True, for_lives=ForLives(REASON))
    assert Ask.objects.get().what == REASON


def test_the_planned_request_it_settles_says_so_itself(cast: Cast):
    ask = plan(cast)
    settled = [interactions.AskedFor(ask.pk, "granted")]
    by = ForLives(REASON, cast.keeper.pk)
    (call,) = log(cast, asked_for=settled, for_lives=by)
    ask = Ask.objects.get()
    assert (ask.outcome, ask.life_saving_reason) == ("granted", REASON)
    assert ask.authorised_by == cast.keeper
    assert call.life_saving


def test_of_several_only_those_who_were_asked(cast: Cast):
    salma = cast.add("Salma")
    theirs = [(cast.kamil.pk, "", "yes"), (salma.pk, "", "no")]
    interactions.log_interaction(
        cast.asking("writer"), theirs=theirs, on=cast.DAY, for_lives=ForLives(REASON)
    )
    assert Ask.objects.get().relationship == cast.kamil
    assert "E03" not in codes(salma)


def test_where_nobody_was_asked_nothing_is_saved(cast: Cast):
    with pytest.raises(CannotBe, match="no exception was used"):
        log(cast, asked=False, for_lives=ForLives(REASON))
    assert not Interaction.objects.exists()


def test_all_of_it_goes_with_one_undo(cast: Cast):
    change = interactions.log_interaction(
        cast.asking("writer"),
        theirs=[(cast.kamil.pk,)],
        on=cast.DAY,
        asked=True,
        for_lives=ForLives(REASON),
    )
    history.undo(cast.asking("writer"), key=change.key)
    assert not Ask.objects.exists()
    assert "E03" not in codes(cast.kamil)


# The courtesy that is owed


def test_it_stands_on_today_until_it_is_paid_in_person_or_by_voice(cast: Cast):
    log(cast, asked=True, on=cast.DAY - timedelta(3), for_lives=ForLives(REASON))
    assert "E03" in on_today(cast)
    courtesy = {"asked": False, "purpose": "courtesy"}
    log(cast, channel="message", two_way=True, **courtesy)
    assert "E03" in on_today(cast), "a message is no visit"
    log(cast, channel="phone", asked=True, purpose="courtesy")
    assert "E03" in on_today(cast), "another request pays nothing"
    log(cast, channel="phone", **courtesy)
    assert "E03" not in on_today(cast)


def test_each_use_owes_a_courtesy_of_its_own(cast: Cast):
    for days_ago in (9, 6):
        on = cast.DAY - timedelta(days_ago)
        log(cast, asked=True, on=on, for_lives=ForLives(REASON))
    for days_ago, owed in ((3, True), (1, False)):
        on = cast.DAY - timedelta(days_ago)
        log(cast, asked=False, purpose="courtesy", on=on)
        assert ("E03" in codes(cast.kamil)) is owed


# Costs and mandates, through the verbs


def test_a_mandate_given_changed_and_taken_away_is_noticed_at_once(cast: Cast):
    meetings.plan_meeting(
        cast.asking("writer"),
        theirs=[(cast.kamil.pk,)],
        on=cast.DAY + timedelta(3),
        purpose="negotiation",
    )
    assert "E05" in codes(cast.kamil)
    given = mandates.give_mandate(
        cast.asking("writer"), circle=cast.kamil.circle_id, title="The road", since=cast.DAY
    )
    assert "E05" not in codes(cast.kamil)
    ended = cast.DAY - timedelta(1)
    mandates.change_mandate(cast.asking("writer"), key=given.row.pk, since=ended, until=ended)
    assert "E05" in codes(cast.kamil)
    mandates.change_mandate(cast.asking("writer"), key=given.row.pk, until=None)
    assert "E05" not in codes(cast.kamil)
    gone = mandates.remove_mandate(cast.asking("writer"), key=given.row.pk)
    assert "E05" in codes(cast.kamil)
    history.undo(cast.asking("writer"), key=gone.key)
    assert "E05" not in codes(cast.kamil)


def test_a_mandate_of_another_circle_holds_there_alone(cast: Cast):
    meetings.plan_meeting(
        cast.asking("writer"),
        theirs=[(cast.kamil.pk,)],
        on=cast.DAY + timedelta(3),
        purpose="negotiation",
    )
    mandates.give_mandate(
        cast.asking("outsider"), circle=cast.elsewhere.pk, title="The road", since=cast.DAY
    )
    assert "E05" in codes(cast.kamil)


def test_a_mandate_that_ends_is_missed_the_morning_after(cast: Cast):
    from rapport.records import judging

    meetings.plan_meeting(
        cast.asking("writer"),
        theirs=[(cast.kamil.pk,)],
        on=cast.DAY + timedelta(9),
        purpose="negotiation",
    )
    ends = cast.DAY + timedelta(2)
    mandates.give_mandate(
        cast.asking("writer"),
        circle=cast.kamil.circle_id,
        title="The road",
        since=cast.DAY,
        until=ends,
    )
    row = Relationship.objects.get(pk=cast.kamil.pk)
    assert row.judge_again_on <= ends + timedelta(1)
    judging.rejudge([row.pk], today=ends)
    assert "E05" not in codes(cast.kamil)
    row.refresh_from_db()
    assert row.judge_again_on == ends + timedelta(1)
    judging.rejudge([row.pk], today=ends + timedelta(1))
    assert "E05" in codes(cast.kamil)


def test_a_heavy_cost_is_softened_as_a_whole_too(cast: Cast):
    ask = plan(cast, planned_for=cast.DAY + timedelta(2), costs=[("safety", 3)])
    assert "R01" in codes(cast.kamil)
    correcting.change_record(
        asked_by(cast.writer), Ask, key=ask.pk, softens="At night, by the back road."
    )
    assert "R01" not in codes(cast.kamil)
