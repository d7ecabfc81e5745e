"""Scenario 9, in a real browser: Mira leaves, and what she holds is passed on hand to hand.

Fourteen relationships, six of them without a backup, three promises due, a conflict of interest.
One gets a joint introduction and keeps its two meetings without a request, another needs one more.
What she knows of a daughter's illness goes with her, and so does her access, by itself.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.scenario_world import WAYS, become, numbers, served
from journeys.states import press
from journeys.test_before_the_meeting import DONE, person, send
from journeys.told_scenarios import NINE
from live_server import Served

ONE = re.compile(r"/handovers/[0-9a-f-]{36}/(?:\?|#|$)")
ILLNESS = ("zqlamis", "zqtold", "hours of her clinic")
"""Words of what she noted and logged of a daughter's illness, and of what it was needed for."""

CLOCK = """
    import sys
    from datetime import date
    from rapport.cli import opening
    store = opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.actions.team import stop_clock
    from rapport.records.models import Colleague
    stop_clock(
        day=date.fromisoformat(sys.argv[1]), owner=Colleague.objects.get(name="Idris Fane")
    )
"""
LEFT = """
    from rapport.cli import opening
    opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.records.models import Insight, NoteOffer
    print(sorted(Insight.objects.exclude(special="").values_list("text", flat=True)))
"""


