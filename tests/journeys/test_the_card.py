"""From the door to the paper: who goes, what to say, what to carry."""

import re
from typing import Any

import pytest

from journeys.states import press
from journeys.test_before_the_meeting import WAYS, planned

OURS = ("Tomas", "Brekken", "Ines", "Caldor", "Idris", "Fane", "Mira", "Yusra")


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_first_meeting_from_who_goes_to_the_paper(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    planned(page, "Governor of the Marches", "The old customs house")
    assert "0" in page.locator(".note.line").first.inner_text(), "it says: no request"
    _security_alone_is_paired(page)
    _chosen_with_a_reason(page)
    _an_opener_is_used(page)
    _carried_without_names(page)


def _security_alone_is_paired(page: Any) -> None:
    _go(page, "who-goes/")
    assert page.locator(".candidate").count() >= 3
    _choose(page, {"Tomas Brekken": "lead"}, "He has the car.")
    assert page.locator(".choice .pair").is_visible()
    assert "Ines Caldor" in page.locator(".choice .pair").inner_text()


def _chosen_with_a_reason(page: Any) -> None:
    _choose(page, {"Ines Caldor": "lead", "Tomas Brekken": "second"}, "She can speak of clinics.")
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/(?:\?|$)"))
    main = page.locator("main").inner_text()
    assert "She can speak of clinics." in main
    assert "Ines Caldor" in main


def _choose(page: Any, parts: dict[str, str], reason: str) -> None:
    for one in page.locator(".candidate").all():
        name = one.locator("h2 bdi").inner_text()
        one.locator("select").select_option(parts.get(name, ""))
    page.locator("[name=reason_for_lead]").fill(reason)
    press(page, page.locator("main form button.primary").first)


def _an_opener_is_used(page: Any) -> None:
    part = page.locator("#closing")
    sentence = part.locator("li p").first.inner_text()
    before = part.bounding_box()["y"]
    assert before > 600, "it stands far down the card"
    press(page, part.locator("button[name=use]").first)
    page.locator("#closing .said").wait_for()
    assert sentence.split()[-1] in page.locator("#closing .said").inner_text()
    box = page.locator("#closing").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"], "the page stays where one was"


def _carried_without_names(page: Any) -> None:
    _go(page, "print/")
    assert not page.locator("form.carry :checked").count()
    page.locator("main a[href='?every=1']").click()
    page.wait_for_url(re.compile("every=1"))
    prepared = page.locator("form.carry fieldset").first.locator("input[name=with]").count()
    assert page.locator("form.carry :checked").count() == prepared > 0
    press(page, page.locator("form.carry button.primary"))
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    assert "0/2" in paper
    assert [name for name in (*OURS, "Governor", "Terzan") if name in paper] == []
    page.emulate_media(media="screen")


def _go(page: Any, where: str) -> None:
    card = re.match(r".*/meetings/[0-9a-f-]{36}/", page.url)
    assert card is not None
    page.goto(f"{card[0]}{where}")
