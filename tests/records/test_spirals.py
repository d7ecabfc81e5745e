"""Where the tone is going: what is kept is what the engine says, and no longer than it fits."""

import random
from datetime import timedelta

import numpy as np
import pytest

from cast import Cast
from in_turn import seeds
from rapport.actions import access, history, interactions, people
from rapport.network import tone_trend
from rapport.network.tone import ToneStep
from rapport.records import judging, spirals
from rapport.records.models import Finding, Relationship, SpiralOf, Store
from rapport.site.judging_beside import JudgingBeside
from rapport.site.tone_beside import ToneBeside

DAY = Cast.DAY
TONES = [step.name.lower() for step in ToneStep]


@pytest.fixture
def heron(cast: Cast) -> Relationship:
    """Return somebody with whom both were open for months, and twice hostile lately."""
    who = cast.add("The heron", days_ago=300)
    for days_ago in range(280, 60, -20):
        cast.meet(days_ago, whom=who, tone_theirs="open", tone_ours="open")
    for days_ago, tone in ((22, "hostile"), (15, "neutral"), (10, "hostile"), (5, "neutral")):
        cast.meet(days_ago, whom=who, tone_theirs=tone, tone_ours=tone)
    return who


def kept(who):
    return SpiralOf.objects.filter(relationship=who).first()


def findings(who):
    return list(Finding.objects.filter(relationship=who, code="P01"))


def renew(who, day=DAY):
    return spirals.renew([who.pk], today=day)


def said_by_the_engine(who, day=DAY):
    """Ask the engine itself, from the rows of presences as they stand."""
    seen = []
    for presence in who.presences.select_related("interaction"):
        contact = presence.interaction
        for way, tone in enumerate(
            (presence.tone_theirs or contact.tone_theirs, presence.tone_ours or contact.tone_ours)
        ):
            if tone and contact.two_way and contact.on <= day and contact.on_time != "absent":
                seen.append((contact.on.toordinal(), way, TONES.index(tone)))
    columns = np.array(seen, dtype=np.int64).reshape(-1, 3).T
    ties = np.zeros(len(seen), dtype=np.int64)
    return int(tone_trend(ties, *columns, as_of=day.toordinal(), m=1).spiral[0])


def test_it_is_kept_with_the_contacts_it_rests_on(cast: Cast, heron):
    assert findings(heron) == []
    assert renew(heron) == 1
    row = kept(heron)
    assert (row.spiral, row.as_of, len(row.rests_on)) == (-1, DAY, 15)
    (finding,) = findings(heron)
    assert finding.params == {"since": {"day": (DAY - timedelta(22)).isoformat()}}
    assert len(finding.because) == 4
    assert renew(heron) == 0


@pytest.mark.parametrize("seed", seeds(range(6)))
def test_what_is_kept_is_what_the_engine_says_of_any_history(cast: Cast, seed):
    draw = random.Random(seed)
    people = [cast.add(f"Number {number}", days_ago=300) for number in range(5)]
    for number, who in enumerate(people):
        usual = TONES[2:] if number % 2 else TONES
        for _ in range(12):
            told = {"tone_theirs": draw.choice(["", *usual]), "tone_ours": draw.choice(usual)}
            cast.meet(draw.randrange(60, 250), whom=who, two_way=draw.random() > 0.1, **told)
        for _ in range(draw.randrange(4)):
            cast.meet(draw.randrange(1, 40), whom=who, tone_theirs="guarded", tone_ours="guarded")
    spirals.renew([who.pk for who in people], today=DAY)
    for who in people:
        row = kept(who)
        assert (row.spiral if row else 0) == said_by_the_engine(who)


def test_one_bad_meeting_makes_none(cast: Cast):
    who = cast.add("The crane", days_ago=300)
    for days_ago in range(280, 20, -20):
        cast.meet(days_ago, whom=who, tone_theirs="open", tone_ours="open")
    cast.meet(2, whom=who, tone_theirs="hostile", tone_ours="guarded")
    renew(who)
    assert kept(who) is None
    assert findings(who) == []


def test_a_contact_after_it_silences_it_until_it_is_asked_again(cast: Cast, heron):
    renew(heron)
    cast.meet(0, whom=heron, tone_theirs="open", tone_ours="open")
    assert kept(heron).spiral == -1
    assert findings(heron) == []
    renew(heron)
    assert (kept(heron).spiral if kept(heron) else 0) == said_by_the_engine(heron)


