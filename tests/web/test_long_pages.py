"""A person of many years: the page stays short, what is open comes first, all of it is reached."""

import re
from datetime import timedelta
from gzip import compress
from typing import Any

import pytest

from cast import Cast
from rapport.briefings.brief import ROOM, before_a_meeting
from rapport.briefings.brief import brief as cut
from rapport.briefings.part_page import PAGE, part_page
from rapport.briefings.parts import FIRST, room_for
from rapport.briefings.person import person
from rapport.records.models import Commitment, Disclosure, Insight
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere
from rapport.web.templatetags.person_page import PANEL

MANY = 120
A_SIDE = room_for("ours")


@pytest.fixture
def many_years(cast: Cast) -> Cast:
    """Keep many promises, notes and disclosures of one person; the oldest promise is still open."""
    with change_set("note_any", cast.asking("writer")) as changes:
        for number in range(MANY):
            on = cast.DAY - timedelta(days=400 - number)
            told: dict[str, Any] = {"text": f"promise {number}.", "made_on": on}
            told |= {"due": on, "by": "us", "colleague": cast.writer}
            if number:
                told |= {"state": "kept", "settled_on": on}
            changes.add(Commitment, cast.kamil, **told)
            kind = "concern" if number == 0 else "value"
            note = {"kind": kind, "on": on, "text": f"note {number}.", "nature": "fact"}
            changes.add(Insight, cast.kamil, **note)
            changes.add(Disclosure, cast.kamil, kind="limits", on=on, text=f"told {number}.")
    return cast


def test_a_page_has_the_first_of_each_and_says_how_many_more(many_years: Cast, browser: Any):
    answer = person(many_years.asking("writer"), many_years.kamil.pk)
    newest = [f"promise {number}." for number in range(MANY - 1, MANY - A_SIDE, -1)]
    assert [one.text for one in answer.ours] == ["promise 0.", *newest]
    assert answer.facts[0].text == f"note {MANY - 1}."
    assert len(answer.facts) == A_SIDE
    assert answer.more == {"ours": MANY - A_SIDE, "facts": MANY - 1 - A_SIDE}
    shown = {one.kind: (len(one.records), one.more) for one in answer.sections}
    assert shown["disclosure"] == (FIRST, MANY - FIRST)
    page = browser("writer").get(f"/people/{many_years.kamil.pk}/").content.decode()
    assert len(page) < 84_000
    assert len(compress(page.encode())) < 9_900
    assert page.count(f"{MANY - PANEL} more") == 2
    assert page.count(f"{MANY - 1 - PANEL} more") == 1


def test_more_leads_to_all_of_it(many_years: Cast, browser: Any):
    client = browser("writer")
    where = f"/people/{many_years.kamil.pk}/"
    page = client.get(where).content.decode()
    for name, word in (("ours", "promise"), ("facts", "note"), ("disclosure", "told")):
        there = f"{where}all/{name}/"
        assert f'href="{there}"' in page
        found: list[str] = []
        following = "?page=1"
        while following:
            part = client.get(there + following).content.decode()
            found += re.findall(rf"{word} \d+\.", part)
            link = re.search(r'href="(\?page=\d+)"', part)
            following = link[1] if link else ""
        # What worries them stands by itself.
        first = 1 if name == "facts" else 0
        assert sorted(found) == sorted(f"{word} {number}." for number in range(first, MANY))
    assert client.get(f"{where}all/ours/?page=99").status_code == 404
    assert client.get(f"{where}all/king/").status_code == 404


def test_the_side_door_gives_all_of_it_by_pages(many_years: Cast, browser: Any):
    client = browser("writer")
    where = f"/api/people/{many_years.kamil.pk}/"
    assert client.get(where).json()["more"] == {"ours": MANY - A_SIDE, "facts": MANY - 1 - A_SIDE}
    found = []
    page: int | None = 1
    while page:
        answer = client.get(f"{where}all/ours/?page={page}").json()
        found += [one["text"] for one in answer["records"]]
        page = answer["following"]
    assert len(found) == len({*found}) == MANY
    for wrong in ("0", "-1", "x", "9" * 5000, "100"):
        assert client.get(f"{where}all/ours/?page={wrong}").status_code == 404


def test_a_brief_stays_one_page_and_keeps_what_worries_them(many_years: Cast, browser: Any):
    answer = cut(before_a_meeting(many_years.asking("writer"), many_years.kamil.pk))
    assert [one.text for one in answer.our_promises] == ["promise 0."]
    assert [one.text for one in answer.open_concerns] == ["note 0."]
    assert len(answer.facts) == ROOM - 1
    assert answer.more == {"facts": MANY - ROOM}
    page = browser("writer").get(f"/people/{many_years.kamil.pk}/brief/").content.decode()
    assert f"{MANY - ROOM} more" in page


@pytest.mark.parametrize("name", ["ours", "facts", "disclosure"])
def test_nobody_else_reads_a_part(many_years: Cast, name: str):
    assert len(part_page(many_years.asking("reader"), many_years.kamil.pk, name).records) == PAGE
    with pytest.raises(NotThere):
        part_page(many_years.asking("outsider"), many_years.kamil.pk, name)
