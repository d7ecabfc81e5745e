"""Around a meeting, in a real browser: planned, read by a second pair of eyes, held, logged."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press

WAYS = [
    pytest.param("en", True, id="English"),
    pytest.param("en", False, id="English without scripts"),
    pytest.param("ar", True, id="Arabic"),
    pytest.param("ar", False, id="Arabic without scripts", marks=pytest.mark.long),
]

DONE = re.compile(r"[?&]done=")


def person(page: Any, alias: str) -> str:
    """Return the address of somebody's page."""
    page.goto("/people/?order=alias")
    found = page.locator("table.people th a").get_by_text(alias, exact=True)
    return str(found.locator("xpath=ancestor-or-self::a").get_attribute("href"))


def send(page: Any) -> None:
    press(page, page.locator("main form button.primary").first)


def planned(page: Any, alias: str, place: str, *, day: str = "", hour: str = "") -> str:
    """Plan a meeting with somebody and return the address of its card."""
    page.goto(f"{person(page, alias)}meeting/")
    if day:
        page.locator(f"label.chip:has([name=on-day][value='{day}'])").click()
    page.locator("[name=place]").fill(place)
    page.locator("[name=time]").fill(hour)
    send(page)
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/"))
    return page.url.partition("?")[0]


def today(page: Any) -> str:
    """Return the office's day, as the form of a plan offers it."""
    page.goto(f"{person(page, 'Haji Musa')}meeting/")
    return str(min(one.get_attribute("value") for one in page.locator("[name=on-day]").all()))


def added(page: Any, alias: str) -> str:
    """Add somebody nobody has met and return the address of their page."""
    page.goto("/people/add/")
    page.locator("[name=alias]").fill(alias)
    send(page)
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/"))
    return str(page.url.partition("?")[0])