@pytest.fixture(scope="module", params=WAYS)
def world(request: Any, demo_made: Any, tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("mira") / "world"
    with served(demo_made, folder, NINE) as there:
        there.way = request.param
        yield there


def test_mira_leaves_on_friday(open_page: Any, world: Served) -> None:
    language, scripts = world.way
    page = open_page(language=language, width=390, scripts=scripts)
    become(page, "Mira Lindqvar")
    _is_listed(page)
    rauf = _begun(page, "Captain Rauf")
    _is_written(page, rauf)
    _is_cleaned(page, rauf)
    nadia = _begun(page, "Sitt Nadia")
    for where in (rauf, nadia):
        _is_private_in(page, f"{where}story/")
    become(page, "Idris Fane")
    _stays_with_mira(page)
    for where in (rauf, f"{rauf}story/", f"{rauf}accept/", *_pages_of(page, "Captain Rauf")):
        _is_private_in(page, where)
    _is_agreed(page, rauf)
    _met_together(page, rauf, scripts=scripts)
    _accepts(page, rauf, ticks=2)
    _accepts(page, nadia, ticks=0)
    assert _warm_ups(page, "Captain Rauf") == [2, 2]
    assert _warm_ups(page, "Sitt Nadia") == [1, 2]
    assert _is_on_my_today(page, "Captain Rauf"), "it is the successor's now"
    _leaves_by_herself(page, world)
    # Whoever walks past the page of a message leaves the draft it begins with: that is asked after.
    assert [one for one in page.complaints if "beforeunload" not in one] == []


def _is_listed(page: Any) -> None:
    """See all of it in one list, ranked by what it keeps open, and set the last day."""
    page.goto("/handovers/mine/")
    said = page.locator("p.meta.gap-below > span")
    assert [numbers(one)[0] for one in said.all_text_contents()] == [14, 6, 3, 14]
    rows = page.locator("main section.panel").first.locator("ul.rows > li")
    expect(rows).to_have_count(14)
    expect(rows.locator(".badge.caution")).to_have_count(6)
    expect(rows.locator(".badge:not(.caution)")).to_have_count(1)
    names = rows.locator("a.name").all_inner_texts()
    first = ["Captain Rauf", "Sitt Nadia", "Ustad Selim", "The weighbridge keeper"]
    assert [one.strip() for one in names][:4] == first
    page.locator("a[href$='/last-day/']").first.click()
    page.locator("[name=on]").last.fill("2026-03-21")
    send(page)
    page.goto("/handovers/mine/")
    expect(rows.locator("a[href$='/hand-over/']")).to_have_count(14)


def _begun(page: Any, alias: str) -> str:
    """Ask Idris to take over somebody; return the address of the handover."""
    page.goto("/handovers/mine/")
    row = page.locator("main li.line").filter(has=page.get_by_text(alias, exact=True))
    row.locator("a[href$='/hand-over/']").click()
    page.locator("[name=successor]").select_option(label="Idris Fane")
    send(page)
    page.wait_for_url(ONE)
    return str(page.url).partition("?")[0]


def _is_written(page: Any, where: str) -> None:
    """Plan to go together, say what works, tick what was told, offer one note of two."""
    page.goto(f"{where}introduce/")
    page.locator("[name=on]").last.fill("2026-03-16")
    page.locator("[name=place]").fill("The quay")
    send(page)
    page.goto(f"{where}write/")
    page.locator("[name=works]").fill("Come before the boats go out.")
    page.locator("[name=avoid]").fill("Prices of fuel.")
    page.locator("[name=in_person][value=risk]").check(force=True)
    page.locator("[name=told_on]").last.fill("2026-03-16")
    send(page)
    page.goto(where)
    steps = page.locator(".steps-of li")
    expect(steps.nth(0)).not_to_have_class(re.compile("done"))
    expect(steps.nth(1), "they were told").to_have_class(re.compile("done"))
    expect(page.locator(".ticks li.done")).to_have_count(1)
    beside = page.locator("aside .panel")
    for text in ("The tide tables for April", "Note of it: Two boats a week after dark"):
        expect(beside.filter(has_text=text)).to_have_count(1)
    expect(beside, "promises, evidence and channels").to_have_count(3)
    note = page.locator("main li", has_text="zqnoon")
    expect(page.locator("main li", has_text="zqlamis")).to_have_count(1)
    note.locator("a[href*='/notes/']").click()
    page.locator("[name=need]").fill("To come at another hour.")
    send(page)
    page.wait_for_url(ONE)


def _is_cleaned(page: Any, where: str) -> None:
    """Take out of the log what it tells of the illness: the handover says that there is such."""
    _is_private_in(page, f"{where}story/")
    page.goto(where)
    warned = page.locator("main .note.caution", has=page.locator("a[href*='/people/']"))
    expect(warned).to_have_count(1)
    page.goto(person(page, "Captain Rauf"))
    line = page.locator(".timeline li", has_text="zqtold")
    page.goto(line.locator("a[href$='/change/']").first.get_attribute("href"))
    page.locator("main [name=line]").fill("He could not stay long.")
    send(page)
    page.wait_for_url(re.compile("/people/"))
    page.goto(where)
    expect(warned).to_have_count(0)


def _is_private_in(page: Any, where: str) -> None:
    told = page.goto(where).text()
    for word in (*ILLNESS, "zqnoon", "Not to come at noon"):
        assert word not in told, (word, where)


def _pages_of(page: Any, alias: str) -> list[str]:
    """Return every page that the page of somebody leads to, about them or about all."""
    where = person(page, alias)
    page.goto(where)
    links = page.locator("a[href]").evaluate_all("some => some.map(one => one.pathname)")
    about = [one for one in dict.fromkeys(links) if one.startswith(where)]
    assert len(about) > 10, "the page leads to others"
    every = ("/", "/?whose=office", "/people/", "/history/", "/lights/", "/handovers/mine/")
    return [*(one for one in about if "log" not in one), *every]


def _stays_with_mira(page: Any) -> None:
    """Before the successor accepts, nothing leaves the Today of whoever leaves."""
    page.goto("/")
    expect(page.locator("main li", has_text="Captain Rauf"), "one is asked").not_to_have_count(0)
    assert not _is_on_my_today(page, "Captain Rauf")
    become(page, "Mira Lindqvar")
    assert _is_on_my_today(page, "Captain Rauf")
    become(page, "Idris Fane")


def _is_on_my_today(page: Any, alias: str) -> bool:
    """Say whether I am asked to do something with somebody: today, this week, or later."""
    seen = 0
    for when in ("today", "week", "later"):
        page.goto(f"/?whose=mine&when={when}")
        seen += page.locator("main li .who", has_text=alias).count()
    return bool(seen)


def _is_agreed(page: Any, where: str) -> None:
    """Agree to keep the one note that is needed; only then it is read."""
    page.goto(where)
    expect(page.locator("main")).to_contain_text("To come at another hour.")
    press(page, page.locator("button[name=agreed][value=yes]"))
    page.goto(person(page, "Captain Rauf"))
    expect(page.locator("main")).to_contain_text("zqnoon")
    assert not [word for word in ILLNESS if word in page.content()]


def _met_together(page: Any, where: str, *, scripts: bool) -> None:
    """Log the meeting to which both went."""
    page.goto(where)
    page.locator(".steps-of a[href*='/meetings/']").click()
    page.locator("main a[href*='/log/?meeting=']").first.click()
    form = page.locator("dialog.sheet form, main form.log").first
    form.locator("[name=line]").fill("Mira said who comes next; he poured the tea.")
    form.locator(".primary").first.click()
    page.locator("form.toast").wait_for() if scripts else page.wait_for_url(DONE)
    page.goto(where)
    expect(page.locator(".steps-of li").first).to_have_class(re.compile("done"))
    expect(page.locator(".steps-of"), "days are written for reading").not_to_contain_text("<")


def _accepts(page: Any, where: str, *, ticks: int) -> None:
    page.goto(f"{where}accept/")
    boxes = page.locator("[name=evidence], [name=channels]")
    expect(boxes).to_have_count(ticks)
    for box in boxes.all():
        box.check(force=True)
    send(page)
    page.wait_for_url(ONE)
    expect(page.locator(".steps-of li").last).to_have_class(re.compile("done"))


def _warm_ups(page: Any, alias: str) -> list[int]:
    page.goto(person(page, alias))
    told = page.locator("main span", has_text=re.compile(r"^\s*\d+\D+\d+\s*$"))
    return numbers(told.first.inner_text())


def _leaves_by_herself(page: Any, world: Served) -> None:
    """At the end of the last day every circle closes, and what was not agreed to is erased."""
    for day, many in (("2026-03-21", True), ("2026-03-22", False)):
        world.script(CLOCK, day)
        become(page, "Mira Lindqvar")
        page.goto("/people/")
        assert bool(page.locator("table.people tbody tr").count()) is many, day
    become(page, "Idris Fane")
    page.goto(f"{person(page, 'Captain Rauf')}tell/")
    page.locator("label:has([name=kind][value=limits])").click()
    page.locator("[name=text]:visible").fill("We pay nobody.")
    send(page)
    left = world.script(LEFT).stdout
    assert "zqnoon" in left
    assert "zqlamis" not in left
