"""Ways and dependence in a large office: a page from stored answers, a renewal, a way, a save.

    python bench/world.py FOLDER 5000 30000
    python bench/dependence.py FOLDER [TIES GATES TIMES]

Ties and gates are put into the world once. Figures are CPU milliseconds of this process, each
beside a loop of plain arithmetic; the renewal is in seconds of the clock, in its own process. Saves
beside it are milliseconds of the clock, for they wait for the same processors. What ten readers of
one office cost: ten_views.py.
"""

import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gates as gates_of_the_bench
import world
from figures import calibration

AT_ONCE = 500


def main(folder: Path, ties: int = 20_000, gates: int = 300, times: int = 9) -> None:
    """Fill the world if it has no ties yet, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Gate, Tie

    asking = _asking()
    if not Tie.objects.exists():
        _save("a log, before there are ties or gates", asking, times)
        if not Gate.objects.exists():
            gates_of_the_bench.build(gates, 0)
        build(ties)
    print(f"{'what':44}{'median':>10}{'least':>9}{'loops':>8}   (CPU milliseconds)")
    _save("a log, with them", asking, times)
    _reading(asking, times)
    _saves_beside(asking)
    _renewal(asking)
    _pages(asking, times)


def build(count: int, *, seed: int = 5) -> None:
    """Put ties between people into the world that is there; some were not checked for long."""
    from rapport.records import planner_statistics
    from rapport.records.models import Relationship
    from rapport.records.recording import change_set

    chance = random.Random(seed)
    rows = list(Relationship.objects.order_by("pk"))
    made = set()
    for start in range(0, count, AT_ONCE):
        with change_set("note_tie", None, now=datetime(2026, 1, 5, tzinfo=UTC)) as changes:
            for _ in range(min(AT_ONCE, count - start)):
                one, other = chance.sample(rows, 2)
                if (one.pk, other.pk) in made:
                    continue
                made.add((one.pk, other.pk))
                changes.create(tie_between(one, other, chance))
    planner_statistics.renew()


def tie_between(one, other, chance):
    """Return a tie of any kind between two people, checked within some 400 days.

    That they are one person is left out: it would make one of many.
    """
    from rapport.records.models import Tie, TieKind

    return Tie(
        office_id=one.office_id,
        circle_id=one.circle_id,
        sensitivity=1,
        relationship=one,
        other=other,
        kind=chance.choice([kind for kind in TieKind.values if kind != TieKind.SAME_PERSON]),
        verified_on=world.DAY - timedelta(days=chance.randrange(400)),
        confidence=chance.choice(("low", "medium", "high")),
    )


def _asking():
    from rapport.records.asking import Asking
    from rapport.records.models import Store

    me = Store.objects.get().owner
    return Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)


def _measure(what, ask, times):
    ask()
    spent, loops = [], []
    for _ in range(times):
        loop, began = calibration(), time.process_time()
        ask()
        spent.append((time.process_time() - began) * 1000)
        loops.append(spent[-1] / loop)
    middle = statistics.median(spent)
    print(f"{what:44}{middle:>10.1f}{min(spent):>9.1f}{statistics.median(loops):>8.2f}")


def _save(what, asking, times):
    _measure(what, _log_of(asking), times)


def _log_of(asking):
    from rapport.actions.interactions import log_interaction
    from rapport.records.models import Relationship

    mine = list(Relationship.objects.changeable_by(asking.me).order_by("pk")[:50])
    chance = random.Random(3)

    def log():
        whom = chance.choice(mine)
        log_interaction(asking, theirs=[(whom.pk, "lead")], on=asking.day, line="Tea.")

    return log


def _reading(asking, times):
    from rapport.briefings.across_circles import across_circles
    from rapport.briefings.hanging import hangs_on
    from rapport.briefings.introductions import introduction_page
    from rapport.briefings.network_assumptions import Assumed
    from rapport.briefings.network_map import forget_maps, network_of
    from rapport.briefings.views import view_of

    view = view_of(asking)

    def read():
        forget_maps()
        return network_of(view)

    _measure("reading the map", read, times)
    network = network_of(view)
    print(f"  {len(network.map.kinds)} people and groups, {len(network.map.arcs)} ties,"
          f" {len(network.map.gates)} gates")  # fmt: skip
    _measure("what each gate hangs on, without NumPy", lambda: hangs_on(network.map), times)
    _measure("across circles, once more", lambda: across_circles(asking), times)
    chance = random.Random(2)
    people = [one for one, kind in enumerate(network.map.kinds) if kind == 2]
    from rapport.briefings.introductions import paths_to

    _measure("a way", lambda: paths_to(network, chance.choice(people), Assumed()), times)
    keys = [network.whose.people[one] for one in people]
    _measure("page of ways to somebody", lambda: introduction_page(asking, chance.choice(keys)),
             times)  # fmt: skip


def _saves_beside(asking, seconds=15.0):
    """Save four times a second, with nothing beside it and while everything is renewed."""
    from rapport.briefings import network_answers
    from rapport.briefings.views import view_of

    log = _log_of(asking)

    def told(what):
        waited, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            began = time.monotonic()
            log()
            waited.append((time.monotonic() - began) * 1000)
            time.sleep(0.25)
        waited.sort()
        middle, late = statistics.median(waited), waited[int(len(waited) * 0.95)]
        print(
            f"{what}: {middle:.1f} ms of the clock, one in twenty {late:.1f}, most {waited[-1]:.1f}"
        )

    told("a log, nothing beside it")
    view = view_of(asking)
    network_answers.standing(view, asking.now, begin=True)
    told("a log, while everything is renewed")
    network_answers.stop(view, asking.now)


def _renewal(asking):
    from rapport.briefings import network_answers
    from rapport.briefings.views import view_of

    began = time.monotonic()
    view = view_of(asking)
    standing = network_answers.standing(view, asking.now, begin=True)
    while standing.working is not None:
        time.sleep(0.5)
        standing = network_answers.standing(view, asking.now)
    print(f"everything renewed, beside the pages: {time.monotonic() - began:.1f} s")


def _pages(asking, times):
    from django.template.loader import render_to_string

    from rapport.briefings.dependence import dependence, of_gate

    found = dependence(asking)
    _measure("dependence, from stored answers", lambda: dependence(asking), times)
    _measure("its template", lambda: render_to_string(
        "dependence/dependence.html", {"page": found, "day": asking.day}), times)  # fmt: skip
    _measure("one gate, from stored answers", lambda: of_gate(asking, found.lines[0].key), times)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
