"""Worlds of other shapes, each a copy of one world: many circles, one very busy person.

python bench/shapes.py FOLDER [TIMES]
"""

import random
import shutil
import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import texts
import world
from figures import Part, cpu_of
from http_pages import asked, rest
from laptop_server import Laptop

CIRCLES, COLLEAGUES = 400, 300
BUSY = {"busiest person": (5000, 1000), "person of 100 contacts": (100, 20)}
"""How many contacts and promises somebody has."""


def measure(part: Part, folder: Path, times: int) -> None:
    """Note what pages cost with 5 and 400 circles, and about one very busy person."""
    many = _copy(folder, "circles")
    for title, place in (("5 circles", folder), (f"{CIRCLES} circles", many)):
        with Laptop(place) as laptop:
            client = laptop.enter()
            rest(laptop.worker)
            for path in ("/people/", "/", "/?whose=office", "/history/", "/log/"):
                cost, _, _ = asked(laptop.worker, partial(client.ask, "GET", path), times)
                part.note(f"{path} with {title}", cost, "ms")
    shutil.rmtree(many)
    crowd = _copy(folder, "colleagues")
    for title, place in (("25 colleagues", folder), (f"{COLLEAGUES} colleagues", crowd)):
        with Laptop(place) as laptop:
            client = laptop.enter()
            whom = client.people()[0]
            rest(laptop.worker)
            for what, path in (("/log/", "/log/"), ("a person", f"/people/{whom}/")):
                cost, _, wire = asked(laptop.worker, partial(client.ask, "GET", path), times)
                part.note(f"{what} with {title} in a circle", cost, "ms")
                part.note(f"{what} with {title} in a circle, on the wire", wire, "bytes")
    shutil.rmtree(crowd)
    busy = _copy(folder, "busy")
    with Laptop(busy) as laptop:
        for title in BUSY:
            _measure_person(part, laptop, title, (busy / title).read_text(), times)
    shutil.rmtree(busy)


def _measure_person(part, laptop, title, whom, times) -> None:
    client = laptop.enter()
    rest(laptop.worker)
    pages = {"their page": f"/people/{whom}/", "their brief": f"/people/{whom}/brief/"}
    for what, path in pages.items():
        cost, _, wire = asked(laptop.worker, partial(client.ask, "GET", path), times)
        part.note(f"{title}, {what}", cost, "ms")
        part.note(f"{title}, {what}, on the wire", wire, "bytes")
    day = world.DAY.isoformat()
    cost, _, _ = asked(laptop.worker, lambda: client.log(whom, day), times)
    part.note(f"{title}, one more log", cost, "ms")


def measure_new_day(part: Part, folder: Path, times: int) -> None:
    """Note the first page of a new day, the next one, and all the server does until it rests."""
    for days in (1, 3, 30):
        first, waited, second, whole = [], [], [], []
        for _ in range(times):
            place = _copy(folder, f"day {days}")
            with Laptop(place) as laptop:
                client = laptop.enter()
                _move_day(place, days)
                began = cpu_of([laptop.worker])
                cost, wall, _ = asked(laptop.worker, partial(client.ask, "GET", "/"), 1, warm=0)
                again, _, _ = asked(laptop.worker, partial(client.ask, "GET", "/"), 1, warm=0)
                rest(laptop.worker)
                whole.append(cpu_of([laptop.worker]) - began)
                first += cost
                waited += wall
                second += again
            shutil.rmtree(place)
        part.note(f"Today, first of a day {days} later", first, "ms")
        part.note(f"Today, first of a day {days} later, waiting", waited, "ms wall")
        part.note(f"Today, the second of a day {days} later", second, "ms")
        part.note(f"all work of a day {days} later", whole, "CPU-s")


def _copy(folder: Path, shape: str) -> Path:
    """Return a copy of a world in the shape asked for, made by a process of its own."""
    place = folder.with_name(f"{folder.name}-{shape.replace(' ', '-')}")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder, place)
    if shape in _SHAPES:
        subprocess.run([sys.executable, __file__, "shape", str(place), shape], check=True)
    return place


