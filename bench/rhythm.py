"""How well the rhythm foretells contact, on logs it has not seen the future of.

    python bench/rhythm.py [FILE ...]     evaluate on the files and on simulated logs
    python bench/rhythm.py --defaults     fit and print the shipped defaults (simulated logs only)

A file is a CSV (or .csv.gz) with a header: `date`, `minister`, `name` (a register of meetings),
`time`, `u`, `v` (a log of mails), or any other with `--columns DATE OURS THEIRS`, dates written
year-month-day. Asked at 45, 60, 75 and 90 % of the span, of ties with two or more days of contact
so far: will there be a contact within 90 days?

| beside it | what it is |
|---|---|
| cold | the shipped weights, nothing learnt |
| apart | learnt as well, but of ties alone: whether anybody has seen either person is not known |
| 30 days | the fixed rule: in contact within the last 30 days |
| gap | days since the last contact / mean days between contacts |
"""

import argparse
import csv
import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from scipy.special import expit
from scipy.stats import rankdata
from simulated_logs import OFFICES, simulate

from rapport.network import rhythm_defaults as shipped
from rapport.network.contact_log import ContactLog
from rapport.network.contact_model import fit_contact_model, lesson
from rapport.network.rhythm import tie_rhythm
from rapport.network.rhythm_features import Term, standing
from rapport.network.rhythm_fit import fit_bgnbd
from rapport.network.rhythm_weights import Weights, learn

HORIZON = 90
SHARES = (0.45, 0.60, 0.75, 0.90)
TRAINING_SEEDS = (101, 102, 103, 104)
EVALUATION_SEEDS = (1, 2)
MAILS = ("time", "u", "v")
SPANS = {
    ("date", "minister", "name"): ("2014-07-01", "2018-12-31"),
    MAILS: ("1999-01-01", "2002-12-31"),
}


