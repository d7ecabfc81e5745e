"""What the palette finds: pages, acts, people and groups, each reader theirs."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import resolve

from cast import Cast
from rapport.records.models import Sensitivity
from rapport.web.acts import KEYS


def found(client: Any, text: str) -> list[tuple[str, str]]:
    """Return where each thing found leads, and how it is called."""
    page = client.post("/go-to/", {"text": text, "here": "/people/"}).content.decode()
    rows = re.findall(
        r'<(?:a|form)[^>]* (?:href|action)="([^"]+)"[^>]*>(.*?)</(?:a|form)>', page, re.DOTALL
    )
    return [(where, " ".join(re.sub("<[^>]+>", " ", said).split())) for where, said in rows]


def test_an_act_and_a_name_are_one_thing_to_do(cast: Cast, browser: Any):
    rows = found(browser("writer"), "log kamil")
    assert (f"/log/?who={cast.kamil.pk}", "Log contact Abu Kamil") in rows
    rows = found(browser("writer"), "promise kamil")
    assert (f"/people/{cast.kamil.pk}/promise/", "Add promise Abu Kamil") in rows


def test_a_person_is_found_with_acts_and_a_group_with_its_people(cast: Cast, browser: Any):
    nadir = cast.add("Umm Nadir", new_actor="Hazim Front", new_actor_kind="armed_group")
    rows = dict(found(browser("writer"), "hazim"))
    assert "Hazim Front" in rows[f"/actors/{nadir.counterpart.actor_id}/"]
    assert {f"/people/{nadir.pk}/", f"/people/{nadir.pk}/brief/", f"/log/?who={nadir.pk}"} <= set(
        rows
    )
    assert not any("Hazim" in said for _, said in found(browser("outsider"), "hazim"))


@pytest.mark.parametrize(
    ("word", "where"),
    [("dark", "/look/"), ("compact", "/look/"), ("import", "/import/"), ("hist", "/history/"),
     ("csv", "/import/"), ("add person", "/people/add/")],
)  # fmt: skip
def test_pages_and_acts_are_found_by_their_words(cast: Cast, browser: Any, word: str, where: str):
    assert where in dict(found(browser("writer"), word))


def test_each_is_offered_what_they_may_do(cast: Cast, browser: Any):
    ours, theirs = (set(dict(found(browser(who), ""))) for who in ("writer", "reader"))
    assert {"/import/", "/people/add/", "/log/"} <= ours
    assert not {"/import/", "/people/add/", "/log/"} & theirs
    assert ("/lock/" in ours) is not settings.IS_TEAM
    assert ("/sign-out/" in ours) is settings.IS_TEAM
    links = dict(found(browser("reader"), "kamil"))
    assert set(links) == {f"/people/{cast.kamil.pk}/", f"/people/{cast.kamil.pk}/brief/"}


def test_nobody_hidden_is_found_by_any_way(cast: Cast, browser: Any):
    cast.add("The heron", sensitivity=Sensitivity.SEVERE, new_actor="Marsh people")
    for text in ("heron", "log heron", "marsh", "promise heron", "sahar", "log sahar"):
        for role in ("reader", "keeper"):
            said = " ".join(one for _, one in found(browser(role), text))
            assert "heron" not in said
            assert "Sahar" not in said


@pytest.mark.parametrize("text", ["\x00", "%", "log ", "log \x00", "a" * 5000, "عبد", "?"])
def test_whatever_is_typed_is_answered(cast: Cast, browser: Any, text: str):
    assert browser("writer").post("/go-to/", {"text": text}).status_code == 200


def test_every_key_is_on_its_page_and_leads_somewhere(cast: Cast, browser: Any):
    client = browser("writer")
    page = client.get("/shortcuts/").content.decode()
    shown = [part for _, keys in KEYS for key in keys for part in key.shown]
    assert (
        re.findall("<kbd>([^<]+)</kbd>", page.partition("<main")[2].partition("</main>")[0])
        == shown
    )
    said = re.search('data-keys="([^"]+)"', page)
    assert said
    keys = json.loads(said[1].replace("&quot;", '"'))
    assert {resolve(key["to"]).url_name for key in keys.values() if "to" in key} == {
        "today", "people", "log", "find", "shortcuts",
    }  # fmt: skip
    assert {key["does"] for key in keys.values() if "does" in key} == {
        "next", "previous", "edit", "tick", "log",
    }  # fmt: skip
