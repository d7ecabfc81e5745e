"""The pages of a handover: what is private stands on no page of the successor unless agreed."""

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import handed_notes, handovers, insights, leaving
from rapport.records import judging
from rapport.records.models import Handover, NoteOffer

CANARY, NEED_CANARY = "zqdaughterx", "zqneedx"
LAST = Cast.DAY + timedelta(days=5)


@pytest.fixture
def world(cast: Cast) -> Cast:
    leaving.set_last_day(cast.asking("writer"), colleague=cast.writer.pk, on=LAST)
    insights.note_insight(
        cast.asking("writer", 3), relationship=cast.kamil.pk, kind="concern", special="family",
        text=f"Her {CANARY} is ill.", need=f"So that we {NEED_CANARY}.",
    )  # fmt: skip
    cast.meet(2, line="Tea by the gate.")
    return cast


def begin(cast: Cast) -> Handover:
    told = {"relationship": cast.kamil.pk, "successor": cast.keeper.pk, "works": "Tea first."}
    return handovers.begin_handover(cast.asking("writer"), **told).row


def pages_of(cast: Cast, browser: Any, who: str) -> dict[str, str]:
    """Return every page and answer about the person as one of us is shown it."""
    client, key = browser(who), cast.kamil.pk
    row = Handover.objects.get()
    where = [
        *("/", "/?whose=office", "/people/", "/history/", "/lights/", "/reach/", "/colleagues/"),
        *("/api/today/", "/api/people/", f"/api/people/{key}/", "/handovers/mine/"),
        *(f"/people/{key}/{page}" for page in ("", "brief/", "record/", "erase/", "access/")),
        *(f"/people/{key}/{page}/" for page in ("motives", "ground", "sides", "who-goes")),
        *(f"/handovers/{row.pk}/{page}" for page in ("", "story/", "accept/")),
        f"/colleagues/{cast.writer.pk}/handover/",
    ]
    judging.rejudge_all(today=cast.DAY)
    pages = {one: client.get(one, follow=True).content.decode() for one in where}
    for word in (CANARY, NEED_CANARY):
        found = client.post("/find/", {"text": word}, follow=True).content.decode()
        pages[f"find {word}"] = found.replace(f'value="{word}"', "")
    return pages


def test_nothing_private_is_on_any_page_of_the_successor_unless_agreed(world: Cast, browser: Any):
    row = begin(world)
    for page, shown in pages_of(world, browser, "keeper").items():
        if not page.startswith("find"):
            assert CANARY not in shown, page
            assert NEED_CANARY not in shown, page
    assert CANARY in browser("writer").get(f"/handovers/{row.pk}/").content.decode()
    note = world.kamil.insights.get()
    offer = handed_notes.offer_note(
        world.asking("writer"), handover=row.pk, insight=note.pk, need="To come on other days."
    ).row
    page = browser("keeper").get(f"/handovers/{row.pk}/").content.decode()
    assert "To come on other days." in page
    assert CANARY not in page
    browser("keeper").post(f"/handovers/notes/{offer.pk}/", {"agreed": "yes"})
    assert NoteOffer.objects.get().answer == "agreed"
    for who in ("writer", "keeper"):
        page = browser(who).get(f"/handovers/{row.pk}/").content.decode()
        assert "To come on other days." in page
        assert "agreed: it stays" in page
    page = browser("reader").get(f"/handovers/{row.pk}/").content.decode()
    assert "To come on other days." not in page
    assert CANARY in browser("keeper").get(f"/people/{world.kamil.pk}/").content.decode()
    assert CANARY not in browser("keeper").get(f"/handovers/{row.pk}/story/").content.decode()


def test_a_handover_from_the_list_to_the_new_lead(world: Cast, browser: Any):
    writer, key = browser("writer"), world.kamil.pk
    listed = writer.get("/handovers/mine/").content.decode()
    assert f"/people/{key}/hand-over/" in listed
    sent = writer.post(f"/people/{key}/hand-over/", {"successor": str(world.keeper.pk)})
    row = Handover.objects.get()
    assert str(row.pk) in sent.headers["Location"]
    where = f"/handovers/{row.pk}"
    form = writer.get(f"{where}/write/")
    seen = form.context["seen"]
    writer.post(f"{where}/write/", {"works": "Tea.", "in_person": ["risk"], "seen": seen})
    writer.post(f"{where}/introduce/", {"on": Cast.DAY.isoformat(), "place": "His office"})
    keeper = browser("keeper")
    shown = keeper.get(f"{where}/").content.decode()
    assert f"{where}/accept/" in shown
    assert '<time datetime="2026-03-16">' in shown
    assert "&lt;time" not in shown, "days are written for reading"
    keeper.post(f"{where}/accept/", {"since": Cast.DAY.isoformat()})
    row.refresh_from_db()
    assert row.is_accepted
    assert writer.get("/handovers/mine/").status_code == 200
