"""Rows read once for all who read a circle are, for each of them, what they may see."""

from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefings.test_network_map import know, world
from cast import Cast
from in_turn import seeds
from rapport.actions import access, team
from rapport.records.models import Part, Relationship, ScopedModel, Tie
from rapport.records.operations import recorded_models
from rapport.records.raw_rows import as_stored, as_uuid
from rapport.records.rows_by_circle import RowsByCircle

KINDS = [
    kind
    for kind in recorded_models().values()
    if issubclass(kind, ScopedModel) and kind.OWN_UNTIL is None
]
WHO = ("writer", "reader", "keeper", "outsider")


def seen_of(rows: RowsByCircle, kind, me, asked=None):
    """Return the keys of the rows of a kind that come back for one of us."""
    ends = [f"{column}_id" for column in kind.JOINS]
    joined = [kind._meta.get_field(column).related_model for column in kind.JOINS]
    there = {
        key if connection.vendor == "postgresql" else key.bytes
        for end in joined
        for key in end.objects.visible_to(me).values_list("pk", flat=True)
    }
    asked = kind.objects.all() if asked is None else asked
    places = range(1, len(ends) + 1)
    parts = rows.parts(me, asked, "pk", *ends, ends=places, there=there)
    return {as_uuid(row[0]) for row in chain(*parts.values())}


@pytest.mark.parametrize("seed", seeds(range(4)))
def test_each_sees_what_they_may_see_whoever_read_before(cast: Cast, seed):
    """Of every kind that may be asked for so; the reader is in both circles, and is named."""
    world(cast, seed)
    both = {"circle": cast.elsewhere.pk, "colleague": cast.reader.pk, "part": Part.READER}
    team.admit(cast.asking("outsider"), **both)
    severe = list(Relationship.objects.filter(sensitivity=3, circle=cast.circle).order_by("pk"))
    for row in severe[::2]:
        if Relationship.objects.changeable_by(cast.writer).filter(pk=row.pk).exists():
            named = {"sensitivity": 3, "named": [cast.reader.pk]}
            access.set_access(cast.asking("writer"), key=row.pk, **named)
    told = 0
    for order in (WHO, WHO[::-1]):
        rows = RowsByCircle()
        for me in map(cast.who, order):
            for kind in KINDS:
                may = set(kind.objects.visible_to(me).values_list("pk", flat=True))
                assert seen_of(rows, kind, me) == may, (kind, me.name)
                told += len(may)
    assert told > 100


def test_a_circle_is_asked_for_once(cast: Cast):
    """What the next reader is asked about is what is severe, and circles nobody has read."""
    rows, me = RowsByCircle(), cast.who("reader")
    assert seen_of(rows, Relationship, cast.who("writer")) == {cast.kamil.pk}
    assert me.readable_circles() == [cast.circle.pk]
    for is_asked_before in (False, True):
        with CaptureQueriesContext(connection) as asked:
            parts = rows.parts(me, Relationship.objects.all(), "pk")
        assert [as_uuid(row[0]) for row in parts[cast.circle.pk]] == [cast.kamil.pk]
        (question,) = asked
        assert cast.circle.pk.hex not in question["sql"].partition('"sensitivity" = ')[2]
        Relationship.objects.filter(pk=cast.kamil.pk).delete()
        assert is_asked_before or not seen_of(RowsByCircle(), Relationship, me)


def test_who_leaves_a_circle_gets_nothing_of_it(cast: Cast):
    rows = RowsByCircle()
    assert seen_of(rows, Relationship, cast.who("reader"))
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk)
    assert not seen_of(rows, Relationship, cast.who("reader"))


def test_what_joins_others_is_only_for_who_sees_each_end(cast: Cast):
    other = cast.add("Haji Musa", days_ago=300)
    tie = know(cast, cast.kamil, other)
    rows = RowsByCircle()
    assert seen_of(rows, Tie, cast.who("writer")) == {tie.pk}
    access.set_access(cast.asking("writer"), key=other.pk, sensitivity=3, named=[cast.writer.pk])
    assert seen_of(rows, Tie, cast.who("reader")) == set()
    with pytest.raises(TypeError):
        rows.parts(cast.who("reader"), Tie.objects.all(), "pk")


def test_a_kind_is_asked_the_same_by_everybody(cast: Cast):
    """What was kept for one question does not answer another."""
    rows = RowsByCircle()
    rows.parts(cast.who("writer"), Relationship.objects.all(), "pk")
    with pytest.raises(TypeError):
        rows.parts(cast.who("reader"), Relationship.objects.all(), "pk", "lead_id")
    other = RowsByCircle()
    asked = ("pk", "relationship_id", "other_id", "actor_id", "other_actor_id")
    other.parts(cast.who("writer"), Tie.objects.all(), *asked, ends=(1, 2))
    with pytest.raises(TypeError):
        other.parts(cast.who("reader"), Tie.objects.all(), *asked, ends=(2, 1))


@pytest.mark.parametrize("ends", [(1,), (1, 1)])
def test_a_row_with_more_ends_than_are_looked_at_is_refused(cast: Cast, ends):
    know(cast, cast.kamil, cast.add("Haji Musa", days_ago=300))
    asked = ("pk", "relationship_id", "other_id", "actor_id", "other_actor_id")
    there = [as_stored(cast.kamil.pk)]
    with pytest.raises(TypeError):
        RowsByCircle().parts(cast.writer, Tie.objects.all(), *asked, ends=ends, there=there)


def test_what_joins_others_is_asked_for_with_all_its_ends(cast: Cast):
    asked = ("pk", "relationship_id", "other_id")
    with pytest.raises(TypeError):
        RowsByCircle().parts(cast.writer, Tie.objects.all(), *asked, ends=(1, 2))


def test_what_is_somebodys_own_is_refused(cast: Cast):
    own = next(
        kind
        for kind in recorded_models().values()
        if issubclass(kind, ScopedModel) and kind.OWN_UNTIL is not None and not kind.JOINS
    )
    with pytest.raises(TypeError):
        RowsByCircle().parts(cast.who("writer"), own.objects.all(), "pk")
