"""A change of power over a large office: looked at before, applied, and taken back.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/power.py FOLDER [TENURES AGREEMENTS GATES TIMES]

Who loses power gets so many posts, each held by somebody known, so many agreements that one of them
vouches for, and so many gates that need their word. Figures are CPU seconds of this process, each
beside a loop of plain arithmetic in milliseconds; each time what was applied is undone again.
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
BUDGETS = {"looked at before": 1.0, "applied": 3.0, "undone": 3.0}
"""CPU seconds."""


def main(
    folder: Path, tenures: int = 2000, agreements: int = 500, gates: int = 300, times: int = 5
) -> None:
    """Put a change of power into the world, and print what its steps cost."""
    world.open_world(folder)
    from rapport.records.asking import Asking
    from rapport.records.models import Store

    me = Store.objects.get().owner
    asking = Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)
    key = build(asking, tenures, agreements, gates)
    spent: dict[str, list[float]] = {what: [] for what in BUDGETS}
    loops = []
    for _ in range(times):
        loops.append(calibration())
        for what, seconds in _steps(asking, key).items():
            spent[what].append(seconds)
    for what, budget in BUDGETS.items():
        middle, least = statistics.median(spent[what]), min(spent[what])
        print(f"{what:20}{middle:>8.2f}{least:>8.2f} CPU-s (budget {budget:.0f})")
    print(f"loop {statistics.median(loops):.0f} ms")


def build(asking, tenures, agreements, gates, *, seed: int = 19):
    """Put posts, agreements and gates that hang on one group into the world; return the change."""
    from rapport.actions import actors, power_changes
    from rapport.records import planner_statistics
    from rapport.records.models import Certainty, PowerKind, Relationship
    from rapport.records.recording import change_set

    circles = Relationship.objects.filter(counterpart__isnull=False).order_by("pk")
    circle = circles[0].circle_id
    people = list(circles.filter(circle=circle).select_related("counterpart")[:tenures])
    fallen, risen = (
        actors.add_actor(asking, circle=circle, name=f"{name} {len(people)}").row
        for name in ("Old council", "New council")
    )
    chance, now = random.Random(seed), datetime(2026, 1, 9, tzinfo=UTC)
    many = {_hold: tenures, _vouch: agreements, _ask: gates}
    for put, count in many.items():
        for start in range(0, count, AT_ONCE):
            with change_set("put_into_the_world", None, now=now) as changes:
                for number in range(start, min(start + AT_ONCE, count)):
                    put(changes, chance, fallen, people, number)
    planner_statistics.renew()
    told = {"what": "The council falls", "kind": PowerKind.REGIME, "certainty": Certainty.REPORTED}
    change = power_changes.record_power_change(
        asking, **told, on=world.DAY, fallen=fallen.pk, risen=risen.pk
    )
    return change.row.pk


def _at(row):
    return {"office_id": row.office_id, "circle_id": row.circle_id, "sensitivity": 1}


def _hold(changes, chance, fallen, people, number):
    from rapport.records.models import Position, Tenure

    post = changes.create(Position(**_at(fallen), actor=fallen, title=f"Seat {number}"))
    since = world.DAY - timedelta(days=chance.randrange(30, 900))
    who = people[number % len(people)].counterpart
    changes.create(Tenure(**_at(fallen), position=post, counterpart=who, since=since))


def _vouch(changes, chance, fallen, people, number):
    from rapport.records.models import Agreement, AgreementForm, AgreementParty, PartyRole

    made = world.DAY - timedelta(days=chance.randrange(10, 400))
    agreement = changes.create(
        Agreement(**_at(fallen), relationship=chance.choice(people), what=f"Pass {number}",
                  form=chance.choice(AgreementForm.values), made_on=made)
    )  # fmt: skip
    changes.create(
        AgreementParty(**_at(fallen), agreement=agreement, role=PartyRole.GUARANTOR,
                       relationship=chance.choice(people))
    )  # fmt: skip


def _ask(changes, chance, fallen, people, number):
    from rapport.records.models import Consent, ConsentGroup, Gate, GateKind, GateState, Standing

    gate = changes.create(
        Gate(**_at(fallen), name=f"Road {number}", kind=chance.choice(GateKind.values))
    )
    at = {**_at(fallen), "gate": gate}
    changes.create(GateState(**at, standing=Standing.OPEN, on=world.DAY - timedelta(days=30)))
    group = changes.create(ConsentGroup(**at, needs="all"))
    given = [[(world.DAY - timedelta(days=40)).isoformat(), "given"]]
    for person in chance.sample(people, 2):
        changes.create(
            Consent(**at, group=group, kind="authority", relationship=person, states=given)
        )


def _steps(asking, key):
    from rapport.actions import power_changes
    from rapport.briefings.power_changes import power_page

    return {
        "looked at before": _spent(lambda: power_page(asking, key)),
        "applied": _spent(lambda: power_changes.apply_power_change(asking, key=key)),
        "undone": _spent(lambda: power_changes.undo_power_change(asking, key=key, because="No.")),
    }


def _spent(step):
    began = time.process_time()
    step()
    return time.process_time() - began


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    main(Path(folder), *map(int, numbers))
