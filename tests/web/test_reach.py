"""The pages of who can be reached: the matrix, one cell, the paper without names, and the ways."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from rapport.actions import channels, consents, gates
from rapport.records.models import Counterpart, Gate, Relationship


def gate(cast: Cast, *needed: Relationship, name: str = "Heron bridge", **told: Any) -> Gate:
    asking = cast.asking("writer")
    told = {"kind": "passage", "place": "Nahr", "service": "health", **told}
    found = gates.add_gate(asking, circle=cast.circle.pk, name=name, **told).row
    for who in needed:
        consents.need_consent(asking, gate=found.pk, kind="authority", relationship=who.pk)
    return found


def way(cast: Cast, who: Relationship, days_ago: int | None = 0, **told: Any) -> uuid.UUID:
    worked = None if days_ago is None else cast.DAY - timedelta(days=days_ago)
    told = {"channel": "phone", "safety": "safe", "within": "hour", "verified_on": worked, **told}
    person = channels.add_channel(cast.asking("writer"), key=who.counterpart_id, **told).row
    return uuid.UUID(person.channels[-1]["key"])


def read(client: Any, where: str = "/reach/") -> str:
    """Return what a page says, without its marks."""
    text = re.sub(r"<[^>]+>", " ", client.get(where).content.decode())
    return re.sub(r"\s+", " ", text)


def kept(cast: Cast) -> dict[str, Any]:
    return dict(Counterpart.objects.get(pk=cast.kamil.counterpart_id).channels[-1])


def test_without_a_gate_the_page_says_what_to_do(cast: Cast, browser: Any) -> None:
    said = read(browser("writer"))
    assert "No gate is recorded yet" in said
    assert "say whose consent it needs" in said
    assert "Print without names" not in said


def test_a_cell_says_whom_by_which_way_and_since_when(cast: Cast, browser: Any) -> None:
    slow = cast.add("Rowan")
    gate(cast, cast.kamil, slow)
    way(cast, cast.kamil, 15)
    way(cast, slow, 181, safety="care")
    said = read(browser("writer"))
    assert "1 within an hour" in said
    assert "Abu Kamil phone, last worked 1 Mar 2026" in said
    assert "Rowan phone (with care), last worked 181 days ago: try it again" in said
    assert "Nobody within a day" not in said
    assert "As far as you can see" in said


def test_a_cell_in_which_nobody_is_soon_says_so(cast: Cast, browser: Any) -> None:
    gate(cast, cast.kamil)
    said = read(browser("writer"))
    assert "Nobody within a day" in said
    assert "no contact channel noted" in said
    way(cast, cast.kamil, safety="unsafe")
    assert "no channel that is safe for them" in read(browser("writer"))


def test_the_table_says_its_rows_and_columns(cast: Cast, browser: Any) -> None:
    gate(cast)
    page = browser("writer").get("/reach/").content.decode()
    assert '<th role="columnheader" scope="col">Health</th>' in page
    assert '<th role="rowheader" scope="row"><span dir="auto">Nahr</span></th>' in page
    assert "<caption" in page


def test_the_paper_has_numbers_and_no_name(cast: Cast, browser: Any) -> None:
    gate(cast, cast.kamil)
    way(cast, cast.kamil, note="Ask for the heron")
    page = browser("writer").get("/reach/print/").content.decode()
    for name in ("Abu Kamil", "heron", "Heron", str(cast.kamil.pk)):
        assert name not in page
    assert re.findall(r'<td class="figures">(\d+)</td>', page) == ["1", "0", "0", "0"]


def test_a_crowd_is_opened_on_its_own_page(cast: Cast, browser: Any) -> None:
    crowd = [cast.add(f"Person {number}") for number in range(8)]
    found = gate(cast, *crowd)
    client = browser("writer")
    said = read(client)
    assert "8 not at all" in said
    assert "Show everybody (8)" in said
    assert "Person 7" not in said
    assert "Person 7" in read(client, f"/reach/{found.pk}/")


def test_many_places_come_one_page_after_the_other(cast: Cast, browser: Any) -> None:
    for number in range(41):
        gate(cast, place=f"Bir {number:02}")
    client = browser("writer")
    assert "Bir 39" in read(client)
    assert "Bir 40" not in read(client)
    assert "?from=40" in client.get("/reach/").content.decode()
    assert "Bir 40" in read(client, "/reach/?from=40")
    assert "Bir 40" in read(client, "/reach/print/")
    assert client.get("/reach/?from=many").status_code == 200


@pytest.mark.parametrize("where", ["/reach/", "/reach/print/"])
def test_the_questions_do_not_grow_with_what_is_there(cast: Cast, browser: Any, where: str) -> None:
    client = browser("writer")

    def asked() -> int:
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    gate(cast, cast.kamil)
    few = asked()
    for number in range(12):
        gate(cast, cast.kamil, cast.add(f"Person {number}"), name=f"G{number}", place=f"{number}")
    assert asked() == few


def test_a_way_is_added_with_how_soon_and_the_day(cast: Cast, browser: Any) -> None:
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/way/"
    assert 'value="16 Mar 2026"' in client.get(where).content.decode()
    told = {"channel": "phone", "safety": "safe", "within": "day", "verified_on": "12 Mar 2026"}
    assert client.post(where, told).status_code == 302
    assert (kept(cast)["within"], kept(cast)["verified_on"]) == ("day", "2026-03-12")
    said = read(client, f"/people/{cast.kamil.pk}/")
    assert "within a day" in said
    assert "last worked 12 Mar 2026" in said
    assert "last worked 12 Mar 2026" in read(client, f"/people/{cast.kamil.pk}/brief/")


def test_a_way_is_changed_and_a_wrong_day_keeps_what_was_typed(cast: Cast, browser: Any) -> None:
    client, key = browser("writer"), way(cast, cast.kamil, note="At dusk")
    where = f"/people/{cast.kamil.pk}/way/{key}/"
    assert "At dusk" in client.get(where).content.decode()
    told = {"channel": "letter", "safety": "care", "within": "", "note": "By the driver"}
    wrong = client.post(where, {**told, "verified_on": "17 Mar 2026"})
    assert wrong.status_code == 422
    assert "By the driver" in wrong.content.decode()
    assert client.post(where, {**told, "verified_on": ""}).status_code == 302
    now = kept(cast)
    assert (now["channel"], now["within"], now["verified_on"]) == ("letter", "", "")


def test_one_tap_confirms_a_way(cast: Cast, browser: Any) -> None:
    client, key = browser("writer"), way(cast, cast.kamil, 181)
    assert "too long ago to rely on" in read(client, f"/people/{cast.kamil.pk}/")
    client.post(f"/people/{cast.kamil.pk}/way/{key}/works/")
    assert kept(cast)["verified_on"] == "2026-03-16"
    assert "too long ago to rely on" not in read(client, f"/people/{cast.kamil.pk}/")


def test_a_contact_by_the_same_channel_offers_to_confirm(cast: Cast, browser: Any) -> None:
    client, key = browser("writer"), way(cast, cast.kamil, 30)
    person = f"/people/{cast.kamil.pk}/"
    cast.meet(20, channel="message", two_way=True)
    cast.meet(10, channel="phone", two_way=False)
    assert "it worked 6 Mar" not in read(client, person)
    cast.meet(4, channel="phone", two_way=True)
    assert "Confirm it worked 12 Mar 2026" in read(client, person)
    client.post(f"{person}way/{key}/works/", {"on": "2026-03-12"})
    assert kept(cast)["verified_on"] == "2026-03-12"
    assert "Confirm it worked 12 Mar 2026" not in read(client, person)


def test_an_unsafe_way_is_never_offered(cast: Cast, browser: Any) -> None:
    way(cast, cast.kamil, 300, safety="unsafe")
    cast.meet(4, channel="phone", two_way=True)
    page = browser("writer").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "Confirm it worked" not in page


def test_the_palette_leads_there(cast: Cast, browser: Any) -> None:
    assert "/reach/" in browser("writer").post("/go-to/", {"text": "reached"}).content.decode()
