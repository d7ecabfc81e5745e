"""Groups: the list, its filters, one page, and what a program is told of one.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/actors.py FOLDER [ACTORS TIMES]

The groups are put into the world once, its people are spread over them; a tenth are parts of
another. Each figure stands beside a loop of plain arithmetic, and the last column is how many such
loops it costs: that is what may be compared between machines.
"""

import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import world
from figures import calibration

AT_ONCE = 500
MADE = "Committee of"


def main(folder: Path, actors: int = 5000, times: int = 9) -> None:
    """Fill the world with groups if it has none of these yet, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Position

    if not Position.objects.filter(title=f"Head, {MADE}").exists():
        build(actors)
    print(f"{'what':38}{'median':>10}{'least':>9}{'loops':>8}   (CPU milliseconds)")
    for what, ask in _questions():
        _measure(what, ask, times)


def build(count: int, *, seed: int = 13) -> None:
    """Put groups with places, dated values, posts and holders into the world that is there."""
    from rapport.records import planner_statistics
    from rapport.records.models import Actor, ActorKind, ActorPlace, Control, Position, Tenure
    from rapport.records.recording import change_set

    chance, people = random.Random(seed), _people()
    made: dict = {circle: [] for circle in people}
    now = datetime(2026, 1, 7, tzinfo=UTC)
    for start in range(0, count, AT_ONCE):
        with change_set("add_actors", None, now=now) as changes:
            for number in range(start, min(start + AT_ONCE, count)):
                circle = chance.choice(list(people))
                office = people[circle][0].office_id
                place = {"office_id": office, "circle_id": circle, "sensitivity": 1}
                above = chance.choice(made[circle]) if made[circle] and number % 10 == 0 else None
                actor = changes.create(
                    Actor(**place, names=[f"{MADE} {chance.choice(world.NAMES).title()} {number}"],
                          kind=chance.choice(ActorKind.values), parent=above,
                          areas=[chance.choice(world.NAMES).title()],
                          influence=_said(chance, range(5)),
                          acceptances=_said(chance, ("hostile", "tolerant", "accepting")))
                )  # fmt: skip
                made[circle].append(actor)
                changes.create(
                    ActorPlace(**place, actor=actor, place=actor.areas[0],
                               control=chance.choice(Control.values))
                )  # fmt: skip
                post = changes.create(Position(**place, actor=actor, title=f"Head, {MADE}"))
                holder = chance.choice(people[circle])
                changes.create(
                    Tenure(**place, position=post, counterpart=holder.counterpart, since=world.DAY)
                )
    _spread(chance, people, made)
    planner_statistics.renew()


def _people():
    from rapport.records.models import Relationship

    known: dict = {}
    rows = Relationship.objects.filter(counterpart__isnull=False).select_related("counterpart")
    for row in rows.order_by("pk"):
        known.setdefault(row.circle_id, []).append(row)
    return known


def _spread(chance, people, made):
    """Let every person belong to one of the groups of their circle."""
    from rapport.records.models import Counterpart

    moved = []
    for circle, rows in people.items():
        for row in rows if made[circle] else ():
            row.counterpart.actor = chance.choice(made[circle])
            moved.append(row.counterpart)
    Counterpart.objects.bulk_update(moved, ["actor"], batch_size=AT_ONCE)


def _said(chance, values):
    ago = sorted({chance.randrange(700) for _ in range(4)}, reverse=True)
    days = ((world.DAY - timedelta(days=one)).isoformat() for one in ago)
    return [[day, chance.choice(list(values)), "Seen there."] for day in days]


def _questions():
    from rapport.briefings.actor_list import Wanted, actor_list
    from rapport.briefings.actor_page import actor_page
    from rapport.briefings.go_to import go_to
    from rapport.records.asking import Asking
    from rapport.records.models import Actor, Store

    chance = random.Random(1)
    me = Store.objects.get().owner
    asking = Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)
    keys = list(Actor.objects.visible_to(me).values_list("pk", flat=True))
    return [
        ("list of groups, first page", lambda: actor_list(asking, Wanted())),
        ("list of groups, the 12th page", lambda: actor_list(asking, Wanted(page=12))),
        ("groups of some influence", lambda: actor_list(asking, Wanted(influence="4"))),
        ("groups called so", lambda: actor_list(asking, Wanted(text="committee 12"))),
        ("one group", lambda: actor_page(asking, chance.choice(keys))),
        ("one group, whole", lambda: actor_page(asking, chance.choice(keys), whole=True)),
        ("go to", lambda: go_to(asking, "committee")),
    ]


def _measure(what, ask, times):
    ask()
    spent, loops = [], []
    for _ in range(times):
        loop, began = calibration(), time.process_time()
        ask()
        spent.append((time.process_time() - began) * 1000)
        loops.append(spent[-1] / loop)
    middle = statistics.median(spent)
    print(f"{what:38}{middle:>10.1f}{min(spent):>9.1f}{statistics.median(loops):>8.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
