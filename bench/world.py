"""A large invented world in an encrypted store, for measuring; kept in a folder and made once.

    python bench/world.py FOLDER PEOPLE INTERACTIONS

Everything goes through the recorder, as in real life. The passphrase-free key lies beside the
store, since nothing in it is about anyone.
"""

import os
import random
import secrets
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import texts

DAY = date(2026, 3, 16)
SYLLABLES = ["ka", "ri", "mu", "sa", "ta", "lo", "ven", "dar", "is", "ha", "lim", "or", "se"]
SYLLABLES += ["yu", "ra", "fa", "ne", "zo", "bel", "mi"]
WORDS = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
NAMES, WORDS = WORDS[::3], WORDS[1::3] + WORDS[2::3]


def open_world(folder: Path) -> None:
    """Hold the key of the world in ``folder`` and set Django up on it."""
    from rapport.vault import keyring

    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "bench.key"
    if not key.exists():
        key.write_bytes(secrets.token_bytes(32))
    keyring.hold(key.read_bytes())
    os.environ["RAPPORT_HOME"] = str(folder)
    os.environ["RAPPORT_STATE"] = str(folder / "state")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
    import django

    django.setup()
    from rapport.site.opening import migrate

    migrate()


def build(
    people: int, interactions: int, *, seed: int = 7, circles: int = 5, general: int = 0
) -> None:
    """Fill an empty store; so many of a hundred people are in the first circle, if that is said."""
    from rapport.actions import reading, team
    from rapport.records import judging, planner_statistics
    from rapport.records.asking import Asking
    from rapport.records.chain import open_store
    from rapport.records.models import Circle, Colleague, Duty, Part
    from rapport.rules.reading import MOST_A_DAY, MOST_AN_HOUR

    chance = random.Random(seed)
    begun = datetime(2020, 1, 6, 9, tzinfo=UTC)
    first = team.found_office(
        now=begun, name="Bench", colleague="Colleague 0", sign_in="c0", circle="Circle 0",
        duties=[Duty.HEAD_OF_OFFICE],
    ).row  # fmt: skip
    asking = Asking(first, begun, begun.date())
    ours = [first] + [
        team.add_colleague(asking, name=f"Colleague {n}", sign_in=f"c{n}").row for n in range(1, 25)
    ]
    open_to_all = [Circle.objects.get()]
    open_to_all += [team.open_circle(asking, name=f"Circle {n}").row for n in range(1, circles)]
    first = Colleague.objects.get(pk=first.pk)
    for circle in open_to_all:
        for colleague in ours[1:]:
            team.admit(
                asking,
                circle=circle.pk,
                colleague=colleague.pk,
                part=Part.WRITER,
            )
    # A bench opens people faster than anybody reads.
    reading.set_brake(asking, hour=MOST_AN_HOUR, day=MOST_A_DAY)
    store = open_store()
    store.owner, store.fixed_today = first, DAY
    store.save()
    known = _people(chance, ours, open_to_all, people, general)
    _interactions(chance, known, interactions)
    _promises(chance, known)
    judging.rejudge_all(today=DAY)
    planner_statistics.renew()


def _circle(circles, number, general):
    if number % 100 < general:
        return circles[0]
    beside = circles[1:] if general else circles
    return beside[number % len(beside)]


