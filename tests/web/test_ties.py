"""Ties on pages: read as a sentence from both ends, added in seconds, checked with one tap."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from actions.test_ties import group, tie
from cast import Cast
from rapport.actions import access, erasing, meetings, merging, not_tied
from rapport.briefings.likely_ties import likely_ties, said_not_so
from rapport.briefings.ties import ties_of_actor
from rapport.records.models import Actor, NotTied, Position, Relationship, Tenure, Tie, TieKind
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

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
    tie(cast, cast.kamil, kind, other, need="Who may speak for whom.")
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


@pytest.fixture
def near(cast: Cast) -> Relationship:
    """Somebody who was in the same group as Abu Kamil in the same years."""
    other, board = cast.add("Umm Nadir"), group(cast)
    held(cast, cast.kamil, board, "Clerk", since=2010, until=2014)
    held(cast, other, board, "Engineer", since=2012, until=2018)
    return other


def proposed(cast: Cast, of: Relationship, who: str = "writer") -> list[str]:
    return [one.alias for one in likely_ties(cast.asking(who), of.pk)]


def test_a_proposal_that_is_not_so_does_not_come_back(cast: Cast, near: Relationship) -> None:
    me = cast.asking("writer")
    about = {"relationship": cast.kamil.pk, "other": near.pk}
    assert proposed(cast, cast.kamil) == ["Umm Nadir"]
    is_one_change_set(cast, lambda: not_tied.say_not_tied(me, **about), "say_not_tied")
    assert proposed(cast, cast.kamil) == ["Umm Nadir"], "it was undone"
    said = not_tied.say_not_tied(me, **about).row
    for who in ("writer", "reader", "keeper"):
        assert proposed(cast, cast.kamil, who) == proposed(cast, near, who) == []
    assert not_tied.say_not_tied(me, relationship=near.pk, other=cast.kamil.pk).row == said
    assert NotTied.objects.count() == 1
    (told,) = said_not_so(cast.asking("reader"), near.pk)
    assert (told.alias, told.by, told.on, told.may_change) == ("Abu Kamil", "Writer", DAY, False)
    take_back = lambda: not_tied.propose_again(me, key=said.pk)  # noqa: E731
    is_one_change_set(cast, take_back, "propose_tie_again")
    take_back()
    assert proposed(cast, near) == ["Abu Kamil"]


def test_only_who_sees_both_says_or_learns_that_it_is_not_so(
    cast: Cast, near: Relationship
) -> None:
    about = {"relationship": cast.kamil.pk, "other": near.pk}
    is_for_writers_only(cast, lambda who: not_tied.say_not_tied(cast.asking(who), **about))
    for one, other in ((cast.kamil, cast.hidden), (cast.hidden, cast.kamil)):
        with pytest.raises(NotThere):
            not_tied.say_not_tied(cast.asking("writer"), relationship=one.pk, other=other.pk)
    with cannot_be("Both ends are the same"):
        not_tied.say_not_tied(
            cast.asking("writer"), relationship=cast.kamil.pk, other=cast.kamil.pk
        )
    said = not_tied.say_not_tied(cast.asking("writer"), **about).row
    named = [cast.writer.pk]
    access.set_access(cast.asking("writer"), key=near.pk, sensitivity=3, named=named)
    assert said_not_so(cast.asking("reader"), cast.kamil.pk) == ()
    with pytest.raises(NotThere):
        not_tied.propose_again(cast.asking("reader"), key=said.pk)
    assert said_not_so(cast.asking("writer"), cast.kamil.pk)


def test_it_goes_with_either_of_the_two_and_with_a_merge(cast: Cast, near: Relationship) -> None:
    me = cast.asking("writer")
    not_tied.say_not_tied(me, relationship=cast.kamil.pk, other=near.pk)
    erasing.erase_person(
        cast.asking("keeper"), key=near.pk, alias="Umm Nadir", reason="They asked."
    )
    assert not NotTied.objects.exists()
    twin = cast.add("Abu Kamil again")
    not_tied.say_not_tied(me, relationship=cast.kamil.pk, other=twin.pk)
    merging.merge_counterparts(me, keep=cast.kamil.counterpart_id, merge=twin.counterpart_id)
    assert not NotTied.objects.exists()


def test_not_so_is_one_tap_and_is_shown_where_it_is_taken_back(
    cast: Cast, near: Relationship, browser: Any
) -> None:
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/tie/"
    text = client.get(where).content.decode()
    assert re.search(r'<button form="deeds"[^>]*name="other"', text), "Enter must not press it."
    answer = client.post(f"{where}not-so/", {"other": str(near.pk)})
    assert answer.headers["Location"].startswith(where)
    text = client.get(where).content.decode()
    assert "Perhaps they know" not in text
    assert "Marked as not so" in text
    said = NotTied.objects.get()
    back = f"/ties/not-so/{said.pk}/again/?of={near.pk}"
    assert client.post(back, {}).headers["Location"].startswith(f"/people/{near.pk}/tie/")
    assert "Perhaps they know" in client.get(where).content.decode()
    assert client.post(f"{where}not-so/", {}).status_code == 404


def test_a_family_tie_asks_what_it_is_needed_for(cast: Cast, browser: Any) -> None:
    other = cast.add("Umm Nadir")
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/tie/"
    said = {"kind": "kin_of", "who": "Umm Nadir"}
    answer = client.post(where, said)
    assert answer.status_code in {409, 422}
    assert "A family tie needs a stated reason." in answer.content.decode()
    assert client.post(where, {**said, "need": "Who may speak for whom."}).status_code == 302
    for key in (cast.kamil.pk, other.pk):
        assert "Who may speak for whom." in page(browser, key)
    road = client.get(f"/people/{cast.kamil.pk}/brief/?for=road").content.decode()
    assert "Who may speak for whom." not in road
