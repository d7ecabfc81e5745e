"""In a large office Today tells what was noticed a moment ago, and nothing that may not be seen."""

import random
import time
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from beside import Beside, every_office_is_large, forget
from briefings.test_kept_answers import _some_deed
from briefings.test_network_map import know, world
from cast import Cast
from in_turn import seeds
from rapport.actions import access, erasing, gates, interactions, people, team
from rapport.briefings import across_circles as across
from rapport.briefings import renewed
from rapport.briefings.today import today
from rapport.briefings.views import view_of
from rapport.records.models import Actor, Gate, Relationship, Store
from rapport.refusals import Refusal

READERS = ("keeper", "writer", "reader", "outsider")


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    """Let every office count as large."""
    yield from every_office_is_large(monkeypatch)


def _told(cast: Cast, by: str, *, mine: bool = False) -> Any:
    asking = cast.asking(by)
    return across.across_circles_lately(asking, view_of(asking), mine=mine)


def _hidden(cast: Cast, by: str, told: Any) -> list[Any]:
    """Return what is told of and that this reader does not see."""
    me, hidden = cast.who(by), []
    for kind, name in ((Actor, "actor"), (Gate, "gate"), (Relationship, "relationship")):
        seen = set(kind.objects.visible_to(me).values_list("pk", flat=True))
        named = {row.relationship for one in told for row in one.because if row.relationship}
        about = {one.about_key for one in told if one.about_kind == name}
        hidden += (about | (named if kind is Relationship else set())) - seen
    return hidden


@pytest.fixture
def brigade(cast: Cast) -> Relationship:
    """Return somebody of an actor whom we met last more than a year ago."""
    who = cast.add("The miller", days_ago=400, new_actor="Brigade")
    cast.meet(400, whom=who)
    other = cast.add("The ferryman", days_ago=400, new_actor="Ferry")
    cast.meet(400, whom=other)
    return who


def _names(told: Any) -> list[str]:
    return sorted(one.alias for one in told if one.code == "N06")


def test_what_rests_on_a_change_is_left_out_until_it_is_worked_out_anew(
    cast: Cast, brigade: Relationship, threads: Beside
) -> None:
    """Who was met is not said to be forgotten, and the others are said as a moment ago."""
    told, is_now = _told(cast, "writer")
    assert (_names(told), is_now) == (["Brigade", "Ferry"], True)
    cast.meet(0, whom=brigade)
    for _ in range(2):
        told, is_now = _told(cast, "writer")
        assert (_names(told), is_now) == (["Ferry"], False)
    assert threads.work() == 1
    told, is_now = _told(cast, "writer")
    assert (_names(told), is_now) == (["Ferry"], True)


def test_a_contact_taken_back_is_a_change_of_whom_it_was_with(
    cast: Cast, brigade: Relationship, threads: Beside
) -> None:
    """The end of a row names nobody; what was recorded of it before does."""
    visit = cast.meet(0, whom=brigade)
    assert _names(_told(cast, "writer")[0]) == ["Ferry"]
    last, head = Store.objects.get().sequence, bytes(Store.objects.get().head)
    interactions.remove_interaction(cast.asking("writer"), key=visit.pk)
    changed = renewed.changed_since(last, head)
    assert changed is not None
    assert {visit.pk, brigade.pk} <= changed
    assert not changed & {cast.writer.pk, cast.circle.pk, cast.writer.office_id}


def test_today_says_that_it_is_being_checked_again(
    cast: Cast, brigade: Relationship, threads: Beside
) -> None:
    """What is kept of the page meanwhile does not stay once it is of now."""
    assert not today(cast.asking("writer"), mine=False).renewing
    cast.meet(0, whom=cast.kamil)
    assert today(cast.asking("writer"), mine=False).renewing
    assert not today(cast.asking("writer"), mine=False).quiet
    threads.work()
    page = today(cast.asking("writer"), mine=False)
    forget()
    assert page == today(cast.asking("writer"), mine=False)


@pytest.mark.parametrize("deed", ["severe", "settings", "admitted", "many", "erased"])
def test_nothing_of_before_is_told(
    cast: Cast,
    brigade: Relationship,
    threads: Beside,
    monkeypatch: pytest.MonkeyPatch,
    deed: str,
) -> None:
    """After a change of who sees what, of settings, and after very many changes: at once anew."""
    keeper, writer = cast.asking("keeper"), cast.asking("writer")
    for by in READERS:
        _told(cast, by)
    if deed == "severe":
        access.set_access(writer, key=brigade.pk, sensitivity=3)
    elif deed == "settings":
        team.set_rules(keeper, raw={"N06": {"on": False}})
    elif deed == "admitted":
        team.release(keeper, circle=cast.circle.pk, colleague=cast.reader.pk)
    elif deed == "erased":
        why = "They asked for it."
        erasing.erase_person(keeper, key=brigade.pk, alias=brigade.called, reason=why)
    else:
        monkeypatch.setattr(renewed, "_MOST_READ", 0)
        cast.meet(0, whom=brigade)
    for by in READERS:
        told, is_now = _told(cast, by)
        assert is_now
        forget()
        assert told == _told(cast, by)[0]
    assert threads.work() == 0


