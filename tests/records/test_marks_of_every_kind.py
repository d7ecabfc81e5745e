"""A sealed name is found in the words of every kind of record, and nothing stays of it after."""

import pytest
from django.db import models

from cast import Cast
from in_turn import one_in_three
from rapport.actions import access, erasing, history, people
from rapport.briefings.findings import noticed
from rapport.records import judging, note_flags, rebuilding
from rapport.records.entry import entered_columns
from rapport.records.hanging import relationships_of
from rapport.records.models import (
    Actor,
    Counterpart,
    Finding,
    Insight,
    Mark,
    Relationship,
    ScopedModel,
    Tie,
)
from rapport.records.operations import recorded_models
from rapport.records.recording import change_set
from rapport.web.doors import address
from records.every_kind import note, shared_kinds

NAME = "Kamil Farran"
TEXTS = [
    (kind, column)
    for kind in note_flags.marked_kinds()
    if kind in shared_kinds()  # what is never shared is never read by a rule
    for column in kind.TEXTS
]


def each_text(turn):
    """Return the walk through every text; of three laws each takes another third of them."""
    ids = [f"{kind.__name__}.{column}" for kind, column in TEXTS]
    return pytest.mark.parametrize(("kind", "column"), one_in_three(TEXTS, turn), ids=ids)


@pytest.fixture
def farran(cast: Cast) -> Cast:
    people.seal_name(cast.asking("writer"), key=cast.kamil.counterpart_id, name=NAME)
    return cast


def row_of(cast: Cast, kind):
    """Return a row of a kind whose words are told on the page of Kamil."""
    if kind is Relationship:
        return cast.kamil
    if kind is Counterpart:
        return cast.kamil.counterpart
    if kind is Actor:
        with change_set("note_any", cast.asking("writer")) as changes:
            actor = changes.add(Actor, cast.circle, names=["The council"])
            changes.change(Counterpart.objects.get(pk=cast.kamil.counterpart_id), actor=actor)
        return actor
    return note(cast, kind, cast.kamil)


def write(cast: Cast, row, **values):
    with change_set("change_any", cast.asking("writer")) as changes:
        changes.change(type(row).objects.get(pk=row.pk), **values)
    return changes.key


def finding(code: str = "D02") -> Finding | None:
    return Finding.objects.filter(code=code).first()


def behind(code: str = "D02") -> list[tuple[str, str]]:
    found = finding(code)
    return [] if found is None else [tuple(one) for one in found.because]


@each_text(0)
def test_a_sealed_name_is_noticed_while_it_stands_there(farran: Cast, kind, column):
    row = row_of(farran, kind)
    write(farran, row, **{column: f"Said by {NAME}"})
    name = kind._meta.model_name
    assert behind() == [(name, str(row.pk))]
    gone = write(farran, row, **{column: "Said by him"})
    assert behind() == []
    assert not Mark.objects.filter(row=row.pk).exists()
    history.undo(farran.asking("writer"), key=gone)
    assert behind() == [(name, str(row.pk))]


@each_text(1)
def test_a_name_sealed_later_is_noticed_in_what_was_there(cast: Cast, kind, column):
    row = row_of(cast, kind)
    write(cast, row, **{column: f"Said by {NAME}"})
    assert behind() == []
    people.seal_name(cast.asking("writer"), key=cast.kamil.counterpart_id, name=NAME)
    assert behind() == [(kind._meta.model_name, str(row.pk))]


@each_text(2)
def test_the_page_shows_the_record_behind_it(farran: Cast, kind, column):
    row = row_of(farran, kind)
    write(farran, row, **{column: f"Said by {NAME}"})
    (shown,) = noticed(farran.reader, [finding()])
    assert (shown.rests_on, len(shown.because)) == (1, 1)
    assert shown.because[0].kind == kind._meta.model_name
    assert shown.because[0].text
    assert noticed(farran.outsider, [finding()])[0].because == ()


@each_text(3)
def test_no_mark_is_left_of_what_is_erased(farran: Cast, kind, column):
    whom = farran.add("The governess")
    row = whom if kind is Relationship else whom.counterpart if kind is Counterpart else None
    if kind is Actor:
        pytest.skip("An actor stays where one of its people is erased.")
    row = row or note(farran, kind, whom)
    write(farran, row, **{column: f"Said by {NAME}"})
    assert Mark.objects.filter(row=row.pk).exists()
    erasing.erase_person(
        farran.asking("keeper"), key=whom.pk, alias=whom.counterpart.alias, reason="They asked."
    )
    assert not Mark.objects.filter(row=row.pk).exists()


@each_text(4)
def test_the_tables_built_anew_hold_the_same_marks(farran: Cast, kind, column):
    row = row_of(farran, kind)
    write(farran, row, **{column: f"{NAME}, informant; his wife"})
    before = list(Mark.objects.order_by("row").values_list("row", "names", "words", "private"))
    assert before == [(row.pk, 1, ["informant"], ["his wife"])]
    rebuilding.rebuild()
    after = list(Mark.objects.order_by("row").values_list("row", "names", "words", "private"))
    assert after == before
    assert judging.mark_all() == set()


@each_text(5)
def test_a_name_of_another_circle_is_minded_in_no_text(cast: Cast, kind, column):
    row = row_of(cast, kind)
    people.seal_name(cast.asking("outsider"), key=cast.hidden.counterpart_id, name=NAME)
    write(cast, row, **{column: f"Said by {NAME}"})
    assert not Mark.objects.filter(row=row.pk, names__gt=0).exists()
    assert behind() == []


