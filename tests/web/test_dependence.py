"""What access hangs on, on the pages: one, two, one; what if somebody goes; whom to meet next."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from briefings.test_network_map import know, road
from cast import Cast, asked_by
from rapport.actions import access, introductions
from rapport.briefings import network_answers
from rapport.briefings.across_circles import across_circles
from rapport.briefings.dependence import dependence, of_gate


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
    from rapport.briefings.views import view_of

    road(cast, cast.kamil)
    cast.meet(10)
    network = network_of(view_of(asked_by(cast.writer)))
    working, heard = network_answers.Working(), []
    found = network_answers._in_a_process(network, Assumed(), working)
    assert found == work_out(network.map, Assumed(), lambda done, of: heard.append((done, of)))
    assert (working.done, working.of) == heard[-1]
    assert str(cast.kamil.pk) not in repr(network.map.plain())
    working.stop()
    assert network_answers._in_a_process(network, Assumed(), working) is None
