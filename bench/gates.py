"""Gates and requests: the list, one gate, the open requests, and judging whoever they are about.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/gates.py FOLDER [GATES REQUESTS TIMES]

The gates and requests are put into the world once; then everything is asked for as a reader of one
circle and as one of all circles. Each figure stands beside a loop of plain arithmetic, and the last
column is how many such loops it costs: that is what may be compared between machines.
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


def main(folder: Path, gates: int = 2000, requests: int = 10_000, times: int = 9) -> None:
    """Fill the world if it has no gates yet, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Gate

    if not Gate.objects.exists():
        print("before there are any gates")
        judge(3)
        build(gates, requests)
    print(f"{'what':38}{'median':>10}{'least':>9}{'loops':>8}   (CPU milliseconds)")
    for what, ask in _questions():
        measure(what, ask, times)
    judge(3)


def build(gates: int, requests: int, *, seed: int = 11, by_people: bool = False) -> None:
    """Put gates with their consents, and requests for them, into the world that is there.

    ``by_people``: a circle with twice the people has twice the gates.
    """
    from rapport.records import judging, planner_statistics
    from rapport.records.models import Relationship

    chance = random.Random(seed)
    known: dict = {}
    for row in Relationship.objects.select_related("circle").order_by("pk"):
        known.setdefault(row.circle_id, []).append(row)
    there = _gates(chance, known, gates, by_people)
    _requests(chance, known, there, requests)
    judging.rejudge_all(today=world.DAY)
    planner_statistics.renew()


def _gates(chance, known, count, by_people):
    """Return, by circle, gates of all of two groups: both authorities, and any of three elders."""
    from rapport.records.models import (
        Consent,
        ConsentGroup,
        Gate,
        GateIncident,
        GateKind,
        GateState,
        SecondPath,
        Standing,
    )
    from rapport.records.recording import change_set

    there: dict = {circle: [] for circle in known}
    now = datetime(2026, 1, 5, tzinfo=UTC)
    for start in range(0, count, AT_ONCE):
        with change_set("add_gates", None, now=now) as changes:
            for number in range(start, min(start + AT_ONCE, count)):
                if by_people:
                    (circle,) = chance.choices(list(known), map(len, known.values()))
                else:
                    circle = chance.choice(list(known))
                people = known[circle]
                place = {"office_id": people[0].office_id, "circle_id": circle, "sensitivity": 1}
                gate = changes.create(
                    Gate(**place, name=f"{chance.choice(world.NAMES).title()} road {number}",
                         kind=chance.choice(GateKind.values), place=chance.choice(world.NAMES),
                         until=world.DAY - timedelta(days=5) if number % 20 == 0 else None)
                )  # fmt: skip
                there[circle].append(gate)
                at = {**place, "gate": gate}
                for _ in range(chance.randrange(1, 5)):
                    day = world.DAY - timedelta(days=chance.randrange(300))
                    changes.create(GateState(**at, standing=chance.choice(Standing.values), on=day))
                if number % 3 == 0:
                    changes.create(GateIncident(**at, kind="delayed", on=world.DAY, text="Again."))
                if number % 4 == 0:
                    changes.create(SecondPath(**at, text="By the river."))
                both = changes.create(ConsentGroup(**at, needs="all"))
                signed = changes.create(ConsentGroup(**at, needs="all", parent=both))
                spoken = changes.create(ConsentGroup(**at, needs="any", parent=both))
                for group, kind, many in ((signed, "authority", 2), (spoken, "community", 3)):
                    for person in chance.sample(people, many):
                        changes.create(
                            Consent(**at, group=group, kind=kind, relationship=person,
                                    states=_said(chance))
                        )  # fmt: skip
    return there


def _said(chance):
    from rapport.records.models import Consented

    ago = sorted((chance.randrange(300) for _ in range(chance.randrange(4))), reverse=True)
    days = dict.fromkeys((world.DAY - timedelta(days=one)).isoformat() for one in ago)
    return [[day, chance.choice(Consented.values)] for day in days]


def _requests(chance, known, there, count):
    from rapport.records.models import Ask, Cost, Outcome, Urgency
    from rapport.records.recording import change_set

    now = datetime(2026, 1, 6, tzinfo=UTC)
    for start in range(0, count, AT_ONCE):
        with change_set("plan_asks", None, now=now) as changes:
            for _ in range(start, min(start + AT_ONCE, count)):
                circle = chance.choice([one for one in known if there[one]])
                person = chance.choice(known[circle])
                costs = [[cost, chance.randrange(1, 4), "A letter."]
                         for cost in chance.sample(Cost.values, 2)]  # fmt: skip
                changes.create(
                    Ask(office_id=person.office_id, circle_id=circle, sensitivity=1,
                        relationship=person, what=f"{chance.choice(world.WORDS)} by road",
                        gate=chance.choice(there[circle]), costs=costs,
                        outcome=chance.choice(Outcome.values),
                        urgency_ours=chance.choice(Urgency.values),
                        planned_for=world.DAY + timedelta(days=chance.randrange(-60, 60)))
                )  # fmt: skip


def _questions():
    from rapport.briefings.gate_list import DIFFER, Wanted, gate_list
    from rapport.briefings.gates import gate_page, gates
    from rapport.briefings.requests import requests
    from rapport.records.asking import Asking
    from rapport.records.models import Gate, Store

    chance = random.Random(1)
    me = Store.objects.get().owner
    asking = Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)
    keys = list(Gate.objects.visible_to(me).values_list("pk", flat=True))
    past = world.DAY - timedelta(days=100)
    return [
        ("list of gates, first page", lambda: gate_list(asking, Wanted())),
        ("list of gates, the 12th page", lambda: gate_list(asking, Wanted(page=12))),
        ("gates where status and consents differ", lambda: gate_list(asking, Wanted(DIFFER))),
        ("every gate", lambda: gates(asking)),
        ("every gate, a past day", lambda: gates(asking, on=past)),
        ("one gate", lambda: gate_page(asking, chance.choice(keys))),
        ("one gate, a past day", lambda: gate_page(asking, chance.choice(keys), on=past)),
        ("open requests, first page", lambda: requests(asking)),
        ("open requests, a late page", lambda: requests(asking, page=40)),
    ]


def measure(what, ask, times, *, before=lambda: None, clock=time.process_time):
    """Print what asking a question costs: CPU milliseconds and loops, over so many times.

    What is done ``before`` each is not counted, nor by the ``clock`` of a thread what others do.
    """
    ask()
    spent, loops = [], []
    for _ in range(times):
        before()
        loop, began = calibration(), clock()
        ask()
        spent.append((clock() - began) * 1000)
        loops.append(spent[-1] / loop)
    middle = statistics.median(spent)
    print(f"{what:38}{middle:>10.1f}{min(spent):>9.1f}{statistics.median(loops):>8.2f}")


def judge(times):
    """Print how many relationships are judged again in a CPU-second."""
    from rapport.records import judging
    from rapport.records.models import Relationship

    count, spent, loops = Relationship.objects.count(), [], []
    for _ in range(times):
        loop, began = calibration() / 1000, time.process_time()
        judging.rejudge_all(today=world.DAY)
        spent.append(time.process_time() - began)
        loops.append(spent[-1] / loop)
    rate = count / statistics.median(spent)
    each = statistics.median(loops) / count * 1000
    print(f"judged again: {rate:,.0f} relationships a CPU-s, {each:.1f} loops a thousand of them")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
