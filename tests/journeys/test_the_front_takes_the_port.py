"""Scenario 7, in a real browser: a rumour that the front takes the port, rehearsed and undone.

Nine tenures would end, four agreements lose their guarantor, three old contacts rise, five gates
are no longer certain, and of two posts nobody knows who holds them. Undone, the store is row by row
what it was, and what was typed since.
"""

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.scenario_world import WAYS, become, numbers, served
from journeys.states import press
from journeys.test_before_the_meeting import logging, person, send
from journeys.told_scenarios import SEVEN
from live_server import Served

ONE = re.compile(r"/power/[0-9a-f-]{36}/(?:\?|#|$)")
DAY = date(2026, 3, 16)
ROWS = """
    import json
    from rapport.cli import opening
    opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.records.models import Operation
    from rapport.records.operations import columns_of, parts_of, recorded_models

    found = {}
    for name, model in recorded_models().items():
        columns = [column.attname for column in columns_of(model)]
        found[name] = {
            str(row[0]): {column: repr(value) for column, value in zip(columns, row[1:])}
            for row in model._base_manager.values_list("pk", *columns)
        }
        for part, child in parts_of(model).items():
            rows = child._base_manager.values_list(child.OWNER, *child.VALUES)
            found[f"{name}.{part}"] = {repr(row): {} for row in rows}
    done = Operation.objects.filter(verb="apply_power_change")
    sets = len(set(done.values_list("change_set", flat=True)))
    print(json.dumps([found, sets]))
"""