def read_log(path, columns=None):
    """Read a register or a mail log; dates beyond its plausible span are slips of the pen."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = tuple(columns or next(each for each in SPANS if set(each) <= rows[0].keys()))
    when, ours, theirs = known
    sides = ("", "") if known == MAILS else ("ours", "theirs")
    people, ties, tie, day = {}, {}, [], []
    for row in rows:
        ends = [(row[column] or "").strip().lower() for column in (ours, theirs)]
        try:
            on = date.fromisoformat(row[when][:10]).toordinal()
        except (TypeError, ValueError):
            continue
        if not all(ends):
            continue
        pair = tuple(people.setdefault(each, len(people)) for each in zip(sides, ends, strict=True))
        if pair[0] != pair[1]:
            tie.append(ties.setdefault(pair, len(ties)))
            day.append(on)
    ends, tie, day = np.array(list(ties)), np.array(tie), np.array(day)
    first, last = span(day, SPANS.get(known))
    kept = (day >= first) & (day <= last)
    return ContactLog.of(ours=ends[:, 0], theirs=ends[:, 1], tie=tie[kept], day=day[kept])


def span(days, known):
    """Return the first and last plausible day: known, or a month around all but 1 in 500."""
    if known is not None:
        return tuple(date.fromisoformat(each).toordinal() for each in known)
    return np.quantile(days, 0.002) - 31, np.quantile(days, 0.998) + 31


def apart(log):
    """Return the log as if nobody had two ties: what else a person does is not known."""
    ties = np.arange(log.m)
    return ContactLog.of(ours=ties, theirs=log.m + ties, tie=log.tie, day=log.day, kind=log.kind)


def area(happened, said):
    """The chance that a tie with a contact is ranked above one without (AUC)."""
    ranks = rankdata(said)
    yes = happened.sum()
    no = len(happened) - yes
    return (ranks[happened == 1].sum() - yes * (yes + 1) / 2) / (yes * no)


def judged(happened, said):
    """AUC, Brier skill against the rate that came true, calibration error over ten equal parts."""
    rate = happened.mean()
    skill = 1 - ((said - happened) ** 2).mean() / (rate * (1 - rate))
    parts = np.array_split(np.argsort(said, kind="stable"), 10)
    error = sum(abs((said[part] - happened[part]).sum()) for part in parts) / len(said)
    return area(happened, said), skill, error


def evaluate(log):
    """Return for each day asked at: share of the span, ties, rate, three times AUC, skill and
    calibration error (learnt, cold, apart), the AUC of the two rules, and the three figures of the
    ties with one day of contact.
    """
    first, last = log.days()
    lone = apart(log)
    answers = []
    for share in SHARES:
        origin = int(first + share * (last - first))
        model = fit_contact_model(log, origin, horizon=HORIZON)
        cold = replace(
            model, intercept=shipped.INTERCEPT, slopes=np.array(shipped.WEIGHTS), learnt_from=0
        )
        now = tie_rhythm(log, model)
        known = now.contacts >= 2
        happened = np.zeros(log.m)
        happened[log.tie[(log.day > origin) & (log.day <= origin + HORIZON)]] = 1
        once, happened = happened[now.ties[~known]], happened[now.ties[known]]
        if not 0 < happened.sum() < len(happened):
            continue  # all the same: nothing to tell apart
        said = [
            tie_rhythm(log, model),
            tie_rhythm(log, cold),
            tie_rhythm(lone, fit_contact_model(lone, origin, horizon=HORIZON)),
        ]
        figures = [judged(happened, each.chance[known]) for each in said]
        stand = standing(log, origin)
        gap = (stand.last - stand.first)[known] / (stand.contacts[known] - 1)
        rules = ((now.quiet[known] <= 30) * 1.0, -now.quiet[known] / gap)
        areas = [area(happened, each) for each in rules]
        thin = judged(once, now.chance[~known]) if 0 < once.sum() < len(once) else [np.nan] * 3
        answers.append([share, known.sum(), happened.mean(), *np.ravel(figures), *areas, *thin])
    return np.array(answers)


def report(logs):
    for office in OFFICES:
        for seed in EVALUATION_SEEDS:
            logs[f"simulated {office.name} {seed}"] = simulate(office, seed)
    names = "| ".join(f"{each:18}" for each in ("AUC   skill  error", "cold", "apart"))
    print(f"{'log':28} at     ties  rate | {names}| 30 days | gap   | once")
    means = []
    for name, log in logs.items():
        answers = evaluate(log)
        if not len(answers):
            print(f"{name[:28]:28} too little happens to judge by")
            continue
        mean = np.nanmean(answers, axis=0)
        for at, row in [*((f"{each[0]:.2f}", each) for each in answers), ("mean", mean)]:
            three = " | ".join(
                f"{row[k]:.3f} {row[k + 1]:6.3f} {row[k + 2]:.3f}" for k in (3, 6, 9)
            )
            print(
                f"{name[:28]:28} {at} {row[1]:6.0f} {row[2]:.3f} | {three}"
                f" |   {row[12]:.3f} | {row[13]:.3f} | {row[14]:.3f} {row[15]:6.3f} {row[16]:.3f}"
            )
        means.append(mean)
    print(f"mean over {len(means)} logs: AUC {np.mean(means, axis=0)[3]:.3f}")


def defaults():
    """Fit the defaults on simulated logs that the evaluation does not use."""
    constants, lessons = [], []
    for office in OFFICES:
        for seed in TRAINING_SEEDS:
            log = simulate(office, seed)
            for share in (0.4, 0.7):
                origin = int(office.days * share)
                now = standing(log, origin)
                model = fit_contact_model(log, origin, horizon=HORIZON)
                lessons.append(lesson(log, origin, model))
            found = fit_bgnbd(now.history())
            constants.append([found.r, found.alpha, found.a, found.b])
    rows = np.vstack([each.terms for each in lessons])
    happened = np.concatenate([each.happened for each in lessons])
    start = Weights(0.0, np.zeros(len(Term)))
    weights = learn(rows, happened, start, np.full(len(Term) + 1, 0.1))
    print("constants (r, alpha, a, b):", np.exp(np.log(constants).mean(axis=0)).round(3))
    print("intercept:", round(weights.intercept, 3))
    print("weights:", weights.slopes.round(3).tolist())
    print("scale:", rows.std(axis=0).round(2).tolist())
    print("centre:", rows.mean(axis=0).round(2).tolist())
    print(f"on {len(happened)} outcomes: AUC {area(happened, expit(weights.log_odds(rows))):.3f}")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("files", nargs="*", type=Path)
    words.add_argument("--columns", nargs=3, metavar=("DATE", "OURS", "THEIRS"))
    words.add_argument("--defaults", action="store_true")
    asked = words.parse_args()
    if asked.defaults:
        defaults()
    else:
        report({path.name: read_log(path, asked.columns) for path in asked.files})
