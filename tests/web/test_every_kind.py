"""Every kind of record, told of by nobody: noted, changed, severe, merged, undone, rebuilt."""

from typing import Any

import pytest
from django.test import Client

from actions.change_sets import everything
from cast import Cast, asked_by
from rapport.actions import access, history, interactions, merging
from rapport.briefings.find import find
from rapport.briefings.history import history as told
from rapport.briefings.people import Wanted, people
from rapport.briefings.person import person
from rapport.briefings.today import today
from rapport.records import judging, rebuilding, verifying
from rapport.records.entry import entered_columns
from rapport.records.hanging import hanging_on, others_joined, relationships_of
from rapport.records.models import Interaction, Relationship, ScopedModel, Sensitivity
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere
from records.every_kind import WORDS, note, person_kinds, scoped_kinds, value_of

KINDS = person_kinds()
by_name = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


def undo(cast: Cast, key) -> None:
    history.undo(cast.asking("writer"), key=key)


def settled(cast: Cast) -> dict:
    """Return what all records say once everybody is judged."""
    judging.rejudge_all(today=cast.DAY)
    return everything()


def about(cast: Cast, row: ScopedModel) -> list[Any]:
    """Return whom a row is about: the person it was noted of, then whom it joins beside them."""
    ends = [(joined, getattr(row, name)) for name, joined in others_joined(type(row))]
    others = (
        key if joined is Relationship else joined.objects.get(pk=key).relationship_id
        for joined, key in ends
        if key is not None
    )
    return list(dict.fromkeys([cast.kamil.pk, *others]))


@by_name
def test_a_noted_row_is_about_whom_it_was_noted_and_can_be_undone(cast: Cast, kind):
    before = settled(cast)
    row = note(cast, kind, cast.kamil)
    assert (row.office_id, row.circle_id) == (cast.kamil.office_id, cast.kamil.circle_id)
    assert row.sensitivity == cast.kamil.sensitivity
    assert relationships_of(kind, [row.pk]) == {row.pk: about(cast, row)}
    for key in told(cast.asking("writer")).change_sets[:2]:
        undo(cast, key.change_set)
    assert settled(cast) == before


@by_name
def test_every_column_can_be_changed_and_changed_back(cast: Cast, kind):
    row = note(cast, kind, cast.kamil)
    before = settled(cast)
    columns = entered_columns(kind)
    others = {name: value_of(column, cast, other=True) for name, column in columns.items()}
    with change_set("change_any", cast.asking("writer")) as changes:
        changes.change(kind.objects.get(pk=row.pk), **others)
    fresh = kind.objects.get(pk=row.pk)
    assert {name: getattr(fresh, name) for name in columns} == others
    if columns:
        undo(cast, changes.key)
    assert settled(cast) == before


def shown_to(cast: Cast, who: str, browser) -> str:
    """Return all that somebody can get to see of anybody, by every way there is."""
    asking = cast.asking(who)
    answers = [
        people(asking, wanted=Wanted()),
        find(asking, WORDS),
        today(asking, mine=False),
        told(asking),
    ]
    client: Client = browser(who)
    paths = ("/", "/?whose=office", "/people/", "/history/", "/api/today/", "/api/people/")
    answers += [client.get(path).content.decode() for path in paths]
    answers.append(
        client.post("/find/", {"text": WORDS}, follow=True).content.decode().replace(WORDS, "", 3)
    )
    return "\n".join(map(repr, answers))


