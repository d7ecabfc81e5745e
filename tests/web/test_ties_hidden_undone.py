"""A tie across circles refuses no undo of what its ends share, and tells nobody that it is there.

Each verb is done in two worlds, with ties to somebody its caller does not see and without. All that
they are told is alike, and what they take back comes back, with the ties as they were.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from actions.test_ties import both_circles, group, tie
from cast import Cast
from rapport.actions import access, actors, colleagues, erasing, history, merging, team, ties
from rapport.briefings.history import history as told_history
from rapport.records.integrity import against_itself
from rapport.records.models import Actor, Duty, Operation, Relationship, Tie
from rapport.records.refusals import ChangedSince

KEYS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
ONCE = re.compile(r'(name="(csrfmiddlewaretoken|once)" value=)"[^"]+"|"X-CSRFToken": "[^"]+"')
DAY = Cast.DAY

Verb = Callable[[Cast, Relationship, Relationship, Actor], Any]


def merged(cast: Cast, one: Relationship, other: Relationship, _board: Actor) -> Any:
    return merging.merge_counterparts(
        cast.asking("writer"), keep=one.counterpart_id, merge=other.counterpart_id
    ).key


def made_severe(cast: Cast, one: Relationship, _other: Relationship, _board: Actor) -> Any:
    named = [cast.keeper.pk]
    return access.set_access(cast.asking("writer"), key=one.pk, sensitivity=3, named=named).key


def group_removed(cast: Cast, _one: Relationship, _other: Relationship, board: Actor) -> Any:
    return actors.remove_actor(cast.asking("writer"), key=board.pk).key


def begun(_cast: Cast, one: Relationship, _other: Relationship, _board: Actor) -> Any:
    return Operation.objects.filter(row=one.pk).earliest("sequence").change_set


def group_begun(_cast: Cast, _one: Relationship, _other: Relationship, board: Actor) -> Any:
    return Operation.objects.filter(row=board.pk).earliest("sequence").change_set


VERBS = (merged, made_severe, group_removed, begun, group_begun)


def hidden_ties(cast: Cast, *ends: Relationship | Actor) -> list[Tie]:
    """Tie each to somebody of the other circle, from both sides and in both circles."""
    both_circles(cast, "keeper", "writer")
    noted = []
    for one in ends:
        noted.append(tie(cast, one, "trusts", cast.hidden, by="keeper", note="heron"))
        noted.append(tie(cast, cast.hidden, "answers_to", one, by="keeper", note="heron"))
    return noted


def lie_of(noted: list[Tie]) -> list[dict[str, Any]]:
    rows = Tie.objects.filter(pk__in=[one.pk for one in noted]).order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "revised"} for row in rows]


def told(cast: Cast, client: Any, verb: Verb, ends: Any, *, by: str, tied: bool) -> tuple[Any, ...]:
    """Return all that ``by`` is told of a change, its undo and the undo of that."""
    one, other, board = (type(end).objects.get(pk=end.pk) for end in ends)
    noted = hidden_ties(cast, one, other, board) if tied else hidden_ties(cast)
    before = lie_of(noted)
    key = verb(cast, one, other, board)
    said = []
    for _ in range(3):
        page = told_history(cast.asking(by)).change_sets
        lines = {done.change_set: done for done in page}
        done = lines[key]
        said.append((done.verb, done.changes, done.kinds, done.aliases, done.may_undo))
        offer = client.get(f"/people/?done={key}").content.decode()
        said.append(ONCE.sub("", KEYS.sub("", offer)))
        assert client.get(f"/people/?done={key}").status_code == 200
        answer = client.post(f"/history/{key}/undo/")
        said.append((answer.status_code, KEYS.sub("", answer.get("Location", ""))))
        key = Operation.objects.latest("sequence").change_set
    undo_stands = Operation.objects.filter(change_set=key, verb="undo").exists()
    if verb in {merged, made_severe, group_removed}:
        assert lie_of(noted) == before
    assert against_itself() is None
    return (*said, undo_stands, Relationship.objects.count(), Actor.objects.count())


@pytest.mark.parametrize("by", ["writer", "third"])
@pytest.mark.parametrize("verb", VERBS)
def test_with_or_without_hidden_ties_an_undo_is_told_and_done_alike(
    cast: Cast, browser: Any, verb: Verb, by: str
) -> None:
    cast.everyone["third"] = team.add_colleague(
        cast.asking("keeper"), name="Third", sign_in="third", duties=[Duty.NEGOTIATOR]
    ).row
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.who("third").pk, part="writer"
    )
    if by == "third" and verb is made_severe:
        pytest.skip("who is not named is told of none of it")
    client = browser(by)
    worlds = []
    ends = cast.add("Abu Salim"), cast.add("Abu Saleem"), group(cast)
    for tied in (False, True):
        place = transaction.savepoint()
        worlds.append(told(cast, client, verb, ends, by=by, tied=tied))
        transaction.savepoint_rollback(place)
    for without, with_it in zip(*worlds, strict=True):
        assert with_it == without


def test_what_was_done_to_a_hidden_tie_since_stays_and_refuses_nothing(cast: Cast) -> None:
    board = group(cast)
    noted = hidden_ties(cast, board)
    done = group_removed(cast, cast.kamil, cast.kamil, board)
    asking = cast.asking("writer")
    undone = history.undo(asking, key=done)
    ties.change_tie(cast.asking("keeper"), key=noted[0].pk, note="another")
    ties.remove_tie(cast.asking("keeper"), key=noted[1].pk)
    history.undo(asking, key=undone.key)
    assert not Tie.objects.exists()
    history.undo(asking, key=Operation.objects.latest("sequence").change_set)
    assert Tie.objects.get(pk=noted[0].pk).note == "another"


def test_a_hidden_tie_whose_other_end_is_gone_does_not_come_back(cast: Cast) -> None:
    board, far = group(cast), group(cast, "Far Board", by="outsider")
    both_circles(cast, "keeper", "writer")
    tie(cast, board, "trusts", far, by="keeper")
    done = group_removed(cast, cast.kamil, cast.kamil, board)
    actors.remove_actor(cast.asking("outsider"), key=far.pk)
    history.undo(cast.asking("writer"), key=done)
    assert Actor.objects.filter(pk=board.pk).exists()
    assert not Tie.objects.exists()


def test_a_tie_one_sees_in_the_way_still_refuses_and_is_named(cast: Cast) -> None:
    one = cast.add("Abu Salim")
    tie(cast, one, "trusts", cast.kamil, note="heron")
    with pytest.raises(ChangedSince, match="heron"):
        history.undo(cast.asking("writer"), key=begun(cast, one, one, group(cast)))


def test_a_tie_one_may_only_read_keeps_nobody_from_taking_back_their_own(cast: Cast) -> None:
    both_circles(cast)
    board = group(cast)
    noted = tie(cast, cast.hidden, "answers_to", board, by="writer")
    with_outsider = {"circle": cast.circle.pk, "colleague": cast.outsider.pk, "part": "reader"}
    team.admit(cast.asking("keeper"), **with_outsider)
    far = tie(cast, cast.hidden, "trusts", board, by="outsider")
    assert far.circle_id == cast.elsewhere.pk
    done = group_removed(cast, cast.kamil, cast.kamil, board)
    history.undo(cast.asking("writer"), key=done)
    assert Tie.objects.filter(pk__in=[noted.pk, far.pk]).count() == 2


def test_an_auditor_is_told_that_one_was_noted_and_takes_back_their_own(cast: Cast) -> None:
    board = group(cast)
    hidden_ties(cast, board)
    duties = [Duty.NEGOTIATOR, Duty.AUDITOR]
    colleagues.change_colleague(cast.asking("keeper"), colleague=cast.writer.pk, duties=duties)
    done = group_removed(cast, cast.kamil, cast.kamil, board)
    lines = {one.change_set: one for one in told_history(cast.asking("writer")).change_sets}
    assert sum(one.verb == "note_tie" for one in lines.values()) == 2
    assert (lines[done].changes, lines[done].may_undo) == (3, True)
    history.undo(cast.asking("writer"), key=done)


def test_an_erasure_counts_no_tie(cast: Cast, browser: Any) -> None:
    one = cast.add("Abu Salim")
    client, where = browser("keeper"), f"/people/{one.pk}/erase/"
    before = ONCE.sub("", client.get(where).content.decode())
    team.admit(
        cast.asking("outsider"),
        circle=cast.elsewhere.pk,
        colleague=cast.writer.pk,
        part="writer",
    )
    tie(cast, one, "trusts", cast.hidden)
    assert ONCE.sub("", client.get(where).content.decode()) == before


def test_what_joined_somebody_erased_is_told_to_nobody(cast: Cast) -> None:
    before = len(told_history(cast.asking("reader")).change_sets)
    both_circles(cast, "keeper", "writer")
    tie(cast, cast.kamil, "trusts", cast.hidden, by="keeper")
    assert len(told_history(cast.asking("reader")).change_sets) == before
    erasing.erase_person(
        cast.asking("outsider"), key=cast.hidden.pk, alias=cast.hidden.called, reason="asked"
    )
    assert len(told_history(cast.asking("reader")).change_sets) == before
