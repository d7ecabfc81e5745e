"""Stores made by earlier versions open today: brought up to date whole, and all still there."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from functools import cache

import pytest

import ready_process
from rapport.vault.database.base import sqlcipher
from stores import make

KEPT = sorted(make.PLACE.glob(f"*{make.ENDING}"))
EACH = [
    pytest.param(
        kept,
        id=kept.name.split(".")[0],
        # The newest are what offices have now. Each older one has more migrations before it, which
        # never change: nearly all of the time is what Django takes to imagine their tables.
        marks=() if kept in KEPT[-2:] else pytest.mark.long,
    )
    for kept in KEPT
]

BEGIN = """
    import json, os, sys
    from pathlib import Path
    from datetime import UTC, date, datetime
    home = Path(os.environ["RAPPORT_HOME"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"
    import django
    django.setup()
    from rapport.site import opening, store_version
    from rapport.vault import keyring
    from rapport.web.middleware import session_gate
    keyring.hold(bytes(range(32)))
    opening.open_store()
"""

LOOK = """
    import shutil
    from django.db import connection
    connection.close()
    shutil.copytree(home, home.with_name("opened"))
    from rapport.actions import history
    from rapport.briefings import today
    from rapport.records import integrity, judging, rebuilding, text_index, verifying
    from rapport.records.asking import Asking
    from rapport.records.models import Counterpart, Insight, Interaction, Operation, Store

    store = Store.objects.get()
    asking = Asking(store.owner, datetime.now(UTC), store.fixed_today)
    told = {
        "alarm": session_gate.ALARM,
        "version": str(store_version.of_store()) == str(store_version.of_program()),
        "people": sorted(Counterpart.objects.visible_to(asking.me).values_list("alias", flat=True)),
        "notes": list(Insight.objects.exclude(kind="concern").values_list("text", flat=True)),
        "whole": verifying.verify().whole,
        "erased": verifying.verify().erased,
        "differences": len(rebuilding.differences()),
        "judged": judging.rejudge_all(today=asking.day),
        "today": len(today.today(asking).headings),
    }
    brought = Operation.objects.filter(verb="import_register").latest("sequence").change_set
    logged = Operation.objects.filter(verb="log_interaction", effect=1).earliest("sequence")
    met = Interaction.objects.count()
    history.undo(asking, key=brought)
    history.undo(asking, key=logged.change_set)
    told["met"] = [met, Interaction.objects.count()]
    told["still_whole"] = integrity.against_itself() is None and not rebuilding.differences()
    print(json.dumps(told))
"""


def sealed(kept, home):
    """Encrypt a kept store again, into ``home``."""
    home.mkdir()
    plain = home.parent / "plain"
    plain.write_bytes(gzip.decompress(kept.read_bytes()))
    store = sqlcipher.connect(str(plain))
    store.execute(f"ATTACH DATABASE '{home / 'rapport.store'}' AS made KEY \"x'{make.KEY.hex()}'\"")
    store.execute("SELECT sqlcipher_export('made')").fetchall()
    store.close()
    plain.unlink()
    return home


def opened_by(home, script):
    environment = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    done = ready_process.run(
        environment={
            **environment,
            "RAPPORT_HOME": str(home),
            "RAPPORT_STATE": str(home.parent / "state"),
        },
        script=textwrap.dedent(BEGIN + script),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """A function that brings a kept store up to date, once, and looks into it.

    It gives the folder as it was, the folder as the opening left it, and what was seen.
    """

    @cache
    def looked(kept):
        folder = tmp_path_factory.mktemp("kept")
        home = sealed(kept, folder / "home")
        shutil.copytree(home, folder / "was")
        told = json.loads(opened_by(home, LOOK))
        return folder / "was", folder / "opened", told

    return looked


@pytest.mark.parametrize("kept", EACH)
def test_a_store_of_an_earlier_version_opens_and_holds_all_it_held(kept, look):
    told = dict(look(kept)[-1])
    before, after = told.pop("met")
    assert before - after == 4
    assert told.pop("judged") == len(make.ALIASES)
    assert told.pop("today") > 0
    assert told == {
        "alarm": None,
        "version": True,
        "people": sorted(make.ALIASES),
        "notes": [make.NOTE],
        "whole": True,
        "erased": 2,
        "differences": 0,
        "still_whole": True,
    }


def read(home, question):
    store = sqlcipher.connect(str(home / "rapport.store"))
    store.execute(f"PRAGMA key = \"x'{make.KEY.hex()}'\"")
    rows = store.execute(question).fetchall()
    store.close()
    return rows


@pytest.mark.parametrize("kept", EACH)
def test_no_link_and_no_head_changes_when_a_store_is_brought_up_to_date(kept, look):
    home, opened, _ = look(kept)
    every = "SELECT sequence, hash FROM records_operation ORDER BY sequence"
    before, ((head,),) = read(home, every), read(home, "SELECT head FROM records_store")
    signed = read(home, "SELECT sequence, head, signature FROM records_checkpoint")
    after = read(opened, every)
    assert after[: len(before)] == before
    assert read(opened, "SELECT sequence, head, signature FROM records_checkpoint") == signed
    if len(after) == len(before):
        assert read(opened, "SELECT head FROM records_store") == [(head,)]


@pytest.mark.parametrize("kept", KEPT[-2:], ids=lambda path: path.name.split(".")[0])
def test_every_key_is_bytes_afterwards_and_every_payload_is_packed(kept, look):
    _, home, _ = look(kept)
    tables = read(home, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    assert not [name for name, sql in tables if "char(32)" in (sql or "").replace("varchar", "")]
    assert read(home, "SELECT DISTINCT typeof(id), length(id) FROM records_interaction") == [
        ("blob", 16)
    ]
    first = read(home, "SELECT DISTINCT substr(payload, 1, 1) FROM records_operation")
    assert set(first) == {(b"\x02",), (None,)}
    assert not read(home, "PRAGMA foreign_key_check")


COMPARE = """
    from rapport.site.backups import comparing, laptop
    old = Path(os.environ["OLD_STORE"])
    about = laptop.told_by(old, now=datetime.now(UTC))
    compared = comparing.compare(old, home / "rapport.store", about)
    print(json.dumps([compared.rows, list(compared.differing)]))
"""


def test_a_backup_of_an_earlier_version_is_compared_with_the_store_at_work(tmp_path, monkeypatch):
    home = sealed(KEPT[-2], tmp_path / "home")
    old = tmp_path / "old.store"
    shutil.copy(home / "rapport.store", old)
    monkeypatch.setenv("OLD_STORE", str(old))
    rows, differing = json.loads(opened_by(home, COMPARE))
    assert (rows > 50, differing) == (True, [])


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(KEPT[-2], id="newer"),
        pytest.param(KEPT[0], id="oldest", marks=pytest.mark.long),
    ],
)
def test_a_store_is_copied_before_it_is_changed_and_the_copy_opens_with_the_same_key(
    kept, look, tmp_path
):
    home = shutil.copytree(look(kept)[1], tmp_path / "home")
    (copy,) = home.glob("rapport.store.before-*")
    store = sqlcipher.connect(str(copy))
    store.execute(f"PRAGMA key = \"x'{make.KEY.hex()}'\"")
    names = {name for (name,) in store.execute("SELECT name FROM django_migrations")}
    store.close()
    assert kept.name.removesuffix(make.ENDING) in names
    assert KEPT[-1].name.removesuffix(make.ENDING) not in names
    opened_by(home, "")
    assert sorted(path.name for path in home.glob("rapport.store.*")) == []


def begun(home):
    """Begin to open a store, as ``opened_by`` does; return the process."""
    environment = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(BEGIN)],
        env={**environment, "RAPPORT_HOME": str(home), "RAPPORT_STATE": str(home.parent / "state")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


TIMES = [
    pytest.param(10, KEPT[-6], id="10", marks=pytest.mark.long),
    pytest.param(50, KEPT[0], id="50", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("times", "kept"), TIMES)
def test_an_upgrade_killed_at_any_moment_loses_nothing(tmp_path, times, kept):
    old, home = sealed(kept, tmp_path / "old"), tmp_path / "home"
    moments, ended = random.Random(times), []
    shutil.copytree(old, home)
    began = time.monotonic()
    assert begun(home).wait() == 0
    whole = time.monotonic() - began
    for _ in range(times):
        shutil.rmtree(home)
        for left in ("state", "opened"):
            shutil.rmtree(tmp_path / left, ignore_errors=True)
        shutil.copytree(old, home)
        opening = begun(home)
        try:
            opening.wait(whole * moments.uniform(0.2, 0.9))
        except subprocess.TimeoutExpired:
            opening.kill()
        ended.append(opening.wait())
        told = json.loads(opened_by(home, LOOK))
        assert (told["people"], told["notes"]) == (sorted(make.ALIASES), [make.NOTE])
        assert (told["whole"], told["still_whole"], told["version"]) == (True, True, True)
    assert -signal.SIGKILL in ended
