"""The wrong face at the door, in a real browser: side by side, paired, chosen with a reason."""

from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.fixture
def governor(open_page: Any) -> Any:
    page = open_page("/people/")
    page.locator("table.people th a", has_text="Governor of the Marches").first.click()
    page.get_by_role("link", name="Choose who goes").click()
    page.wait_for_url("**/who-goes/")
    return page


def test_security_alone_is_paired_and_nobody_is_put_first(governor: Any) -> None:
    page = governor
    names = page.locator(".candidate h2 bdi").all_inner_texts()
    assert names, "somebody can go"
    assert names == sorted(names)
    page.locator(".note a", has_text="A meeting is planned").click()
    ines = page.get_by_label("Part of Ines Caldor")
    strip = page.locator(".choice .pair")
    expect(strip).to_be_visible()
    expect(strip).to_contain_text("Ines Caldor")
    ines.select_option("second")
    expect(strip).not_to_be_visible()
    ines.select_option("")
    expect(strip).to_be_visible()
    facts = {name: page.locator(".candidate").nth(at) for at, name in enumerate(names)}
    idris = facts["Idris Fane"].inner_text()
    assert "In common: Arabic" in idris
    assert "Managed:" in idris
    assert "Kin in the district." in idris
    expect(facts["Ines Caldor"]).to_contain_text("none in common")
    expect(page.get_by_label("Part of Tomas Brekken")).to_have_value("lead")


def test_on_a_phone_they_stand_under_each_other_and_nothing_is_cut(governor: Any) -> None:
    page = governor
    page.set_viewport_size({"width": 320, "height": 640})
    boxes = [one.bounding_box() for one in page.locator(".candidate").all()]
    assert len({round(box["x"]) for box in boxes}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 800})
    assert len({round(one.bounding_box()["y"]) for one in page.locator(".candidate").all()}) == 1
