"""Every page, from the narrowest phone to a desk, in both directions and both schemes."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    "/",
    "/?whose=office",
    "/people/",
    "/people/add/",
    "/log/",
    "/find/",
    "/import/",
    "/rules/",
    "/rules/E02/",
    "/history/",
    "/shortcuts/",
    "/be/",
    "PERSON",
    "PERSON/phase/",
    "PERSON/holders/",
    "PERSON/insight/",
    "PERSON/ask/",
    "PERSON/waive/U01/",
    "/nothing-here/",
)


def go(page: Any, where: str) -> None:
    if where.startswith("PERSON"):
        page.goto("/people/?order=alias")
        person = page.locator("table.people th a").first.get_attribute("href")
        where = person.rstrip("/") + where.removeprefix("PERSON")
        where = where if where.endswith("/") else f"{where}/"
    page.goto(where)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_the_screen_or_complains(
    open_page: Any, width: int, language: str
) -> None:
    page = open_page(language=language, width=width)
    for where in PAGES:
        go(page, where)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{where} is {wide} pixels wide"
        assert page.evaluate("document.documentElement.dir") == (
            "rtl" if language == "ar" else "ltr"
        )
    complaints = [one for one in page.complaints if "404" not in one]
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 320)])
def test_axe_finds_nothing_serious(open_page: Any, scheme: str, language: str, width: int) -> None:
    page = open_page(language=language, width=width, scheme=scheme)
    axe = Axe()
    for where in PAGES:
        go(page, where)
        for folded in page.locator("main details").all()[:3]:
            folded.evaluate("one => { one.open = true }")
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:200])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], where


def test_a_page_is_light_for_a_bad_line(open_page: Any) -> None:
    page = open_page("/unlock/")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    carried: list[float] = []
    wire.on("Network.loadingFinished", lambda told: carried.append(told["encodedDataLength"]))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    first = sum(carried)
    assert 0 < first <= 50 * 1024
    for where in PAGES:
        carried.clear()
        go(page, where)
        page.wait_for_load_state("networkidle")
        assert sum(carried[-1:]) <= 15 * 1024, where


def test_nothing_is_asked_of_any_other_machine(open_page: Any, world: Any) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for where in PAGES:
        go(page, where)
    here = f"http://127.0.0.1:{world.port}/"
    assert asked
    assert [one for one in asked if not one.startswith(here)] == []
