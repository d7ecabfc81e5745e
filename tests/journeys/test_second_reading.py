"""An analysis is given to a colleague to read; their remark stands on it. And its paper."""

import re
import zlib
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.states import press
from journeys.test_before_the_meeting import person
from journeys.test_to_negotiation import become

LONG = "The road is in danger after dark, for them as for us, and nobody of either side rides. " * 4


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("en", True),
        ("ar", False),
        *(pytest.param(*way, marks=pytest.mark.long) for way in (("en", False), ("ar", True))),
    ],
)
def test_a_colleague_reads_the_common_ground_and_their_remark_stands_on_it(
    open_page: Any, language: str, scripts: bool
) -> None:
    page = open_page(language=language, scripts=scripts)
    ground = f"{person(page, 'The Colonel at Kar Dovi')}ground/"
    remark = f"He would tell it otherwise ({language}, {scripts})."
    page.goto(ground)
    page.locator("#second-reading a[href$='/second/common_ground/']").click()
    page.locator("main form label", has_text="Mira Lindqvar").click()
    press(page, page.locator("main form button.primary").first)
    expect(page.locator("#second-reading")).to_contain_text("Mira Lindqvar")
    try:
        become(page, "Mira Lindqvar")
        page.goto("/")
        asked = page.locator("#analyses li", has_text="The Colonel at Kar Dovi")
        asked.locator("a[href$='/remark/']").click()
        page.locator("[name=remark]").fill(remark)
        press(page, page.locator("main form button.primary").first)
        expect(page.locator("#second-reading")).to_contain_text(remark)
    finally:
        become(page, "Idris Fane")
    page.goto(ground)
    expect(page.locator("#second-reading")).to_contain_text(remark)


NOTE = """async ([address, token, kind, text]) => (await fetch(address, {
  method: 'POST', headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
  body: JSON.stringify({kind, text})})).status"""


def with_long_lines(page: Any, count: int) -> str:
    """Put so many long lines on the common ground with somebody; return its address."""
    somebody = person(page, "Ustad Karim")
    page.goto(f"{somebody}ground/add/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    kinds = ("agreed_fact", "contested_fact", "convergent_norm", "divergent_norm", "option")
    for number in range(count):
        said = [f"/api{somebody}note/commonground/", token, kinds[number % 5], f"{number}. {LONG}"]
        assert page.evaluate(NOTE, said) == 200
    return f"{somebody}ground/"


def letters_on_each(printed: bytes) -> list[list[bytes]]:
    """Return the letters on each sheet in the order they are drawn, as the file numbers them."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL)
    plain = [zlib.decompress(one) for one in streams if one[:1] == b"\x78"]
    drawn = [b"".join(re.findall(rb"<([0-9A-Fa-f]+)> ?Tj", one)) for one in plain]
    return [[one[at : at + 4] for at in range(0, len(one), 4)] for one in drawn if one]


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.long)])
def test_forty_long_lines_stand_whole_on_as_many_sheets_as_they_need(
    open_page: Any, language: str
) -> None:
    page = open_page(language=language)
    page.goto(f"{with_long_lines(page, 40)}print/?every=1")
    press(page, page.locator("main form button.primary").first)
    expect(page.locator(".carried li")).to_have_count(40)
    page.emulate_media(media="print")
    shown, head = (
        len("".join(page.locator(part).inner_text().split()))
        for part in (".carried", ".carried header")
    )
    sheets = letters_on_each(page.pdf(format="A4"))
    assert len(sheets) > 2
    assert len({tuple(sheet[: head // 2]) for sheet in sheets}) == 1, "each sheet has its head"
    letters = Counter(letter for sheet in sheets for letter in sheet)
    # The blank is drawn most often. Two letters drawn as one count once; a lost line has seventy.
    drawn = letters.total() - letters.most_common(1)[0][1]
    assert abs(shown + head * (len(sheets) - 1) - drawn) < 30, "no line is cut off"