@by_name
def test_when_the_person_turns_severe_the_unnamed_are_answered_with_none_of_it(cast: Cast, kind):
    whom = cast.add("The governess")
    row = note(cast, kind, whom)
    key = access.set_access(cast.asking("writer"), key=whom.pk, sensitivity=Sensitivity.SEVERE).key
    for who in ("reader", "keeper", "outsider"):
        me = cast.who(who)
        for every in scoped_kinds():
            seen = every.objects.visible_to(me).values_list("pk", flat=True)
            about = relationships_of(every, seen)
            assert whom.pk not in {one for keys in about.values() for one in keys}, every
        with pytest.raises(NotThere):
            kind.objects.one_visible_to(me, row.pk)
        with pytest.raises(NotThere):
            person(asked_by(me), whom.pk)
    # A naming that no longer holds goes; everything else stays, for those who are named.
    left = kind.objects.filter(pk=row.pk)
    assert list(left) == list(left.visible_to(cast.writer))
    undo(cast, key)
    assert kind.objects.visible_to(cast.reader).filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(KINDS, id="every one at once"),
        *(pytest.param([kind], id=kind.__name__, marks=pytest.mark.long) for kind in KINDS),
    ],
)
def test_when_the_person_turns_severe_the_unnamed_are_shown_none_of_it(cast: Cast, kinds, browser):
    whom = cast.add("The governess")
    rows = [note(cast, kind, whom) for kind in kinds]
    assert "governess" in shown_to(cast, "reader", browser)
    access.set_access(cast.asking("writer"), key=whom.pk, sensitivity=Sensitivity.SEVERE)
    for who in ("reader", "keeper", "outsider"):
        shown = shown_to(cast, who, browser)
        assert "governess" not in shown
        assert [key for key in (whom.pk, *(row.pk for row in rows)) if str(key) in shown] == []


@by_name
def test_what_is_noted_of_a_severe_person_is_severe(cast: Cast, kind):
    whom = cast.add("The governess", sensitivity=Sensitivity.SEVERE)
    row = note(cast, kind, whom)
    assert row.sensitivity == Sensitivity.SEVERE
    assert not kind.objects.visible_to(cast.reader).filter(pk=row.pk).exists()


@by_name
def test_it_passes_on_when_two_records_are_merged_and_back_by_undo(cast: Cast, kind):
    twin = cast.add("Abu Camille")
    row = note(cast, kind, twin)
    note(cast, kind, cast.kamil)
    before = settled(cast)
    key = merging.merge_counterparts(
        cast.asking("writer"), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    ).key
    assert not Relationship.objects.filter(pk=twin.pk).exists()
    if kind.MERGES:
        assert relationships_of(kind, [row.pk]) == {row.pk: about(cast, row)}
    else:
        assert not kind.objects.filter(pk=row.pk).exists()
    undo(cast, key)
    assert settled(cast) == before


@by_name
def test_when_the_interaction_under_it_goes_it_stays_or_goes_as_it_declares(cast: Cast, kind):
    row = note(cast, kind, cast.kamil)
    visit = Interaction.objects.exclude(pk=row.pk).get(theirs__relationship=cast.kamil)
    before = settled(cast)
    key = interactions.remove_interaction(cast.asking("writer"), key=visit.pk).key
    pointing = [one for one in hanging_on(Interaction) if one.model is kind]
    left = kind.objects.filter(pk=row.pk).first()
    assert (left is None) == any(one.belongs for one in pointing)
    for one in pointing if left else ():
        assert getattr(left, f"{one.column}_id") is None
    undo(cast, key)
    assert settled(cast) == before


@by_name
def test_the_tables_built_anew_from_the_log_hold_it(cast: Cast, kind):
    row = note(cast, kind, cast.kamil)
    before = settled(cast)
    rebuilding.rebuild()
    assert settled(cast) == before
    assert kind.objects.visible_to(cast.reader).filter(pk=row.pk).exists()


@by_name
def test_its_texts_are_found_by_whoever_may_see_them(cast: Cast, kind):
    row = note(cast, kind, cast.kamil)
    texts = {name for name in kind.TEXTS if getattr(row, name)}
    for who, may in (("reader", bool(texts)), ("outsider", False)):
        assert (row.pk in {hit.row for hit in find(cast.asking(who), WORDS).notes}) == may


def test_only_what_is_reached_through_others_is_about_nobody(db):
    nobodys = {kind.__name__ for kind in scoped_kinds() if kind.LINK is None}
    of_a_gate = {"Gate", "GateState", "GateIncident", "ConsentGroup"}
    of_power = {"ActorReview", "Offer", "PowerChange"}
    assert nobodys == {"Actor", "ActorPlace", "Position", "Mandate", *of_a_gate, *of_power}
    assert all(issubclass(kind, ScopedModel) for kind in scoped_kinds())
