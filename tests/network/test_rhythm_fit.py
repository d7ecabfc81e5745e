import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, gamma

from rapport.network.errors import BadLog
from rapport.network.rhythm_fit import BgNbd, History, _likelihood, _Table, fit_bgnbd, outlook
from rapport.network.rhythm_weights import Weights, learn, recalibrated


def cdnow():
    """The example of the paper: 2,357 customers of a record shop, in weeks."""
    package = Path(find_spec("lifetimes").origin).parent
    with (package / "datasets" / "cdnow_customers_summary.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("frequency", "recency", "T")
    return History(*(np.array([float(row[name]) for row in rows]) for name in columns))


def simulated(truth, ties, days, seed=1):
    """Histories drawn from the model itself."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(ties):
        rate, ends = draw.gamma(truth.r, 1 / truth.alpha), draw.beta(truth.a, truth.b)
        repeats, last, at = 0, 0.0, draw.exponential(1 / rate)
        while at < days:
            repeats, last = repeats + 1, at
            if draw.random() < ends:
                break
            at += draw.exponential(1 / rate)
        rows.append((repeats, last, days))
    return History(*np.array(rows, dtype=float).T)


rows_drawn = st.lists(
    st.tuples(st.integers(0, 40), st.floats(0, 1), st.floats(0.1, 3000)), min_size=1, max_size=20
)
histories = rows_drawn.map(
    lambda rows: History(*np.array([(x, share * age * (x > 0), age) for x, share, age in rows]).T)
)
logs = st.lists(st.floats(-2.5, 2.5), min_size=4, max_size=4).map(np.array)


def test_the_record_shop_of_the_paper_gives_the_constants_of_the_paper():
    found = fit_bgnbd(cdnow())
    assert found.r == pytest.approx(0.243, abs=5e-4)
    assert found.alpha == pytest.approx(4.414, abs=5e-3)
    assert found.a == pytest.approx(0.793, abs=5e-3)
    assert found.b == pytest.approx(2.426, abs=5e-3)
    assert found.log_likelihood(cdnow()) == pytest.approx(-9582.4, abs=0.05)


def test_constants_are_found_again_in_ties_drawn_from_them():
    truth = BgNbd(r=0.8, alpha=30.0, a=1.0, b=4.0)
    history = simulated(truth, 8000, 720.0)
    found = fit_bgnbd(history)
    assert found.r == pytest.approx(truth.r, rel=0.1)
    assert found.alpha == pytest.approx(truth.alpha, rel=0.15)
    assert found.a / (found.a + found.b) == pytest.approx(0.2, rel=0.1)
    assert found.log_likelihood(history) >= truth.log_likelihood(history)


@given(histories, logs)
def test_the_gradient_is_the_slope_of_the_likelihood(history, at):
    table = _Table.of(history)
    _, slope = _likelihood(at, table)
    for place in range(4):
        step = np.eye(4)[place] * 1e-5
        up, down = _likelihood(at + step, table)[0], _likelihood(at - step, table)[0]
        assert slope[place] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-4)


@given(histories, logs, st.integers(1, 1000))
def test_what_lies_ahead_are_chances_and_a_longer_horizon_holds_more(history, at, horizon):
    short, long = (outlook(np.exp(at), history, h) for h in (horizon, 2 * horizon))
    for each in (short.alive, short.contact, short.silence):
        assert ((each >= 0) & (each <= 1)).all()
    assert (short.contact <= long.contact).all()
    assert (short.contact <= short.alive).all()
    assert (short.gap > 0).all()


@given(histories, logs)
def test_a_longer_silence_makes_it_less_likely_that_a_tie_lives(history, at):
    later = history._replace(age=history.age + 30)
    now, then = outlook(np.exp(at), history, 90), outlook(np.exp(at), later, 90)
    assert (then.alive <= now.alive + 1e-12).all()
    assert (then.silence <= now.silence + 1e-12).all()


@pytest.mark.parametrize(
    ("repeats", "last", "age"), [(0, 0, 50), (1, 5, 50), (4, 30, 50), (6, 49, 50)]
)
def test_what_lies_ahead_is_what_integrating_over_rates_and_ends_gives(repeats, last, age):
    truth = BgNbd(r=0.9, alpha=8.0, a=0.7, b=2.5)
    rate, ends = gamma(truth.r, scale=1 / truth.alpha), beta(truth.a, truth.b)

    def met(until):
        return rate.expect(lambda pace: pace**repeats * np.exp(-pace * until))

    lives = met(age) * ends.expect(lambda p: (1 - p) ** repeats)
    ended = met(last) * ends.expect(lambda p: p * (1 - p) ** (repeats - 1)) if repeats else 0.0
    row = History(*(np.array([float(each)]) for each in (repeats, last, age)))
    said = outlook(np.array([truth.r, truth.alpha, truth.a, truth.b]), row, 20)
    alive = lives / (lives + ended)
    assert said.alive[0] == pytest.approx(alive, rel=1e-5)
    assert said.contact[0] == pytest.approx(alive * (1 - met(age + 20) / met(age)), rel=1e-5)
    assert truth.log_likelihood(row) == pytest.approx(np.log(lives + ended), rel=1e-5)


def test_few_ties_move_the_constants_little_and_many_move_them_far():
    around, truth = BgNbd(0.25, 9.0, 1.7, 5.6), BgNbd(2.0, 60.0, 0.5, 8.0)
    few = fit_bgnbd(simulated(truth, 3, 400.0), around=around, spread=0.25)
    many = fit_bgnbd(simulated(truth, 4000, 400.0), around=around, spread=0.25)
    assert abs(np.log(few.r / around.r)) < 0.4
    assert many.r / many.alpha == pytest.approx(truth.r / truth.alpha, rel=0.15)
    assert many.a / (many.a + many.b) < 0.1


def test_a_history_out_of_order_is_refused_with_its_row():
    with pytest.raises(BadLog) as refused:
        fit_bgnbd(History(np.array([1.0, 1.0]), np.array([2.0, 9.0]), np.array([5.0, 5.0])))
    assert (refused.value.why, refused.value.where) == ("history", 1)
    with pytest.raises(BadLog) as refused:
        fit_bgnbd(History(np.zeros(0), np.zeros(0), np.zeros(0)))
    assert refused.value.why == "no-history"
    with pytest.raises(BadLog) as refused:
        BgNbd(0.0, 1.0, 1.0, 1.0)
    assert refused.value.why == "constants"


@given(st.integers(0, 10**6))
def test_learnt_weights_are_where_outcomes_and_prior_balance(seed):
    draw = np.random.default_rng(seed)
    terms = draw.normal(size=(60, 3))
    happened = (draw.random(60) < 0.4).astype(float)
    prior, precision = Weights(0.3, draw.normal(size=3)), np.array([0.1, 1.0, 5.0, 50.0])
    found = learn(terms, happened, prior, precision)
    missed = 1 / (1 + np.exp(-found.log_odds(terms))) - happened
    away = np.array([found.intercept - prior.intercept, *(found.slopes - prior.slopes)])
    slope = np.array([missed.sum(), *(terms.T @ missed)]) + precision * away
    assert np.abs(slope).max() < 1e-3


def test_one_outcome_only_still_gives_finite_weights():
    found = learn(np.ones((5, 1)) * 100, np.ones(5), Weights(0.0, np.zeros(1)), np.ones(2))
    assert np.isfinite([found.intercept, *found.slopes]).all()


def test_recalibrating_moves_the_mean_to_the_rate_and_leaves_the_slopes():
    draw = np.random.default_rng(3)
    terms = draw.normal(size=(2000, 2))
    happened = (draw.random(2000) < 0.1).astype(float)
    before = Weights(2.0, np.array([0.5, -0.5]))
    after = recalibrated(terms, happened, before, 1e-6)
    said = 1 / (1 + np.exp(-after.log_odds(terms)))
    assert after.slopes is before.slopes
    assert said.mean() == pytest.approx(happened.mean(), abs=1e-6)