def _people(chance, ours, circles, count, general):
    from rapport.records import name_index
    from rapport.records.models import (
        Actor,
        Counterpart,
        Holder,
        Occasion,
        Relationship,
        SealedName,
        Step,
    )  # fmt: skip
    from rapport.records.recording import change_set

    known = []
    actors = []
    for start in range(0, count, 500):
        with change_set(
            "add_counterparts",
            None,
            now=datetime(2020, 1, 7, tzinfo=UTC),
        ) as changes:
            for number in range(start, min(start + 500, count)):
                circle = _circle(circles, number, general)
                place = {"office_id": circle.office_id, "circle_id": circle.pk, "sensitivity": 1}
                if number % 50 < len(circles):
                    actors.append(changes.create(Actor(**place, names=[f"Actor {number}"])))
                name = f"{chance.choice(NAMES).title()} {chance.choice(NAMES).title()}"
                same = [a for a in actors[-len(circles) :] if a.circle_id == circle.pk]
                person = changes.create(
                    Counterpart(**place, alias=f"{name} {number}", actor=same[0] if same else None)
                )
                if number % 2 == 0:
                    real = " ".join(chance.choices(NAMES, k=3))
                    sealed = name_index.seal_name(real.title())
                    changes.create(SealedName(**place, counterpart=person, sealed=sealed))
                lead, backup = chance.sample(ours, 2)
                opened = DAY - timedelta(days=chance.randrange(30, 2200))
                row = changes.create(
                    Relationship(
                        **place, counterpart=person, opened=opened, lead=lead, backup=backup
                    )
                )
                changes.create(Holder(**place, relationship=row, colleague=lead, since=opened))
                if number % 10 == 0:
                    changes.create(
                        Occasion(
                            **place, relationship=row, name="Eid al-Fitr", feast="eid_al_fitr",
                            mentioned_by_them=True,
                        )
                    )  # fmt: skip
                if number % 3 == 0:
                    changes.create(
                        Step(**place, relationship=row, of=Step.Of.STAGE, to="rapport",
                             on=opened, reason="Invited us again.", by=lead)
                    )  # fmt: skip
                known.append((row.pk, opened, place, lead.pk))
    return known


def _text(chance):
    # One note in thirty has a name in it, as notes have although they should not.
    rare = chance.choice(NAMES if chance.random() < 0.03 else WORDS)
    return f"{texts.note(chance)} {rare.capitalize()}."


def _interactions(chance, known, count):
    from rapport.records.models import Channel, Insight, InsightKind, Interaction, Tone
    from rapport.records.new_rows import new_row
    from rapport.records.recording import change_set

    days = sorted(chance.randrange(1, 2200) for _ in range(count))[::-1]
    channels = [Channel.IN_PERSON, Channel.IN_PERSON, Channel.PHONE, Channel.MESSAGE]
    began = time.process_time()
    for start in range(0, count, 2000):
        now = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) - timedelta(days=days[start])
        with change_set("log", None, now=now) as changes:
            for ago in days[start : start + 2000]:
                # Some are met far more often than others, as in any real register.
                row, opened, place, lead = known[int(len(known) * chance.random() ** 1.6)]
                on = max(opened, DAY - timedelta(days=ago))
                said = {
                    "on": on, "channel": chance.choice(channels), "line": _text(chance),
                    "two_way": chance.random() < 0.9, "asked": chance.random() < 0.2,
                    "small_talk": chance.random() < 0.7, "tone_theirs": Tone.OPEN,
                    "tone_ours": Tone.OPEN,
                }  # fmt: skip
                logged = changes.create(
                    new_row(Interaction, {**place, **said}),
                    theirs=[(row, "lead")], ours=[(lead, "lead")],
                )  # fmt: skip
                if chance.random() < 0.05:
                    changes.create(
                        Insight(**place, relationship_id=row, interaction=logged, on=on,
                                kind=InsightKind.CONCERN, text=_text(chance))
                    )  # fmt: skip
        if start % 20000 == 0:
            spent = time.process_time() - began
            print(f"{start} of {count} interactions, {spent:.0f} CPU-s", flush=True)


def _promises(chance, known):
    from rapport.records.models import Commitment, Side
    from rapport.records.recording import change_set

    for start in range(0, len(known), 2000):
        with change_set(
            "make",
            None,
            now=datetime(2026, 1, 5, tzinfo=UTC),
        ) as changes:
            for row, opened, place, lead in known[start : start + 2000]:
                if chance.random() < 0.3:
                    changes.create(
                        Commitment(
                            **place, relationship_id=row, by=chance.choice(Side.values),
                            text=_text(chance), made_on=max(opened, date(2025, 12, 1)),
                            due=DAY + timedelta(days=chance.randrange(-60, 60)),
                            colleague_id=lead,
                        )
                    )  # fmt: skip


if __name__ == "__main__":
    folder, people, interactions = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    open_world(folder)
    build(people, interactions)
    print(
        f"{time.process_time():.0f} CPU-s, {(folder / 'rapport.store').stat().st_size / 1e6:.0f} MB"
    )
