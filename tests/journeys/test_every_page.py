"""Every page and state, from the narrowest phone to a desk, in both directions and schemes."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from journeys.states import EVERYTHING, PAGES, go, reach

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main :is(a, button, summary, select, textarea), main .chips label, main .tick label,'
    + 'main input:not([type=hidden], [type=checkbox], [type=radio])')]
  .filter((one) => one.checkVisibility() && !one.matches('.default'))
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""


def serious(page: Any) -> list[tuple[str, str]]:
    """Return what axe finds serious on this page."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    ("language", "width", "what"),
    [
        ("en", 320, EVERYTHING),
        ("ar", 320, EVERYTHING),
        ("fr", 320, PAGES),
        ("ar", 640, PAGES),
        ("en", 1280, PAGES),
        ("ar", 1280, PAGES),
    ],
    ids=["en-320", "ar-320", "fr-320", "ar-640", "en-1280", "ar-1280"],
)
def test_no_page_is_wider_than_the_screen_or_complains(
    open_page: Any, language: str, width: int, what: tuple[str, ...]
) -> None:
    page = open_page(language=language, width=width)
    for where in what:
        reach(page, where)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{where} is {wide} pixels wide"
        assert page.evaluate("document.documentElement.dir") == (
            "rtl" if language == "ar" else "ltr"
        )
    complaints = [one for one in page.complaints if "404" not in one and "422" not in one]
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 320)])
def test_axe_finds_nothing_serious(open_page: Any, scheme: str, language: str, width: int) -> None:
    page = open_page(language=language, width=width, scheme=scheme)
    for where in EVERYTHING:
        reach(page, where)
        for folded in page.locator("main details").all()[:3]:
            folded.evaluate("one => { one.open = true }")
        assert serious(page) == [], where


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_whatever_is_tapped_on_a_phone_is_large_enough(open_page: Any, language: str) -> None:
    page = open_page(language=language, width=320)
    for where in PAGES:
        reach(page, where)
        assert page.evaluate(SMALL_TARGETS) == [], where


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_locked_page_is_for_everybody_too(engine: Any, world: Any, language: str) -> None:
    base = f"http://127.0.0.1:{world.port}"
    for width, scheme in ((320, "dark"), (1280, "light")):
        context = engine.new_context(
            viewport={"width": width, "height": 700}, color_scheme=scheme, base_url=base
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": base}])
        page = context.new_page()
        page.goto("/people/")
        assert page.url.endswith("/unlock/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.activeElement.type") == "password"
        assert serious(page) == []
        context.close()


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
        assert 0 < max(carried) <= 15 * 1024, where


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_counterparts_page_prints_on_one_sheet(open_page: Any, language: str) -> None:
    page = open_page("/people/?order=alias", language=language)
    people = [
        one.get_attribute("href") for one in page.locator("table.people th[scope=row] a").all()
    ]
    for where in people:
        page.goto(where)
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")
        assert sheets == 1, page.locator("h1").inner_text()


def test_nothing_is_asked_of_any_other_machine(open_page: Any, world: Any) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for where in (*PAGES, "an early ask", "the palette", "a register taken in"):
        reach(page, where)
    here = f"http://127.0.0.1:{world.port}/"
    assert asked
    assert [one for one in asked if not one.startswith(here)] == []
