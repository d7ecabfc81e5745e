"""From the door to the paper: who goes, what to say, what to carry."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import WAYS, planned

OURS = ("Tomas", "Brekken", "Ines", "Caldor", "Idris", "Fane", "Mira", "Yusra")


@pytest.mark.parametrize(("language", "scripts"), WAYS)
def test_a_first_meeting_from_who_goes_to_the_paper(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, width=390, scripts=scripts)
    planned(page, "Governor of the Marches", "The old customs house")
    expect(page.locator(".note.line").first, "it says: no request").to_contain_text("0")
    _security_alone_is_paired(page)
    _chosen_with_a_reason(page)
    _an_opener_is_used(page)
    _carried_without_names(page)


def _security_alone_is_paired(page: Any) -> None:
    _go(page, "who-goes/")
    assert page.locator(".candidate").count() >= 3
    _choose(page, {"Tomas Brekken": "lead"}, "He has the car.")
    expect(page.locator(".choice .pair")).to_be_visible()
    expect(page.locator(".choice .pair")).to_contain_text("Ines Caldor")


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
    expect(page.locator("#closing .said")).to_contain_text(sentence.split()[-1])
    box = page.locator("#closing").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"], "the page stays where one was"


def _carried_without_names(page: Any) -> None:
    _go(page, "print/")
    expect(page.locator("form.carry :checked")).to_have_count(0)
    page.locator("main a[href='?every=1']").click()
    page.wait_for_url(re.compile("every=1"))
    prepared = page.locator("form.carry fieldset").first.locator("input[name=with]").count()
    assert prepared > 0
    expect(page.locator("form.carry :checked")).to_have_count(prepared)
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
