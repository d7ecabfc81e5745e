"""Opening a new door, and looking at what access hangs on, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.test_every_page import serious
from rapport import web

WORDS = {
    "en": ("consent missing", "rests on an unchecked tie", "Hangs on", "Plan this introduction"),
    "ar": ("الموافقة ناقصة", "يقوم على صلة غير متحقق منها", "يتوقف على", "تخطيط هذا التعريف"),
}
ALIKE = """() => {
  const said = new Map(), alike = [];
  const own = (part) => part?.getAttribute("aria-label") ?? part?.textContent ?? "";
  const by = (one, how) => one.getAttribute(how)?.split(" ").map((key) => own(byId(key)));
  const byId = (key) => document.getElementById(key);
  for (const one of document.querySelectorAll("main :is(a[href], summary, button)")) {
    const parts = [...(by(one, "aria-labelledby") ?? [own(one)]), by(one, "aria-describedby")];
    const name = parts.join(" ").replace(/\\s+/g, " ").trim();
    const leads = one.href ?? one.getAttribute("formaction") ?? one;
    if (!name || (said.has(name) && said.get(name) !== leads)) alike.push(name);
    said.set(name, leads);
  }
  return alike;
}"""
"""What on a page is called the same as something that leads elsewhere."""

LANGUAGES = ["en", pytest.param("ar", marks=pytest.mark.long)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bakers_cousin(open_page: Any, language: str) -> None:
    missing, unchecked, _, plan = WORDS[language]
    page = open_page("/people/", language=language, width=390)
    page.get_by_role("link", name="The baker's cousin").first.click()
    where = re.sub(r"[?#].*", "", page.url)
    page.goto(f"{where}introduction/")
    ways = page.locator(".way-there")
    expect(ways).to_have_count(2)
    expect(ways.first).to_contain_text("Ustad Karim")
    expect(ways.first).to_contain_text(missing)
    expect(ways.nth(1)).to_contain_text("UN liaison")
    expect(ways.nth(1)).to_contain_text(unchecked)
    assert not serious(page)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    ways.first.get_by_role("link", name=plan).click()
    expect(page.locator("[name=introducer]")).to_have_value("Ustad Karim")
    page.locator("[name=asks]").fill("A word for us")
    page.locator("main form.form button.primary").click()
    expect(page.locator("#planned")).to_contain_text("A word for us")
    assert page.evaluate(ALIKE) == []
    assert not page.complaints


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_road_one_man(open_page: Any, language: str) -> None:
    hangs = WORDS[language][2]
    page = open_page("/dependence/", language=language, width=390)
    road = page.locator(".gate-line", has_text="North road")
    expect(road.locator(".redundancy strong")).to_have_text("1")
    expect(road).to_contain_text(hangs)
    expect(road).to_contain_text("Abu Nour")
    assert not serious(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate(ALIKE) == []
    page.locator("#without").select_option(label="Idris Fane")
    page.locator("#what-if button").click()
    expect(page.locator("#what-if .note")).to_contain_text("North road")
    page.locator(".gate-line", has_text="North road").get_by_role("link").first.click()
    expect(page.locator("#hangs-on")).to_contain_text("Idris Fane")
    assert not page.complaints


OFF_CENTRE = """() => {
  const wide = document.querySelector(".drawing");
  const box = (one) => one.getBoundingClientRect();
  const [inside, outside] = [box(wide.querySelector("svg")), box(wide)];
  const off = inside.left - outside.left + (inside.width - outside.width) / 2;
  return [wide.scrollWidth > wide.clientWidth, Math.abs(off)];
}"""


def without_its_beginning(route: Any) -> None:
    """Answer with the styles as a browser reads them that knows nothing of where to begin."""
    written = (Path(web.__file__).parent / "static/pages/pictures.css").read_text()
    body = written.replace("scroll-initial-target", "unknown")
    route.fulfill(body=body, content_type="text/css")


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.long)])
def test_a_wide_picture_begins_in_its_middle(open_page: Any, language: str) -> None:
    """By styles alone, and by a script alone."""
    for scripts in (False, True):
        page = open_page("/gates/", language=language, width=320, scripts=scripts)
        if scripts:
            page.route("**/pictures*.css", without_its_beginning)
        page.goto("/dependence/picture/")
        if scripts:
            page.wait_for_function("document.documentElement.classList.contains('scripted')")
        is_wide, off = page.evaluate(OFF_CENTRE)
        assert is_wide
        assert off < 2, f"with scripts: {scripts}"
