"""Writing the rows of a register: whoever is known is met, everything else is begun once."""

from datetime import timedelta

import pytest

from actions.change_sets import is_one_change_set
from cast import Cast
from rapport.imports.known import known_people
from rapport.imports.mapping import RegisterMap
from rapport.imports.row_writer import RowWriter
from rapport.imports.rows import Post, RegisterRow
from rapport.records.models import (
    Actor,
    Colleague,
    Interaction,
    Position,
    Relationship,
    Sensitivity,
    Tenure,
)
from rapport.records.recording import change_set

DAY = Cast.DAY


def Row(  # noqa: N802 - it reads as what it makes
    names, ago=0, real_name="", *, actor="", position="", interaction=None, **told
):
    on = None if ago is None else DAY - timedelta(ago)
    posts = [Post(actor, position)] if actor or position else []
    told = {"how_to_address": "", "ours": "", **told}
    passed = {"line": "Tea."} if interaction is None else interaction
    people = dict.fromkeys(names, real_name)
    return RegisterRow(2, people, posts=posts, on=on, interaction=passed, **told)


def take(cast, *pieces, by="writer", sensitivity=Sensitivity.RESTRICTED):
    """Take rows in, piece by piece as they are read, and return what was counted."""
    asking = cast.asking(by)
    with change_set("import_register", asking) as changes:
        mapping = RegisterMap(columns={"name": "real_name"}, sensitivity=sensitivity)
        people = known_people(asking.me, cast.circle.pk)
        writer = RowWriter(changes, mapping, asking, cast.circle, people)
        for rows in pieces:
            writer.write(rows)
        writer.finish()
    return writer


def somebody(alias):
    return Relationship.objects.get(counterpart__alias=alias)


def test_a_row_brings_a_person_what_they_are_and_a_visit(cast: Cast):
    told = {"how_to_address": "Usta", "ours": "Writer"}
    row = Row(("The smith",), 9, "Yousef Haddad", actor="Port", position="Smith", **told)
    counts = take(cast, [row]).counts
    assert (counts.people, counts.interactions, counts.actors, counts.colleagues) == (1, 1, 1, 0)
    smith = somebody("The smith")
    assert (smith.opened, smith.lead, smith.counterpart.how_to_address) == (
        DAY - timedelta(9),
        cast.writer,
        "Usta",
    )
    assert smith.counterpart.actor.name == "Port"
    assert Tenure.objects.get(counterpart=smith.counterpart).position.title == "Smith"
    visit = smith.presences.get().interaction
    assert [one.colleague for one in visit.ours.all()] == [cast.writer]


@pytest.mark.parametrize("alias", ["Abu Kamil", "abu  KAMIL", "Abū Kāmil"])
def test_a_known_alias_is_met_however_it_is_spelled(cast: Cast, alias):
    counts = take(cast, [Row((alias,)), Row((alias,), 3)]).counts
    assert (counts.people, counts.known, counts.interactions) == (0, 1, 2)
    assert cast.kamil.presences.count() == 2


def test_an_alias_known_in_another_circle_only_is_somebody_new(cast: Cast):
    assert take(cast, [Row(("Umm Sahar",))]).counts.people == 1
    assert cast.hidden.presences.count() == 0


def test_actors_posts_and_colleagues_are_begun_once_across_pieces(cast: Cast):
    rows = [
        Row((f"Number {n}",), n, actor="Port", position="Pilot", ours="Idris") for n in range(6)
    ]
    counts = take(cast, rows[:2], rows[2:4], rows[4:]).counts
    assert (counts.actors, counts.colleagues, counts.people) == (1, 1, 6)
    assert (Actor.objects.count(), Position.objects.count(), Tenure.objects.count()) == (1, 1, 6)
    again = take(cast, [Row(("Number 7",), actor="PORT", ours="idris")]).counts
    assert (again.actors, again.colleagues) == (0, 0)


def test_a_relationship_opens_on_the_earliest_day_of_all_pieces(cast: Cast):
    take(cast, [Row(("The smith",), 3)], [Row(("The smith",), 30)], [Row(("The smith",), 9)])
    smith = somebody("The smith")
    assert smith.opened == smith.holders.get().since == DAY - timedelta(30)


def test_somebody_known_opens_when_they_did(cast: Cast):
    take(cast, [Row(("Abu Kamil",), 90)])
    assert somebody("Abu Kamil").opened == cast.kamil.opened


def test_a_row_without_a_day_brings_no_visit(cast: Cast):
    counts = take(cast, [Row(("The smith",), None)]).counts
    assert (counts.people, counts.interactions) == (1, 0)
    assert somebody("The smith").opened == DAY


def test_several_people_of_a_row_were_there_together_and_once(cast: Cast):
    take(cast, [Row(("The smith", "Abu Kamil", "the SMITH"))])
    visit = Interaction.objects.get()
    assert visit.theirs.count() == 2


def test_a_colleague_nobody_knew_cannot_sign_in(cast: Cast):
    take(cast, [Row(("The smith",), ours="Idris \u202eFane")])
    idris = Colleague.objects.get(name="Idris Fane")
    assert (idris.is_active, idris.has_usable_password()) == (False, False)


def test_a_whole_register_is_one_change_even_with_new_colleagues(cast: Cast):
    rows = [Row((f"Number {n}",), n, "Yousef Haddad", actor="Port", ours="Idris") for n in range(3)]
    is_one_change_set(cast, lambda: take(cast, rows[:1], rows[1:]), "import_register")


def test_whoever_is_named_is_judged_anew(cast: Cast):
    take(cast, [Row(("The smith", "Abu Kamil"))])
    for alias in ("The smith", "Abu Kamil"):
        assert (somebody(alias).judged_on, somebody(alias).last_two_way) == (DAY, DAY)
