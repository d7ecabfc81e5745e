"""Forms for everybody: what is wrong is tied to its field; letters need not be shortcuts."""

import re
from typing import Any

import pytest

from cast import Cast

EMPTY = ("add/", "PERSON/promise/", "PERSON/insight/", "PERSON/phase/", "PERSON/waive/U01/")


@pytest.mark.parametrize("where", EMPTY)
def test_each_error_is_tied_to_its_field_and_the_first_has_the_focus(
    cast: Cast, browser: Any, where: str
) -> None:
    where = where.replace("PERSON", str(cast.kamil.pk))
    answer = browser("writer").post(f"/people/{where}", {"until": "x"})
    page = answer.content.decode()
    assert answer.status_code == 422
    errors = re.findall(r'id="([^"]+)" class="wrong"', page)
    assert errors
    for error in errors:
        assert re.search(rf'aria-describedby="[^"]*{error}[ "]', page), error
    assert page.count(" autofocus") == 1 or 'type="radio"' in page


def test_every_description_a_field_points_to_is_there(cast: Cast, browser: Any) -> None:
    page = browser("writer").post("/people/add/", {}).content.decode()
    for named in re.findall(r'aria-describedby="([^"]+)"', page):
        for one in named.split():
            assert f'id="{one}"' in page


def test_single_letters_can_be_switched_off_and_on_again(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    assert "data-letters" in client.get("/").content.decode()
    client.post("/shortcuts/", {"letters": "off"})
    assert "data-letters" not in client.get("/").content.decode()
    client.post("/shortcuts/", {"letters": "on"})
    assert "data-letters" in client.get("/").content.decode()


def test_somebody_who_types_is_heard_without_a_page(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/here/")
    assert (answer.status_code, answer.content) == (204, b"")
