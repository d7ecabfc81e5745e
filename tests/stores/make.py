"""Make a small store with invented data, to be opened by every later version of Rapport.

    python tests/stores/make.py

Run it once with each change of the tables; the file is named after the newest migration and never
made again. It uses only names that have been there since the first such store.
"""

import gzip
import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

KEY = bytes(range(32))
"""The data key of these stores; nothing in them is secret."""

PLACE = Path(__file__).parent
ENDING = ".sqlite.gz"
DAY = date(2026, 3, 16)

ALIASES = ("Abu Kamil", "The harbour master", "The miller", "The teacher", "Umm Sahar")
"""Everybody whom the owner of the store can see, severe ones included."""

NOTE = "Likes to be asked about the orchard first."
ERASED = "Heard at the well, and not for keeping."
REGISTER = (
    "who,met,what,office,ours\n"
    "The miller,12/03/2026,Tea beside the mill,Mill,Salma\n"
    "Abu Kamil,14/03/2026,Asked after the road,Brigade,Idris\n"
    "The teacher,15/02/2026,A call about the school,School,Salma\n"
)
COLUMNS = {"who": "alias", "met": "date", "what": "line", "office": "actor", "ours": "ours"}


def at(days_ago: int = 0) -> dict[str, Any]:
    """Return the ``now`` and ``today`` of a day before the last day of this world."""
    today = DAY - timedelta(days=days_ago)
    return {"now": datetime(today.year, today.month, today.day, 9, tzinfo=UTC), "today": today}


def build() -> None:
    """Record an invented office through the verbs: at least one of everything that is recorded."""
    from rapport.actions import team
    from rapport.records.models import Circle, Duty, Part

    now = at(100)["now"]
    duties = [Duty.NEGOTIATOR, Duty.HEAD_OF_OFFICE]
    me = team.found_office(
        now=now, name="Lantern Aid", colleague="Salma", sign_in="me", circle="Talks", duties=duties
    )
    other = team.add_colleague(
        by=me, now=now, name="Idris", sign_in="idris", duties=[Duty.NEGOTIATOR]
    )
    circle = Circle.objects.get().pk
    team.admit(by=me, now=now, circle=circle, colleague=other.pk, part=Part.WRITER)
    team.stop_clock(day=DAY, owner=me)
    _people(me, circle)
    _register(me, circle)


def _people(me: Any, circle: Any) -> None:
    from rapport.actions import access, channels, people
    from rapport.records.models import Relationship, Sensitivity

    def add(alias: str, **known: Any) -> Any:
        new = people.NewCounterpart(
            alias=alias, circle=circle, opened=DAY - timedelta(days=90), **known
        )
        return people.add_counterpart(by=me, **at(90), new=new)

    kamil = add("Abu Kamil", names=[("Arab", "كامل الراشد")], new_actor="Brigade", lead=me.pk)
    sahar = add("Umm Sahar", names=[("Latn", "Sahar Darwish")])
    harbour = add("The harbour master", how_to_address="Captain")
    access.set_access(by=me, **at(80), key=sahar.pk, sensitivity=Sensitivity.SEVERE)
    person = Relationship.objects.get(pk=kamil.pk).counterpart_id
    channels.add_channel(by=me, now=at(80)["now"], key=person, channel="phone", safety="safe")
    people.show_names(by=me, now=at(79)["now"], key=person)
    _meetings(me, kamil, sahar, harbour)
    _promises(me, kamil, sahar)
    _notes(me, kamil)


def _meetings(me: Any, *whom: Any) -> None:
    from rapport.actions import history, interactions
    from rapport.records.models import OurPart, TheirPart

    for days_ago in range(70, 0, -3):
        about = whom[days_ago % len(whom)]
        new = interactions.NewInteraction(
            theirs=[(about.pk, TheirPart.LEAD)],
            ours=[(me.pk, OurPart.LEAD)],
            on=DAY - timedelta(days=days_ago),
            line=f"Coffee, the {days_ago}th before the feast.",
            small_talk=True,
            asked=days_ago % 4 == 0,
        )
        interactions.log_interaction(by=me, **at(days_ago), new=new)
    history.undo(by=me, **at(1), key=_last_change())


def _promises(me: Any, kamil: Any, sahar: Any) -> None:
    from rapport.actions import asks, commitments, occasions, relationships, upkeep

    kept = commitments.make_commitment(
        by=me, **at(30), relationship=kamil.pk, text="Bring the map", due=DAY - timedelta(days=20)
    )
    commitments.settle_commitment(by=me, **at(21), key=kept.pk, state="kept")
    commitments.make_commitment(
        by=me, **at(9), relationship=kamil.pk, text="Ask after the visas", due=DAY
    )
    commitments.make_commitment(
        by=me, **at(9), relationship=sahar.pk, text="Tell the council", side="them", due=DAY
    )
    asks.plan_ask(
        by=me, **at(8), new=asks.NewAsk(relationship=kamil.pk, what="Let the lorries pass")
    )
    occasions.note_occasion(
        by=me, **at(8), relationship=kamil.pk, name="Day of the orchard", month=3, day=20
    )
    relationships.set_cadence(by=me, **at(8), key=kamil.pk, ideal_days=20, maximum_days=50)
    upkeep.waive(
        by=me,
        **at(2),
        relationship=sahar.pk,
        code="U01",
        reason="She travels until the feast.",
        until=DAY + timedelta(days=10),
    )


def _notes(me: Any, kamil: Any) -> None:
    from rapport.actions import care, insights

    insights.note_insight(by=me, **at(7), relationship=kamil.pk, kind="preference", text=NOTE)
    gone = insights.note_insight(by=me, **at(6), relationship=kamil.pk, kind="value", text=ERASED)
    care.erase_note(by=me, **at(5), key=gone.pk)


def _register(me: Any, circle: Any) -> None:
    from rapport.exchange import registers
    from rapport.exchange.register_map import RegisterMap

    made = RegisterMap(columns=COLUMNS, circle=str(circle), date_order="dmy")
    registers.take_in(by=me, **at(), made=made, name="r.csv", data=REGISTER.encode())


def _last_change() -> Any:
    """Return the key of what was done last; until tables 0002 it was called a deed."""
    from rapport.records.models import Operation

    last = Operation.objects.latest("sequence")
    return getattr(last, "change_set", None) or last.deed


def main() -> None:
    """Make the store, and keep it beside this file without its encryption, compressed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORT_HOME"] = os.environ["RAPPORT_STATE"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"
        import django

        from rapport.vault import keyring

        keyring.hold(KEY)
        django.setup()
        from django.db import connection
        from django.db.migrations.recorder import MigrationRecorder

        from rapport.site import opening

        opening.migrate()
        build()
        plain = Path(folder, "plain")
        with connection.cursor() as cursor:
            cursor.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
            cursor.execute("SELECT sqlcipher_export('plain')").fetchall()
            cursor.execute("DETACH DATABASE plain")
        applied = MigrationRecorder(connection).applied_migrations()
        newest = max(name for app, name in applied if app == "records")
        connection.close()
        kept = PLACE / f"{newest}{ENDING}"
        if kept.exists():
            sys.exit(f"{kept.name} is there already, and is never made again.")
        kept.write_bytes(gzip.compress(plain.read_bytes(), 9, mtime=0))
        print(f"{kept.name}: {kept.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
