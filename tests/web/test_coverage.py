"""The pages of whom we know, by place: whole in each language, and nothing of hidden circles."""

import re
from typing import Any

from cast import Cast
from rapport.records.models import Actor
from rapport.records.recording import change_set


def group(cast: Cast, name: str, place: str, by: str = "writer") -> None:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    with change_set("add_actor", cast.asking(by)) as changes:
        changes.add(Actor, circle, names=[name], kind="community", areas=[place])


def read(client: Any, where: str = "/coverage/") -> str:
    """Return what a page says, without its marks."""
    text = re.sub(r"<[^>]+>", " ", client.get(where).content.decode())
    return re.sub(r"\s+", " ", text)


def test_without_anything_the_page_says_what_to_add(cast: Cast, browser: Any) -> None:
    assert "No group is recorded in any place yet" in read(browser("writer"))


def test_a_place_leads_to_every_kind_there(cast: Cast, browser: Any) -> None:
    group(cast, "Millers", "Nahr")
    client = browser("writer")
    page = client.get("/coverage/").content.decode()
    (address,) = set(re.findall(r"/coverage/[0-9a-f]{12}/", page))
    assert "Nahr" not in address
    inside = read(client, address)
    assert "Millers known, never met" in inside
    assert "Nobody known" in inside


def test_a_place_of_another_circle_is_not_there(cast: Cast, browser: Any) -> None:
    group(cast, "Ferrymen", "Ford", by="outsider")
    assert "Ford" in read(browser("outsider"))
    assert "Ford" not in read(browser("writer"))
    page = browser("outsider").get("/coverage/").content.decode()
    (address,) = set(re.findall(r"/coverage/[0-9a-f]{12}/", page))
    assert browser("writer").get(address).status_code == 404


def test_many_places_come_page_by_page(cast: Cast, browser: Any) -> None:
    for number in range(45):
        group(cast, f"Group {number}", f"Place {number:02}")
    first = read(browser("writer"))
    assert "Place 39" in first
    assert "Place 40" not in first
    assert "Place 44" in read(browser("writer"), "/coverage/?from=40")
