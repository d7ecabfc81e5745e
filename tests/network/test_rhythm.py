from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.network import rhythm_defaults as shipped
from rapport.network.contact_log import ContactLog
from rapport.network.contact_model import fit_contact_model, lesson
from rapport.network.errors import BadLog
from rapport.network.rhythm import Reason, tie_rhythm
from rapport.network.snapshot import Snapshot


def log_of(*ties, kind=None):
    """Ties as (ours, theirs, days)."""
    contacts = [(number, day) for number, tie in enumerate(ties) for day in tie[2]]
    return ContactLog.of(
        ours=[tie[0] for tie in ties],
        theirs=[tie[1] for tie in ties],
        tie=[number for number, _ in contacts],
        day=[day for _, day in contacts],
        kind=kind,
    )


def lively_office(seed, ties=400, days=900, kind=None, pace=40.0):
    """Ties that come at random, each at a pace of its own, until they end."""
    draw = np.random.default_rng(seed)
    made = []
    for number in range(ties):
        rate, ends = draw.gamma(1.0, 1 / pace), draw.beta(1, 6)
        at, when = draw.uniform(0, days), []
        while at < days:
            when.append(int(at))
            if len(when) > 1 and draw.random() < ends:
                break
            at += draw.exponential(1 / rate)
        made.append((number % 20, 100 + number % 150, when))
    return log_of(*made, kind=kind)


def asked(*ties, as_of=400):
    log = log_of(*ties)
    return tie_rhythm(log, fit_contact_model(log, as_of))


logs = st.lists(
    st.tuples(st.integers(0, 3), st.integers(4, 9), st.lists(st.integers(0, 500), max_size=8)),
    min_size=1,
    max_size=12,
)


def test_contacts_on_one_day_count_once():
    assert log_of((0, 1, [5, 5, 3, 5])).day.tolist() == [3, 5]
    assert asked((0, 1, [5, 5, 3, 5])).contacts.tolist() == [2]


def test_a_tie_without_contact_has_no_rhythm():
    assert asked((0, 1, []), (0, 2, [100, 200]), (0, 3, [401])).ties.tolist() == [1]


def test_nobody_met_anybody_yet_is_an_answer_too():
    rhythm = asked((0, 1, []))
    assert len(rhythm.chance) == 0
    assert asked().ties.tolist() == []


def test_a_tie_past_its_own_rhythm_is_less_likely_than_one_within():
    weekly, monthly = list(range(200, 360, 7)), list(range(0, 361, 30))
    rhythm = asked((0, 1, weekly), (0, 2, monthly))
    assert rhythm.gap[0] < 10 < rhythm.gap[1] < 60
    assert rhythm.quiet.tolist() == [46, 40]
    assert rhythm.silence[0] < 0.05 < rhythm.silence[1]
    assert rhythm.alive[0] < rhythm.alive[1]


def test_somebody_seen_by_a_colleague_lately_is_more_likely_to_be_met():
    quiet = (0, 5, [10, 60, 110])
    alone = asked(quiet, (0, 6, [399]), (1, 7, [395]))
    seen = asked(quiet, (0, 6, [399]), (1, 5, [395]))
    assert alone.unseen[0] == 290
    assert seen.unseen[0] == 5
    reason = Reason.SEEN_BY_ANYBODY
    assert seen.effects[0, reason] > alone.effects[0, reason]


def test_a_colleague_who_sees_nobody_any_more_explains_the_quiet():
    active = tuple((1, 10 + i, list(range(10 + i, 400, 20))) for i in range(5))
    gone = tuple((2, 20 + i, list(range(10 + i, 150, 20))) for i in range(5))
    rhythm = asked(*active, *gone)
    assert rhythm.ours_unseen[:5].max() < 20
    assert rhythm.ours_unseen[5:].min() > 240
    assert rhythm.effects[5:, Reason.OUR_SIDE].max() < rhythm.effects[:5, Reason.OUR_SIDE].min()
    assert rhythm.chance[5:].max() < rhythm.chance[:5].min()


