"""A rumour that power changes hands, in a real browser: looked at, applied, planned, taken back.

Before anything changes the page shows what would; the plan stands on Today; once the rumour proves
false everything is as it was, and what was written meanwhile stays. Then every group is reviewed.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.power_states import rumour
from journeys.states import press
from journeys.test_before_the_meeting import send

WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("en", False, id="English without scripts", marks=pytest.mark.long),
    pytest.param("ar", True, id="Arabic", marks=pytest.mark.long),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]
_ONE = re.compile(r"/power/[0-9a-f-]{36}/(?:\?|#|$)")


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_rumour_is_applied_and_taken_back(open_page: Any, language: str, scripts: bool) -> None:
    page = open_page("/?whose=office", language=language, width=390, scripts=scripts)
    where = f"{rumour(page)}/"
    page.goto(where)
    endings = page.locator("#endings li")
    expect(endings).to_have_count(1)
    expect(page.locator("#posts li")).to_have_count(1)
    expect(page.locator("#rising li")).not_to_have_count(0)
    expect(page.locator("#seen li")).not_to_have_count(0)
    # What others of these wrote into the plan of the same world stays there.
    expect(page.locator("#plan form[action*='/done/']")).to_have_count(0)
    press(page, page.locator("form[action$='/apply/'] button.primary"))
    steps = page.locator("#plan li")
    expect(steps).not_to_have_count(0)
    _is_on_today(page)
    page.goto(where)
    done = steps.locator("form[action*='/done/']").first
    key = str(done.get_attribute("action")).split("/")[3]
    press(page, done.locator("button"))
    change = page.locator(f"#plan li.soft a[href*='/power/steps/{key}/']")
    expect(change).to_have_count(1)
    page.goto(str(change.get_attribute("href")))
    outcome = f"Spoke with them ({language}, {scripts}); they are safe."
    page.locator("main [name=outcome]").fill(outcome)
    send(page)
    page.wait_for_url(_ONE)
    page.locator("a[href$='/take-back/']").click()
    page.locator("[name=because]").fill("They only met for tea.")
    send(page)
    page.wait_for_url(_ONE)
    expect(page.locator("main")).to_contain_text("They only met for tea.")
    expect(page.locator("#endings li")).to_have_count(1)
    stays = page.locator("#plan li").filter(has_text=outcome)
    expect(stays, "what was written stays").to_have_count(1)
    assert page.complaints == []


def _is_on_today(page: Any) -> None:
    page.goto("/?whose=office")
    expect(page.locator("#plan li")).not_to_have_count(0)


@pytest.mark.parametrize(("language", "scripts"), WAYS[:1])
def test_every_group_is_reviewed_with_three_keys(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page("/actors/review/", language=language, scripts=scripts)
    first = page.locator("main form h2")
    name = first.inner_text()
    page.locator("h1").click()
    for key in "1", "2", "3":
        page.keyboard.press(f"Digit{key}")
    page.keyboard.press("Enter")
    expect(first).not_to_have_text(name)
    for _ in range(12):
        if page.locator("main form.form").count() == 0:
            break
        for group in ("in_touch", "obstacle", "next_step"):
            page.locator(f"label:has([name={group}])").first.click()
        send(page)
        page.wait_for_url(re.compile("after="))
    expect(page.locator("main form.form")).to_have_count(0)
    expect(page.locator("#years li")).to_have_count(2)
    assert page.complaints == []
