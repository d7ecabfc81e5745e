"""Make a small store with invented data, to be opened by every later version of Rapport.

    python tests/stores/make.py

Run it once with each change of the tables; the file is named after the newest migration and never
made again. What made an older one is this file as it was then.
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


def build() -> None:
    """Record an invented office through the actions: at least one of everything recorded."""
    from rapport.actions import team
    from rapport.records.models import Circle, Duty, Part

    duties = [Duty.NEGOTIATOR, Duty.HEAD_OF_OFFICE]
    begun = datetime(2025, 12, 6, 9, tzinfo=UTC)
    me = team.found_office(
        now=begun,
        name="Lantern Aid",
        colleague="Salma",
        sign_in="me",
        circle="Talks",
        duties=duties,
    ).row
    other = team.add_colleague(
        at(me, 100), name="Idris", sign_in="idris", duties=[Duty.NEGOTIATOR]
    ).row
    circle = Circle.objects.get().pk
    team.admit(at(me, 100), circle=circle, colleague=other.pk, part=Part.WRITER)
    team.stop_clock(day=DAY, owner=me)
    _people(me, circle, other)
    _register(me, circle)


def at(me: Any, days_ago: int = 0) -> Any:
    """Ask as ``me``, on a day before the last day of this world."""
    from rapport.records.asking import Asking

    day = DAY - timedelta(days=days_ago)
    return Asking(me, datetime(day.year, day.month, day.day, 9, tzinfo=UTC), day)


def _people(me: Any, circle: Any, other: Any) -> None:
    from rapport.actions import access, channels, people
    from rapport.records.models import Relationship, Sensitivity

    def add(alias: str, **known: Any) -> Any:
        opened = DAY - timedelta(days=90)
        return people.add_counterpart(
            at(me, 90), alias=alias, circle=circle, opened=opened, **known
        ).row

    kamil = add("Abu Kamil", names=[("Arab", "كامل الراشد")], new_actor="Brigade", lead=me.pk)
    sahar = add("Umm Sahar", names=[("Latn", "Sahar Darwish")])
    harbour = add("The harbour master", how_to_address="Captain")
    access.set_access(at(me, 80), key=sahar.pk, sensitivity=Sensitivity.SEVERE)
    person = Relationship.objects.get(pk=kamil.pk).counterpart_id
    channels.add_channel(at(me, 80), key=person, channel="phone", safety="safe")
    people.show_names(at(me, 79), key=person)
    _meetings(me, kamil, sahar, harbour)
    _promises(me, kamil, sahar)
    _notes(me, kamil)
    _road(me, circle, kamil)
    _understanding(me, other, kamil)
    _agreement(me, other, kamil)
    _close(me, other, kamil)


def _close(me: Any, other: Any, kamil: Any) -> None:
    from rapport.actions import boundaries, gifts, hard_messages, meetings, who_goes
    from rapport.records.models import Presence

    key = kamil.pk
    gift = gifts.register_gift(at(me, 5), relationship=key, way="received", what="Figs").row
    gifts.review_gift(at(other, 4), key=gift.pk, remark="Eaten in the office.")
    conflict = who_goes.declare_interest(at(me, 5), relationship=key, kind="friendship").row
    who_goes.manage_interest(at(me, 4), key=conflict.pk, decides=other.pk)
    boundaries.check_boundary(at(me, 4), relationship=key, outcome="talk", told=other.pk)
    boundaries.note_pressure(
        at(me, 4), relationship=key, kind="data", text="Asked for a list.", told=other.pk
    )
    met = Presence.objects.order_by("-pk")[0]
    boundaries.answer_for_oneself(
        at(me, 4),
        interaction=met.interaction_id,
        relationship=met.relationship_id,
        stays="His voice.",
    )
    gifts.set_whom_to_call(at(me, 4), whom_to_call="Idris, at any hour.")
    plan = meetings.plan_meeting(
        at(me, 1), theirs=[(key,)], on=DAY + timedelta(days=3), is_hard=True
    ).row[0]
    hard_messages.choose_bringer(at(me, 1), key=plan.pk, bringer=other.pk, first_words="No.")


def _agreement(me: Any, other: Any, kamil: Any) -> None:
    from rapport.actions import agreement_terms, agreements, kept_files, legal

    made = agreements.record_agreement(
        at(me, 4), relationship=kamil.pk, what="Lorries on Tuesdays", form="oral",
        terms=[{"what": "Let six lorries pass", "side": "them", "every": "every Tuesday"}],
    ).row  # fmt: skip
    term = made.terms.get()
    agreement_terms.mark_term(at(me, 2), term=term.pk, keeping="wobbling", note="Four passed.")
    agreement_terms.read_back(
        at(me, 3), agreement=made.pk, words="Six lorries, on Tuesdays.", state="confirmed"
    )
    kept = agreement_terms.keep_evidence(
        at(me, 3), agreement=made.pk, what="A thumbs-up to six lorries.", custodian=other.pk
    ).row
    kept_files.set_keeping_files(at(me, 3), keeps_files=True)
    kept_files.seal_file(at(me, 3), key=kept.pk, name="thumb.txt", data=b"Agreed.")
    legal.ask_legal(at(me, 2), agreement=made.pk, question="May they search the lorries?")


def _understanding(me: Any, other: Any, kamil: Any) -> None:
    from rapport.actions import culture_notes, following, insights, sections, understanding
    from rapport.records.models import Disagreement

    key = kamil.pk
    _groups(me, kamil)
    fears = insights.note_insight(at(me, 6), relationship=key, kind="concern", text="The ford.")
    following.follow_up(at(me, 4), key=fears.row.pk, answer="We asked the engineer.")
    on = DAY - timedelta(days=4)
    told = {"text": "Who counts the lorries.", "cause": "facts", "on": on, "state": "open"}
    sections.note_record(at(me, 4), Disagreement, relationship=key, **told)
    understanding.note_ground(
        at(me, 4), relationship=key, kind="agreed_fact", text="The ford is closed in spring."
    )
    understanding.ask_to_read_analysis(
        at(me, 4), relationship=key, of="common_ground", reader=other.pk
    )
    culture_notes.note_culture(
        at(me, 4), place="Ford", topic="greeting", text="Greet the oldest first."
    )


def _groups(me: Any, kamil: Any) -> None:
    from rapport.actions import actor_places, actors, posts, ties
    from rapport.records.models import Relationship

    actor = Relationship.objects.get(pk=kamil.pk).counterpart.actor_id
    actors.say_influence(at(me, 6), key=actor, value=2, basis="They hold the ford.")
    actor_places.note_place(at(me, 6), actor=actor, place="Ford", control="controls")
    post = posts.add_post(at(me, 6), actor=actor, title="Head of the ford").row
    posts.hold_post(at(me, 6), post=post.pk, relationship=kamil.pk)
    ties.note_tie(
        at(me, 5), one=ties.End(relationship=kamil.pk), kind="answers_to",
        other=ties.End(actor=actor),
    )  # fmt: skip


def _meetings(me: Any, *whom: Any) -> None:
    from rapport.actions import history, interactions
    from rapport.records.models import OurPart, TheirPart

    for days_ago in range(70, 0, -3):
        about = whom[days_ago % len(whom)]
        last = interactions.log_interaction(
            at(me, days_ago),
            theirs=[(about.pk, TheirPart.LEAD)],
            ours=[(me.pk, OurPart.LEAD)],
            on=DAY - timedelta(days=days_ago),
            line=f"Coffee, the {days_ago}th before the feast.",
            small_talk=True,
            asked=days_ago % 4 == 0,
        )
    history.undo(at(me, 1), key=last.key)


def _promises(me: Any, kamil: Any, sahar: Any) -> None:
    from rapport.actions import asks, commitments, occasions, relationships, upkeep
    from rapport.records.models import Relationship

    kept = commitments.make_commitment(
        at(me, 30), relationship=kamil.pk, text="Bring the map", due=DAY - timedelta(days=20)
    ).row
    commitments.settle_commitment(at(me, 21), key=kept.pk, state="kept")
    commitments.make_commitment(
        at(me, 9), relationship=kamil.pk, text="Ask after the visas", due=DAY
    )
    commitments.make_commitment(
        at(me, 9), relationship=sahar.pk, text="Tell the council", by="them", due=DAY
    )
    asks.plan_ask(at(me, 8), relationship=kamil.pk, what="Let the lorries pass")
    occasions.note_occasion(
        at(me, 8), relationship=kamil.pk, name="Day of the orchard", month=3, day=20
    )
    relationships.set_cadence(at(me, 8), key=kamil.pk, ideal_days=20, maximum_days=50)
    upkeep.waive(
        at(me, 2),
        relationship=sahar.pk,
        code="U01",
        reason="She travels until the feast.",
        until=DAY + timedelta(days=10),
    )

    upkeep.waive_for_myself(
        at(me, 2),
        code="N06",
        about_kind="actor",
        about_key=Relationship.objects.get(pk=kamil.pk).counterpart.actor_id,
        seen=[str(kamil.pk)],
        reason="They rest until the harvest.",
        until=DAY + timedelta(days=10),
    )


def _notes(me: Any, kamil: Any) -> None:
    from rapport.actions import care, insights

    insights.note_insight(at(me, 7), relationship=kamil.pk, kind="preference", text=NOTE)
    gone = insights.note_insight(at(me, 6), relationship=kamil.pk, kind="value", text=ERASED)
    care.erase_note(at(me, 5), key=gone.row.pk)


def _road(me: Any, circle: Any, kamil: Any) -> None:
    from rapport.actions import consents, gates, mandates, meetings

    since = DAY - timedelta(days=8)
    road = gates.add_gate(
        at(me, 8), circle=circle, name="North road", kind="passage", standing="closed"
    ).row
    consents.need_consent(
        at(me, 8), gate=road.pk, kind="armed_group", relationship=kamil.pk, state="conditional"
    )
    gates.log_incident(at(me, 5), gate=road.pk, kind="delayed", text="An hour at the bridge.")
    gates.note_second_path(at(me, 5), gate=road.pk, text="By the river.", relationship=kamil.pk)
    gates.note_help(at(me, 5), gate=road.pk, relationship=kamil.pk, how="Spoke to the guards.")
    mandates.give_mandate(at(me, 8), circle=circle, title="The road", since=since, gate=road.pk)
    mandates.draw_red_line(at(me, 8), topic="data", text="No lists of names.")
    meetings.plan_meeting(at(me, 3), theirs=[(kamil.pk,)], on=DAY + timedelta(days=2))


def _register(me: Any, circle: Any) -> None:
    from rapport.imports.import_register import import_register
    from rapport.imports.mapping import RegisterMap

    mapping = RegisterMap(columns=COLUMNS, circle=str(circle), date_order="dmy")
    import_register(at(me), mapping=mapping, name="r.csv", data=REGISTER.encode())


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
