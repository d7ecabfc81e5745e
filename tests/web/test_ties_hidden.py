"""A tie with an end its reader may not see has no part in anything they are told."""

import json
import re
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.test_ties import both_circles, group, tie
from cast import Cast
from rapport.actions import access, actors, history, merging, people, ties
from rapport.briefings.history import history as history_of
from rapport.briefings.ties import ties_of_actor
from rapport.records.models import Operation, Relationship, Sensitivity, Tie
from rapport.records.models.logged import new_key

PAGES = ("/", "/people/", "/history/", "/gates/", "/requests/", "/people/duplicates/")
OF_ONE = ("", "brief/", "all/ties/", "record/", "who-goes/", "readiness/")


ONCE = re.compile(r'(name="(csrfmiddlewaretoken|once)" value=)"[^"]+"|"X-CSRFToken": "[^"]+"')


def plain(answer: Any) -> str:
    """Return a page without what differs each time it is made."""
    assert answer.status_code == 200
    return ONCE.sub("", answer.content.decode())


def told(client: Any, whom: list[Relationship]) -> dict[str, str]:
    """Return all that somebody is told of these people, and across them."""
    where = [*PAGES, *(f"/people/{one.pk}/{page}" for one in whom for page in OF_ONE)]
    where += [f"/api/people/{one.pk}/" for one in whom]
    where += [f"/api/ties/?of={one.pk}" for one in whom]
    answers = {address: plain(client.get(address)) for address in where}
    answers["find"] = plain(client.post("/find/", {"text": "heron"}, follow=True))
    answers["palette"] = plain(client.post("/go-to/", {"text": "kamil"}))
    return answers


@pytest.fixture
def third(cast: Cast) -> Relationship:
    return cast.add("Umm Nadir")


@pytest.mark.parametrize("reader", ["reader", "keeper"])
@pytest.mark.parametrize("how", ["circle", "severe"])
def test_with_or_without_it_every_page_is_alike(
    cast: Cast, browser: Any, third: Relationship, reader: str, how: str
) -> None:
    both_circles(cast)
    hidden = cast.hidden
    board = group(cast)
    if how == "severe":
        hidden = cast.add("Abu Salim")
        access.set_access(cast.asking("writer"), key=hidden.pk, sensitivity=Sensitivity.SEVERE)
    tie(cast, cast.kamil, "answers_to", third, note="seen by all")
    client, people = browser(reader), [cast.kamil, third]
    before = told(client, people)
    group_before = ties_of_actor(cast.asking(reader), board.pk)
    noted = [
        tie(cast, cast.kamil, "trusts", hidden, note="the heron road"),
        tie(cast, hidden, "doorkeeper_of", cast.kamil, note="heron"),
        tie(cast, hidden, "answers_to", third, note="heron"),
        tie(cast, board, "audience_of", hidden, note="heron"),
    ]
    ties.end_tie(cast.asking("writer"), key=noted[0].pk)
    ties.change_tie(cast.asking("writer"), key=noted[2].pk, note="the heron again")
    ties.remove_tie(cast.asking("writer"), key=noted[1].pk)
    after = told(client, people)
    for where, text in before.items():
        assert after[where] == text, where
    assert ties_of_actor(cast.asking(reader), board.pk) == group_before
    for one in noted:
        done = Operation.objects.filter(row=one.pk).order_by("sequence").values_list("change_set")
        for (key,) in done:
            assert client.post(f"/history/{key}/undo/").status_code == 404
        for what in ("change", "still", "over", "remove"):
            said = client.post(
                f"/api/ties/{one.pk}/{what}/", json.dumps({}), content_type="application/json"
            )
            assert said.status_code == 404


def test_who_may_see_both_ends_finds_the_note_and_takes_it_back(
    cast: Cast, browser: Any, third: Relationship
) -> None:
    noted = tie(cast, third, "trusts", cast.kamil, note="the heron road")
    found = browser("reader").post("/find/", {"text": "heron"}, follow=True).content.decode()
    assert f"/people/{third.pk}/" in found
    assert "heron" in found
    done = Operation.objects.get(row=noted.pk).change_set
    history.undo(cast.asking("writer"), key=done)
    gone = browser("reader").post("/find/", {"text": "heron"}, follow=True).content.decode()
    assert f"/people/{third.pk}/" not in gone


def test_the_record_handed_to_a_person_names_nobody_else(
    cast: Cast, browser: Any, third: Relationship
) -> None:
    tie(cast, third, "trusts", cast.kamil, note="Umm Nadir was there")
    tie(cast, cast.kamil, "answers_to", group(cast))
    record = browser("writer").get(f"/people/{cast.kamil.pk}/record/").content.decode()
    assert "[another person] trusts Abu Kamil" in record
    assert "Abu Kamil answers to Water Board" in record
    assert "Umm Nadir" not in record