def test_a_new_office_starts_with_the_shipped_weights():
    model = fit_contact_model(log_of((0, 1, [0, 20, 40])), 60)
    assert model.learnt_from == 0
    assert tuple(model.slopes) == shipped.WEIGHTS
    assert model.intercept == shipped.INTERCEPT


def test_an_office_with_a_history_learns_its_own_rate():
    log = lively_office(1)
    model = fit_contact_model(log, 700)
    assert model.learnt_from > 500
    rhythm = tie_rhythm(log, model)
    known = rhythm.contacts >= 2
    met = np.isin(rhythm.ties, log.tie[(log.day > 700) & (log.day <= 790)])
    assert rhythm.chance[known].mean() == pytest.approx(met[known].mean(), abs=0.06)
    assert rhythm.chance[known & met].mean() > rhythm.chance[known & ~met].mean() + 0.2


def test_when_less_is_recorded_lately_the_latest_outcomes_set_the_level():
    full = lively_office(4, ties=2000)
    kept = (full.day < 610) | (np.arange(len(full.day)) % 4 == 0)
    thin = ContactLog.of(ours=full.ours, theirs=full.theirs, tie=full.tie[kept], day=full.day[kept])
    model = fit_contact_model(thin, 700)
    latest = lesson(thin, 610, model)
    said = 1 / (1 + np.exp(-model.weights.log_odds(latest.terms)))
    assert said.mean() == pytest.approx(latest.happened.mean(), abs=0.02)


def test_a_kind_of_few_ties_stays_near_the_office_and_one_of_many_goes_its_way():
    office = lively_office(2, ties=600, pace=60.0)
    brisk = lively_office(3, ties=300, pace=10.0)

    def model(many):
        rare = 3 if not many else 300
        log = ContactLog.of(
            ours=[*office.ours, *brisk.ours[:rare]],
            theirs=[*office.theirs, *brisk.theirs[:rare]],
            tie=[*office.tie, *(600 + brisk.tie[brisk.tie < rare])],
            day=[*office.day, *brisk.day[brisk.tie < rare]],
            kind=[0] * 600 + [7] * rare,
        )
        return log, fit_contact_model(log, 900)

    def pace(constants):
        return constants[0] / constants[1]

    log, few = model(many=False)
    assert few.kinds.tolist() == [0, 7]
    usual, rare = few.constants_of(log, np.array([0, 600]))
    assert pace(rare) < 3 * pace(usual)
    log, many = model(many=True)
    usual, common = many.constants_of(log, np.array([0, 600]))
    assert pace(common) > 3 * pace(usual)


def test_a_kind_the_model_never_met_is_taken_for_the_whole_office():
    known = log_of((0, 1, [0, 30]), (0, 2, [5, 9]), kind=[0, -1])
    model = fit_contact_model(known, 60)
    other = log_of((0, 1, [0, 30]), (0, 2, [5, 9]), kind=[4, -1])
    assert len(set(map(tuple, model.constants_of(other, np.array([0, 1]))))) == 1
    assert len(set(map(tuple, model.constants_of(known, np.array([0, 1]))))) == 2


def test_a_snapshot_holds_a_log():
    snapshot = Snapshot.of(n=3, ties=[(1, 2), (0, 1)], contacts=[(0, 9), (0, 4)])
    log = ContactLog.from_snapshot(snapshot)
    assert (log.ours.tolist(), log.theirs.tolist()) == ([1, 0], [2, 1])
    assert log.day.tolist() == [4, 9]


@given(logs)
def test_chances_are_chances_and_reasons_add_up_to_them(ties):
    log = log_of(*ties)
    model = fit_contact_model(log, 450)
    rhythm = tie_rhythm(log, model)
    for each in (rhythm.chance, rhythm.alive, rhythm.silence):
        assert ((each >= 0) & (each <= 1)).all()
    usual = model.intercept + model.centre @ model.slopes
    log_odds = np.log(rhythm.chance) - np.log1p(-rhythm.chance)
    assert log_odds == pytest.approx(usual + rhythm.effects.sum(axis=1), abs=1e-6)
    largest = np.abs(rhythm.effects).max(axis=1)
    assert np.abs(rhythm.effects[np.arange(len(largest)), rhythm.main]) == pytest.approx(largest)


