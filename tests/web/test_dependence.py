"""What access hangs on, on the pages: one, two, one; what if somebody goes; whom to meet next."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from briefings.test_network_map import know, road
from cast import Cast, asked_by
from rapport.actions import access, agreements, gates, introductions
from rapport.briefings import (
    network_age,
    network_answers,
    network_numbers,
    network_picture,
    network_process,
)
from rapport.briefings.across_circles import across_circles
from rapport.briefings.dependence import dependence, of_gate
from rapport.briefings.told_dependence import told_gate
from rapport.briefings.views import view_of
from rapport.briefings.ways_to_gates import judged
from rapport.briefings.what_if import what_if
from rapport.web.templatetags.introduction_page import at_time


@pytest.fixture(autouse=True)
def nothing_kept():
    network_answers.forget_all()
    yield
    network_answers.forget_all()


def test_scenario_five_in_the_demo(demo_world):
    """The north road hangs on two, both named to whoever may see both; and on nobody else sees."""
    gate = demo_world.gates["north"].pk
    hangs = of_gate(demo_world.asking("idris", 0), gate)
    assert (hangs.redundancy, {one.name for one in hangs.alone}) == (1, {"Abu Nour", "Idris Fane"})
    told = across_circles(demo_world.asking("idris", 0))
    assert "North road" in [one.alias for one in told if one.code == "N01"]
    others = across_circles(demo_world.asking("ines", 0))
    assert "North road" not in [one.alias for one in others]


def test_one_two_one_on_the_page(cast: Cast, browser):
    """One man; then a second way of another colleague; then both of the same colleague."""
    one = road(cast, cast.kamil)
    cast.meet(10)
    clerk = cast.add("Nadia Orlen", by="keeper", days_ago=300)
    cast.meet(9, by="keeper", whom=clerk)
    two = road(cast, cast.kamil, clerk)
    same = cast.add("Nadia of the writer", days_ago=300)
    cast.meet(9, whom=same)
    alike = road(cast, cast.kamil, same)
    page = browser("writer").get("/dependence/").content.decode()
    shown = dict(re.findall(r'href="/gates/([^/]+)/".*?data-of="(\d+)"', page, re.DOTALL))
    assert [shown[str(gate)] for gate in (one, two, alike)] == ["1", "2", "1"]


def test_what_if_somebody_goes(cast: Cast, browser):
    road(cast, cast.kamil)
    cast.meet(10)
    asked = f"/dependence/?without=colleague:{cast.writer.pk}"
    page = browser("writer").get(asked).content.decode()
    assert "no way is left to" in page
    assert "North road" in page
    hidden = browser("writer").get(f"/dependence/?without=relationship:{cast.hidden.pk}")
    assert hidden.context["page"].what_if is None


def test_an_agreement_may_lose_whoever_vouches_for_it(cast: Cast, browser):
    musa = cast.add("Haji Musa", new_actor="Council", days_ago=300)
    road(cast, cast.kamil)
    cast.meet(5)
    asking = cast.asking("writer")
    made = agreements.record_agreement(
        asking, relationship=cast.kamil.pk, what="Six trucks on Tuesdays", form="oral"
    ).row
    vouches = {"agreement": made.pk, "role": "guarantor"}
    agreements.add_party(asking, **vouches, relationship=musa.pk)

    def lost(kind, key, by="writer"):
        one = dependence(asked_by(cast.who(by)), without=(kind, key)).what_if
        return one.unvouched if one else None

    said = (made.what,)
    assert lost("relationship", musa.pk) == lost("actor", musa.counterpart.actor_id) == said
    assert lost("relationship", cast.kamil.pk) == lost("colleague", cast.writer.pk) == ()
    without = f"without=relationship:{musa.pk}"
    for address in ("/dependence/", "/dependence/picture/"):
        assert made.what in browser("writer").get(f"{address}?{without}").content.decode()
    assert lost("relationship", musa.pk, "outsider") is None
    access.set_access(asking, key=cast.kamil.pk, sensitivity=3)
    assert lost("relationship", musa.pk, "reader") == (), "an agreement they may not see"
    agreements.add_party(asking, **vouches, actor=musa.counterpart.actor_id)
    assert lost("relationship", musa.pk) == ()
    assert lost("actor", musa.counterpart.actor_id) == said, "with its people"


def test_whom_to_meet_next_has_an_owner_and_a_day(cast: Cast, browser):
    gate = road(cast, cast.kamil)
    between = cast.add("Haji Musa", days_ago=300)
    cast.meet(10, whom=between)
    know(cast, between, cast.kamil)
    (line,) = dependence(asked_by(cast.writer)).lines
    assert cast.kamil.pk in [one.whom.key for one in line.helps]
    introductions.plan_introduction(
        asked_by(cast.writer), relationship=cast.kamil.pk, gate=gate,
        colleague=cast.writer.pk, due=cast.DAY + timedelta(days=20),
    )  # fmt: skip
    page = browser("writer").get(reverse("gate", args=[gate])).content.decode()
    assert 'datetime="2026-04-05"' in page


def test_nobody_is_named_to_whom_may_not_see_them(cast: Cast):
    gate = road(cast, cast.kamil)
    cast.meet(10)
    assert of_gate(asked_by(cast.outsider), gate) is None
    assert of_gate(asked_by(cast.reader), gate).redundancy == 1
    access.set_access(asked_by(cast.writer), key=cast.kamil.pk, sensitivity=3)
    hangs = of_gate(asked_by(cast.reader), gate)
    assert (hangs.alone, hangs.is_known) == ((), False)


def test_a_large_map_is_worked_out_by_a_process_that_gets_numbers_only(cast: Cast):
    from rapport.briefings.network_assumptions import Assumed
    from rapport.briefings.network_map import network_of
    from rapport.briefings.network_sums import work_out

    road(cast, cast.kamil)
    cast.meet(10)
    network = network_of(view_of(asked_by(cast.writer)))
    working, heard = network_process.Working(), []
    found = network_process.in_a_process(network.map, Assumed(), working)
    assert found == work_out(network.map, Assumed(), lambda done, of: heard.append((done, of)))
    assert (working.done, working.of) == heard[-1]
    assert str(cast.kamil.pk) not in repr(network.map.plain())
    working.stop()
    assert network_process.in_a_process(network.map, Assumed(), working) is None


@pytest.fixture
def large(monkeypatch):
    """Let every map count as large, and nothing be worked out beside the pages by itself."""

    class Nothing:
        def __init__(self, **_told):
            pass

        def start(self):
            pass

    monkeypatch.setattr(network_age, "LARGE", 0)
    monkeypatch.setattr(network_numbers, "LARGE", 0)
    monkeypatch.setattr(network_answers.threading, "Thread", Nothing)


@pytest.fixture
def tied(cast: Cast):
    gate = road(cast, cast.kamil)
    cast.meet(10)
    know(cast, cast.kamil, cast.add("Haji Musa", days_ago=300))
    return gate


def test_stop_stops(cast: Cast, browser, tied, large):
    mine = browser("writer")
    assert mine.get("/dependence/").context["page"].working is not None
    mine.post("/dependence/stop/")
    for _ in range(2):
        answer = mine.get("/dependence/")
        page = answer.content.decode()
        assert (answer.context["page"].working, answer.context["page"].ended) == (None, "stopped")
        assert "The calculation was stopped." in page
        assert "No gate is recorded yet" not in page
    mine.post("/dependence/renew/")
    assert mine.get("/dependence/").context["page"].working is not None


def test_what_failed_does_not_begin_again_by_itself(cast: Cast, browser, tied, large, monkeypatch):
    view, now = view_of(asked_by(cast.writer)), asked_by(cast.writer).now
    working = network_answers.standing(view, now).working
    monkeypatch.setattr(network_answers, "in_a_process", lambda *_: None)
    monkeypatch.setattr(network_answers, "connection", SimpleNamespace(close=lambda: None))
    key, assumed = network_answers._key(view), network_answers._assumed(view)
    network_answers._renew(key, view, assumed, now, working)
    stands = network_answers.standing(view, now + timedelta(minutes=9))
    assert (stands.working, stands.ended) == (None, "failed")
    assert network_answers.standing(view, now + timedelta(minutes=10)).working is not None


def test_one_is_worked_out_at_a_time(cast: Cast, monkeypatch):
    view, now = view_of(asked_by(cast.writer)), asked_by(cast.writer).now
    key, assumed = network_answers._key(view), network_answers._assumed(view)
    at_once, most, begun = [], [], threading.Semaphore(0)
    go_on = threading.Event()

    def work(_network, _assumed, working):
        at_once.append(working)
        most.append(len(at_once))
        begun.release()
        go_on.wait(30)
        at_once.remove(working)
        return []

    monkeypatch.setattr(network_answers, "network_of", lambda _view: SimpleNamespace(map=object()))
    monkeypatch.setattr(network_answers, "in_a_process", work)
    monkeypatch.setattr(network_answers, "connection", SimpleNamespace(close=lambda: None))
    all_three = [network_process.Working() for _ in range(3)]
    with ThreadPoolExecutor(3) as beside:
        for working in all_three:
            beside.submit(network_answers._renew, key, view, assumed, now, working)
        assert begun.acquire(timeout=30)
        waits = next(one for one in all_three if one not in at_once)
        waits.stop()
        go_on.set()
    assert most == [1, 1], "and what was stopped while it waited is not begun"


def test_how_far_it_is_asks_for_nothing_else(cast: Cast, browser, tied, large, monkeypatch):
    monkeypatch.setattr("rapport.web.dependence.dependence", None)
    mine = browser("writer")
    page = mine.get("/dependence/", headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in page
    mine.post("/dependence/stop/")
    assert mine.get("/dependence/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_an_older_answer_says_so_on_the_gate_too(cast: Cast, browser, tied, monkeypatch):
    asking = asked_by(cast.writer)
    network_answers.standing(view_of(asking), asking.now)
    monkeypatch.setattr(network_age, "LARGE", 0)
    monkeypatch.setattr(network_numbers, "LARGE", 0)
    monkeypatch.setattr(network_answers, "_begin", lambda *_: None)
    assert of_gate(asking, tied).is_now
    cast.meet(2)
    hangs = of_gate(asked_by(cast.writer), tied)
    assert (hangs.is_now, hangs.at) == (False, asking.now)
    page = browser("writer").get(reverse("gate", args=[tied])).content.decode()
    assert "This was true at" in page
    assert told_gate(hangs)["is_now"] is False


def test_a_moment_of_another_day_has_its_day():
    moment = datetime(2026, 3, 16, 9, tzinfo=UTC)
    alone, dated = at_time(moment, date(2026, 3, 16)), at_time(moment, date(2026, 3, 17))
    assert "2026" not in alone
    assert "16 Mar 2026" in dated


def test_a_picture_is_of_now_however_large(cast: Cast, tied, monkeypatch):
    monkeypatch.setattr(network_age, "LARGE", 0)
    judged(view_of(asked_by(cast.writer)))
    between = cast.add("Someone new", days_ago=300)
    know(cast, cast.kamil, between)
    found = network_picture.around(asked_by(cast.writer), cast.kamil.pk)
    assert "Someone new" in {one.name for one in found.nodes}


def test_a_gate_of_a_kept_map_may_be_gone(cast: Cast, browser, tied, monkeypatch):
    road(cast, cast.kamil)
    asking = asked_by(cast.writer)
    network = network_answers.standing(view_of(asking), asking.now).answered.network
    without = ("colleague", cast.writer.pk)
    assert len(what_if(view_of(asking), network, without).close) == 2
    gates.remove_gate(asking, key=tied)
    found = what_if(view_of(asked_by(cast.writer)), network, without)
    assert (found.close, found.hang, found.same) == (("North road",), (), 0)


def test_a_gate_of_which_nobody_said_whom_it_asks_counts_as_none(cast: Cast, browser, tied):
    road(cast)
    answer = browser("writer").get("/dependence/")
    assert dict(answer.context["page"].counts) == {"none": 0, "one": 1, "two": 0, "more": 0}
    assert "<strong>—</strong>" in answer.content.decode()


def test_the_months_are_read_once_for_a_view(cast: Cast, tied, monkeypatch):
    before = dependence(asked_by(cast.writer)).trend
    monkeypatch.setattr("rapport.briefings.dependence.network_on", None)
    assert dependence(asked_by(cast.writer)).trend == before
    assert len(before) == 6
