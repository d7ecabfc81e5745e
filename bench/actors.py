"""Groups: the list, its filters, one page with ties, the places, and a person with ties.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/actors.py FOLDER [ACTORS TIES TIMES]

The groups are put into the world once, its people are spread over them; a tenth are parts of
another, and ties lie between people, between groups, and across. One group has many of all.
The list and the places are asked for both while nothing was recorded since (warm) and after (anew).
 Each figure stands beside a loop of plain arithmetic, and the last column is how many such
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


def main(folder: Path, actors: int = 5000, ties: int = 20_000, times: int = 9) -> None:
    """Fill the world with groups if it has none of these yet, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Position

    if not Position.objects.filter(title=f"Head, {MADE}").exists():
        build(actors)
        tie(ties)
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


def tie(count: int, *, seed: int = 17) -> None:
    """Lay ties between people and groups; a fiftieth of all begin at one group, as do parts."""
    from rapport.records import planner_statistics
    from rapport.records.models import Actor, Counterpart, Relationship, Tie, TieKind
    from rapport.records.recording import change_set

    chance, people = random.Random(seed), _people()
    groups = {circle: list(Actor.objects.filter(circle=circle).order_by("pk")) for circle in people}
    circle = next(iter(people))
    big = groups[circle][0]
    Actor.objects.filter(pk__in=[one.pk for one in groups[circle][1:200]]).update(parent=big)
    there = Relationship.objects.filter(circle=circle, counterpart__isnull=False)
    some = list(there.order_by("pk").values_list("counterpart_id", flat=True)[:150])
    Counterpart.objects.filter(pk__in=some).update(actor=big)
    now = datetime(2026, 1, 8, tzinfo=UTC)
    kinds = [kind for kind in TieKind.values if kind != TieKind.SAME_PERSON]
    for start in range(0, count, AT_ONCE):
        with change_set("add_ties", None, now=now) as changes:
            for number in range(start, min(start + AT_ONCE, count)):
                here = circle if number % 50 == 0 else chance.choice(list(people))
                one = big if number % 50 == 0 else chance.choice(people[here] + groups[here])
                other = chance.choice(people[here] + groups[here])
                ends = {
                    "relationship" if isinstance(one, Relationship) else "actor": one,
                    "other" if isinstance(other, Relationship) else "other_actor": other,
                }
                changes.create(
                    Tie(office_id=big.office_id, circle_id=here, sensitivity=1,
                        kind=chance.choice(kinds), verified_on=world.DAY, **ends)
                )  # fmt: skip
    planner_statistics.renew()


def _said(chance, values):
    ago = sorted({chance.randrange(700) for _ in range(4)}, reverse=True)
    days = ((world.DAY - timedelta(days=one)).isoformat() for one in ago)
    return [[day, chance.choice(list(values)), "Seen there."] for day in days]


def _questions():
    from django.db.models import Count

    from rapport.briefings import actor_list
    from rapport.briefings import coverage as coverage_of
    from rapport.briefings.actor_list import Wanted
    from rapport.briefings.actor_list import actor_list as groups
    from rapport.briefings.actor_page import actor_page
    from rapport.briefings.coverage import coverage, covered_at
    from rapport.briefings.go_to import go_to
    from rapport.briefings.groups import place_key
    from rapport.briefings.person import person
    from rapport.briefings.ties import ties_of_actor
    from rapport.briefings.with_group import with_group
    from rapport.records.asking import Asking
    from rapport.records.models import Actor, Store, Tie

    chance = random.Random(1)
    me = Store.objects.get().owner
    asking = Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)
    keys = list(Actor.objects.visible_to(me).values_list("pk", flat=True))
    seen = Tie.objects.visible_to(me).filter(actor__isnull=False)
    big = seen.values_list("actor").annotate(many=Count("pk")).order_by("-many")[0][0]
    tied = Tie.objects.visible_to(me).filter(relationship__isnull=False)
    people = list(tied.values_list("relationship", flat=True).distinct()[:50])
    at = place_key(coverage(asking).areas[0].place)

    def anew(ask):
        def asked():
            for kept in (actor_list, coverage_of):
                for one in vars(kept).values():
                    getattr(one, "cache_clear", lambda: None)()
            return ask()

        return asked

    def group(key):
        return actor_page(asking, key), ties_of_actor(asking, key), with_group(asking, key)

    return [
        ("list of groups, first page", lambda: groups(asking, Wanted())),
        ("list of groups, first page, anew", anew(lambda: groups(asking, Wanted()))),
        ("list of groups, the 12th page", lambda: groups(asking, Wanted(page=12))),
        ("groups of some influence", lambda: groups(asking, Wanted(influence="4"))),
        ("groups called so", lambda: groups(asking, Wanted(text="committee 12"))),
        ("groups of a place", lambda: groups(asking, Wanted(place=at))),
        ("groups never met", lambda: groups(asking, Wanted(met="never"))),
        ("one group", lambda: group(chance.choice(keys))),
        ("one group with many of all", lambda: group(big)),
        ("one group, whole", lambda: actor_page(asking, big, whole=True)),
        ("by place", lambda: coverage(asking)),
        ("by place, anew", anew(lambda: coverage(asking))),
        ("one place", lambda: covered_at(asking, at)),
        ("a person with ties", lambda: person(asking, chance.choice(people))),
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
