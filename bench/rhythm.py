"""How well the rhythm foretells contact, on logs it has not seen the future of.

    python bench/rhythm.py [FILE ...]     evaluate on the files and on simulated logs
    python bench/rhythm.py --defaults     fit and print the shipped defaults (simulated logs only)

A file is a CSV (or .csv.gz) with a header: `date`, `minister`, `name` (a register of meetings) or
`time`, `u`, `v` (a log of mails). Asked at 45, 60, 75 and 90 % of the span, of ties with two or
more days of contact so far: will there be a contact within 90 days? Compared with a fixed rule
(in contact within the last 30 days) and with the shipped defaults, nothing learnt (cold).
"""

import csv
import gzip
import sys
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


def read_log(path):
    """Read a register or a mail log; dates beyond a plausible span are slips of the pen."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    register = "minister" in rows[0]
    when, ours, theirs = ("date", "minister", "name") if register else ("time", "u", "v")
    first, last = ("2014-07-01", "2018-12-31") if register else ("1999-01-01", "2002-12-31")
    people, ties, tie, day = {}, {}, [], []
    for row in rows:
        if (
            not (first <= row[when][:10] <= last)
            or not row[ours].strip()
            or not row[theirs].strip()
        ):
            continue
        side = ("ours", "theirs") if register else ("", "")
        pair = tuple(
            people.setdefault((where, row[column].strip().lower()), len(people))
            for where, column in zip(side, (ours, theirs), strict=True)
        )
        if pair[0] != pair[1]:
            tie.append(ties.setdefault(pair, len(ties)))
            day.append(date.fromisoformat(row[when][:10]).toordinal())
    ends = np.array(list(ties))
    return ContactLog.of(ours=ends[:, 0], theirs=ends[:, 1], tie=tie, day=day)


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
    """Return [origin, ties, rate, AUC, skill, error, cold AUC/skill/error, rule AUC] per origin."""
    first, last = log.days()
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
        happened = happened[now.ties[known]]
        rule = area(happened, (now.quiet[known] <= 30) * 1.0)
        said = judged(happened, now.chance[known])
        said_cold = judged(happened, tie_rhythm(log, cold).chance[known])
        answers.append([share, known.sum(), happened.mean(), *said, *said_cold, rule])
    return np.array(answers)


def report(paths):
    logs = {Path(path).name: read_log(Path(path)) for path in paths}
    for office in OFFICES:
        for seed in EVALUATION_SEEDS:
            logs[f"simulated {office.name} {seed}"] = simulate(office, seed)
    print(f"{'log':28} at    ties  rate |  AUC  skill  error | cold: AUC skill error | 30 days")
    means = []
    for name, log in logs.items():
        answers = evaluate(log)
        for row in [*answers, answers.mean(axis=0)]:
            at = "mean" if row is not answers[0] and np.allclose(row, answers.mean(axis=0)) else ""
            print(
                f"{name[:28]:28} {at or f'{row[0]:.2f}'} {row[1]:6.0f} {row[2]:.3f} |"
                f" {row[3]:.3f} {row[4]:6.3f} {row[5]:.3f} |"
                f" {row[6]:.3f} {row[7]:6.3f} {row[8]:.3f} | {row[9]:.3f}"
            )
        means.append(answers.mean(axis=0))
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
    if sys.argv[1:] == ["--defaults"]:
        defaults()
    else:
        report(sys.argv[1:])
