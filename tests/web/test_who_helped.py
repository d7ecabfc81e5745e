"""The pages on which who helped is noted, thanked and found again."""

from datetime import timedelta
from typing import Any

from actions.test_gates import gate
from actions.test_who_helped import helped
from cast import Cast
from rapport.actions import asks, gates
from rapport.records.models import GateHelp, Operation
from web.test_gates import page_of, send, text_of

DAY = Cast.DAY
OFFER = "Did anybody help? Note it, so that they are thanked."


def follow(client: Any, answer: Any) -> str:
    """Return the page that a form led to, with what it offers."""
    return str(client.get(answer.headers["Location"]).content.decode())


def test_who_helped_is_noted_on_the_page_of_the_gate(cast: Cast, browser: Any) -> None:
    client, road = browser("writer"), gate(cast)
    assert "Nobody noted yet" in page_of(client, road)
    send(client, f"/gates/{road.pk}/help/", who="Abu Kamil", how="Spoke to the commander")
    row = GateHelp.objects.get()
    assert (row.relationship, row.on, row.thanked_on) == (cast.kamil, DAY, None)
    page = page_of(client, road)
    for words in ("Abu Kamil", "Spoke to the commander", "not thanked yet", "Plan to thank them"):
        assert words in page


def test_without_a_name_or_a_line_nothing_is_noted(cast: Cast, browser: Any) -> None:
    road = gate(cast)
    for said in ({"who": "", "how": "Spoke"}, {"who": "Abu Kamil", "how": " "}):
        assert browser("writer").post(f"/gates/{road.pk}/help/", said).status_code == 422
    assert not GateHelp.objects.exists()


def test_one_tap_says_that_they_were_thanked(cast: Cast, browser: Any) -> None:
    client, road = browser("writer"), gate(cast)
    row = helped(cast, road, on=DAY - timedelta(3))
    answer = client.post(f"/gates/helps/{row.pk}/thanked/")
    assert answer.headers["Location"].startswith(f"/gates/{road.pk}/?done=")
    assert answer.headers["Location"].endswith("#helps")
    assert "thanked on 16 Mar 2026" in page_of(client, road)
    assert "Plan to thank them" not in page_of(client, road)


def test_help_is_changed_and_removed_with_a_way_back(cast: Cast, browser: Any) -> None:
    client, row = browser("writer"), helped(cast, gate(cast))
    where = f"/gates/said/help/{row.pk}"
    body = client.get(f"{where}/change/").content.decode()
    assert "Change who helped" in body
    assert 'name="thanked_on"' in body
    answer = client.post(f"{where}/remove/")
    assert "done=" in answer.headers["Location"]
    assert not GateHelp.objects.exists()


def test_whoever_only_reads_sees_it_and_is_offered_nothing(cast: Cast, browser: Any) -> None:
    road = gate(cast)
    helped(cast, road)
    page = page_of(browser("reader"), road)
    assert "Spoke to the commander" in page
    assert "Plan to thank them" not in page
    assert "Mark as thanked" not in page


def test_a_gate_that_is_said_to_be_open_asks_quietly_who_helped(cast: Cast, browser: Any) -> None:
    client, road = browser("writer"), gate(cast)
    for standing, asks_for_it in (("closed", False), ("conditional", True), ("open", True)):
        page = follow(client, send(client, f"/gates/{road.pk}/standing/", standing=standing))
        assert (OFFER in page) is asks_for_it, standing
    key = Operation.objects.latest("sequence").change_set
    undone = client.post(f"/history/{key}/undo/", {"back": f"/gates/{road.pk}/"})
    assert OFFER not in follow(client, undone)


def test_a_request_that_was_granted_begins_the_form(cast: Cast, browser: Any) -> None:
    client, road = browser("writer"), gate(cast)
    about = {"relationship": cast.kamil.pk, "gate": road.pk}
    row = asks.plan_ask(cast.asking("writer", 9), **about, what="Six trucks on Tuesdays").row
    said = {"outcome": "granted", "on": "12 Mar 2026", "answer": "Yes"}
    page = follow(client, send(client, f"/asks/{row.pk}/settle/", **said))
    where = f"/gates/{road.pk}/help/?ask={row.pk}"
    assert OFFER in page
    assert where in page
    form = client.get(where).content.decode()
    for words in ("Abu Kamil", "Six trucks on Tuesdays", "12 Mar 2026"):
        assert words in form


def test_a_request_without_a_gate_or_refused_asks_nothing(cast: Cast, browser: Any) -> None:
    client, road = browser("writer"), gate(cast)
    for opens, outcome in ((None, "granted"), (road.pk, "refused")):
        asking = cast.asking("writer", 9)
        row = asks.plan_ask(asking, relationship=cast.kamil.pk, what="Six", gate=opens).row
        said = {"outcome": outcome, "on": "12 Mar 2026", "answer": "So."}
        assert OFFER not in follow(client, send(client, f"/asks/{row.pk}/settle/", **said))


def test_a_form_begins_with_nothing_of_a_request_one_may_not_see(cast: Cast, browser: Any) -> None:
    road = gate(cast)
    asking = cast.asking("outsider")
    there = gates.add_gate(asking, circle=cast.elsewhere.pk, name="There", kind="area").row
    row = asks.plan_ask(asking, relationship=cast.hidden.pk, what="heron", gate=there.pk).row
    form = browser("writer").get(f"/gates/{road.pk}/help/?ask={row.pk}").content.decode()
    assert "heron" not in form


def test_their_page_says_what_they_helped_to_open(cast: Cast, browser: Any) -> None:
    client, road = browser("reader"), gate(cast)
    where = f"/people/{cast.kamil.pk}/"
    assert "Helped to open" not in text_of(client.get(where))
    helped(cast, road, on=DAY - timedelta(13))
    answer = client.get(where)
    assert "Helped to open: North road , 3 Mar 2026" in text_of(answer)
    assert f'href="/gates/{road.pk}/#helps"' in answer.content.decode()
    assert "What they made possible" in text_of(client.get(f"{where}brief/"))


def test_on_the_paper_of_a_brief_stands_only_what_is_still_to_be_thanked_for(
    cast: Cast, browser: Any
) -> None:
    client, row = browser("writer"), helped(cast, gate(cast), on=DAY - timedelta(3))
    where, hidden = f"/people/{cast.kamil.pk}/brief/", 'class="at-desk"><h2>What they made possible'
    assert hidden not in client.get(where).content.decode()
    gates.thank_for_help(cast.asking("writer"), key=row.pk)
    assert hidden in client.get(where).content.decode()


def test_beneath_the_five_lights_stands_what_opened_and_thanks_to_whom(
    cast: Cast, browser: Any
) -> None:
    client = browser("reader")
    assert "Nothing in the last three months" in text_of(client.get("/lights/"))
    helped(cast, gate(cast))
    page = text_of(client.get("/lights/"))
    for words in ("What opened, and thanks to whom", "North road", "Abu Kamil", "not thanked yet"):
        assert words in page
    here, elsewhere = str(cast.circle.pk), str(cast.elsewhere.pk)
    for of, there in (("mine", False), (here, True), (elsewhere, False)):
        assert ("North road" in text_of(client.get("/lights/", {"of": of}))) is there
