"""What access hangs on for ten readers of one office: one view, ten views, ten that share nothing.

    python bench/ten_views.py FOLDER [PEOPLE INTERACTIONS TIES GATES]

The world is made once. Ten circles: the general one holds seven people of ten, with their ties and
gates; the others a thirtieth each. Of the ties, four in five stay within a circle, the others lead
from it into the general one. Ten readers are in the general circle and in one to three others, and
thirty people are severe and each named for one or two of the readers. So no two readers see the
same, and each sees most of what the others see. In the worst case each circle is an office of its
own: the same people and ties under other numbers, ten times.

Figures are CPU seconds, this process and those it starts together, each beside a loop of plain
arithmetic in milliseconds.
"""

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dependence
import gates as gates_of_the_bench
import world
from figures import calibration

READERS, CIRCLES, GENERAL, SEVERE, AT_ONCE = 10, 10, 70, 30, 500


def main(folder: Path, people=5000, interactions=30_000, ties=22_750, gates=285) -> None:
    """Make the world if it is not there, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Store

    if not Store.objects.exists():
        world.build(people, interactions, circles=CIRCLES, general=GENERAL)
        gates_of_the_bench.build(gates, 0, by_people=True)
        build_ties(ties)
        build_readers()
    measure()


def build_ties(count: int, *, seed: int = 5) -> None:
    """Put ties between people into the world: four of five within a circle."""
    from rapport.records import planner_statistics
    from rapport.records.models import Relationship
    from rapport.records.recording import change_set

    chance = random.Random(seed)
    rows = list(Relationship.objects.order_by("pk"))
    of_circle: dict = {}
    for row in rows:
        of_circle.setdefault(row.circle_id, []).append(row)
    general = max(of_circle.values(), key=len)
    made = set()
    for start in range(0, count, AT_ONCE):
        with change_set("note_tie", None, now=datetime(2026, 1, 5, tzinfo=UTC)) as changes:
            for _ in range(min(AT_ONCE, count - start)):
                one = chance.choice(rows)
                other = chance.choice(
                    of_circle[one.circle_id] if chance.random() < 0.8 else general
                )
                if one.pk == other.pk or {(one.pk, other.pk), (other.pk, one.pk)} & made:
                    continue
                made.add((one.pk, other.pk))
                changes.create(dependence.tie_between(one, other, chance))
    planner_statistics.renew()


def build_readers(*, seed: int = 13) -> None:
    """Add ten readers with one to three circles beside the general one, and name some of them."""
    from rapport.actions import access, team
    from rapport.records.models import Circle, Part, Relationship, Store

    chance = random.Random(seed)
    asking = _asking(Store.objects.get().owner)
    general, *others = sorted(Circle.objects.all(), key=lambda one: int(one.name.split()[1]))
    readers = []
    for number in range(READERS):
        reader = team.add_colleague(asking, name=f"Reader {number}", sign_in=f"r{number}").row
        for circle in (general, *chance.sample(others, 1 + number % 3)):
            team.admit(asking, circle=circle.pk, colleague=reader.pk, part=Part.READER)
        readers.append(reader)
    rows = list(Relationship.objects.filter(circle=general).order_by("pk"))
    for row in chance.sample(rows, SEVERE):
        named = [one.pk for one in chance.sample(readers, chance.choice((1, 2)))]
        access.set_access(asking, key=row.pk, sensitivity=3, named=named)


def measure() -> None:
    """Print what one view costs, what ten cost together, and ten that share nothing."""
    from rapport.briefings.network_map import network_of
    from rapport.briefings.views import view_of
    from rapport.records.models import Colleague

    readers = list(Colleague.objects.filter(name__startswith="Reader ").order_by("name"))
    askings = [_asking(reader) for reader in readers]
    maps = [network_of(view_of(asking)).map for asking in askings]
    for asking, seen in zip(askings, maps, strict=True):
        print(f"  {asking.me.name}: {len(seen.kinds)} people and groups, {len(seen.arcs)} ties, "
              f"{len(seen.gates)} gates")  # fmt: skip
    widest = askings[max(range(len(maps)), key=lambda one: len(maps[one].arcs))]
    one = _spent(f"one view, of {widest.me.name}", lambda: _answer(widest))
    _spent("that view again, once anything else was recorded", lambda: _again(widest))
    ten = _spent("ten views, one after the other", lambda: [_answer(each) for each in askings])
    _of_one(ten, one)
    at_once = _spent("ten views, asked for at once", lambda: _answer(*askings))
    _of_one(at_once, one)
    _spent("of ten, reading the ten maps", lambda: [_read(each) for each in askings])
    apart = _spent("ten that share nothing", lambda: _ten_apart(widest))
    _of_one(apart, one)
    print(f"{'the process beside, at most':50}{max(_BESIDE):>8.0f} MB")


def _of_one(spent: float, one: float) -> None:
    print(f"{'  as many times what one costs':50}{spent / one:>8.1f}")


def _asking(me):
    from rapport.records.asking import Asking

    return Asking(me, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _spent(what: str, ask) -> float:
    """Ask with nothing kept, and return the CPU seconds; what is begun beside is ended with it."""
    from rapport.briefings import network_answers

    network_answers.forget_all()
    loop = calibration()
    before = _cpu()
    begun = ask() or before
    network_answers.forget_all()
    spent = _cpu() - (begun if isinstance(begun, float) else before)
    print(f"{what:50}{spent:>8.2f}   loop {(loop + calibration()) / 2:.0f} ms", flush=True)
    return spent


_BESIDE: list[float] = [0.0]
"""What the process beside took at most, each time that it was done."""


def _answer(*askings) -> None:
    """Have views answered beside the pages, as they do: who asks at once waits in one row."""
    from rapport.briefings import network_answers, network_process
    from rapport.briefings.views import view_of

    views = [view_of(asking) for asking in askings]
    for asking, view in zip(askings, views, strict=True):
        network_answers.standing(view, asking.now, begin=True)
    while network_answers._AT_WORK:
        time.sleep(0.1)
    for asking, view in zip(askings, views, strict=True):
        kept = network_answers._kept(network_answers._key(view))
        if kept is None or kept.view.head != view.head:
            raise SystemExit(f"{asking.me.name} got no answer.")
    waiting = network_process._WAITING.child
    if waiting is not None:
        status = Path(f"/proc/{waiting.pid}/status").read_text()
        _BESIDE.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def _again(asking) -> float:
    """Answer, record what is in no map, answer again; and return when that second time began."""
    from rapport.actions.insights import note_insight
    from rapport.briefings import network_process
    from rapport.records.models import InsightKind, Relationship, Store

    _answer(asking)
    network_process.end_waiting()
    about = Relationship.objects.filter(sensitivity=1).order_by("pk").first()
    note_insight(
        _asking(Store.objects.get().owner), relationship=about.pk, kind=InsightKind.CONCERN,
        text="Worries about the harvest.", on=world.DAY,
    )  # fmt: skip
    began = _cpu()
    _answer(asking)
    return began


def _read(asking) -> None:
    from rapport.briefings.network_map import network_of
    from rapport.briefings.views import view_of

    network_of(view_of(asking))


def _ten_apart(asking) -> None:
    """Read and answer a map ten times, with other luck each time: nobody is in two of them."""
    from rapport.briefings.network_assumptions import Assumed
    from rapport.briefings.network_map import forget_maps, network_of
    from rapport.briefings.network_process import Working, in_a_process
    from rapport.briefings.views import view_of

    for number in range(READERS):
        forget_maps()
        seen = network_of(view_of(asking)).map
        luck = tuple(one ^ number for one in seen.luck)
        groups = tuple(one ^ number for one in seen.group_luck)
        if in_a_process(replace(seen, luck=luck, group_luck=groups), Assumed(), Working()) is None:
            raise SystemExit("A map got no answer.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
