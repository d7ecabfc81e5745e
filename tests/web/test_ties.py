"""Ties on pages: read as a sentence from both ends, added in seconds, checked with one tap."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from actions.test_ties import group, tie
from cast import Cast
from rapport.actions import meetings
from rapport.briefings.ties import ties_of_actor
from rapport.records.models import Actor, Position, Relationship, Tenure, Tie, TieKind
from rapport.records.recording import change_set

DAY = Cast.DAY
LONG_AGO = DAY - timedelta(days=420)


def page(browser: Any, key: uuid.UUID, who: str = "writer") -> str:
    """Return a person's page as text, with its marks and names in one run."""
    answer = browser(who).get(f"/people/{key}/")
    assert answer.status_code == 200
    return answer.content.decode()


def held(cast: Cast, who: Relationship, of: Actor, title: str, *, since: int, until: int) -> None:
    """Say that somebody held a post of a group from one year to another."""
    with change_set("note_tenure", cast.asking("writer")) as changes:
        post = changes.add(Position, of, title=title)
        changes.add(
            Tenure,
            who.counterpart,
            position=post,
            since=date(since, 1, 1),
            until=date(until, 12, 31),
        )


def test_it_reads_as_a_sentence_from_both_ends(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, cast.kamil, "audience_of", other)
    one_end, other_end = page(browser, cast.kamil.pk), page(browser, other.pk)
    link = '<a class="name" href="/people/{}/"><bdi>{}</bdi></a>'
    there = link.format(other.pk, "Umm Nadir")
    back = link.format(cast.kamil.pk, "Abu Kamil")
    assert f"<bdi>Abu Kamil</bdi>'s opinion matters to {there}" in one_end
    assert f"<bdi>Umm Nadir</bdi> has to consider what {back} thinks" in other_end


@pytest.mark.parametrize("kind", list(TieKind))
def test_every_kind_stands_on_the_page_of_both(cast: Cast, browser: Any, kind: str) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, cast.kamil, kind, other)
    for here, there in ((cast.kamil, "Umm Nadir"), (other, "Abu Kamil")):
        assert f"<bdi>{there}</bdi></a>" in page(browser, here.pk)


def test_a_group_reads_its_own_ties(cast: Cast) -> None:
    board = group(cast)
    tie(cast, cast.kamil, "answers_to", board)
    told = ties_of_actor(cast.asking("reader"), board.pk)
    assert [one.says for one in told.lines] == ["Abu Kamil answers to Water Board"]
    assert not told.lines[0].may_change
    assert ties_of_actor(cast.asking("outsider"), board.pk).lines == ()


def test_it_is_added_by_kind_and_name(cast: Cast, browser: Any) -> None:
    board = group(cast)
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/tie/"
    form = client.get(f"{where}?kind=answers_to").content.decode()
    assert '<option value="answers_to" selected>Abu Kamil answers to …</option>' in form
    assert '<option value="Water Board (group)">' in form
    answer = client.post(where, {"kind": "answers_to", "who": "water board"})
    assert answer.status_code == 302
    noted = Tie.objects.get()
    assert (noted.relationship_id, noted.other_actor_id) == (cast.kamil.pk, board.pk)
    assert (noted.verified_on, noted.confidence, noted.strength) == (DAY, "medium", None)


def test_it_is_added_from_its_second_end(cast: Cast, browser: Any) -> None:
    cast.add("Umm Nadir")
    said = {"kind": "trusts.back", "who": "umm nadir", "strength": "3", "known_from": "seen"}
    assert browser("writer").post(f"/people/{cast.kamil.pk}/tie/", said).status_code == 302
    noted = Tie.objects.get()
    assert (noted.other_id, noted.strength, noted.known_from) == (cast.kamil.pk, 3, "seen")


def test_a_person_goes_before_a_group_of_the_same_name(cast: Cast, browser: Any) -> None:
    board, person = group(cast), cast.add("Water Board")
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/tie/"
    client.post(where, {"kind": "trusts", "who": "Water Board"})
    client.post(where, {"kind": "trusts", "who": "Water Board (group)"})
    assert list(Tie.objects.order_by("pk").values_list("other_id", "other_actor_id")) == [
        (person.pk, None), (None, board.pk)
    ]  # fmt: skip