@pytest.mark.django_db(transaction=True)
def test_a_thread_works_it_out_with_a_connection_of_its_own(
    cast: Cast, brigade: Relationship, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page does not wait for is there soon, and is what a request would work out."""
    monkeypatch.setattr(renewed, "_AT_ONCE", 0)
    monkeypatch.setattr(renewed, "_RESTS", 0)
    monkeypatch.setattr(renewed, "_PAGE_FIRST", 0.0)
    forget()
    assert _names(_told(cast, "writer")[0]) == ["Brigade", "Ferry"]
    cast.meet(0, whom=brigade)
    assert not _told(cast, "writer")[1]
    for _ in range(600):  # a minute, on a machine with much else to do
        if not across.WORKED.is_at_work:
            break
        time.sleep(0.1)
    told, is_now = _told(cast, "writer")
    forget()
    assert is_now
    assert told == _told(cast, "writer")[0]


def test_another_day_is_worked_out_anew(cast: Cast, brigade: Relationship, threads: Beside) -> None:
    """What a rule says of yesterday is not given for today."""
    _told(cast, "writer")
    cast.meet(0, whom=brigade)
    asking = cast.asking("writer", -1)
    assert asking.day == cast.DAY + timedelta(days=1)
    assert across.across_circles_lately(asking, view_of(asking), mine=False)[1]


def test_what_fails_is_not_begun_again_at_once(
    cast: Cast, brigade: Relationship, threads: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page goes on telling what was noticed before, and that it is being checked."""
    _told(cast, "writer")
    cast.meet(0, whom=brigade)
    clock = [0.0]
    monkeypatch.setattr(renewed, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    across.WORKED._kept[next(iter(across.WORKED._kept))].again_at = 0.0

    def fail(_view: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as here:
        here.setattr(across.WORKED, "_work_out", fail)
        assert not _told(cast, "writer")[1]
        with pytest.raises(ZeroDivisionError):
            threads.work()
    assert not _told(cast, "writer")[1]
    assert threads.work() == 0
    clock[0] = renewed._AFTER_FAILING
    assert not _told(cast, "writer")[1]
    assert threads.work() == 1
    assert _told(cast, "writer")[1]


def _another_deed(cast: Cast, chance: random.Random, done: list[Any], turn: int) -> Any:
    """Do something that changes what is noticed, or who sees it."""
    asking = cast.asking(chance.choice(("writer", "keeper", "outsider")))
    mine = list(Relationship.objects.changeable_by(asking.me).order_by("pk"))
    if len(mine) < 2 or chance.random() < 0.5:
        return _some_deed(cast, chance, done)
    one, other = chance.sample(mine, 2)
    by = next(name for name in READERS if cast.who(name) == asking.me)
    needed = list(Gate.objects.changeable_by(asking.me).order_by("pk"))
    deeds = [
        lambda: cast.meet(chance.choice((0, 3, 190)), by=by, whom=one),
        lambda: know(cast, one, other, chance.choice((0, 170)), by=by),
        lambda: people.change_counterpart(asking, key=one.counterpart_id, alias=f"Q{turn}"),
        lambda: gates.remove_gate(asking, key=chance.choice(needed).pk) if needed else None,
    ]
    made = chance.choice(deeds)()
    return made if hasattr(made, "key") else None


@pytest.mark.parametrize("seed", seeds(range(1, 9)))
def test_nobody_is_told_what_they_may_not_see_or_what_changed(
    cast: Cast, threads: Beside, seed: int
) -> None:
    """Whatever is done: a kept answer tells less than before, and anew it is what it would be."""
    world(cast, seed)
    chance, done = random.Random(seed), []
    before = {(by, mine): _told(cast, by, mine=mine)[0] for by in READERS for mine in (True, False)}
    kept = 0
    for turn in range(12):
        try:
            change = _another_deed(cast, chance, done, turn)
        except Refusal:
            continue
        done += [change.key] if change else []
        for (by, mine), earlier in before.items():
            told, is_now = _told(cast, by, mine=mine)
            assert not _hidden(cast, by, told), (seed, by)
            if is_now:
                before[by, mine] = told
            else:
                kept += 1
                assert {*map(repr, told)} <= {*map(repr, earlier)}, (seed, by)
        if chance.random() < 0.4:
            told_now = {each: _told(cast, each[0], mine=each[1]) for each in before}
            while threads.work():  # what was begun may be of an earlier end of the history
                told_now = {each: _told(cast, each[0], mine=each[1]) for each in before}
            assert all(is_now for _, is_now in told_now.values())
            before = {each: told for each, (told, _) in told_now.items()}
            forget()
            for (by, mine), told in before.items():
                assert told == _told(cast, by, mine=mine)[0], (seed, by)
    assert kept