def logging(page: Any, where: str, *, asked: str) -> None:
    """Open the form that logs a contact with somebody, and say whether it was asked for."""
    page.goto(f"/log/?who={where.rstrip('/').rpartition('/')[2]}")
    page.locator(f"label:has([name=asked][value={asked}])").click()


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_what_is_planned_is_asked_after_logged_and_taken_back(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    place = f"Mill {language} {scripts}"
    card = planned(page, "Haji Musa", place, day=today(page), hour="00:00")
    page.goto("/")
    row = page.locator("main li", has_text=place)
    expect(row.locator("button[name=by]"), "it may not have taken place").to_have_count(2)
    row.locator("a[href*='/log/?meeting=']").click()
    form = page.locator("dialog.sheet form" if scripts else "main form.log")
    form.locator("[name=save], .foot .primary").first.wait_for()
    expect(form.locator("[name=place]")).to_have_value(place)
    expect(form.locator("[name^=meeting-]:checked")).to_have_count(1)
    form.locator("[name=line]").fill(f"Spoke of the harvest at {place}.")
    form.locator(".primary").first.click()
    page.wait_for_url(DONE) if not scripts else page.locator("form.toast").wait_for()
    debrief = page.locator("form.toast a").get_attribute("href")
    assert debrief.endswith("/debrief/"), "what one took from it is asked for at once"
    page.goto("/")
    expect(row).to_have_count(0)
    page.goto(person(page, "Haji Musa"))
    line = page.locator(".timeline li", has_text=f"harvest at {place}")
    expect(line.locator(f"a[href='{card[card.index('/meetings/') :]}']")).to_have_count(1)
    page.goto("/history/")
    press(page, page.locator("main form[action*='/undo/'] button").first)
    page.goto("/")
    expect(row, "it is to be said again whether it took place").to_have_count(1)


def test_today_shows_the_meetings_of_the_day_and_of_tomorrow(open_page: Any) -> None:
    page = open_page()
    day = today(page)
    planned(page, "The Colonel at Kar Dovi", "School tonight", day=day, hour="23:59")
    planned(page, "The Colonel at Kar Dovi", "School tomorrow")
    page.goto("/")
    for heading, place in (("Meetings today", "tonight"), ("Meetings tomorrow", "tomorrow")):
        panel = page.locator("section.panel", has=page.get_by_role("heading", name=heading))
        expect(panel).to_contain_text(f"School {place}")
    expect(
        page.locator("section.panel", has_text="Did it take place?").filter(has_text="School")
    ).to_have_count(0)


@pytest.mark.parametrize(("language", "scripts"), [WAYS[0], WAYS[3], WAYS[2]])
def test_a_colleague_from_there_reads_the_plan_and_the_remark_stands_on_its_card(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=320, scripts=scripts)
    place = f"Court {language} {scripts}"
    card = planned(page, "Permits desk", place)
    page.locator(".menu summary").last.click()
    page.locator("a[href$='/reader/']").click()
    page.locator("label", has_text="Yusra Halwen").click()
    send(page)
    expect(page.locator("main")).to_contain_text("Yusra Halwen")
    be(page, "Yusra Halwen")
    read = page.locator("#to-read a[href*='/remark/']").last
    read.click()
    remark = page.locator("[name=remark]")
    remark.fill(f"Begin with his son. {place}")
    send(page)
    be(page, "Idris Fane")
    page.goto(card)
    said = page.locator("blockquote", has_text=f"Begin with his son. {place}")
    expect(said).to_contain_text("Yusra Halwen")


def be(page: Any, name: str) -> None:
    """Go on as another colleague of the invented world, on their Today."""
    page.goto("/be/")
    press(page, page.get_by_role("button", name=name))
    page.goto("/")


@pytest.mark.parametrize(
    ("language", "alias", "scripts"),
    [
        ("en", "Sitt Maryam", True),
        ("ar", "Ustad Karim", True),
        pytest.param("en", "Haji Musa", False, marks=pytest.mark.long),
        pytest.param("ar", "Clerk with the green pen", False, marks=pytest.mark.long),
    ],
)
def test_the_brief_of_somebody_one_is_to_meet_speaks_of_the_meeting(
    open_page: Any, language: str, alias: str, scripts: bool
) -> None:
    page = open_page(language=language, scripts=scripts)
    card = planned(page, alias, f"Well {language} {scripts}")
    page.locator("main footer a[href$='/brief/']").click()
    page.wait_for_url(re.compile("/brief/"))
    main = page.locator("main")
    expect(main).to_contain_text(alias)
    expect(main).to_contain_text(f"Well {language} {scripts}")
    assert main.locator(f"a[href='{card[card.index('/meetings/') :]}']").count() >= 1
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")


ONE_OF_TWO = {"en": "1 of 2", "ar": "1 من"}


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("en", True),
        ("en", False),
        pytest.param("ar", True, marks=pytest.mark.long),
        pytest.param("ar", False, marks=pytest.mark.long),
    ],
)
def test_a_second_cup_of_tea_with_a_request_counts_for_nothing_and_is_saved(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, scripts=scripts)
    where, once = added(page, f"The miller {language} {scripts}"), ONE_OF_TWO[language]
    for asked in ("no", "yes"):
        logging(page, where, asked=asked)
        if scripts and asked == "yes":
            expect(page.locator(".note.caution").first).to_contain_text(once)
        page.locator("[name=line]").fill("Tea." if asked == "no" else "A call, and passage.")
        page.locator("main form.log .primary").first.click()
        page.wait_for_url(DONE)
    page.goto(where)
    expect(page.locator(".standing")).to_contain_text(once)
    said = page.locator(".timeline li", has_text="A call, and passage.")
    expect(said).to_have_count(1)
    early = {"en": "Early request", "ar": "طلب مبكّر"}[language]
    assert page.get_by_text(early).count() >= 1


def test_lives_depend_on_it_the_exception_goes_through_and_a_courtesy_is_owed(
    open_page: Any,
) -> None:
    page = open_page()
    where = added(page, "The health officer")
    page.goto(f"{where}ask/")
    page.locator("[name=what]").fill("Let the measles team pass")
    page.locator("details:has([name=life_saving]) > summary").click()
    page.locator("[name=life_saving]").check()
    page.locator("[name=life_saving_reason]").fill("Three children have died.")
    send(page)
    logging(page, where, asked="yes")
    page.locator("details.rest > summary").click()
    page.locator("[name=life_saving]").check()
    page.locator("[name=line]").fill("Asked for the measles team.")
    page.locator("main form.log .primary").first.click()
    page.wait_for_url(DONE)
    page.goto(where)
    main = page.locator("main").inner_text()
    assert "0 of 2" in main
    assert "life-saving exception" in main
    assert "a visit without a request is due by" in main