def test_questions_do_not_grow_with_the_ties(cast: Cast, browser: Any, third: Relationship) -> None:
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/"
    first = tie(cast, cast.kamil, "trusts", third)
    client.get(where)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        return len(asked)

    few = questions()
    fields = {name: getattr(first, name) for name in ("office_id", "circle_id", "verified_on")}
    Tie.objects.bulk_create(
        [
            Tie(
                pk=new_key(), **fields, kind="worked_with", sensitivity=1,
                relationship=third if number % 20 else cast.kamil,
                other=cast.kamil if number % 20 == 1 else third,
            )
            for number in range(20_000)
            if number % 20 != 2
        ],
        batch_size=500,
    )  # fmt: skip
    # How many stand behind "more" is the one question that is added.
    assert questions() <= few + 1
    assert questions() <= few + 1


def merged(cast: Cast, one: Relationship, other: Relationship) -> Any:
    both = {"keep": one.counterpart_id, "merge": other.counterpart_id}
    return merging.merge_counterparts(cast.asking("writer"), **both)


def made_severe(cast: Cast, one: Relationship, _other: Relationship) -> Any:
    return access.set_access(cast.asking("writer"), key=one.pk, sensitivity=Sensitivity.SEVERE)


DEEDS: dict[str, Any] = {
    "merged": merged,
    "merged into the other": lambda cast, one, other: merged(cast, other, one),
    "made severe": made_severe,
}


def told_of(cast: Cast, browser: Any, key: Any) -> Any:
    """Return what the history says of a change set, and whether it offers to take it back."""
    shown = history_of(cast.asking("writer"), page=5).change_sets
    line = next(one for one in shown if one.change_set == key)
    offered = "/undo/" in browser("writer").get(f"/history/?done={key}").content.decode()
    return line.verb, line.by, line.changes, line.kinds, line.may_undo, offered


def there_and_back(cast: Cast, browser: Any, deed: Any) -> list[Any]:
    """Do something, take it back, and do it again: return all that was told on the way."""
    key = deed().key
    answers = [told_of(cast, browser, key)]
    for _ in range(3):
        key = history.undo(cast.asking("writer"), key=key).key
        answers.append(told_of(cast, browser, key))
    return answers


@pytest.mark.parametrize("at_the_group", [False, True])
@pytest.mark.parametrize("name", DEEDS)
def test_what_carries_it_along_is_taken_back_as_if_it_were_not_there(
    cast: Cast, browser: Any, third: Relationship, name: str, at_the_group: bool
) -> None:
    both_circles(cast, "keeper")
    deed = partial(DEEDS[name], cast, cast.kamil, third)
    told_before = there_and_back(cast, browser, deed)
    beyond = group(cast, by="outsider") if at_the_group else cast.hidden
    noted = [
        tie(cast, third, "trusts", cast.hidden, "keeper", note="heron"),
        tie(cast, beyond, "audience_of", cast.kamil, "keeper", note="heron"),
    ]
    before = [ends_now(one) for one in noted]
    assert there_and_back(cast, browser, deed) == told_before
    assert [ends_now(one) for one in noted] == before


def test_what_was_added_is_taken_back_with_what_others_hung_on_it(cast: Cast, browser: Any) -> None:
    both_circles(cast, "keeper")
    adding = partial(
        people.add_counterpart, cast.asking("writer"), circle=cast.circle.pk, opened=cast.DAY
    )
    told_before = there_and_back(cast, browser, partial(adding, alias="Umm Rim"))
    added = adding(alias="Umm Nur")
    noted = tie(cast, added.row, "trusts", cast.hidden, "keeper", note="heron")
    assert there_and_back(cast, browser, lambda: added) == told_before
    assert not Tie.objects.filter(pk=noted.pk).exists()


def test_a_removed_group_comes_back_with_what_others_hung_on_it(cast: Cast, browser: Any) -> None:
    both_circles(cast, "keeper")
    board = group(cast)
    removed = partial(actors.remove_actor, cast.asking("writer"), key=board.pk)
    told_before = there_and_back(cast, browser, removed)
    noted = tie(cast, board, "trusts", cast.hidden, "keeper", note="heron")
    before = ends_now(noted)
    assert there_and_back(cast, browser, removed) == told_before
    assert ends_now(noted) == before


def ends_now(noted: Tie) -> list[Any]:
    """Return what a tie joins and how severe it is, as it stands in the table."""
    row = Tie.objects.get(pk=noted.pk)
    return [getattr(row, f"{end}_id") for end in Tie.JOINS] + [row.sensitivity, row.note]
