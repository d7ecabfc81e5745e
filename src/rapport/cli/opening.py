"""Opening a store at a prompt: which folder, which passphrase, which day."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli.typed_days import a_day
from rapport.refusals import Refusal
from rapport.site.called import as_called

if TYPE_CHECKING:
    from uuid import UUID

    from rapport.records.asking import Asking

DEMO_PASSPHRASE = "two cups of tea before asking"  # noqa: S105 - that of the demo, shown to all


def data_folder() -> Path:
    """Return where this system keeps a user's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "rapport"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "rapport"
    begin = Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share")))
    return begin / "rapport"


def demo_folder() -> Path:
    """Return the folder of the demo world."""
    return data_folder() / "demo"


def usual_folder() -> Path:
    """Return the folder of a real store."""
    return Path(os.environ.get("RAPPORT_HOME", str(data_folder() / "store")))


def beside(home: Path | None, *, demo: bool) -> Path:
    """Return the folder in which a store lies, or a team's key file; it must be there already."""
    from rapport.site import team

    if team.is_team():
        return team.key_file().parent
    folder = home or (demo_folder() if demo else usual_folder())
    if not folder.is_dir():
        begin = "rapport demo" if demo else "rapport init"
        raise Refusal(
            f"There is no store in {folder}.",
            next_step=as_called(f"Make it with: {begin}"),
        )
    return folder


