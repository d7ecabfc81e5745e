"""How far our pages are from a plain Django view of the same rows: CPU time of each, and the ratio.

    python bench/world.py FOLDER 10000 100000
    python bench/floor.py FOLDER [TIMES]

The floor has the same columns and rows in an unencrypted SQLite file, and nothing else: no frame,
no rules, no circles, no languages, no history, a template of a few lines. It is a bound, not a
goal. Each page is asked for after its floor, in one process, so that both meet the same
neighbours; a loop of plain Python beside them says how fast the machine was.
"""

import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import world

FLOOR = "floor"
ROWS = 50

LIST = """<table>{% for row in rows %}<tr>
<td><a href="/people/{{ row.pk }}/">{{ row.counterpart.alias }}</a></td>
<td>{{ row.counterpart.actor.names.0 }}</td><td>{{ row.stage }}</td><td>{{ row.warm_ups }}</td>
<td>{{ row.last_two_way }}</td><td>{{ row.next_due }}</td><td>{{ row.lead.name }}</td></tr>
{% endfor %}</table>"""
PERSON = """<h1>{{ row.counterpart.alias }}</h1><p>{{ row.stage }} {{ row.lead.name }}</p><ol>
{% for one in timeline %}<li>{{ one.on }} {{ one.channel }} {{ one.line }}</li>{% endfor %}</ol>
<ul>{% for one in promises %}<li>{{ one.text }} {{ one.due }}</li>{% endfor %}</ul>"""
FOUND = "<ul>{% for one in found %}<li>{{ one.on }} {{ one.line }}</li>{% endfor %}</ul>"


def main(folder: Path, times: int) -> None:
    world.open_world(folder)
    from django.db import connections

    with tempfile.TemporaryDirectory() as beside:
        connections.settings[FLOOR] = {
            **connections.settings["default"],
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(beside) / "floor.sqlite3"),
            "OPTIONS": {},
        }
        _copy()
        _compare(times)
        connections[FLOOR].close()


def _copy():
    """Copy the rows of the world, as they are, and index the words of what was logged."""
    from django.db import connection, connections

    from rapport.records import models

    plain = connections[FLOOR]
    kinds = [models.Office, models.Colleague, models.Circle, models.Actor, models.Counterpart,
             models.Relationship, models.Interaction, models.Presence, models.OurPresence,
             models.Commitment]  # fmt: skip
    with plain.cursor() as there:
        there.execute("PRAGMA journal_mode = WAL")
        there.execute("PRAGMA synchronous = FULL")
        there.execute("PRAGMA foreign_keys = OFF")
    for kind in kinds:
        with plain.schema_editor() as editor:
            editor.create_model(kind)
        columns = ", ".join(f'"{one.column}"' for one in kind._meta.concrete_fields)
        read = ", ".join(map(_as_django_has_it, kind._meta.concrete_fields))
        places = ", ".join("?" * len(kind._meta.concrete_fields))
        table = kind._meta.db_table
        with connection.cursor() as here:
            here.execute(f"SELECT {read} FROM {table}")  # noqa: S608 - our words
            rows = here.fetchall()
        insert = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our words
        plain.connection.executemany(insert, rows)
    plain.connection.executescript(
        "CREATE VIRTUAL TABLE words USING fts5(line, content='records_interaction');"
        "INSERT INTO words (rowid, line) SELECT rowid, line FROM records_interaction;"
        "CREATE INDEX due ON records_relationship (next_due, id);"
        "ANALYZE;"
    )


def _as_django_has_it(field):
    """Return what reads a column of ours: a key is letters in Django's own SQLite."""
    target = field.target_field if field.is_relation else field
    is_key = target.get_internal_type() == "UUIDField"
    return f"nullif(lower(hex(\"{field.column}\")), '')" if is_key else f'"{field.column}"'