def test_a_correction_a_removal_and_a_late_entry_silence_it_too(cast: Cast, heron):
    renew(heron)
    contact = heron.presences.order_by("-on").first().interaction
    changing = interactions.change_interaction(
        cast.asking("writer"), key=contact.pk, tone_theirs="open"
    )
    assert findings(heron) == []
    history.undo(cast.asking("writer"), key=changing.key)
    assert findings(heron), "as it was, it fits again"
    late = cast.meet(200, whom=heron, tone_theirs="guarded")
    assert findings(heron) == []
    interactions.remove_interaction(cast.asking("writer"), key=late.pk)
    assert findings(heron)


def test_an_old_one_is_not_believed(cast: Cast, heron):
    renew(heron)
    for days, speaks in ((14, True), (15, False)):
        judging.rejudge([heron.pk], today=DAY + timedelta(days=days))
        assert bool(findings(heron)) == speaks
    assert Relationship.objects.get(pk=heron.pk).judge_again_on is not None


def test_a_better_tone_is_kept_and_no_finding(cast: Cast):
    who = cast.add("The crane", days_ago=300)
    for days_ago in range(280, 60, -20):
        cast.meet(days_ago, whom=who, tone_theirs="guarded", tone_ours="guarded")
    for days_ago in (40, 30, 20, 10):
        cast.meet(days_ago, whom=who, tone_theirs="open", tone_ours="open")
    renew(who)
    assert kept(who).spiral == 1
    assert findings(who) == []


def test_of_a_severe_person_only_the_named_hear(cast: Cast, heron):
    renew(heron)
    access.set_access(cast.asking("writer"), key=heron.pk, sensitivity=3, named=[cast.writer.pk])
    rows = Finding.objects.filter(relationship=heron, code="P01")
    assert rows.visible_to(cast.writer).exists()
    for other in ("keeper", "reader", "outsider"):
        assert not rows.visible_to(cast.who(other)).exists()


def test_whoever_is_taken_away_takes_it_along(cast: Cast):
    adding = people.add_counterpart(
        cast.asking("writer"), alias="The crane", circle=cast.circle.pk, opened=DAY
    )
    SpiralOf.objects.create(relationship=adding.row, as_of=DAY, spiral=-1, rests_on=[])
    history.undo(cast.asking("writer"), key=adding.key)
    assert not Relationship.objects.filter(pk=adding.row.pk).exists()
    assert not SpiralOf.objects.exists()


# Beside the pages


def beside(day=DAY, *, one=None):
    one = one or ToneBeside()
    one.renew_what_is_due(day, may_go_on=lambda: True)
    return one


def test_beside_the_pages_everybody_met_lately_is_asked_about_once(cast: Cast, heron):
    one = beside()
    assert kept(heron).spiral == -1
    SpiralOf.objects.all().delete()
    beside(one=one)
    assert kept(heron) is None, "nothing changed, and no week has passed"
    beside(DAY + timedelta(days=7), one=one)
    assert kept(heron) is not None


def test_beside_the_pages_it_is_renewed_once_a_contact_is_recorded_or_gone(cast: Cast, heron):
    one = beside()
    contact = cast.meet(0, whom=heron, tone_theirs="guarded", tone_ours="guarded")
    assert findings(heron) == []
    beside(one=one)
    assert len(kept(heron).rests_on) == 16
    assert findings(heron)
    interactions.remove_interaction(cast.asking("writer"), key=contact.pk)
    beside(one=one)
    assert len(kept(heron).rests_on) == 15


def test_beside_the_pages_it_is_renewed_after_a_week_and_where_a_clock_was_set_back(
    cast: Cast, heron
):
    one = beside()
    for days in (6, 7, 3):
        day = DAY + timedelta(days=days)
        beside(day, one=one)
        assert kept(heron).as_of == (DAY if days == 6 else day)


def test_beside_the_pages_the_engine_is_not_asked_while_a_store_is_opening(cast: Cast, heron):
    Store.objects.update(fixed_today=DAY)
    JudgingBeside().judge_what_is_due()
    assert kept(heron) is None
    JudgingBeside(tone_after=0).judge_what_is_due()
    assert kept(heron) is not None


def test_beside_the_pages_a_batch_at_a_time_while_it_may(cast: Cast, heron):
    one = ToneBeside()
    one.renew_what_is_due(DAY, may_go_on=lambda: False)
    assert kept(heron) is None
    beside(one=one)
    assert kept(heron) is not None