@pytest.fixture(scope="module", params=WAYS)
def world(request: Any, demo_made: Any, tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("port") / "world"
    with served(demo_made, folder, SEVEN) as there:
        there.way = request.param
        yield there


def test_the_front_takes_the_port_and_it_was_not_so(open_page: Any, world: Served) -> None:
    language, scripts = world.way
    page = open_page(language=language, width=390, scripts=scripts)
    where = _heard(page)
    before, _ = _rows(world)
    _is_previewed(page, where)
    _was_kept_five_years(page)
    assert _rows(world) == (before, 0), "nothing has changed yet"
    page.goto(where)
    press(page, page.locator("form[action$='/apply/'] button.primary"))
    _is_planned(page)
    after, sets = _rows(world)
    assert sets == 1, "all of it is one change set"
    touched = _differing(before, after)
    assert touched["tenure"] == {"changed": 9, "columns": ["until", "why_ended"]}
    assert touched["gatestate"] == {"added": 5}
    _is_typed(page, where)
    page.goto(where)
    page.locator("a[href$='/take-back/']").click()
    page.locator("[name=because]").fill("They only met for tea.")
    send(page)
    page.wait_for_url(ONE)
    expect(page.locator("#endings li")).to_have_count(9)
    last, _ = _rows(world)
    assert _differing(before, last) == {
        "powerchange": {"changed": 1, "columns": ["false_because", "false_on"]},
        "planitem": {"added": 1},
        "interaction": {"added": 1},
        "interaction.ours": {"added": 1},
        "interaction.theirs": {"added": 1},
        "counterpart": {"changed": 1, "columns": ["alias"]},
    }, "what was typed since, and nothing else"
    assert page.complaints == []


def _rows(world: Served) -> tuple[dict[str, Any], int]:
    """Return every row of the store by its kind and key, and how many changes were applied."""
    found, sets = json.loads(world.script(ROWS).stdout)
    return found, sets


def _differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what differs between two readings of the store, kind by kind."""
    found: dict[str, Any] = {}
    for kind, old in before.items():
        new = after[kind]
        changed = [key for key in old.keys() & new.keys() if old[key] != new[key]]
        columns = {name for key in changed for name in old[key] if old[key][name] != new[key][name]}
        told = {
            "added": len(new.keys() - old.keys()), "removed": len(old.keys() - new.keys()),
            "changed": len(changed), "columns": sorted(columns),
        }  # fmt: skip
        if any(told.values()):
            found[kind] = {name: many for name, many in told.items() if many}
    return found


def _heard(page: Any) -> str:
    page.goto("/power/new/")
    page.locator("[name=what]").fill("The Front takes Port Istrin")
    page.locator("label:has([name=certainty][value=rumour])").click()
    page.locator("label:has([name=kind][value=regime])").click()
    page.locator("[name=fallen]").select_option(label="Administration of Port Istrin")
    page.locator("[name=risen]").select_option(label="Hazim Front")
    send(page)
    page.wait_for_url(ONE)
    return str(page.url).partition("?")[0]


def _is_previewed(page: Any, where: str) -> None:
    """See the numbers before anything changes, whom we know, and of whom nobody is known."""
    page.goto(where)
    parts = {"endings": 9, "agreements": 4, "rising": 3, "gates": 5, "posts": 2}
    for part, many in parts.items():
        assert numbers(page.locator(f"#{part} .count").inner_text()) == [many], part
        expect(page.locator(f"#{part} li")).to_have_count(many)
    hanan = page.locator("#rising li", has_text="Dr Hanan")
    expect(hanan).to_contain_text("Deputy minister")
    assert numbers(hanan.inner_text())[0] == 61
    customs = page.locator("#posts li", has_text="Customs director")
    expect(customs.locator("select")).to_have_value("")
    expect(page.locator("#seen li"), "nine of them, and one who knows them").to_have_count(10)
    expect(page.locator("#plan")).to_have_count(0)
    either = page.locator("#either")
    expect(either.locator("ul.rows")).to_have_count(0)
    either.locator("a[href*='either=1']").click()
    expect(either.locator("ul.rows > li"), "each of these gates").to_have_count(5)
    page.goto(where)


def _was_kept_five_years(page: Any) -> None:
    """See of the front itself who led, one after the other, and that nobody did for two months."""
    front = page.locator("#rising li", has_text="Hazim Front").locator("a.name")
    page.goto(front.get_attribute("href"))
    years = page.locator(".panel.years")
    expect(years.locator("p.soft")).to_have_count(1)
    days = years.locator("p.soft time").evaluate_all("some => some.map(one => one.dateTime)")
    assert days == ["2025-06-19", "2025-08-19"], "two months in which nobody led"
    years.locator("details.twin summary").click()
    for name in ("Idris Fane", "Nils Aarden", "Mira Lindqvar", "Yusra Halwen"):
        expect(years.locator("table").get_by_text(name).first).to_be_visible()


def _is_planned(page: Any) -> None:
    """See a plan of thirty days: each step has a colleague and a day, and safety comes first."""
    steps = page.locator("#plan li")
    expect(steps).not_to_have_count(0)
    expect(steps.filter(has=page.locator(".due"))).to_have_count(steps.count())
    owned = steps.filter(has_text=re.compile("Idris Fane|Yusra Halwen"))
    expect(owned).to_have_count(steps.count())
    expect(steps.first).to_contain_text(re.compile("governor|Fuad|Wael|Idwan|Sefer|Qasim|Bilal"))
    expect(steps.filter(has=page.locator("a[href$='/know-how/']"))).to_have_count(1)
    for alias in ("Dr Hanan", "Abu Nour", "Hazim Front"):
        expect(steps.filter(has_text=alias), "a first courtesy visit").to_have_count(1)


def _is_typed(page: Any, where: str) -> None:
    """Write on meanwhile: a step done, a contact, a better alias."""
    page.goto(where)
    item = page.locator("#plan li", has_text="Sayyid Fuad").first
    page.goto(item.locator("a[href*='/power/steps/']").get_attribute("href"))
    until = (DAY + timedelta(days=30)).isoformat()
    assert page.locator("main [name=due]").last.input_value() <= until
    page.locator("main [name=outcome]").fill("Spoke with him; his family is safe.")
    send(page)
    page.wait_for_url(ONE)
    logging(page, person(page, "Dr Hanan"), asked="no")
    page.locator("main [name=line]").fill("A courtesy visit; we spoke of the clinic.")
    page.locator("main form.log .primary").first.click()
    page.wait_for_url(re.compile(r"/people/"))
    page.goto(f"{person(page, 'Engineer Bilal')}change/")
    page.locator("main [name=alias]").fill("Engineer Bilal of the dam")
    send(page)
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/(?:\?|#|$)"))


def test_the_month_is_shared_once_a_second_person_agrees(open_page: Any, world: Served) -> None:
    """J12: lights with reasons, severe figures by area and type, approved, and in the history."""
    language, scripts = world.way
    page = open_page(language=language, width=390, scripts=scripts)
    _lights(page)
    become(page, "Yusra Halwen")
    page.goto("/month/")
    waits = page.locator("section[aria-labelledby=waits] li strong")
    assert all(one.isdigit() for one in waits.all_inner_texts())
    assert waits.count() >= 4, "agreements overdue, notes expiring, legal questions, exceptions"
    release = page.locator("form[action*='release']", has_text="Hazim talks")
    release.locator("[name=severe]").check(force=True)
    press(page, release.locator("button"))
    become(page, "Idris Fane")
    page.goto("/exports/month/")
    _order(page)
    page.locator("[name=severe]").check(force=True)
    press(page, page.locator("main form button.primary"))
    page.wait_for_url(re.compile("/exports/#asked"))
    become(page, "Yusra Halwen")
    page.goto("/exports/")
    press(page, page.locator("button[name=agree]"))
    become(page, "Idris Fane")
    page.goto("/exports/")
    page.locator("a.primary[href*='approval=']").click()
    page.wait_for_url(re.compile("approval="))
    page.locator("[name=seal][value=no]").check(force=True)
    page.locator("[name=clear_why]").fill("The working group has no key.")
    with page.expect_download() as coming:
        page.locator("main form button.primary").click()
    with zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes())) as package:
        told = list(csv.DictReader(io.StringIO(package.read("list.csv").decode("utf-8-sig"))))
        about = package.read("about.csv").decode()
        assert package.read("code-book.csv")
    assert "Idris Fane" in about
    assert {one["p_code"][:2] for one in told} == {"QV"}
    assert {one["sensitivity"] for one in told} == {"2", "3"}, "each line bears its mark"
    figures = [int(one["at_least"]) for one in told if one["at_least"]]
    assert figures
    assert not [one for one in figures if one < 3 or one % 3], "under three nothing is given"
    for name in ("Hanan", "Fuad", "Idwan"):
        assert name not in str(told)
    page.goto("/exports/")
    expect(page.locator("section[aria-labelledby=made] li")).not_to_have_count(0)
    page.goto("/history/")
    newest = page.locator("main li", has_text="Idris Fane").first
    expect(newest, "what left, and what for, is in the history").to_contain_text("6")
    assert page.complaints == []


def _order(page: Any) -> None:
    page.locator("[name=purpose][value=coordination]").check(force=True)
    page.locator("[name=form][value=csv]").check(force=True)
    page.locator("[name=seal][value=no]").check(force=True)
    page.locator("[name=clear_why]").fill("The working group has no key.")


def _lights(page: Any) -> None:
    """See five lights: each says why without a name, and is one click from whom it rests on."""
    page.goto("/lights/")
    lights = page.locator(".light")
    expect(lights).to_have_count(5)
    for light in lights.all():
        closed = light.locator("details:not([open])")
        assert "Hanan" not in light.inner_text()
        if closed.count():
            closed.locator("summary").click()
            expect(light.locator("details[open] dd a").first).to_be_visible()