@given(logs)
def test_what_happens_later_changes_nothing_today(ties):
    past = [(ours, theirs, [day for day in days if day <= 300]) for ours, theirs, days in ties]
    whole, known = log_of(*ties), log_of(*past)
    before = tie_rhythm(known, fit_contact_model(known, 300, horizon=30))
    after = tie_rhythm(whole, fit_contact_model(whole, 300, horizon=30))
    assert after.ties.tolist() == before.ties.tolist()
    assert after.chance.tolist() == before.chance.tolist()


@given(logs, st.randoms(use_true_random=False))
def test_new_numbers_for_ties_and_people_change_no_chance(ties, shuffle):
    order = list(range(len(ties)))
    shuffle.shuffle(order)
    people = list(range(50, 60))
    shuffle.shuffle(people)
    other = [(people[ties[i][0]], people[ties[i][1]], ties[i][2]) for i in order]
    log, renamed = log_of(*ties), log_of(*other)
    before = tie_rhythm(log, fit_contact_model(log, 450))
    after = tie_rhythm(renamed, fit_contact_model(renamed, 450))
    chance = dict(zip(before.ties.tolist(), before.chance, strict=True))
    expected = [chance[order[tie]] for tie in after.ties]
    assert after.chance == pytest.approx(expected, rel=1e-3)


def test_people_may_have_very_large_numbers():
    far = 2**31 - 1
    few = asked((0, 1, [5, 90, 300]), (0, 2, [390]), (3, 1, [200]))
    many = asked((far, 7, [5, 90, 300]), (far, 2, [390]), (far - 1, 7, [200]))
    assert many.chance.tolist() == few.chance.tolist()
    assert many.ours_unseen.tolist() == [10, 10, 200]


def test_a_model_does_not_speak_of_days_before_its_own():
    log = log_of((0, 1, [0, 20]))
    model = fit_contact_model(log, 60)
    with pytest.raises(BadLog) as refused:
        tie_rhythm(log, model, 59)
    assert refused.value.why == "day"
    assert tie_rhythm(log, model, 90).quiet.tolist() == [70]


def test_answers_cannot_be_changed():
    log = log_of((0, 1, [0, 20]))
    model = fit_contact_model(log, 60)
    rhythm = tie_rhythm(log, model)
    for array in (rhythm.chance, rhythm.effects, model.slopes, model.centre, log.day):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(AttributeError):
        rhythm.as_of = 3
    assert replace(model, horizon=30).horizon == 30


@pytest.mark.parametrize(
    ("change", "why", "where"),
    [
        ({"ours": [0]}, "shape", None),
        ({"tie": [0]}, "shape", None),
        ({"theirs": [[1], [2]]}, "shape", None),
        ({"day": [[1], [2, 3]]}, "shape", None),
        ({"day": [1.5, 2.0]}, "not-integer", None),
        ({"tie": [0, 2]}, "out-of-range", 1),
        ({"theirs": [1, -1]}, "out-of-range", 1),
        ({"kind": [-2, 0]}, "out-of-range", 0),
    ],
)
def test_a_log_that_does_not_fit_together_is_refused(change, why, where):
    good = {"ours": [0, 0], "theirs": [1, 2], "tie": [0, 1], "day": [1, 2]}
    with pytest.raises(BadLog) as refused:
        ContactLog.of(**{**good, **change})
    assert (refused.value.why, refused.value.where) == (why, where)


@pytest.mark.parametrize(
    ("as_of", "horizon", "why"),
    [
        (1.5, 90, "day"),
        (True, 90, "day"),
        (2**40, 90, "day"),
        (9, 0, "horizon"),
        (9, 4000, "horizon"),
    ],
)
def test_an_impossible_day_or_horizon_is_refused(as_of, horizon, why):
    with pytest.raises(BadLog) as refused:
        fit_contact_model(log_of((0, 1, [1, 2])), as_of, horizon=horizon)
    assert refused.value.why == why
