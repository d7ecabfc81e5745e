"""A yes by word becomes an agreement, in a real browser: terms, a read-back, a review, a message.

Nothing on the way asks for paper of somebody who wants none.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import person, send

WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("en", False, id="English without scripts"),
    pytest.param("ar", True, id="Arabic"),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]
ONE = re.compile(r"/agreements/[0-9a-f-]{36}/(?:\?|#|$)")
DAY = date(2026, 3, 16)
"""The demo's Monday; the last two Tuesdays are 13 and 6 days before it."""

PAPER = re.compile(
    r"\b(?:memorandum|memoranda|MoU|sign it|signature|written agreement|(?<!Nothing )in writing|"
    r"on paper|minutes|letters?)\b|مذكرة|توقيع|كتابيًا|على ورق|محضر|وثيقة",
    re.IGNORECASE,
)
"""Words that ask for paper. That nothing is to be in writing is what they told us themselves."""

SAYS = {"en": "On your side: ", "ar": "من جانبكم: "}
SIX = (
    ("Six trucks pass the barrier", "them"),
    ("Medicines are not searched", "them"),
    ("We say by word what they carry", "us"),
    ("Nobody else rides along", "both"),
    ("He sends word if the road closes", "them"),
    ("The same medicines go to his village", "us"),
)


def asks_for_no_paper(page: Any) -> None:
    """Check every heading, sentence, button and link of a page; what is typed or chosen aside."""
    said = page.locator("main :is(h1, h2, p, a, button, summary, legend)")
    expect(said.filter(has_text=PAPER)).to_have_count(0)


def go_on(page: Any, where: str) -> None:
    """Open a page of the journey, and see that it asks for no paper."""
    page.goto(where)
    asks_for_no_paper(page)


def saved(page: Any) -> str:
    """Save the form, and return the address of the agreement that it leads to."""
    send(page)
    page.wait_for_url(ONE)
    asks_for_no_paper(page)
    return str(page.url).partition("?")[0]


def begun(page: Any, what: str, form: str, **day: str) -> None:
    """Open the form on the page of somebody who wants no paper, and say what was agreed."""
    go_on(page, person(page, "Abu Nour"))
    expect(page.locator("#agreements")).to_contain_text("Six trucks pass on Tuesdays")
    page.locator("#agreements a[href$='/agreement/']").click()
    page.wait_for_url(re.compile(r"/agreement/$"))
    page.locator("[name=what]").fill(what)
    page.locator(f"label:has([name=form][value={form}])").click()
    if day:
        page.locator("[name=made_on]").last.fill(day["made_on"])