def _move_day(place: Path, days: int) -> None:
    """Let it be a later day in a world that is being served."""
    subprocess.run([sys.executable, __file__, "shape", str(place), str(days)], check=True)


def _shape(place: Path, shape: str) -> None:
    world.open_world(place)
    from rapport.records.models import Store

    store = Store.objects.select_related("owner__office").get()
    if shape in _SHAPES:
        _SHAPES[shape](place, store)
    else:
        # The day alone: a whole save would take back what the chain wrote meanwhile.
        Store.objects.update(fixed_today=world.DAY + timedelta(days=int(shape)))


def _with_circles(_place: Path, store: object) -> None:
    from rapport.actions import team
    from rapport.records.asking import Asking
    from rapport.records.chain import moment_of
    from rapport.records.models import Circle

    asking = Asking(store.owner, moment_of(store), world.DAY)
    for number in range(Circle.objects.count(), CIRCLES):
        team.open_circle(asking, name=f"Circle {number}")


def _with_busy_person(place: Path, store: object) -> None:
    from rapport.records import judging
    from rapport.records.models import Presence, Relationship

    chance = random.Random(3)
    busiest = Relationship.objects.order_by("pk").first()
    # Somebody of whom little is there, so that so much is all there is.
    other = Relationship.objects.exclude(pk__in=Presence.objects.values("relationship")).first()
    for row, (title, (meetings, promises)) in zip((busiest, other), BUSY.items(), strict=True):
        _much_with(row, chance, meetings, promises, store)
        judging.rejudge([row.pk], today=world.DAY)
        (place / title).write_text(str(row.pk))


def _much_with(row: object, chance: random.Random, meetings: int, promises: int, store: object):
    from rapport.records.chain import moment_of
    from rapport.records.models import Commitment, Interaction
    from rapport.records.new_rows import new_row
    from rapport.records.recording import change_set

    about = {"office_id": row.office_id, "circle_id": row.circle_id, "sensitivity": 1}
    with change_set("log", None, now=moment_of(store)) as changes:
        for number in range(meetings):
            said = {"on": world.DAY - timedelta(days=number % 2000), "line": texts.note(chance)}
            said |= {"two_way": True, "asked": number % 5 == 0, "channel": "in_person"}
            changes.create(
                new_row(Interaction, {**about, **said}),
                theirs=[(row.pk, "lead")],
                ours=[(row.lead_id, "lead")],
            )
        for number in range(promises):
            made = world.DAY - timedelta(days=number % 700)
            said = {"relationship_id": row.pk, "by": ("us", "them")[number % 2], "made_on": made}
            said |= {"text": texts.note(chance)[:400], "due": made + timedelta(days=900)}
            changes.create(new_row(Commitment, {**about, **said}))


def _with_colleagues(_place: Path, store: object) -> None:
    from rapport.actions import team
    from rapport.records.asking import Asking
    from rapport.records.chain import moment_of
    from rapport.records.models import Circle, Colleague, Part

    asking = Asking(store.owner, moment_of(store), world.DAY)
    circles = list(Circle.objects.all())
    for number in range(Colleague.objects.count(), COLLEAGUES):
        one = team.add_colleague(asking, name=f"Colleague {number}", sign_in=f"c{number}").row
        for circle in circles:
            team.admit(asking, circle=circle.pk, colleague=one.pk, part=Part.WRITER)


_SHAPES = {
    "circles": _with_circles,
    "colleagues": _with_colleagues,
    "busy": _with_busy_person,
}


if __name__ == "__main__":
    if sys.argv[1] == "shape":
        _shape(Path(sys.argv[2]), sys.argv[3])
    else:
        folder, times = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
        measure(Part("shapes"), folder, times)
        measure_new_day(Part("new day"), folder, 1)