def test_what_cannot_be_comes_back_with_every_word(cast: Cast, browser: Any) -> None:
    cast.add("Umm Nadir")
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/tie/"
    for who, says in (("Umm Sahar", "Nobody is called"), ("", "required"), ("Abu Kamil", "same")):
        answer = client.post(where, {"kind": "trusts", "who": who, "note": "after prayers"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert "after prayers" in answer.content.decode()
    client.post(where, {"kind": "trusts", "who": "Umm Nadir"})
    again = client.post(where, {"kind": "trusts", "who": "Umm Nadir"})
    assert again.status_code == 422
    assert f"/ties/{Tie.objects.get().pk}/change/" in again.content.decode()


def test_a_stale_one_is_still_so_or_over_with_one_tap(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    noted = tie(cast, cast.kamil, "answers_to", other, verified_on=LONG_AGO)
    text = page(browser, cast.kamil.pk)
    assert "checked 14 months ago" in text
    assert f'formaction="/ties/{noted.pk}/still/?of={cast.kamil.pk}" class="small"' in text
    client = browser("writer")
    answer = client.post(f"/ties/{noted.pk}/still/?of={other.pk}")
    assert answer.headers["Location"].startswith(f"/people/{other.pk}/")
    assert f'/ties/{noted.pk}/still/?of={cast.kamil.pk}" class="small"' not in page(
        browser, cast.kamil.pk
    )
    client.post(f"/ties/{noted.pk}/over/")
    noted.refresh_from_db()
    assert noted.until == DAY
    assert "Before" in page(browser, cast.kamil.pk)


def test_it_is_asked_about_again_when_somebody_said_so(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, cast.kamil, "trusts", other, expires=DAY - timedelta(days=1))
    assert 'class="due late">checked today' in page(browser, cast.kamil.pk)


def test_it_is_changed_and_removed(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    noted = tie(cast, cast.kamil, "trusts", other, strength=2)
    client, where = browser("writer"), f"/ties/{noted.pk}/change/?of={cast.kamil.pk}"
    assert client.get(where).status_code == 200
    said = {"kind": "answers_to", "confidence": "low", "note": "heard once", "strength": "2"}
    assert client.post(where, said).status_code == 302
    noted.refresh_from_db()
    assert (noted.kind, noted.confidence, noted.strength) == ("answers_to", "low", 2)
    client.post(f"/ties/{noted.pk}/remove/")
    assert not Tie.objects.exists()


def test_who_lets_us_in_stands_above_the_ways_and_in_the_plan(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, other, "doorkeeper_of", cast.kamil, note="Mornings, by her brother")
    text = page(browser, cast.kamil.pk)
    assert "is reached through" in text[text.index("Contact channels") :]
    plan = meetings.plan_meeting(cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=DAY).row[0]
    card = browser("writer").get(f"/meetings/{plan.pk}/").content.decode()
    brief = browser("writer").get(f"/people/{cast.kamil.pk}/brief/").content.decode()
    for told in (card, brief):
        assert "Who lets you in" in told
        assert "Mornings, by her brother" in told


def test_the_brief_names_whom_they_answer_to_and_the_road_does_not(
    cast: Cast, browser: Any
) -> None:
    other = cast.add("Umm Nadir")
    tie(cast, cast.kamil, "answers_to", other)
    tie(cast, group(cast), "audience_of", cast.kamil)
    where = f"/people/{cast.kamil.pk}/brief/"
    full = browser("writer").get(where).content.decode()
    for name in ("Umm Nadir", "Water Board"):
        assert f"<bdi>{name}</bdi>" in full
    road = browser("writer").get(f"{where}?for=road").content.decode()
    assert "Umm Nadir" not in road
    assert "Water Board" not in road


def test_posts_that_met_are_offered_and_never_stored(cast: Cast, browser: Any) -> None:
    other, stranger = cast.add("Umm Nadir"), cast.add("Abu Salim")
    board = group(cast)
    held(cast, cast.kamil, board, "Clerk", since=2010, until=2014)
    held(cast, other, board, "Engineer", since=2012, until=2018)
    held(cast, stranger, board, "Driver", since=2016, until=2019)
    where = f"/people/{cast.kamil.pk}/tie/"
    text = browser("writer").get(where).content.decode()
    offers = text[: text.index('id="id_kind"')]
    assert "<bdi>Umm Nadir</bdi>" in offers
    assert "2012 to 2014" in offers
    assert "Abu Salim" not in offers
    assert not Tie.objects.exists()
    filled = browser("writer").get(f"{where}?kind=worked_with&with={other.pk}").content.decode()
    assert 'value="Umm Nadir"' in filled
    tie(cast, cast.kamil, "worked_with", other)
    assert "Perhaps they know" not in browser("writer").get(where).content.decode()