def _views():
    """Return the plain views by their addresses."""
    from django.db import transaction
    from django.http import HttpResponse, HttpResponseRedirect
    from django.template import engines
    from django.urls import path

    from rapport.records.models import Commitment, Interaction, Presence, Relationship

    written = {"list": LIST, "person": PERSON, "found": FOUND}
    templates = {name: engines["django"].from_string(text) for name, text in written.items()}
    people = Relationship.objects.using(FLOOR).select_related(
        "counterpart__actor", "lead", "backup"
    )

    def listed(request):
        rows = people.order_by("next_due", "pk")[:ROWS]
        return HttpResponse(templates["list"].render({"rows": rows}, request))

    def person(request, key):
        timeline = Interaction.objects.using(FLOOR).filter(theirs__relationship=key)
        context = {
            "row": people.get(pk=key),
            "timeline": timeline.order_by("-theirs__on", "-theirs__pk")[:20],
            "promises": Commitment.objects.using(FLOOR).filter(relationship=key).order_by("due"),
        }
        return HttpResponse(templates["person"].render(context, request))

    def find(request):
        found = Interaction.objects.using(FLOOR).raw(
            "SELECT i.* FROM words w JOIN records_interaction i ON i.rowid = w.rowid"
            " WHERE words MATCH %s ORDER BY w.rowid DESC LIMIT 20", [request.POST["text"]]
        )  # fmt: skip
        return HttpResponse(templates["found"].render({"found": found}, request))

    def log(request):
        who = people.get(pk=request.POST["who"])
        with transaction.atomic(using=FLOOR):
            logged = Interaction(
                pk=uuid.uuid4(), office_id=who.office_id, circle_id=who.circle_id,
                on=request.POST["on"], channel=request.POST["channel"],
                line=request.POST["line"], two_way=True, revised=0,
            )  # fmt: skip
            logged.save(using=FLOOR, force_insert=True)
            Presence(interaction=logged, relationship=who, on=world.DAY, told="").save(using=FLOOR)
        return HttpResponseRedirect("/")

    return [path("people/", listed), path("people/<uuid:key>/", person), path("find/", find),
            path("log/", log)]  # fmt: skip


def _floor_client():
    """Return a client whose requests pass through Django alone."""
    from django.test import Client, override_settings

    urlpatterns = tuple(_views())

    def plainly(get_response):
        def answer(request):
            request.urlconf = urlpatterns
            return get_response(request)

        return answer

    sys.modules[__name__].plainly = plainly
    client = Client(SERVER_NAME="127.0.0.1")
    common = "django.middleware.common.CommonMiddleware"
    with override_settings(MIDDLEWARE=[common, f"{__name__}.plainly"]):
        client.handler.load_middleware()
    return client


def our_client():
    from django.test import Client

    from rapport.web.middleware import session_gate

    session_gate.SESSIONS.add("bench")
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[session_gate.COOKIE] = "bench"
    return client


def _compare(times: int) -> None:
    from rapport.records.models import Interaction, Relationship

    chance = random.Random(2)
    keys = list(Relationship.objects.values_list("pk", flat=True))
    lines = list(Interaction.objects.order_by("pk").values_list("line", flat=True)[:4000:20])
    rare = [line.rstrip(".").lower().split()[-1] for line in lines]
    log = {"purpose": "engagement", "asked": "no", "tone_theirs": "open", "tone_ours": "open",
           "line": "Tea by the river.", "on": world.DAY.isoformat(), "channel": "in_person",
           "two_way": "yes", "save": "1"}  # fmt: skip
    asked = {
        "list of fifty": lambda client, _who, _word: client.get("/people/"),
        "person": lambda client, who, _word: client.get(f"/people/{who}/"),
        "rare word": lambda client, _who, word: client.post("/find/", {"text": word}, follow=True),
        "log, durable and judged": lambda client, who, _: client.post("/log/", {**log, "who": who}),
    }
    floor, ours = _floor_client(), our_client()
    speed = []
    print(f"{'milliseconds of CPU, median':26}{'floor':>8}{'ours':>8}{'ratio':>8}")
    for name, ask in asked.items():
        spent = {"floor": [], "ours": []}
        for number in range(times + 5):
            who, word = str(chance.choice(keys)), chance.choice(rare)
            for whose, client in (("floor", floor), ("ours", ours)):
                began = time.process_time()
                answer = ask(client, who, word)
                if number >= 5:
                    spent[whose].append((time.process_time() - began) * 1000)
                if answer.status_code >= 400:
                    raise SystemExit(f"{name}, {whose}: {answer.status_code}")
            if number % 5 == 0:
                speed.append(_calibrated())
        plain, own = (statistics.median(spent[whose]) for whose in ("floor", "ours"))
        print(f"{name:26}{plain:8.2f}{own:8.1f}{own / plain:8.1f}", flush=True)
    print(f"a million rounds of plain Python meanwhile: {statistics.median(speed):.0f} ms")


def _calibrated() -> float:
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number * number % 7
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40)
