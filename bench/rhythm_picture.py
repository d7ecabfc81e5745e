"""Whether the chances of contact come true as often as they say, and what is usual is usual.

    python bench/rhythm_picture.py FILE ...                    tables
    python bench/rhythm_picture.py FILE --draw docs/rhythm.svg   the picture, too

The first table sets the chances of `tie_rhythm` beside what followed, at the four days of
`rhythm.py`. The second asks of each gap in the log, once five came before it: did it lie in what
`rapport.rules.rhythm` calls usual (half should), or beyond what it calls far (one in twenty)? The
intended interval is taken to be thirty days.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np
from rhythm import HORIZON, SHARES, read_log
from simulated_logs import OFFICES, simulate

from rapport.network import calibration, fit_contact_model, tie_rhythm
from rapport.pictures.calibration import Part, calibration_picture, calibration_rows
from rapport.rules.rhythm import rhythm_of

LEARNT_FROM = 6
IDEAL = 30


def foretold(log):
    """Return the chances of ties with two contacts or more at the four days, and what followed."""
    first, last = log.days()
    said, came = [], []
    for share in SHARES:
        origin = int(first + share * (last - first))
        now = tie_rhythm(log, fit_contact_model(log, origin, horizon=HORIZON))
        followed = np.zeros(log.m, dtype=int)
        followed[log.tie[(log.day > origin) & (log.day <= origin + HORIZON)]] = 1
        known = now.contacts >= 2
        said.append(now.chance[known])
        came.append(followed[now.ties[known]])
    return np.concatenate(said), np.concatenate(came)


def usual(log):
    """Return how many gaps were looked at, the share in the usual range, and that beyond far."""
    looked = inside = beyond = 0
    for tie in range(log.m):
        begin, end = np.searchsorted(log.tie, [tie, tie + 1])
        days = [date.fromordinal(1 + int(day)) for day in log.day[begin:end]]
        for known in range(LEARNT_FROM, len(days)):
            rhythm = rhythm_of(days[:known], IDEAL)
            gap = (days[known] - days[known - 1]).days
            looked += 1
            inside += rhythm.least <= gap <= rhythm.most
            beyond += gap > rhythm.far
    return looked, inside / max(looked, 1), beyond / max(looked, 1)


def report(logs, draw):
    for name, log in logs.items():
        found = calibration(*foretold(log))
        columns = (found.count, found.said, found.came, found.low, found.high)
        parts = [Part(int(row[0]), *map(float, row[1:])) for row in zip(*columns, strict=True)]
        head, rows = calibration_rows(parts)
        print(f"\n{name}: calibration error {found.error:.4f}\n")
        print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
        for row in rows:
            print(f"| {' | '.join(row)} |")
        if draw:
            draw.write_text(calibration_picture(parts, alone=True) + "\n", encoding="utf-8")
            draw = None
    print("\n| log | gaps | usual | far |\n|---|---|---|---|")
    for name, log in logs.items():
        looked, inside, beyond = usual(log)
        print(f"| {name} | {looked} | {inside:.0%} | {beyond:.1%} |")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("files", nargs="*", type=Path)
    words.add_argument("--draw", type=Path)
    asked = words.parse_args()
    logs = {path.name: read_log(path) for path in asked.files}
    logs |= {f"simulated {each.name}": simulate(each, 1) for each in OFFICES}
    report(logs, asked.draw)
