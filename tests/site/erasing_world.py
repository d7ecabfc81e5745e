"""A store in a folder of its own, with somebody in every text of it; run as a process.

``python erasing_world.py STEP HOME``. The steps: ``begin`` makes the store, ``erase`` erases the
person, ``apply`` brings an older copy up to date by the list beside it, ``look`` tells what is
there, ``open`` opens it as the pages do. ``begin-team`` and ``erase-team`` do so on PostgreSQL.
"""

import json
import sys
from pathlib import Path

PASSPHRASE = "nine herons over the reeds at dusk"
ALIAS = "Heron of Orsend"


def hold(home: Path) -> None:
    from rapport.cli import opening
    from rapport.vault import key_slots, keyring

    opening.begin_django(home)
    keyring.hold(key_slots.unlock(home, PASSPHRASE))


def begin(home: Path) -> None:
    from rapport.cli import opening
    from rapport.vault import key_slots, keyring

    opening.begin_django(home)
    key, _ = key_slots.create_vault(home, PASSPHRASE, cost=key_slots.FLOOR)
    keyring.hold(key)
    from rapport.site.opening import migrate

    migrate()
    from cast import tell

    plant(tell())
    close()


def plant(cast) -> None:
    """Tell of somebody whose word stands in every text of every kind of record about them."""
    from rapport.actions import interactions, people
    from rapport.records.models import Actor, Named, Position, Tenure
    from rapport.records.recording import change_set
    from records.every_kind import WORDS, note, person_kinds

    for number in range(40):
        cast.meet(number + 1, line=f"Tea, and news of the harvest {number}")
    whom = cast.add(ALIAS, by="keeper", how_to_address="Heron Pasha", names=[("Latn", "Heron Or")])
    for kind in person_kinds():
        if kind not in (Named, Tenure):
            note(cast, kind, whom)
    with change_set("note_any", cast.asking("writer")) as changes:
        town = changes.add(Actor, cast.circle, names=["A town"])
        post = changes.add(Position, cast.circle, actor=town, title="Clerk")
        changes.add(Tenure, whom.counterpart, position=post, why_ended=WORDS)
    for number in range(60):
        visit = cast.meet(number + 1, whom=whom, line=f"A {WORDS} stood there {number} " * 40)
        if number % 3 == 0:
            interactions.remove_interaction(cast.asking("writer"), key=visit.pk)
        if number % 3 == 1:
            asked = cast.asking("writer")
            interactions.change_interaction(asked, key=visit.pk, line=f"No {WORDS} {number}")
    cast.meet(2, line="With the tall one", theirs=[(whom.pk, "lead"), (cast.kamil.pk, "second")])
    people.change_counterpart(cast.asking("keeper"), key=whom.counterpart_id, alias=ALIAS + " II")
    people.change_counterpart(cast.asking("keeper"), key=whom.counterpart_id, alias=ALIAS)


def begin_team(_: Path) -> None:
    from rapport.cli import opening
    from rapport.site import team

    team.begin_key()
    opening.begin_django(None)
    team.make_tables()
    from cast import tell

    plant(tell())


def erase_team(_: Path) -> None:
    from rapport.cli import opening
    from rapport.site import team

    team.hold_key()
    opening.begin_django(None)
    erase_the_person()


def asking():
    from cast import Cast, asked_by
    from rapport.records.models import Colleague

    return asked_by(Colleague.objects.select_related("office").get(sign_in="keeper"), day=Cast.DAY)


def erase(home: Path) -> None:
    hold(home)
    erase_the_person()
    close()


def erase_the_person() -> None:
    from rapport.actions.erasing import erase_person
    from rapport.records.models import Relationship

    whom = Relationship.objects.get(counterpart__alias=ALIAS)
    erase_person(asking(), key=whom.pk, alias=ALIAS, reason="They asked for it.")


def apply(home: Path) -> None:
    hold(home)
    from rapport.records import erased_list, erasing

    first = erasing.apply_erasures(erased_list.place())
    again = erasing.apply_erasures(erased_list.place())
    sys.stdout.write(json.dumps([first > 0, again]))
    close()


def open_as_pages_do(home: Path) -> None:
    hold(home)
    from rapport.site.opening import open_store
    from rapport.web.middleware import session_gate

    open_store()
    sys.stdout.write(json.dumps(session_gate.ALARM))
    close()


def look(home: Path) -> None:
    hold(home)
    from rapport.records import integrity, rebuilding, verifying
    from rapport.records.models import Counterpart
    from rapport.vault import keyring

    verdict = verifying.verify()
    answer = {
        "key": keyring.data_key().hex(),
        "there": Counterpart.objects.filter(alias=ALIAS).exists(),
        "whole": verdict.whole,
        "stale": integrity.stale_rows(),
        "differing": len(rebuilding.differences()),
    }
    sys.stdout.write(json.dumps(answer))
    close()


def close() -> None:
    from rapport.vault import wal

    wal.fold()


STEPS = {
    "begin": begin,
    "begin-team": begin_team,
    "erase": erase,
    "erase-team": erase_team,
    "apply": apply,
    "look": look,
    "open": open_as_pages_do,
}

if __name__ == "__main__":
    STEPS[sys.argv[1]](Path(sys.argv[2]))