@each_text(6)
def test_a_severe_name_is_minded_only_where_it_is_about_them(cast: Cast, kind, column):
    severe = cast.add("The quiet one", sensitivity=3, names=[("", NAME)])
    row = row_of(cast, kind)
    write(cast, row, **{column: f"Said by {NAME}"})
    assert not Mark.objects.filter(row=row.pk).exists()
    if kind not in (Actor, Counterpart, Relationship):
        about = note(cast, kind, severe)
        write(cast, about, **{column: f"Said by {NAME}"})
        assert Mark.objects.get(row=about.pk).names == 1
        assert noticed(cast.writer, Finding.objects.filter(code="D02"))
        assert not Finding.objects.visible_to(cast.reader).filter(code="D02").exists()


def tie(cast: Cast, circle=None, **ends):
    with change_set("add_tie", cast.asking("writer")) as changes:
        told = {"kind": "trusts", "verified_on": cast.DAY, "note": f"Asks {NAME} first."}
        return changes.add(Tie, circle or cast.circle, **told, **ends)


def group(cast: Cast, **told):
    with change_set("add_group", cast.asking("writer")) as changes:
        return changes.add(Actor, told.pop("circle", cast.circle), names=["Board"], **told)


def told_of() -> set[tuple[object, str]]:
    found = Finding.objects.filter(code="D02")
    return {(one.relationship_id, str(key)) for one in found for _, key in one.because}


def test_the_note_of_a_tie_is_told_on_the_page_of_the_first_person_of_it(farran: Cast):
    salma, board = farran.add("Salma"), group(farran)
    of_two = tie(farran, relationship=farran.kamil, other=salma)
    to_group = tie(farran, relationship=salma, other_actor=board)
    of_group = tie(farran, actor=board, other=farran.kamil)
    tie(farran, actor=board, other_actor=group(farran))
    assert told_of() == {
        (farran.kamil.pk, str(of_two.pk)),
        (salma.pk, str(to_group.pk)),
        (farran.kamil.pk, str(of_group.pk)),
    }


def test_the_note_of_a_tie_is_told_to_nobody_who_may_not_see_the_tie(farran: Cast):
    severe, another = (farran.add(name, sensitivity=3) for name in ("The wren", "The swift"))
    tie(farran, relationship=farran.kamil, other=farran.hidden)
    tie(farran, farran.elsewhere, relationship=farran.kamil, other=farran.hidden)
    tie(farran, relationship=farran.kamil, other_actor=group(farran, sensitivity=3))
    tie(farran, relationship=farran.kamil, other_actor=group(farran, circle=farran.elsewhere))
    tie(farran, relationship=severe, other=another, sensitivity=3)
    assert told_of() == set()
    of_severe = tie(farran, relationship=farran.kamil, other=severe, sensitivity=3)
    assert told_of() == {(severe.pk, str(of_severe.pk))}
    assert not Finding.objects.visible_to(farran.reader).filter(code="D02").exists()


def test_the_note_of_a_tie_goes_quiet_once_its_other_end_is_hidden(farran: Cast):
    salma = farran.add("Salma")
    noted = tie(farran, relationship=farran.kamil, other=salma)
    assert told_of() == {(farran.kamil.pk, str(noted.pk))}
    named = [farran.writer.pk]
    access.set_access(farran.asking("writer"), key=salma.pk, sensitivity=3, named=named)
    assert told_of() == {(salma.pk, str(noted.pk))}
    assert not Finding.objects.visible_to(farran.reader).filter(code="D02").exists()


def test_what_is_noticed_in_a_tie_opens_its_form(farran: Cast):
    noted = tie(farran, relationship=farran.kamil, other=farran.add("Salma"))
    (shown,) = noticed(farran.writer, [finding()])
    assert address(shown.doors["use_alias"]) == f"/ties/{noted.pk}/change/"


def test_the_note_beside_a_way_to_reach_them_is_read(farran: Cast):
    channel = {"key": "k", "channel": "phone", "safety": "safe", "note": f"Ask for {NAME}"}
    row = farran.kamil.counterpart
    write(farran, row, channels=[channel])
    assert behind() == [("counterpart", str(row.pk))]


def test_a_severe_actor_tells_of_its_words_to_nobody(farran: Cast):
    actor = row_of(farran, Actor)
    write(farran, actor, legal_note=f"Said by {NAME}", sensitivity=3)
    assert (behind(), Mark.objects.count()) == ([], 0)


def test_a_severe_text_about_somebody_plain_tells_of_itself_to_nobody(farran: Cast):
    row = row_of(farran, Insight)
    write(farran, row, text=f"Said by {NAME}", sensitivity=3)
    assert behind() == []


def test_what_a_contact_says_is_told_of_everybody_who_took_part(farran: Cast):
    other = farran.add("Umm Nadir")
    theirs = [(farran.kamil.pk, "lead"), (other.pk, "second")]
    visit = farran.meet(theirs=theirs, line=f"With {NAME}.")
    about = {found.relationship_id for found in Finding.objects.filter(code="D02")}
    assert about == {farran.kamil.pk, other.pk}
    assert about == set(relationships_of(type(visit), [visit.pk])[visit.pk])


def test_every_column_of_words_is_a_text_or_a_label():
    """A new column in which people write must be read too; a label is what a thing is called."""
    labels = {
        ("counterpart", "alias"),
        ("evidence", "fingerprint"),
        ("gift", "currency"),
        ("meeting", "zone"),
        ("position", "title"),
        ("position", "area"),
        ("powerchange", "place"),
        ("readback", "language"),
        ("sealedname", "script"),
        ("step", "to"),
        ("tenure", "named"),
        ("occasion", "feast"),
        ("waiver", "code"),
    }
    unread = {
        (name, column.name)
        for name, kind in recorded_models().items()
        if issubclass(kind, ScopedModel)
        for column in entered_columns(kind).values()
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and column.name not in kind.TEXTS
    }
    assert unread == labels
