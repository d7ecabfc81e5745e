"""Contact logs of offices that never were: seeded, with what makes real ones hard.

People come and go on both sides, ties end, contacts come in bursts, some weeks nobody records.
"""

from dataclasses import dataclass

import numpy as np

from rapport.network.contact_log import ContactLog


@dataclass(frozen=True)
class Office:
    """How an office lives; times in days."""

    name: str
    days: int = 1600
    colleagues: int = 25
    counterparts: int = 150
    tenure_ours: float = 500.0  # mean; infinite for nobody ever leaves
    tenure_theirs: float = 900.0
    ties: int = 2500
    rate_shape: float = 0.6
    rate_mean: float = 1 / 45
    ends: tuple[float, float] = (0.8, 6.0)
    follow_ups: float = 0.0  # mean number of further contacts soon after one
    recorded: float = 0.85
    silent_weeks: float = 0.08  # share of (colleague, week) in which nothing is written down
    away: float = 0.25  # share of their time that people are out of reach
    spell: float = 100.0  # mean length of it


OFFICES = (
    Office("turnover"),
    Office("bursts", follow_ups=0.8, rate_mean=1 / 90),
    Office(
        "steady", tenure_ours=np.inf, tenure_theirs=np.inf, silent_weeks=0.0, recorded=1.0, away=0.0
    ),
)


def simulate(office: Office, seed: int) -> ContactLog:
    """Draw the log of one office."""
    draw = np.random.default_rng(seed)
    ours_from, ours_to = _tenures(draw, office.colleagues, office.tenure_ours, office.days)
    theirs_from, theirs_to = _tenures(draw, office.counterparts, office.tenure_theirs, office.days)
    popular = draw.gamma(0.5, 1, len(theirs_from))
    ours = draw.integers(0, len(ours_from), office.ties * 4)
    theirs = draw.choice(len(theirs_from), office.ties * 4, p=popular / popular.sum())
    begins = np.maximum(ours_from[ours], theirs_from[theirs])
    ends = np.minimum(np.minimum(ours_to[ours], theirs_to[theirs]), office.days)
    pairs = np.unique(np.c_[ours, theirs], axis=0, return_index=True)[1]
    together = draw.permutation(pairs[(begins < ends)[pairs]])[: office.ties]
    silent = draw.random((len(ours_from), office.days // 7 + 1)) < office.silent_weeks
    away = _spells(draw, len(theirs_from), office)
    tie, day = [], []
    for number, place in enumerate(together):
        for when in _contacts(draw, office, begins[place], ends[place]):
            week = int(when) // 7
            missed = silent[ours[place], week] or away[theirs[place], week]
            if not missed and draw.random() < office.recorded:
                tie.append(number)
                day.append(int(when))
    return ContactLog.of(
        ours=ours[together],
        theirs=len(ours_from) + theirs[together],
        tie=np.array(tie, dtype=np.int64),
        day=np.array(day, dtype=np.int64),
    )


def _tenures(draw, posts, mean, days):
    """Fill each post with one person after another; return from when, until when."""
    if mean == np.inf:
        return np.zeros(posts), np.full(posts, float(days))
    begins, ends = [], []
    for _ in range(posts):
        at = -draw.exponential(mean)
        while at < days:
            until = at + draw.exponential(mean)
            if until > 0:
                begins.append(max(at, 0.0))
                ends.append(min(until, days))
            at = until
    return np.array(begins), np.array(ends)


def _spells(draw, people, office):
    """Return (people, weeks): is this person out of reach in that week?"""
    weeks = office.days // 7 + 1
    goes = office.away / max(1 - office.away, 1e-9) * 7 / office.spell
    comes = 7 / office.spell
    away = np.zeros((people, weeks), dtype=bool)
    away[:, 0] = draw.random(people) < office.away
    for week in range(1, weeks):
        chance = np.where(away[:, week - 1], 1 - comes, goes)
        away[:, week] = draw.random(people) < chance
    return away


def _contacts(draw, office, begin, end):
    rate = draw.gamma(office.rate_shape, office.rate_mean / office.rate_shape)
    stop = draw.beta(*office.ends)
    at = begin + draw.uniform(0, max(end - begin, 1.0)) * draw.random()
    while at < end:
        yield at
        for after in draw.exponential(6.0, draw.poisson(office.follow_ups)):
            if at + after < end:
                yield at + after
        if draw.random() < stop:
            return
        at += draw.exponential(1 / max(rate, 1e-9))
