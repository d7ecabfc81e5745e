"""The Log page: people are chosen without losing a word, with scripts and without."""

import re
from datetime import timedelta
from typing import Any

from cast import Cast
from rapport.records.models import Interaction

FRAGMENT = {"HX-Request": "true"}
TYPED = {"purpose": "courtesy", "asked": "no", "channel": "phone", "two_way": "yes",
         "on": "2026-03-15", "line": "Tea by the gate."}  # fmt: skip


def tag(page: str, name: str) -> str:
    """Return the tag that begins the details, a field …"""
    found = re.search(rf"<{name}[^>]*>", page)
    assert found, page[:3000]
    return found[0]


def test_a_name_typed_without_scripts_is_looked_for(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/log/", {**TYPED, "text": "kamil", "look": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(rf'<button[^>]*value="{cast.kamil.pk}"', page)
    assert "Tea by the gate." in page, "what was typed before is still there"


def test_a_log_saved_with_a_name_typed_but_not_chosen_offers_that_name(
    cast: Cast, browser: Any
) -> None:
    answer = browser("writer").post("/log/", {**TYPED, "text": "kamil", "save": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one counterpart." in page
    assert re.search(rf'<button[^>]*value="{cast.kamil.pk}"', page)


def test_what_is_missing_is_said_where_it_is_missing(cast: Cast, browser: Any) -> None:
    page = browser("writer").post("/log/", {**TYPED, "save": "1"}).content.decode()
    described = re.search(r'<fieldset id="who"[^>]*aria-describedby="(\w+)"', page)
    assert described
    assert f'id="{described[1]}"' in page
    assert "open" not in tag(page, r'details class="rest"'), "nothing else is unfolded"


def test_what_is_wrong_in_the_folded_part_unfolds_it(cast: Cast, browser: Any) -> None:
    said = {**TYPED, "who": str(cast.kamil.pk), "save": "1", "until": "soon"}
    page = browser("writer").post("/log/", said).content.decode()
    assert " open" in tag(page, r'details class="rest"')


def test_a_tapped_name_is_chosen_without_loading_the_page(cast: Cast, browser: Any) -> None:
    said = {**TYPED, "asked": "yes", "who": str(cast.kamil.pk)}
    answer = browser("writer").post("/log/", said, headers={**FRAGMENT, "HX-Target": "who"})
    page = answer.content.decode()
    assert "<html" not in page
    assert re.search(rf'<input type="hidden" name="who" value="{cast.kamil.pk}">', page)
    assert 'id="strip" hx-swap-oob' in page
    assert "Early request" in page, "the strip follows who is chosen"


def test_the_exception_takes_the_early_strip_away(cast: Cast, browser: Any) -> None:
    said = {**TYPED, "asked": "yes", "who": str(cast.kamil.pk), "life_saving": "on"}
    page = browser("writer").post("/log/", said, headers=FRAGMENT).content.decode()
    assert "Early request" not in page


def test_where_nobody_was_met_yet_the_page_says_how_to_begin(cast: Cast, browser: Any) -> None:
    assert "/people/add/" in browser("keeper").get("/log/").content.decode().split("<main")[1]


def test_today_and_yesterday_are_one_tap_and_another_day_is_typed(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    page = client.get(f"/log/?who={cast.kamil.pk}").content.decode()
    days = re.findall(r'<input type="radio" name="on-day" value="([^"]+)"( checked)?>', page)
    assert days == [
        (Cast.DAY.isoformat(), " checked"),
        ((Cast.DAY - timedelta(1)).isoformat(), ""),
        ("other", ""),
    ]
    said = {**TYPED, "who": str(cast.kamil.pk), "save": "1", "on": "3 Feb"}
    assert client.post("/log/", {**said, "on-day": days[1][0]}).status_code == 302
    assert Interaction.objects.get().on == Cast.DAY - timedelta(1), "what was tapped counts"
    assert client.post("/log/", {**said, "on-day": "other"}).status_code == 302
    visit = Interaction.objects.earliest("on")
    assert (visit.on.day, visit.on.month) == (3, 2)
    page = client.get(f"/interactions/{visit.pk}/change/").content.decode()
    assert re.search(r'name="on-day" value="other" checked', page)
    assert 'value="3 Feb 2026"' in page, "it is shown back in words"


def test_what_is_missing_is_also_said_above_save(cast: Cast, browser: Any) -> None:
    said = {**TYPED, "on-day": "other", "on": "soon", "save": "1"}
    page = browser("writer").post("/log/", said).content.decode()
    strip = page.split('id="strip"')[1].split("<button")[0]
    assert "Choose at least one counterpart." in strip
    assert "“soon” is not a date we can read." in strip
