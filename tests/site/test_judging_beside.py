"""A new day is judged beside the pages: whose people first, one at a time, and nothing is lost."""

import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from cast import Cast
from rapport.records import judging
from rapport.records.models import Relationship, Store
from rapport.site import judging_beside
from rapport.site.judging_beside import JudgingBeside
from rapport.web.middleware import identity
from records.test_judging import everything_said, said_by_a_second_look, some_people

TOMORROW = Cast.DAY + timedelta(days=45)


@pytest.fixture
def many(cast: Cast):
    """Six people about whom much is due on a later day, which it is now; two more of the keeper."""
    some_people(cast)
    for number in range(2):
        cast.add(f"The keeper's {number}", by="keeper")
    Store.objects.update(fixed_today=TOMORROW)
    return cast


@pytest.fixture
def beside():
    """What judges beside the pages, ended afterwards."""
    one = JudgingBeside()
    yield one
    one.end(patience=30)
    identity.SEEN = None


def is_so(what, *, within=60.0):
    """Wait until something is so."""
    until = time.monotonic() + within
    while not what() and time.monotonic() < until:
        time.sleep(0.02)
    return what()


def nobody_is_due():
    return not judging.due(TOMORROW).exists()


@pytest.mark.django_db(transaction=True)
def test_it_begins_with_the_people_of_whoever_asks_first(many: Cast):
    for who in ("keeper", "writer"):
        me = many.who(who).pk
        ordered = judging.due_in_order(TOMORROW, first=[me])
        rows = Relationship.objects.in_bulk(ordered)
        whose = [
            0 if rows[key].lead_id == me else 1 if rows[key].backup_id == me else 2
            for key in ordered
        ]
        assert whose == sorted(whose)
        assert 0 in whose
        assert 2 in whose
        assert set(ordered) == set(judging.due(TOMORROW).values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_first_request_of_the_day_wakes_it_and_it_judges_everybody(
    many: Cast, beside: JudgingBeside, monkeypatch
):
    monkeypatch.setattr(judging_beside, "BATCH", 3)
    expected = said_by_a_second_look(TOMORROW)
    beside.start()
    identity.SEEN(many.who("writer").pk, TOMORROW)
    assert is_so(nobody_is_due)
    assert everything_said() == expected


@pytest.mark.django_db(transaction=True)
def test_it_ends_between_two_batches_and_another_goes_on(
    many: Cast, beside: JudgingBeside, monkeypatch
):
    monkeypatch.setattr(judging_beside, "BATCH", 1)
    monkeypatch.setattr(judging_beside, "_rest_after", lambda _worked: 60.0)
    expected = said_by_a_second_look(TOMORROW)
    before = judging.due(TOMORROW).count()
    beside.start()
    assert is_so(lambda: judging.due(TOMORROW).count() < before)
    beside.end(patience=30)
    assert not beside._thread.is_alive()
    assert 0 < judging.due(TOMORROW).count() < before
    monkeypatch.undo()
    JudgingBeside().judge_what_is_due()
    assert nobody_is_due()
    assert everything_said() == expected


@pytest.mark.django_db(transaction=True)
def test_of_a_team_one_judges_at_a_time(many: Cast, beside: JudgingBeside, on_postgresql):
    if not on_postgresql:
        pytest.skip("A laptop's store has one process.")
    begun, enough, held = threading.Event(), threading.Event(), []

    def another():
        with judging_beside._alone() as alone:
            held.append(alone)
            begun.set()
            enough.wait(60)
        connection.close()

    thread = threading.Thread(target=another)
    thread.start()
    begun.wait(60)
    assert held == [True]
    assert beside.judge_what_is_due() == 0
    enough.set()
    thread.join()
    assert beside.judge_what_is_due() > 0
    assert nobody_is_due()


OPENED = """
    import sys
    from datetime import timedelta
    from pathlib import Path
    from rapport.cli import opening as cli
    home = Path(sys.argv[1])
    cli.begin_django(home)
    from rapport.records import judging
    from rapport.records.models import Finding, Relationship, Store
    from rapport.site import opening
    from rapport.site.judging_beside import JudgingBeside
    from rapport.vault import key_slots, keyring
    from rapport.web.middleware import session_gate
    keyring.hold(key_slots.unlock(home, cli.DEMO_PASSPHRASE))
    opening.open_store()
    store = Store.objects.get()
"""
MONTHS_LATER = """
    Store.objects.update(fixed_today=store.fixed_today + timedelta(days=60))
    print(judging.due(Store.objects.get().fixed_today).count() > 5)
"""
HOW_MANY_ARE_DUE = """
    print(session_gate.ALARM, judging.due(store.fixed_today).count())
"""
OVER_AND_OVER = """
    while True:
        judging.judge_all_again()
        for key in judging.due_in_order(store.fixed_today, first=[]):
            judging.rejudge_beside([key], today=store.fixed_today)
            print("one", flush=True)
"""
SAID = """
    def said():
        return [list(Finding.objects.order_by("relationship", "code").values_list(
            "relationship", "code", "says", "params", "because", "waived_until"))]
    JudgingBeside().judge_what_is_due()
    left, beside = judging.due(store.fixed_today).count(), said()
    judging.rejudge_all(today=store.fixed_today)
    print(session_gate.ALARM, left, said() == beside)
"""


def running(served, script):
    command = [sys.executable, "-c", textwrap.dedent(OPENED + script), str(served.home)]
    return subprocess.Popen(command, env=served.environment(), stdout=subprocess.PIPE, text=True)


def what_is_printed_by(served, script):
    return served.script(OPENED + script, str(served.home)).stdout.splitlines()


def test_a_store_that_is_served_is_judged_for_the_day_and_locks_as_ever(begin, look):
    served = begin()
    assert what_is_printed_by(served, MONTHS_LATER) == ["True"]
    served.start()
    browser = served.enter()
    assert browser.get("/").status == 200
    assert is_so(lambda: what_is_printed_by(served, HOW_MANY_ARE_DUE) == ["None 0"])
    worker = served.worker
    browser.post("/lock/", {})
    assert look.is_gone(worker)


def test_killed_in_the_middle_nothing_is_lost_and_the_next_one_goes_on(begin):
    served = begin()
    what_is_printed_by(served, MONTHS_LATER)
    for some in (2, 5, 8):
        with running(served, OVER_AND_OVER) as process:
            for _ in range(some):
                assert process.stdout.readline() == "one\n"
            process.send_signal(signal.SIGKILL)
    assert what_is_printed_by(served, SAID) == ["None 0 True"]
