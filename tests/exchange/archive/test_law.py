"""Of any store, whoever asks: an archive holds what they may see there, and nothing of anybody's.

That is: no row that is somebody's own, theirs included; of what is for named colleagues only just
what a second person agreed to; and nothing that hangs on what stays behind.
"""

import uuid
from typing import Any

import pytest
from django.db import connection

from cast import Cast, asked_by, at
from exchange.archive.new_store import WORDS, begin_new
from in_turn import seeds
from random_rows import told_at_random
from rapport.actions import team
from rapport.exchange.archive.choosing import choose
from rapport.exchange.archive.into_empty import bring_back
from rapport.exchange.archive.into_used import bring_in
from rapport.exchange.archive.making import Wanted, make_archive
from rapport.exchange.archive.reading import Archive, opened
from rapport.records.integrity import against_itself
from rapport.records.models import Colleague, Sensitivity
from rapport.records.models.scoped import BehindCircle, ScopedModel
from rapport.records.operations import recorded_models
from rapport.records.rebuilding import differences

WHOLE = Wanted(whole=True, reason="To move")
KINDS = {name: kind for name, kind in recorded_models().items() if issubclass(kind, BehindCircle)}


def may_go(asking: Any, agreed: frozenset[Any] = frozenset()) -> dict[str, set[Any]]:
    """Return the keys of what may go, by kind: looked at row by row."""
    going = {
        name: {
            row.pk: row
            for row in kind.objects.visible_to(asking.me)
            if not getattr(row, "is_private", False)
            and (row.sensitivity < Sensitivity.SEVERE or row.pk in agreed)
        }
        for name, kind in KINDS.items()
    }
    left = True
    while left:
        left = False
        for rows in going.values():
            hanging = [key for key, row in rows.items() if _hangs_outside(row, going)]
            left = left or bool(hanging)
            for key in hanging:
                del rows[key]
    return {name: set(rows) for name, rows in going.items()}


def _hangs_outside(row: Any, going: dict[str, Any]) -> bool:
    pointing = [row, *(part for name in row.PARTS for part in getattr(row, name).all())]
    for one in pointing:
        for column in one._meta.concrete_fields:
            kept = column.is_relation and going.get(column.related_model._meta.model_name)
            key = getattr(one, column.attname)
            if kept not in (False, None) and key is not None and key not in kept:
                return True
    return False


def held(archive: Archive) -> dict[str, set[Any]]:
    return {
        name: {kind._meta.pk.to_python(said["id"]) for said in archive.records(name)}
        for name, kind in KINDS.items()
    }


def anybodys_own() -> list[Any]:
    scoped = [kind for kind in KINDS.values() if issubclass(kind, ScopedModel)]
    return [row for kind in scoped for row in kind._base_manager.all() if row.is_private]


@pytest.fixture
def both(cast: Cast) -> Cast:
    """The keeper and the reader read in both circles."""
    for name in ("keeper", "reader"):
        one = cast.who(name)
        team.admit(
            cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=one.pk, part="reader"
        )
    return cast


@pytest.mark.parametrize("seed", seeds(range(6)))
def test_an_archive_holds_what_its_reader_sees_and_nobody_s_own(both: Cast, monkeypatch, seed):
    told_at_random(both, seed)
    own = {row.pk for row in anybodys_own()}
    severe = {row.pk for kind in KINDS.values() for row in kind.objects.filter(sensitivity=3)}
    assert len(own) > 3, "there is something to keep back"
    assert len(severe) > 3
    made = {}
    for who in ("keeper", *(["writer"], ["reader"], ["outsider"])[seed % 3]):
        asking = both.asking(who)
        made[who] = opened(make_archive(asking, WHOLE, passphrase=WORDS).data, passphrase=WORDS)
        assert held(made[who]) == may_go(asking), who
        told = {one.row: one.content for one in made[who].operations() if one.row in own | severe}
        assert not any(told.values()), who
    marks = choose(asking, whole=True).severe
    agreed = frozenset(uuid.UUID(key) for _name, key in marks)
    chosen = choose(asking, whole=True, agreed=marks)
    assert {name: chosen.rows[name] for name in KINDS} == may_go(asking, agreed)
    assert not own & set().union(*(chosen.rows[name] for name in KINDS))
    before = {name: held(archive) for name, archive in made.items()}
    begin_new(monkeypatch)
    bring_back(made["keeper"], now=at()["now"])
    connection.check_constraints()
    assert against_itself() is None
    assert differences() == []
    assert anybodys_own() == []
    there = {name: set(kind.objects.values_list("pk", flat=True)) for name, kind in KINDS.items()}
    assert {**there, "finding": set()} == {**before["keeper"], "finding": set()}
    begin_new(monkeypatch, b"m" * 32)
    other = team.found_office(
        now=at()["now"], name="Other office", colleague="Olga", sign_in="olga", circle="All"
    ).row
    bring_in(asked_by(other), made[who], [])
    assert anybodys_own() == []
    them = asked_by(Colleague.objects.get(pk=other.pk)).me
    for name, keys in before[who].items():
        rows = KINDS[name].objects.visible_to(them).values_list("pk", flat=True)
        assert set(rows) <= keys, name
