"""The frame of every export: a purpose, a second person, a seal, a mark, and an entry for each."""

from dataclasses import replace
from datetime import timedelta

import pyrage
import pytest

from cast import Cast
from rapport.actions import access, history
from rapport.actions import exports as verbs
from rapport.exchange.exports import Column, Form, Kind, Order, Row, ask, make, marked, offered
from rapport.records.models import (
    Colleague,
    Export,
    ExportState,
    Operation,
    Relationship,
    Sensitivity,
)
from rapport.records.rebuilding import differences, rebuild
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.verifying import verify
from rapport.vault import age
from rapport.vault.refusals import WeakPassphrase

WORDS = "seven grey kettles beside the river"


def gather(asking, filters):
    rows = Relationship.objects.visible_to(asking.me).select_related("counterpart")
    for row in rows.order_by("counterpart__alias"):
        said = {"name": row.called, "stage": row.stage, "note": row.objective}
        yield Row(Relationship, row.pk, row.sensitivity, said, row.counterpart_id)


def write(sheet):
    lines = [marked(sheet), *(str(dict(row.values)) for row in sheet.rows)]
    return "\n".join(lines).encode()


KIND = Kind(
    name="tried",
    title="Tried",
    columns=(
        Column("name", "Name"),
        Column("stage", "Stage"),
        Column("note", "Note", is_words=True),
        Column("real_names", "Real names", is_name=True),
    ),
    forms=(Form("txt", "Text", ".txt", "text/plain", write),),
    gather=gather,
)
PLAIN = Order("coordination", ("name",), "txt", clear_why="A sheet for the wall of our own room.")


@pytest.fixture
def severe(cast: Cast) -> Relationship:
    """A person only the writer and the keeper are named for."""
    row = cast.add("Silent Reed", sensitivity=Sensitivity.SEVERE, names=[("Latn", "Adnan Kalo")])
    asking = cast.asking("writer")
    access.set_access(
        asking, key=row.pk, sensitivity=Sensitivity.SEVERE, named=[cast.writer.pk, cast.keeper.pk]
    )
    return row


def test_an_export_leaves_an_entry_with_purpose_and_columns_and_who(cast: Cast):
    made = make(cast.asking("writer"), KIND, replace(PLAIN, reason="For Tuesday"))
    assert made.data.decode() == (
        "Restricted. Coordination with other organisations. Exported by Writer on 2026-03-16.\n"
        "{'name': 'Abu Kamil'}"
    )
    (entry,) = Export.objects.all()
    assert (entry.by, entry.what, entry.purpose, entry.columns, entry.many, entry.reason) == (
        cast.writer, "tried", "coordination", ["name"], 1, "For Tuesday",
    )  # fmt: skip
    assert entry.sensitivity == Sensitivity.RESTRICTED
    with pytest.raises(CannotBe, match="nothing to undo"):
        history.undo(cast.asking("writer"), key=Operation.objects.latest("sequence").change_set)
    rebuild()
    assert differences() == []
    assert verify().whole


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"purpose": ""}, "purpose is missing"),
        ({"columns": ()}, "No column"),
        ({"columns": ("name", "sealed")}, "No column"),
        ({"clear_why": " "}, "not be encrypted"),
        ({"columns": ("name", "real_names")}, "only with a reason"),
    ],
)
def test_what_an_order_must_say(cast: Cast, change, says):
    with pytest.raises(CannotBe, match=says):
        make(cast.asking("writer"), KIND, replace(PLAIN, **change))
    assert not Export.objects.exists()


def test_a_file_is_sealed_to_words_or_to_keys_and_opens_with_nothing_else(cast: Cast):
    asking, order = cast.asking("writer"), replace(PLAIN, clear_why="")
    made = make(asking, KIND, replace(order, passphrase=WORDS))
    assert made.name == "tried-2026-03-16.txt.age"
    assert b"Kamil" not in made.data
    assert b"Abu Kamil" in age.unseal(made.data, passphrase=WORDS)
    with pytest.raises(age.DoesNotOpen):
        age.unseal(made.data, passphrase="six grey kettles beside the river")
    identity = pyrage.x25519.Identity.generate()
    made = make(asking, KIND, replace(order, keys=(str(identity.to_public()),)))
    assert b"Abu Kamil" in age.unseal(made.data, identity=f"# a key\n{identity}\n")
    with pytest.raises(WeakPassphrase):
        make(asking, KIND, replace(order, passphrase="password"))
    with pytest.raises(age.NoSuchKey):
        make(asking, KIND, replace(order, keys=("age1nobody",)))
    assert Export.objects.count() == 2


