"""Doing one thing to several people: shown first, done as one change, undone as one."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import team
from rapport.actions.relationships import set_lead
from rapport.briefings.people import people
from rapport.briefings.wanted import Wanted
from rapport.records import judging
from rapport.records.models import Finding, Holder, Operation, Part, Relationship, Waiver


@pytest.fixture
def three(cast: Cast) -> Cast:
    """Add two people beside Abu Kamil, one of them in a circle the keeper is not in."""
    cast.add("Umm Nadir", days_ago=90)
    harbour = team.open_circle(cast.asking("writer"), name="Harbour").row
    cast.add("Abu Salim", days_ago=90, circle=harbour.pk)
    judging.rejudge_all(today=cast.DAY)
    return cast


def picked(cast: Cast) -> dict[str, list[str]]:
    rows = people(cast.asking("writer"), wanted=Wanted()).rows
    return {"who": [str(row.relationship) for row in rows]}


def sent(page: Any) -> dict[str, Any]:
    """Return what the button of a checked page sends."""
    form = page.content.decode().partition('method="post" action="/people/many/')[2]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form.partition("</form>")[0])
    found: dict[str, Any] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


def offered() -> dict[str, str]:
    """Return who is asked to lead whom."""
    rows = Holder.objects.waiting().select_related("relationship__counterpart", "colleague")
    return {row.relationship.counterpart.alias: row.colleague.name for row in rows}


def test_looking_at_it_writes_nothing_and_names_who_cannot(three: Cast, browser: Any):
    client, before = browser("writer"), Operation.objects.count()
    asked = {**picked(three), "lead": str(three.keeper.pk), "check": "1"}
    assert client.get("/people/many/lead/", picked(three)).status_code == 200
    page = client.get("/people/many/lead/", asked).content.decode()
    assert "Not possible for 1 person" in page
    assert re.search("Abu Salim</bdi>: This colleague is not in the circle", page)
    assert "2 people will change" in page
    assert Operation.objects.count() == before


def test_the_rest_is_done_as_one_and_undone_as_one(three: Cast, browser: Any):
    client = browser("writer")
    asked = {**picked(three), "lead": str(three.keeper.pk), "check": "1"}
    page = client.get("/people/many/lead/", asked)
    answer = client.post("/people/many/lead/", sent(page))
    done = re.search("done=([0-9a-f-]+)", answer.headers["Location"])
    assert done
    assert offered() == {"Abu Kamil": "Kit Keeper", "Umm Nadir": "Kit Keeper"}
    assert (
        b"Nothing would change."
        in client.get("/people/many/lead/", {**asked, "who": str(three.kamil.pk)}).content
    )
    client.post(f"/history/{done[1]}/undo/")
    assert offered() == {}


def test_whoever_takes_them_for_themselves_leads_at_once(three: Cast, browser: Any):
    client = browser("keeper")
    asked = {"who": str(three.kamil.pk), "lead": str(three.keeper.pk), "check": "1"}
    client.post("/people/many/lead/", sent(client.get("/people/many/lead/", asked)))
    assert Relationship.objects.get(pk=three.kamil.pk).lead == three.keeper
    assert offered() == {}


def test_nothing_is_done_that_is_not_what_was_read(three: Cast, browser: Any):
    client = browser("writer")
    asked = {**picked(three), "lead": str(three.keeper.pk), "check": "1"}
    form = sent(client.get("/people/many/lead/", asked))
    set_lead(three.asking("writer"), key=three.kamil.pk, lead=three.reader.pk)
    answer = client.post("/people/many/lead/", form)
    assert answer.status_code == 422
    assert b"has changed since" in answer.content
    assert offered() == {"Abu Kamil": "Reader"}
    assert client.post("/people/many/lead/", sent(answer)).status_code == 302


def test_who_loses_sight_is_named_before(three: Cast, browser: Any):
    client = browser("writer")
    asked = {**picked(three), "sensitivity": "3", "named": [str(three.keeper.pk)], "check": "1"}
    page = client.get("/people/many/access/", asked)
    text = page.content.decode()
    assert re.search("These colleagues will no longer see some of them:.*Reader", text)
    assert re.search("Abu Salim</bdi>: Not everybody named is in the circle", text)
    answer = client.post("/people/many/access/", sent(page))
    assert answer.status_code == 302
    assert people(three.asking("reader"), wanted=Wanted()).total == 0
    assert people(three.asking("keeper"), wanted=Wanted()).total == 2
    done = re.search("done=([0-9a-f-]+)", answer.headers["Location"])
    assert done
    client.post(f"/history/{done[1]}/undo/")
    assert people(three.asking("reader"), wanted=Wanted()).total == 2


def test_two_who_met_together_are_parted_well(three: Cast, browser: Any):
    nadir = Relationship.objects.get(counterpart__alias="Umm Nadir")
    three.meet(3, theirs=[(three.kamil.pk, "lead"), (nadir.pk, "second")], line="Tea for two.")
    client = browser("writer")
    asked = {"who": [str(three.kamil.pk), str(nadir.pk)], "sensitivity": "3", "check": "1"}
    form = sent(client.get("/people/many/access/", asked))
    assert client.post("/people/many/access/", form).status_code == 302
    for key in asked["who"]:
        assert b"Tea for two." in client.get(f"/people/{key}/").content
    assert (
        b"Tea for two."
        not in browser("reader").post("/find/", {"text": "tea"}, follow=True).content
    )


def test_snoozing_sets_aside_what_is_noticed_and_undo_brings_it_back(three: Cast, browser: Any):
    client = browser("writer")
    heard = Finding.objects.filter(waived_until__isnull=True).exclude(relationship=three.hidden)
    before = heard.count()
    assert before
    until = (three.DAY + timedelta(days=20)).isoformat()
    asked = {**picked(three), "reason": "Line is cut.", "until": until, "check": "1"}
    answer = client.post("/people/many/snooze/", sent(client.get("/people/many/snooze/", asked)))
    assert answer.status_code == 302
    assert Waiver.objects.count() == before
    assert not heard.exists()
    done = re.search("done=([0-9a-f-]+)", answer.headers["Location"])
    assert done
    client.post(f"/history/{done[1]}/undo/")
    assert heard.count() == before


def test_all_that_match_are_meant_by_the_filters(three: Cast, browser: Any):
    client = browser("writer")
    words = re.search("words=([^&]+)", client.post("/people/", {"text": "umm"}).headers["Location"])
    assert words
    page = client.get(f"/people/many/lead/?all=1&words={words[1]}").content.decode()
    assert "Umm Nadir" in page
    assert "Abu Kamil" not in page
    page = client.get("/people/many/lead/?all=1&whose=mine").content.decode()
    assert "3 people selected" in page


@pytest.mark.parametrize("deed", ["lead", "snooze", "access"])
def test_who_is_hidden_is_not_there_and_who_only_reads_is_told(
    three: Cast, browser: Any, deed: str
):
    where, key = f"/people/many/{deed}/", str(three.hidden.pk)
    client = browser("writer")
    assert client.get(where, {"who": key}).status_code == 404
    assert client.post(where, {"who": key}).status_code == 404
    both = client.get(where, {"who": [key, str(three.kamil.pk)]}).content.decode()
    assert "Umm Sahar" not in both
    told = {"lead": str(three.keeper.pk), "sensitivity": "0", "reason": "x",
            "until": "2026-04-01", "who": str(three.kamil.pk)}  # fmt: skip
    reader, before = browser("reader"), Operation.objects.count()
    page = reader.get(where, {**told, "check": "1"}).content.decode()
    assert "You may read this, but not change it." in page
    assert reader.post(where, {**told, "seen": "x"}).status_code == 200
    assert Operation.objects.count() == before


def test_a_lead_who_gains_sight_of_somebody_severe_is_named(three: Cast, browser: Any):
    team.admit(
        asked_by(three.keeper), circle=three.circle.pk, colleague=three.reader.pk, part=Part.WRITER
    )
    severe = three.add("The heron", sensitivity=3)
    asked = {"who": str(severe.pk), "lead": str(three.reader.pk), "check": "1"}
    page = browser("writer").get("/people/many/lead/", asked).content.decode()
    assert re.search("These colleagues will now see some of them:.*Reader", page)
