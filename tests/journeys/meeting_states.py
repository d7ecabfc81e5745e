"""The pages and states around a meeting, and how one gets there."""

import re
from collections.abc import Callable
from typing import Any

MEETING = "MEETING"
"""Stands for the card of the first meeting that the invented world has planned."""

MEETING_PAGES = (
    *(
        f"{MEETING}/{page}"
        for page in (
            "change/",
            "move/",
            "call-off/",
            "card/",
            "print/?every=1",
            "who-goes/",
            "reader/",
            "remark/",
        )
    ),
    "PERSON/who-goes/",
    "PERSON/connection/",
    "PERSON/interest/",
    "/office/words/",
    "/office/words/?language=ar&begin=1",
    "/lights/",
    "/first/people/",
)

WITH_WHOM = "Governor of the Marches"
_PERSON = re.compile(r'href="(/people/[0-9a-f-]{36}/)"[^>]*>\s*<bdi>' + WITH_WHOM)
_CARD = re.compile(r'href="(/meetings/[0-9a-f-]{36})/"')


def card_of(page: Any) -> str:
    """Return the address of that card, without its last stroke."""
    person = _PERSON.search(_text(page, "/people/?order=alias"))
    assert person is not None
    card = _CARD.search(_text(page, person[1]))
    assert card is not None
    return card[1]


def settled(page: Any) -> None:
    """Wait for the strip that says what day it is there: what breaks it off the console tells."""
    page.locator(".htmx-request").first.wait_for(state="detached")


def _text(page: Any, where: str) -> str:
    """Return a page without showing it: the browser stays where it is."""
    if not page.url.startswith("http"):
        page.goto("/")
    return str(page.evaluate("(where) => fetch(where).then((answer) => answer.text())", where))


def _paper(page: Any) -> None:
    page.goto(f"{card_of(page)}/print/?every=1")
    page.locator("form.carry button.primary").click()
    page.locator(".a4.carried").wait_for()


def _planned(page: Any, day: int, hour: str, place: str, channel: str = "") -> None:
    """Plan a meeting with whoever stands first in the list, by the day chips: 0 is tomorrow."""
    page.goto("/people/?order=alias")
    person = page.locator("table.people th a", has_text="Haji Musa").first.get_attribute("href")
    page.goto(f"{person}meeting/")
    settled(page)
    page.locator("label.chip:has([name=on-day])").nth(day).click()
    for name, said in (("time", hour), ("place", place)):
        settled(page)
        page.locator(f"[name={name}]").fill(said)
        page.locator(f"[name={name}]").blur()
    settled(page)
    if channel:
        page.locator(f"label:has([name=channel][value={channel}])").click()
    page.locator("main form button.primary").first.click()
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/"))


def _a_day_of_meetings(page: Any) -> None:
    _planned(page, 1, "00:00", "بيت المختار")
    _planned(page, 0, "09:30", "The mill by the old bridge, second door")
    page.goto("/")


def _an_hour_past(page: Any) -> None:
    _planned(page, 1, "00:00", "The well")


def a_call(page: Any) -> None:
    """Plan a call, whose page offers who could join it."""
    _planned(page, 0, "10:15", "The mill by the old bridge, second door, then up", "phone")
    page.locator("form[action$='/join/']").wait_for()


def _log_of_a_call(page: Any) -> None:
    a_call(page)
    page.goto(f"/log/?meeting={page.url.split('/meetings/')[1][:36]}")


def _logged(page: Any) -> None:
    _planned(page, 1, "00:00", "The well")
    page.goto(f"/log/?meeting={page.url.split('/meetings/')[1][:36]}")


def _debrief(page: Any) -> None:
    _logged(page)
    page.locator("main form.log .primary").first.click()
    page.locator("form.toast a").wait_for()
    page.goto(page.locator("form.toast a").get_attribute("href"))


def _plan_unfolded(page: Any) -> None:
    page.goto(f"{card_of(page)}/change/")
    settled(page)
    page.locator("details.rest > summary").click()


MEETING_STATES: dict[str, Callable[[Any], None]] = {
    "what is carried to a meeting": _paper,
    "a day of meetings": _a_day_of_meetings,
    "a meeting past its hour": _an_hour_past,
    "the log of a meeting": _logged,
    "a debrief": _debrief,
    "a call and who could join it": a_call,
    "the log of a call with a long place": _log_of_a_call,
    "a plan unfolded": _plan_unfolded,
}