def test_real_names_go_with_a_reason_and_each_look_is_entered(cast: Cast):
    order = replace(PLAIN, columns=("name", "real_names"), names_why="A visa list they asked for.")
    made = make(cast.asking("writer"), KIND, order)
    assert "كامل الراشد" in made.data.decode()
    looked = Operation.objects.filter(model="counterpart", verb="export", by=cast.writer.pk)
    assert [one.row for one in looked] == [cast.kamil.counterpart_id]
    assert "كامل" not in make(cast.asking("writer"), KIND, PLAIN).data.decode()


def test_what_is_for_named_colleagues_goes_only_when_a_second_person_agrees(cast: Cast, severe):
    asking = cast.asking("writer")
    assert "Silent Reed" not in make(asking, KIND, PLAIN).data.decode()
    there = offered(asking, KIND, {})
    assert (there.rows, there.severe, there.approvers) == (2, 1, (cast.keeper,))
    entry = ask(asking, KIND, PLAIN)
    order = replace(PLAIN, approval=entry.pk)
    with pytest.raises(CannotBe, match="has not agreed"):
        make(asking, KIND, order)
    for other in ("writer", "reader", "outsider"):
        with pytest.raises(NotThere):
            verbs.approve_export(cast.asking(other), key=entry.pk)
    verbs.approve_export(cast.asking("keeper"), key=entry.pk)
    cast.add("Later Person", sensitivity=Sensitivity.SEVERE)
    with pytest.raises(NotThere):
        make(cast.asking("keeper"), KIND, order)
    with pytest.raises(CannotBe, match="has not agreed"):
        make(asking, KIND, replace(order, columns=("name", "stage")))
    text = make(asking, KIND, order).data.decode()
    assert "Silent Reed" in text
    assert "Later Person" not in text
    assert text.startswith("Named colleagues only.")
    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == (ExportState.MADE, cast.keeper)
    with pytest.raises(CannotBe, match="has not agreed"):
        make(asking, KIND, order)


def test_an_agreement_lasts_a_week_and_real_names_need_one_of_their_own(cast: Cast, severe):
    asking = cast.asking("writer")
    entry = ask(asking, KIND, replace(PLAIN, columns=("name", "real_names"), names_why="A visa."))
    verbs.approve_export(cast.asking("keeper"), key=entry.pk)
    order = replace(PLAIN, approval=entry.pk)
    late = replace(asking, now=asking.now + timedelta(days=8))
    with pytest.raises(CannotBe, match="seven days ago"):
        make(late, KIND, order)
    named = replace(order, columns=("name", "real_names"), names_why="A visa.")
    assert "Adnan Kalo" in make(asking, KIND, named).data.decode()
    entry = ask(asking, KIND, PLAIN)
    verbs.decline_export(cast.asking("keeper"), key=entry.pk)
    with pytest.raises(CannotBe, match="has not agreed"):
        make(asking, KIND, replace(PLAIN, approval=entry.pk))


def test_where_nobody_else_sees_all_of_it_it_stays(cast: Cast, severe):
    asking = cast.asking("writer")
    Colleague.objects.exclude(pk=asking.me.pk).update(is_active=False)
    assert offered(asking, KIND, {}).approvers == ()
    with pytest.raises(CannotBe, match="Nobody else can see all"):
        ask(asking, KIND, PLAIN)
    assert "Silent Reed" not in make(asking, KIND, PLAIN).data.decode()


def test_everybody_exports_what_they_may_see(cast: Cast):
    before = make(cast.asking("reader"), KIND, PLAIN)
    assert before.entry.many == 1
    assert make(cast.asking("outsider"), KIND, PLAIN).data.decode().count("{") == 1
    assert "Umm Sahar" in make(cast.asking("outsider"), KIND, PLAIN).data.decode()
