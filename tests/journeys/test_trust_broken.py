"""Trust broke, and is repaired stage by stage, in a real browser, with scripts and without.

Listening is not passed over unseen, blame of a colleague is noticed, three demands are screened
three ways, and the next request is warned of until two contacts without one.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import DONE, added, logging, send

WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("en", False, id="English without scripts", marks=pytest.mark.long),
    pytest.param("ar", True, id="Arabic", marks=pytest.mark.long),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]
ONE = re.compile(r"/breaches/[0-9a-f-]{36}/(?:\?|#|$)")
BROKE = date(2026, 3, 16) - timedelta(5)
"""Five days before the demo's Monday."""

LETTER, NUMBERS, BRIEFING = (
    "A written apology with our stamp",
    "The phone numbers of all our staff",
    "A monthly briefing for his office",
)
BLAME = "Our intern messed up the address."


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_the_list_that_leaked(open_page: Any, language: str, scripts: bool) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    person = added(page, f"The prefect {language} {scripts}")
    breach = _recorded(page, person)
    _listening_is_not_passed_over(page, breach)
    _blame_is_noticed(page, breach)
    for stage, words in (("recall", "He opened the canal road."), ("apology", "We are sorry.")):
        _taken(page, breach, stage, words)
    _three_demands_three_ways(page, breach)
    _warned_until_two_contacts(page, person, breach, scripts=scripts)
    _reviewed(page, breach)
    refused = "422 (Unprocessable Entity)"
    assert [said for said in page.complaints if refused not in said] == []


def _recorded(page: Any, person: str) -> str:
    """Record what happened, from the menu of the person's page."""
    page.goto(person)
    page.goto(page.locator("a[href$='/breach/']").first.get_attribute("href"))
    page.locator("[name=what]").fill("Our driver list reached the wrong office")
    page.locator("label:has([name=by][value=us])").click()
    page.locator("[name=on]").last.fill(BROKE.isoformat())
    send(page)
    page.wait_for_url(ONE)
    return str(page.url).partition("?")[0]


def _taken(page: Any, breach: str, stage: str, words: str) -> None:
    """Take the step at the stage that is open, in its card."""
    page.goto(breach)
    form = page.locator(f"#now form[action$='/step/{stage}/']")
    form.locator("[name=text]").fill(words)
    press(page, form.locator(".primary"))
    expect(page.locator(f"#now form[action$='/step/{stage}/']")).to_have_count(0)


def _listening_is_not_passed_over(page: Any, breach: str) -> None:
    """Try to go on without it; only a reason helps, stands on the page, and is taken back."""
    expect(page.locator("#now form[action$='/step/listen/']")).to_have_count(1)
    expect(page.locator("#now .primary")).to_have_count(1)
    page.goto(f"{breach}step/understand/")
    page.locator("main [name=text]").fill("A list went astray.")
    send(page)
    expect(page.locator(".note.stop")).to_have_count(1)
    expect(page.locator("main [name=text]"), "every word is kept").to_have_value(
        "A list went astray."
    )
    page.goto(breach)
    page.locator("#now a[href$='/without/listen/']").click()
    page.wait_for_url(re.compile("/without/listen/"))
    page.locator("[name=because]").fill("He is away until Thursday.")
    send(page)
    page.wait_for_url(ONE)
    passed = page.locator("details.past", has_text="He is away until Thursday.")
    expect(passed.locator(".badge")).to_be_visible()
    passed.locator("details.menu > summary").click()
    press(page, passed.locator("details.menu button.danger"))
    expect(page.locator("#now form[action$='/step/listen/']")).to_have_count(1)
    _taken(page, breach, "listen", "“Your papers travel faster than you do.”")
    _taken(page, breach, "cool", "He will see us in two days.")


def _blame_is_noticed(page: Any, breach: str) -> None:
    """Blame a colleague; it is noticed next to the text, which is saved all the same."""
    _taken(page, breach, "understand", BLAME)
    step = page.locator("details.past li", has_text=BLAME)
    expect(step.locator(".note.caution q")).to_have_text("our intern messed up")
    expect(step.locator(".note.caution")).to_be_visible()


def _three_demands_three_ways(page: Any, breach: str) -> None:
    """Note three demands, and hold each against the red lines."""
    for text in (LETTER, NUMBERS, BRIEFING):
        page.goto(f"{breach}demand/")
        page.locator("main [name=text]").fill(text)
        send(page)
        page.wait_for_url(ONE)
    rows = page.locator("#demands li")
    expect(rows.locator(".due.soon")).to_have_count(3)
    rows.filter(has_text=LETTER).locator("a[href$='screened=refer']").click()
    page.wait_for_url(re.compile("screened=refer"))
    page.locator("[name=refer_to]").select_option(label="Rafael Monte")
    send(page)
    page.wait_for_url(ONE)
    expect(rows.filter(has_text=LETTER)).to_contain_text("Rafael Monte")
    rows.filter(has_text=NUMBERS).locator("a[href$='screened=red_line']").click()
    page.wait_for_url(re.compile("screened=red_line"))
    no = page.locator("[name=refusal]").input_value()
    assert no, "a courteous no is offered"
    send(page)
    page.wait_for_url(ONE)
    expect(rows.filter(has_text=NUMBERS).locator(".note")).to_contain_text(no.splitlines()[0])
    press(page, rows.filter(has_text=BRIEFING).locator("button[value=acceptable]"))
    expect(rows.locator(".due.soon")).to_have_count(0)
    expect(rows.locator(".badge")).to_have_count(3)
    _taken(page, breach, "fix", "He asks for three things.")
    _taken(page, breach, "promises", "The first briefing is on Thursday.")


def _warned_until_two_contacts(page: Any, person: str, breach: str, *, scripts: bool) -> None:
    """Plan the next request: it is warned of, and saved, until there were two contacts."""
    page.goto(f"{person}ask/")
    expect(page.locator("main .note.caution")).to_have_count(1)
    page.locator("[name=what]").fill("A standing permit")
    send(page)
    page.wait_for_url(DONE)
    pause = "a[href*='/pause/']"
    expect(page.locator(pause), "the rule leads to the form that pauses it").not_to_have_count(0)
    for day in ("2026-03-15", "2026-03-16"):
        if scripts:
            logging(page, person, asked="yes")
            expect(page.locator("#strip .note.caution").first).to_be_visible()
        logging(page, person, asked="no")
        page.locator(f"label:has([name=on-day][value='{day}'])").click()
        page.locator("[name=line]").fill(f"Tea, and nothing asked, on {day}.")
        page.locator("main form.log .primary").first.click()
        page.wait_for_url(DONE)
    expect(page.locator(pause)).to_have_count(0)
    page.goto(f"{person}ask/")
    expect(page.locator("main .note.caution")).to_have_count(0)
    page.goto(breach)
    expect(page.locator("#now a[href$='/review/']"), "counted from the records").to_have_count(1)


def _reviewed(page: Any, breach: str) -> None:
    page.goto(f"{breach}review/")
    page.locator("label:has([name=ended][value=repaired])").click()
    page.locator("[name=why]").fill("He received us with tea.")
    send(page)
    page.wait_for_url(ONE)
    expect(page.locator("main")).to_contain_text("He received us with tea.")
    expect(page.locator("#now")).to_have_count(0)
