"""Close, and not too close, in a real browser: a check, pressure, a hard answer, a gift.

What is written for oneself is looked for as another colleague, who finds nothing.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.close_states import somebody
from journeys.states import press
from journeys.test_before_the_meeting import be, send

WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("ar", True, id="Arabic"),
    pytest.param("en", False, id="English without scripts", marks=pytest.mark.long),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]
SECRET = "The heron by the barrier"


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_ticks_are_not_sent_and_what_comes_of_it_is_for_two(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST"
            else None)  # fmt: skip
    where = somebody(page, "Abu Nour")
    page.goto(f"{where}boundary/")
    ticks = page.locator("main input[type=checkbox]")
    expect(ticks).to_have_count(5)
    for number in (0, 2):
        ticks.nth(number).check()
    page.locator("[name=outcome][value=talk]").check(force=True)
    page.locator("[name=told]").select_option(label="Mira Lindqvar")
    send(page)
    expect(page.locator("main a[href*='/boundary/']").first).to_be_attached()
    forms = [said for said in sent if "outcome=" in said]
    assert len(forms) == 1
    fields = set(re.findall(r"(?:^|&)([a-z_A-Z-]+)=", forms[0]))
    assert fields == {"csrfmiddlewaretoken", "once", "seen", "outcome", "told"}
    be(page, "Mira Lindqvar")
    page.goto("/only-you/")
    expect(page.locator("main")).to_contain_text("Idris Fane")
    be(page, "Yusra Halwen")
    page.goto("/only-you/")
    expect(page.locator("main a", has_text="Abu Nour")).to_have_count(0)
    be(page, "Idris Fane")


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_pressure_is_written_a_shield_named_and_nobody_else_finds_it(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    page.goto(f"{somebody(page, 'Ustad Karim')}pressure/")
    page.locator("[name=kind][value=threat]").check(force=True)
    page.locator("main [name=text]").fill(SECRET)
    page.locator("[name=told]").select_option(label="Yusra Halwen")
    send(page)
    page.wait_for_url(re.compile(r"/pressure/[0-9a-f-]{36}/"))
    note = str(page.url).partition("?")[0]
    press(page, page.locator("main li", has_text="Mira Lindqvar").locator("button"))
    expect(page.locator("[name=contact_is_taken_over]")).to_be_checked()
    page.locator("[name=is_safe]").check()
    press(page, page.locator("main button.primary"))
    for name, there in (("Mira Lindqvar", True), ("Yusra Halwen", True), ("Tomas Brekken", False),
                        ("Rafael Monte", False), ("Leila Samar", False)):  # fmt: skip
        be(page, name)
        answer = page.goto(note)
        assert (answer.status == 200) is there, name
        assert (SECRET in page.content()) is there, name
        page.goto("/history/")
        assert SECRET not in page.content()
        assert "/pressure/" not in page.content()
    be(page, "Idris Fane")


def test_a_friend_hands_the_hard_answer_to_another(open_page: Any) -> None:
    page = open_page(width=390)
    where = somebody(page, "Ustad Karim")
    page.goto(where)
    finding = page.locator("main", has_text="Something hard is to be said")
    expect(finding.first).to_be_visible()
    found = re.search(r'href="(/meetings/[0-9a-f-]{36}/)"', page.content())
    assert found is not None
    page.goto(found[1])
    page.locator("main a[href$='/bringer/']").first.click()
    page.locator("label", has_text="Mira Lindqvar").click()
    page.locator("[name=first_words]").fill("We have heard you. The answer is no.")
    send(page)
    expect(page.locator("main")).to_contain_text("Mira Lindqvar says it.")
    page.goto(where)
    expect(page.get_by_text("Another could say it.")).to_have_count(0)


def test_a_gift_is_registered_from_a_contact_and_reviewed_by_another(open_page: Any) -> None:
    page = open_page(width=390)
    page.goto(somebody(page, "Abu Nour"))
    page.goto(page.locator("main a[href*='/gift/?contact=']").first.get_attribute("href"))
    page.locator("label", has_text="received by us").click()
    page.locator("[name=what]").fill("A sack of oranges")
    page.locator("[name=amount]").fill("9")
    page.locator("[name=currency]").fill("USD")
    send(page)
    expect(page.locator("main")).to_contain_text("A sack of oranges")
    be(page, "Mira Lindqvar")
    page.goto("/gifts/?show=waiting")
    line = page.locator("main li", has_text="A sack of oranges")
    line.locator("a[href$='/review/']").click()
    send(page)
    page.goto("/gifts/?show=waiting")
    expect(page.locator("main li", has_text="A sack of oranges")).to_have_count(0)
    be(page, "Idris Fane")
