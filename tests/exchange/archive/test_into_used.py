"""An archive into a store that holds some of it: new is added, differing is picked by field."""

import pytest
from django.db import connection

from cast import Cast, asked_by, at
from exchange.archive.new_store import WORDS, begin_new, everything
from rapport.actions import actors, commitments, correcting, history, team
from rapport.exchange.archive.comparing import compare
from rapport.exchange.archive.into_empty import bring_back
from rapport.exchange.archive.into_used import bring_in
from rapport.exchange.archive.making import Wanted, make_archive
from rapport.exchange.archive.reading import opened
from rapport.records.models import Circle, Colleague, Commitment, Membership, Relationship
from rapport.records.rebuilding import differences
from rapport.records.verifying import verify


def taken(asking, **wanted):
    made = make_archive(asking, Wanted(**(wanted or {"whole": True})), passphrase=WORDS)
    return opened(made.data, passphrase=WORDS)


def promise(cast: Cast, text: str) -> Commitment:
    asking = cast.asking("writer")
    return commitments.make_commitment(asking, relationship=cast.kamil.pk, by="us", text=text).row


def change(cast: Cast, row: Commitment, **values) -> None:
    correcting.change_record(cast.asking("writer"), Commitment, key=row.pk, **values)


def test_what_is_the_same_is_left_and_what_is_new_is_added(cast: Cast):
    row = promise(cast, "Two tents")
    archive = taken(cast.asking("writer"))
    compared = compare(cast.asking("writer"), archive)
    assert (compared.many_new, compared.differing) == (0, [])
    change(cast, row, text="Three tents")
    (one,) = compare(cast.asking("writer"), archive).differing
    assert (one.kind, one.key, one.label) == ("commitment", row.pk, "Three tents")
    assert [(field.name, field.here, field.there) for field in one.fields] == [
        ("text", "Three tents", "Two tents")
    ]


def test_only_the_fields_that_were_picked_are_taken_and_undo_takes_them_back(cast: Cast):
    row = promise(cast, "Two tents")
    archive = taken(cast.asking("writer"))
    change(cast, row, text="Three tents", due=Cast.DAY)
    done = bring_in(cast.asking("writer"), archive, [("commitment", row.pk, "text")])
    assert done.row == (0, 1)
    row.refresh_from_db()
    assert (row.text, row.due) == ("Two tents", Cast.DAY)
    history.undo(cast.asking("writer"), key=done.key)
    row.refresh_from_db()
    assert row.text == "Three tents"
    assert verify().whole
    assert differences() == []


def test_what_was_removed_here_does_not_come_back(cast: Cast):
    row = promise(cast, "Two tents")
    archive = taken(cast.asking("writer"))
    correcting.remove_record(cast.asking("writer"), Commitment, key=row.pk)
    compared = compare(cast.asking("writer"), archive)
    assert compared.many_new == 0
    bring_in(cast.asking("writer"), archive, [])
    assert not Commitment.objects.exists()


def test_a_reader_brings_nothing_in_and_changes_nothing(cast: Cast):
    row = promise(cast, "Two tents")
    archive = taken(cast.asking("writer"))
    change(cast, row, text="Three tents")
    before = everything(but=("export",))
    compared = compare(cast.asking("reader"), archive)
    assert (compared.many_new, compared.differing) == (0, [])
    bring_in(cast.asking("reader"), archive, [("commitment", row.pk, "text")])
    bring_in(cast.asking("outsider"), archive, [("commitment", row.pk, "text")])
    assert everything(but=("export",)) == before


def test_another_store_takes_a_circle_in_beside_its_own(cast: Cast, monkeypatch):
    cast.add("Kettle Voice", names=[("Latn", "Hadi Sarem")])
    promise(cast, "Two tents")
    actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name="Port office")
    archive = taken(cast.asking("writer"), circle=cast.circle.pk)
    mine = cast.circle.pk
    begin_new(monkeypatch)

    other = team.found_office(
        now=at()["now"], name="Other office", colleague="Olga", sign_in="writer",
        circle="Whole office", duties=["head_of_office"],
    ).row  # fmt: skip
    asking = asked_by(other)
    compared = compare(asking, archive)
    assert compared.differing == []
    done = bring_in(asking, archive, [])
    connection.check_constraints()
    assert done.row.added == compared.many_new
    asking = asked_by(Colleague.objects.get(pk=other.pk))
    names = {row.called for row in Relationship.objects.visible_to(asking.me)}
    assert {"Abu Kamil", "Kettle Voice"} <= names
    assert Commitment.objects.visible_to(asking.me).get().text == "Two tents"
    keeper = Membership.objects.get(circle=mine)
    assert (keeper.colleague_id, keeper.part) == (other.pk, "keeper")
    assert Circle.objects.get(pk=mine).name == "Talks"
    strangers = Colleague.objects.exclude(pk=other.pk)
    assert not strangers.filter(is_active=True).exists()
    assert all(one.duties == [] for one in strangers)
    assert verify().whole
    assert differences() == []
    again = compare(asking, archive)
    assert (again.many_new, again.differing) == (0, [])


def test_moved_whole_and_worked_on_in_both_each_difference_is_shown(cast: Cast, monkeypatch):
    row = promise(cast, "Two tents")
    first = taken(cast.asking("writer"))
    change(cast, row, text="Two large tents")
    promise(cast, "A visit")
    later = taken(cast.asking("writer"))
    begin_new(monkeypatch)
    bring_back(first, now=at()["now"])
    compared = compare(cast.asking("writer"), later)
    assert [len(compared.new[kind]) for kind in ("commitment", "counterpart")] == [1, 0]
    assert [field.there for one in compared.differing for field in one.fields] == [
        "Two large tents"
    ]
    bring_in(cast.asking("writer"), later, [("commitment", row.pk, "text")])
    assert {one.text for one in Commitment.objects.all()} == {"Two large tents", "A visit"}


@pytest.mark.parametrize("pick", [("commitment", "circle"), ("commitment", "nothing")])
def test_who_may_see_a_record_is_never_taken_from_a_file(cast: Cast, pick):
    row = promise(cast, "Two tents")
    archive = taken(cast.asking("writer"))
    change(cast, row, text="Three tents")
    done = bring_in(cast.asking("writer"), archive, [(pick[0], row.pk, pick[1])])
    assert done.row.picked == 0
