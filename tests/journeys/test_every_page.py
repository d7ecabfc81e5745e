"""Every page and state, from the narrowest phone to a desk, in both directions and schemes."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from journeys.group_states import GROUP_PAGES, MORE_GROUP_PAGES
from journeys.meeting_states import MEETING_PAGES
from journeys.states import EVERYTHING, EVERYTHING_ELSE, PAGES, go, reach

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main :is(a, button, summary, select, textarea), main .chips label, main .tick label,'
    + 'main input:not([type=hidden], [type=checkbox], [type=radio])')]
  .filter((one) => one.checkVisibility() && !one.matches('.default'))
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""

BY_THUMB = (*PAGES, *MEETING_PAGES, *GROUP_PAGES, *MORE_GROUP_PAGES)
"""Pages on which everything to press is wide enough for a thumb."""

UNFOLD = """() => [...document.querySelectorAll('main details')].slice(0, 3)
  .forEach((one) => { one.open = true })"""


EVERY_LAW: dict[str, Any] = {"resultTypes": ["violations"]}
LAWS_OF_COLOUR = {**EVERY_LAW, "runOnly": ["color-contrast", "link-in-text-block"]}
"""The style sheet changes nothing but colours from one scheme to the other."""


def serious(page: Any, laws: dict[str, Any] = EVERY_LAW) -> list[tuple[str, str]]:
    """Return what axe finds serious on this page."""
    found = Axe().run(page, options=laws).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@dataclass(frozen=True)
class Walk:
    """One way through pages and states, and the laws that each of them is held to on it."""

    language: str
    width: int
    what: tuple[str, ...]
    by_axe: bool = False
    """Whether axe looks at each too, in both schemes of colours."""

    @property
    def name(self) -> str:
        return f"{self.language}-{self.width}"


# In the ordinary run each page is seen at 320, a third by axe, and half of all states at 1280.
WALKS = (
    Walk("ar", 320, PAGES[::3], by_axe=True),
    Walk("fr", 320, tuple(one for at, one in enumerate(PAGES) if at % 3)),
    Walk("en", 1280, EVERYTHING[1::2]),
)

LONG_WALKS = tuple(
    Walk(language, width, (*EVERYTHING, *EVERYTHING_ELSE), by_axe=True)
    for language in ("en", "fr", "ar")
    for width in (320, 640, 1280)
)


@pytest.mark.parametrize(
    "walk",
    [
        *(pytest.param(walk, id=walk.name) for walk in WALKS),
        *(
            pytest.param(walk, id=f"{walk.name}-everything", marks=pytest.mark.long)
            for walk in LONG_WALKS
        ),
    ],
)
def test_every_page_fits_and_is_for_everybody(open_page: Any, world: Any, walk: Walk) -> None:
    """Each page is loaded once and held to every law: to load it takes longer than to look.

    One law is of all of them: nothing is asked of any other machine.
    """
    page = open_page(language=walk.language, width=walk.width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for where in walk.what:
        reach(page, where)
        fits(page, where, walk)
        if walk.width == 320 and where in BY_THUMB:
            assert page.evaluate(SMALL_TARGETS) == [], where
        if walk.by_axe:
            page.evaluate(UNFOLD)
            assert serious(page) == [], where
            page.emulate_media(color_scheme="dark")
            assert serious(page, LAWS_OF_COLOUR) == [], f"{where} in the dark"
            page.emulate_media(color_scheme="light")
    # Where an answer is shown in place the script gives the focus, not the attribute.
    expected = ("404", "422", "Autofocus processing was blocked")
    complaints = [one for one in page.complaints if not any(part in one for part in expected)]
    assert complaints == []
    here = f"{world.address}/"
    assert asked
    assert [one for one in asked if not one.startswith(here)] == []


def fits(page: Any, where: str, walk: Walk) -> None:
    """Check that nothing stands beyond the edge, and that the page reads in its direction."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= walk.width, f"{where} is {wide} pixels wide"
    direction = "rtl" if walk.language == "ar" else "ltr"
    assert page.evaluate("document.documentElement.dir") == direction


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_locked_page_is_for_everybody_too(engine: Any, world: Any, language: str) -> None:
    base = world.address
    for width, scheme in ((320, "dark"), (1280, "light")):
        context = engine.new_context(
            viewport={"width": width, "height": 700}, color_scheme=scheme, base_url=base
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": base}])
        page = context.new_page()
        page.goto("/people/")
        assert "/unlock/" in page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.activeElement.type") == "password"
        assert serious(page) == []
        context.close()


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(PAGES[::5], id="some"),
        pytest.param(PAGES, id="all", marks=pytest.mark.long),
    ],
)
def test_a_page_is_light_for_a_bad_line(open_page: Any, pages: tuple[str, ...]) -> None:
    page = open_page("/unlock/")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    # The page of the lock has brought half of it along: a first load begins with nothing.
    wire.send("Network.clearBrowserCache")
    carried: list[float] = []
    wire.on("Network.loadingFinished", lambda told: carried.append(told["encodedDataLength"]))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    first = sum(carried)
    assert 0 < first <= 50 * 1024
    for where in pages:
        carried.clear()
        go(page, where)
        page.wait_for_load_state("networkidle")
        assert 0 < max(carried) <= 15 * 1024, where


@pytest.mark.parametrize(
    ("language", "each"),
    [
        *(pytest.param(language, 3, id=f"{language}-some") for language in ("en", "ar")),
        *(
            pytest.param(language, 1, id=f"{language}-all", marks=pytest.mark.long)
            for language in ("en", "ar")
        ),
    ],
)
def test_a_counterparts_page_prints_on_one_sheet(open_page: Any, language: str, each: int) -> None:
    page = open_page("/people/?order=alias", language=language)
    people = [
        one.get_attribute("href") for one in page.locator("table.people th[scope=row] a").all()
    ]
    for where in people[::each]:
        page.goto(where)
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")
        assert sheets == 1, page.locator("h1").inner_text()
