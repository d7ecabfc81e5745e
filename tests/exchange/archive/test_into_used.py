"""An archive into a store that holds some of it: new is added, differing is picked by field."""

import base64

import pytest
from django.db import connection

from cast import Cast, asked_by, at
from exchange.archive.new_store import WORDS, begin_new, everything
from rapport.actions import actors, commitments, correcting, debriefs, history, insights, team
from rapport.actions import own_words as cards
from rapport.exchange.archive.comparing import compare
from rapport.exchange.archive.into_empty import bring_back
from rapport.exchange.archive.into_used import bring_in
from rapport.exchange.archive.making import Wanted, make_archive
from rapport.exchange.archive.reading import Archive, opened
from rapport.exchange.archive.writing import plain_row
from rapport.records import name_index
from rapport.records.integrity import against_itself
from rapport.records.models import (
    Circle,
    Colleague,
    Commitment,
    Debrief,
    Insight,
    Membership,
    Office,
    OwnWaiver,
    OwnWords,
    Relationship,
    SealedName,
)
from rapport.records.rebuilding import differences


class MadeUp(Archive):
    """An archive that somebody wrote themselves: it holds these rows besides."""

    def __init__(self, archive: Archive, *rows, **changed):
        super().__init__(archive.about, archive._package)
        self.__dict__["more"] = [(type(row), plain_row(row) | changed) for row in rows]

    def records(self, kind):
        mine = [said for model, said in self.more if model._meta.model_name == kind]
        known = {said["id"] for said in mine}
        return iter(mine + [said for said in super().records(kind) if said["id"] not in known])


def taken(asking, **wanted):
    said = Wanted(**(wanted or {"whole": True}), reason="To compare")
    made = make_archive(asking, said, passphrase=WORDS)
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
    assert against_itself() is None
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


def test_a_reader_adds_none_of_us_by_an_archive_of_their_own(cast: Cast):
    asking = cast.asking("reader")
    office = Office(name="Made up")
    here = {"office": cast.reader.office}
    there = Circle(name="Mine", **here)
    rows = [
        office,
        there,
        Colleague(sign_in="made-up", name="Made Up", **here),
        OwnWords(kind="not_do", language="en", text="We pay", **here),
        Commitment(relationship=cast.kamil, text="A bribe", circle=there, **here),
    ]
    archive = MadeUp(taken(asking), *rows)
    compared = compare(asking, archive)
    assert (compared.many_new, compared.left_out >= len(rows)) == (0, True)
    before = everything(but=("export",))
    bring_in(asking, archive, [])
    assert everything(but=("export",)) == before
    writer = compare(cast.asking("writer"), archive)
    assert writer.many_new == len(rows)


def test_the_cards_of_an_office_are_changed_by_who_writes(cast: Cast):
    cards.write_own_words(cast.asking("writer"), language="en", texts={"not_do": "We never pay"})
    row = OwnWords.objects.get()
    archive = MadeUp(taken(cast.asking("writer")), row, text="We pay")
    assert compare(cast.asking("reader"), archive).differing == []
    assert [one.key for one in compare(cast.asking("writer"), archive).differing] == [row.pk]


def test_comparing_opens_no_real_name(cast: Cast):
    row = SealedName.objects.get(counterpart=cast.kamil.counterpart_id)
    other = base64.b64encode(b"Another Name").decode()
    archive = MadeUp(taken(cast.asking("writer")), row, sealed=other)
    (one,) = compare(cast.asking("writer"), archive).differing
    assert one.fields[0].is_sealed
    assert (one.fields[0].here, one.fields[0].there) == (None, None)
    assert bring_in(cast.asking("writer"), archive, [("sealedname", row.pk, "sealed")]).row.picked
    row.refresh_from_db()
    assert name_index.open_name(bytes(row.sealed)) == "Another Name"


def test_what_another_set_aside_for_themselves_is_not_added(cast: Cast):
    rows = [
        OwnWaiver(by=by, code="R001", about_kind="store", about_key=by.pk, until=Cast.DAY, seen=[])
        for by in (cast.writer, cast.keeper, Colleague(office=cast.writer.office, sign_in="x"))
    ]
    archive = MadeUp(taken(cast.asking("writer")), rows[2].by, *rows)
    compared = compare(cast.asking("writer"), archive)
    assert [said["id"] for said in compared.new["ownwaiver"]] == [rows[0].pk.hex]
    rows[0].save()
    mine = MadeUp(archive, rows[0], by=cast.keeper.pk.hex, reason="Mine")
    (one,) = compare(cast.asking("writer"), mine).differing
    assert [field.name for field in one.fields] == ["reason"]


def test_another_store_takes_a_circle_in_beside_its_own(cast: Cast, monkeypatch):
    cast.add("Kettle Voice", names=[("Latn", "Hadi Sarem")])
    promise(cast, "Two tents")
    note = insights.note_insight(
        cast.asking("writer"), relationship=cast.kamil.pk, kind="concern", text="His sons",
        nature="interpretation",
    ).row  # fmt: skip
    shared = debriefs.write_debrief(
        cast.asking("writer"), interaction=cast.meet(2).pk, relationship=cast.kamil.pk,
        heard="The road", shared=True,
    ).row  # fmt: skip
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
    assert Insight.objects.visible_to(asking.me).get().pk == note.pk
    assert Debrief.objects.visible_to(asking.me).get().pk == shared.pk
    keeper = Membership.objects.get(circle=mine)
    assert (keeper.colleague_id, keeper.part) == (other.pk, "keeper")
    assert Circle.objects.get(pk=mine).name == "Talks"
    strangers = Colleague.objects.exclude(pk=other.pk)
    assert not strangers.filter(is_active=True).exists()
    assert all(one.duties == [] for one in strangers)
    assert against_itself() is None
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