def begin_django(home: Path | None) -> None:
    """Point Django at a store; call before anything of the upper floors is imported."""
    if home is not None and not os.environ.get("RAPPORT_DATABASE_URL"):
        os.environ["RAPPORT_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
    import django

    django.setup()


def asked_passphrase(file: Path | None, *, prompt: str = "Passphrase: ") -> str:
    """Return the passphrase from a file's first line, or as typed."""
    if file is not None:
        # Some editors begin a file with a mark that nobody types at the page.
        return file.read_text(encoding="utf-8-sig").split("\n", 1)[0].removesuffix("\r")
    from rapport.cli import terminal

    return terminal.secret(prompt)


def unlocked(folder: Path, file: Path | None, *, prompt: str = "Passphrase: ") -> bytes:
    """Return the key of a store; whoever types a wrong passphrase at a prompt is asked again."""
    from rapport.cli import terminal
    from rapport.vault import key_slots
    from rapport.vault.refusals import WrongPassphrase

    while True:
        typed = asked_passphrase(file, prompt=prompt)
        try:
            with terminal.working("Opening the store"):
                return key_slots.unlock(folder, typed)
        except WrongPassphrase as refusal:
            if file is not None or not terminal.at_prompt():
                raise
            sys.stderr.write(f"{refusal.worded()}\n")


def open_store(
    home: Path | None,
    *,
    demo: bool,
    passphrase_file: Path | None,
    today: str | None,
    to_write: bool = False,
    purging: bool = True,
) -> "Asking":
    """Open a store, making the demo world first if that is what is asked for.

    A store that does not fit its own history is read with a warning, and never written to. Without
    ``purging`` what is past its end is left where it is.
    """
    make_ready(home, demo=demo, passphrase_file=passphrase_file, to_write=to_write, purging=purging)
    return opened(today)


def make_ready(
    home: Path | None,
    *,
    demo: bool = False,
    passphrase_file: Path | None = None,
    to_write: bool = False,
    purging: bool = True,
) -> None:
    """Open a store, also one in which nobody works yet."""
    folder = home or (demo_folder() if demo else usual_folder())
    from rapport.site import read_only
    from rapport.site import team as site_team
    from rapport.site.backups import restoring
    from rapport.vault import hardening

    hardening.harden()
    team = site_team.is_team()
    if not team:
        restoring.finish(folder)
    if demo and not team:
        from rapport.cli.demo_store import make_demo

        make_demo(folder)
    demo = demo or (folder == demo_folder() and passphrase_file is None)
    if not team:
        folder = read_only.where_to_open(folder)
    begin_django(folder)
    if team:
        site_team.hold_key()
        site_team.check_tables()
    else:
        _unlock(folder, demo=demo, passphrase_file=passphrase_file, purging=purging)
        _check_alarm(to_write=to_write)


open_to_write = partial(open_store, to_write=True)
"""Open a store to change something in it; one that does not fit its history is refused."""


def _unlock(folder: Path, *, demo: bool, passphrase_file: Path | None, purging: bool) -> None:
    from rapport.site.opening import CHECKED_AT_A_PROMPT
    from rapport.site.opening import open_store as ready
    from rapport.vault import key_slots, keyring

    if not keyring.is_open():
        if not key_slots.exists(folder):
            key_slots.unlock(folder, "")
        if demo:
            keyring.hold(key_slots.unlock(folder, DEMO_PASSPHRASE))
        else:
            keyring.hold(unlocked(folder, passphrase_file))
    ready(purging=purging, at_once=CHECKED_AT_A_PROMPT)


def _check_alarm(*, to_write: bool) -> None:
    from rapport.records.refusals import CannotBe
    from rapport.site import read_only
    from rapport.web.middleware import session_gate

    if session_gate.ALARM is not None and to_write:
        put_back = "See the page on operating: an older copy put back."
        only_read = session_gate.ALARM == read_only.SAYS
        raise CannotBe(session_gate.ALARM, next_step=read_only.NEXT if only_read else put_back)
    if session_gate.ALARM is not None:
        sys.stderr.write(f"Warning: {session_gate.ALARM}\n")


def opened(today: str | None) -> "Asking":
    """Return who works in the open store, on the day asked for."""
    from rapport.records.asking import Asking
    from rapport.records.models import Colleague, Store
    from rapport.records.refusals import CannotBe

    store = Store.objects.select_related("owner__office").first()
    name = os.environ.get("RAPPORT_COLLEAGUE")
    if name:
        me = Colleague.objects.select_related("office").filter(sign_in=name, is_active=True).first()
    else:
        me = store.owner if store and store.owner and store.owner.is_active else None
    if me is None:
        raise CannotBe(
            "Nobody works in this store yet.",
            next_step="Make one with: rapport init, or set RAPPORT_COLLEAGUE on a team's store.",
        )
    now = datetime.now(UTC)  # noqa: TID251 - this is the door
    day = a_day(today) if today is not None else _own_day(now)
    fixed = store is not None and store.fixed_today is not None
    return Asking(me, datetime.combine(day, now.timetz()) if fixed else now, day)


def _own_day(now: datetime) -> date:
    """Return the day it is for this store: the wall's, or the one an invented world stands on."""
    from django.utils import timezone

    from rapport.records.models import Store

    store = Store.objects.first()
    return store.fixed_today if store and store.fixed_today else timezone.localdate(now)


_never_committed = ExitStack()
"""Holds the transaction of an answer for another day; it ends, undone, with the process."""

_BEFORE_ANSWERING = 2000
"""So many relationships a command judges before it answers; the rest is left to the next one, or
to whoever serves, and what is shown of it is judged in memory."""


def judged(store: "Asking") -> "Asking":
    """Bring the findings of the rules up to the day asked for, mine first; return who asks.

    Today is written down. A day to come is judged in memory, by whoever shows it. For a day that
    has passed everything is judged, in a transaction that ends with the process, so that pages
    served meanwhile never show it: the order of people would rest on what came after it.
    """
    from django.db import transaction

    from rapport.records import judging
    from rapport.web.middleware import session_gate

    own_day = _own_day(store.now)
    if store.day < own_day:
        _never_committed.enter_context(transaction.atomic())
        judging.rejudge(judging.due_in_order(store.day, first=[]), today=store.day)
    elif store.day == own_day and session_gate.ALARM is None:
        due = judging.due_in_order(store.day, first=[store.me.pk])
        judging.rejudge(due[:_BEFORE_ANSWERING], today=store.day)
    return store


def circle_named(store: "Asking", name: str) -> "UUID":
    """Return the key of a circle I am in."""
    from rapport.records.models import Circle
    from rapport.records.models.scoped import NOT_THERE
    from rapport.records.refusals import NotThere

    mine = Circle.objects.filter(pk__in=store.me.readable_circles(), name=name).first()
    if mine is None:
        raise NotThere(NOT_THERE, next_step="See your circles with: rapport team list")
    return mine.pk


def colleague_named(sign_in: str) -> "UUID":
    """Return the key of a colleague."""
    from rapport.records.models import Colleague
    from rapport.records.models.scoped import NOT_THERE
    from rapport.records.refusals import NotThere

    found = Colleague.objects.filter(sign_in=sign_in).first()
    if found is None:
        raise NotThere(NOT_THERE, next_step="See your colleagues with: rapport team list")
    return found.pk


@contextmanager
def exit_on_refusal() -> Iterator[None]:
    """Print a refusal, or what is wrong with a file, on stderr, and exit with code 1."""
    try:
        yield
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.worded(as_called)}\n")
        sys.exit(1)
    except OSError as trouble:
        sys.stderr.write(f"{trouble.strerror or 'This file cannot be used'}: {trouble.filename}\n")
        sys.exit(1)
    except UnicodeDecodeError:
        sys.stderr.write("This file is not text. Check which file was meant.\n")
        sys.exit(1)
    except UnicodeEncodeError:
        sys.stderr.write("Some of what was typed are not letters. Type it again.\n")
        sys.exit(1)