def term(page: Any, what: str, side: str, number: int | None = None) -> None:
    """Write a term, on the form of the agreement or on one of its own."""
    after = f"_{number}" if number else ""
    page.locator(f"[name=what{after}]").fill(what)
    page.locator(f"label:has([name=side{after}][value={side}])").click()


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_an_oral_yes_becomes_six_terms_is_read_back_confirmed_and_reviewed(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    what = f"Two more trucks after the feast {language} {scripts}"
    begun(page, what, "oral")
    page.locator("details.rest > summary").first.click()
    for number, (says, side) in enumerate(SIX[:3], 1):
        term(page, says, side, number)
    where = saved(page)
    expect(page.locator("#terms .term")).to_have_count(3)
    _three_more(page, where)
    _said_back(page, language)
    go_on(page, f"{where}review/")
    page.locator("label:has([name=firmness][value=likely])").click()
    page.locator("[name=why]").fill("He said it before his elders.")
    saved(page)
    expect(page.locator(".standings")).to_contain_text("He said it before his elders.")
    expect(page.locator("#aftercare a[href*='purpose=courtesy']")).to_have_count(1)
    expect(page.locator("#firmer a[href$='role=guarantor']")).to_have_count(1)


def _three_more(page: Any, where: str) -> None:
    """Add three terms one after the other, without coming back to the page between them."""
    go_on(page, f"{where}term/")
    for says, side in SIX[3:5]:
        term(page, says, side)
        press(page, page.locator("[name=another]"))
        expect(page.locator("main form [name=what]")).to_have_value("")
    term(page, *SIX[5])
    saved(page)
    expect(page.locator("#terms .term")).to_have_count(6)


def _said_back(page: Any, language: str) -> None:
    """Read it back with the words that are offered, and have it confirmed."""
    page.locator(".agreement .head a.primary").click()
    page.wait_for_url(re.compile("/read-back/"))
    asks_for_no_paper(page)
    expect(page.locator("[name=words]")).to_have_value(
        re.compile(re.escape(f"{SAYS[language]}{SIX[0][0]}"))
    )
    saved(page)
    page.locator(".agreement .head a.primary").click()
    page.wait_for_url(re.compile("/agreements/said/"))
    asks_for_no_paper(page)
    page.locator("[name=answer]").fill("That is how I said it.")
    saved(page)
    expect(page.locator("#said .due.good")).to_have_count(1)
    expect(page.locator("#said")).to_contain_text("That is how I said it.")
    expect(page.locator("#firmer a[href$='/read-back/']")).to_have_count(0)


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_message_is_kept_as_evidence_and_the_second_tuesday_missed_makes_it_wobble(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    begun(page, f"Fuel on Tuesdays {language} {scripts}", "message", made_on=_day(15))
    term(page, "Two drums of fuel pass", "them", 1)
    where = saved(page)
    go_on(page, f"{where}evidence/")
    page.locator("[name=what]").fill("A thumbs-up to “two drums, Tuesday”.")
    page.locator("[name=app]").fill("Signal")
    page.locator("[name=fingerprint]").fill("ab" * 32)
    saved(page)
    kept = page.locator("#evidence")
    for said in ("thumbs-up", "Signal", "Idris Fane", "ab" * 32):
        expect(kept).to_contain_text(said)
    _marked(page, "kept", 13, "Both passed.")
    expect(page.locator(".standings .due.good")).to_have_count(1)
    _marked(page, "breached", 6, "Nobody came.")
    expect(page.locator(".standings .due.soon"), "it wobbles").to_have_count(1)
    row = page.locator("#terms .kept-mark")
    expect(row).to_have_text(["✓", "✕"])
    twin = page.locator("#terms .twin")
    twin.locator("summary").first.click()
    expect(twin).to_contain_text("Nobody came.")
    press(page, page.locator("form.toast button"))
    expect(page.locator("#terms .kept-mark"), "and can be undone").to_have_count(1)


def _marked(page: Any, how: str, days_ago: int, note: str) -> None:
    """Say how the term was kept some days ago."""
    menu = page.locator("#terms .term > details.menu").first
    menu.locator("summary").click()
    menu.locator("a[href$='/mark/']").click()
    page.wait_for_url(re.compile("/mark/"))
    asks_for_no_paper(page)
    page.locator(f"label:has([name=keeping][value={how}])").click()
    page.locator("[name=on]").last.fill(_day(days_ago))
    page.locator("[name=note]").fill(note)
    saved(page)


def _day(days_ago: int) -> str:
    return (DAY - timedelta(days_ago)).isoformat()


def test_a_term_that_is_due_is_marked_from_today_in_one_tap(open_page: Any) -> None:
    page = open_page(language="en", width=390)
    go_on(page, "/")
    due = page.locator("#agreements .line.term").first
    what = due.locator("a.name").inner_text()
    where = str(due.locator("a.name").get_attribute("href")).partition("#")[0]
    press(page, due.locator("button[value=kept]"))
    expect(page.locator("form.toast button"), "and can be undone").to_have_count(1)
    expect(page.locator("#agreements .line.term a.name").filter(has_text=what)).to_have_count(0)
    go_on(page, where)
    expect(page.locator("#terms .kept-mark").last).to_have_text("✓")
