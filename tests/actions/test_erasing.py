"""Erasing a person: all of it goes, what others share stays, and the history still fits."""

import json
from datetime import timedelta
from itertools import chain as chains

import pytest
from django.db import connection

from actions.change_sets import everything
from cast import Cast, asked_by
from rapport.actions import care, erasing, history, interactions, merging, people, upkeep
from rapport.briefings.history import history as told
from rapport.records import erasing as records_erasing
from rapport.records import rebuilding, verifying
from rapport.records.integrity import against_itself, stale_rows
from rapport.records.models import (
    Actor,
    Consent,
    Counterpart,
    Erasure,
    GateHelp,
    Insight,
    Interaction,
    Introduction,
    Named,
    NameKey,
    NotTied,
    Operation,
    OwnWaiver,
    PlanItem,
    Position,
    Relationship,
    SecondPath,
    Sensitivity,
    Tenure,
    TheirPart,
    Tie,
)
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, ChangedSince, NotThere, NotYours
from records.every_kind import WORDS, note, person_kinds

REASON = "They asked for it."


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert (stale_rows(), against_itself()) == ({}, None)
    assert verifying.verify().whole


@pytest.fixture
def heron(cast: Cast) -> Relationship:
    """Somebody in whose every text of every kind of record one word stands."""
    whom = cast.add("Heron of Orsend", names=[("Latn", "Heron Orsendi")])
    for kind in person_kinds():
        if kind not in (Named, Tenure):
            note(cast, kind, whom)
    # A post stays when people move, so its own words are not the person's.
    with change_set("note_any", cast.asking("writer")) as changes:
        town = changes.add(Actor, cast.circle, names=["A town"])
        post = changes.add(Position, cast.circle, actor=town, title="Clerk")
        changes.add(Tenure, whom.counterpart, position=post, why_ended=WORDS)
    return whom


def erase(cast: Cast, whom: Relationship, who: str = "keeper") -> Erasure:
    alias = whom.counterpart.alias
    return erasing.erase_person(cast.asking(who), key=whom.pk, alias=alias, reason=REASON).row


def standing(*words: bytes) -> set[str]:
    """Return the tables in which any of these words stands, in any column, in small letters."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))  # noqa: S608 - ours
            for value in chains.from_iterable(cursor.fetchall()):
                kept = bytes(value) if isinstance(value, memoryview) else value
                plain = kept if isinstance(kept, bytes) else str(kept).encode()
                if any(word in plain.lower() for word in words):
                    found.add(table)
    return found


def test_no_table_has_a_word_or_a_row_of_the_person_left(cast: Cast, heron):
    assert len(standing(WORDS.encode())) > 5
    keys = records_erasing.whole_of([heron.counterpart_id]).keys
    erase(cast, heron)
    assert standing(WORDS.encode(), b"orsend") == set()
    assert not NameKey.objects.filter(row__in=keys).exists()
    written = [key.hex.encode() for key in keys] + [str(key).encode() for key in keys]
    tombstones = {"records_operation", "records_erasure"}
    found = standing(*written)
    # PostgreSQL writes keys with dashes; only what is a tombstone by design may name them.
    assert found <= tombstones


BRING_OTHERS = (Tenure, Consent, SecondPath, GateHelp, Tie, NotTied, Introduction, PlanItem)


def test_everybody_else_is_as_they_were(cast: Cast):
    cast.meet(3, line="Tea")
    before = everything()
    whom = cast.add("Heron of Orsend")
    for kind in person_kinds():
        # They bring a post, a gate or a group, which stay when people go.
        if kind not in BRING_OTHERS:
            note(cast, kind, whom)
    erase(cast, whom)
    assert everything() == before


def test_what_others_were_there_for_stays_with_them(cast: Cast, heron):
    theirs = [(heron.pk, TheirPart.LEAD), (cast.kamil.pk, TheirPart.SECOND)]
    shared = cast.meet(2, theirs=theirs, line="Tea for all")
    alone = cast.meet(4, whom=heron)
    erase(cast, heron)
    assert list(shared.theirs.values_list("relationship_id", "part")) == [
        (cast.kamil.pk, TheirPart.SECOND)
    ]
    assert Interaction.objects.get(pk=shared.pk).line == "Tea for all"
    assert not Interaction.objects.filter(pk=alone.pk).exists()


def test_what_had_been_removed_undone_or_merged_before_goes_from_the_history_too(cast: Cast, heron):
    cast.meet(9, whom=heron, line="An ibis")
    removed = cast.meet(8, whom=heron, line="An ibis")
    interactions.remove_interaction(cast.asking("writer"), key=removed.pk)
    asked = cast.asking("writer")
    undone = people.seal_name(asked, key=heron.counterpart_id, name="Ibis")
    history.undo(asked, key=undone.key)
    twin = cast.add("Ibis of Orsend")
    cast.meet(7, whom=twin, line="An ibis")
    person = twin.counterpart_id
    merging.merge_counterparts(asked, keep=heron.counterpart_id, merge=person)
    visit = cast.meet(1, whom=heron)
    erased = erase(cast, heron)
    assert standing(b"ibis", b"heron") == set()
    for key in (removed.pk, undone.row.pk, twin.pk, person, visit.pk):
        assert key.hex in erased.rows
        assert not Operation.objects.filter(row=key, payload__isnull=False).exists()


def test_an_undone_merge_does_not_draw_the_other_person_in(cast: Cast, heron):
    twin = cast.add("The tall one")
    kept = note(cast, Insight, twin)
    merged = merging.merge_counterparts(
        cast.asking("writer"), keep=heron.counterpart_id, merge=twin.counterpart_id
    )
    history.undo(cast.asking("writer"), key=merged.key)
    erase(cast, heron)
    assert Counterpart.objects.get(pk=twin.counterpart_id).alias == "The tall one"
    assert type(kept).objects.get(pk=kept.pk).text == WORDS


def test_it_cannot_be_undone_and_nothing_earlier_brings_a_piece_back(cast: Cast, heron):
    theirs = [(heron.pk, TheirPart.LEAD), (cast.kamil.pk, TheirPart.SECOND)]
    shared = cast.meet(2, theirs=theirs)
    earlier = list(dict.fromkeys(Operation.objects.values_list("change_set", flat=True)))
    done = erasing.erase_person(
        cast.asking("keeper"), key=heron.pk, alias="heron of orsend", reason=REASON
    )
    with pytest.raises(ChangedSince):
        history.undo(cast.asking("keeper"), key=done.key)
    assert not any(one.may_undo for one in told(cast.asking("keeper")).change_sets[:1])
    touched = Operation.objects.filter(row=shared.pk).values_list("change_set", flat=True)
    for key in earlier:
        if key in set(touched):
            with pytest.raises(ChangedSince):
                history.undo(cast.asking("writer"), key=key)
    assert standing(WORDS.encode(), b"orsend") == set()
    assert not Relationship.objects.filter(pk=heron.pk).exists()


def test_only_keepers_who_may_see_the_person_erase_them(cast: Cast, heron):
    before = Operation.objects.count()
    for who in ("writer", "reader"):
        with pytest.raises(NotYours):
            erase(cast, heron, who)
    with pytest.raises(NotThere):
        erase(cast, heron, "outsider")
    severe = cast.add("The Ibis", sensitivity=Sensitivity.SEVERE)
    before = Operation.objects.count()
    with pytest.raises(NotThere):
        erase(cast, severe, "keeper")
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    ("alias", "reason", "says"),
    [
        ("Abu Kamil", REASON, "not the alias"),
        ("", REASON, "not the alias"),
        ("Heron of Orsend", "  ", "needs a reason"),
        ("Heron of Orsend", "The heron (Orsend) asked.", "contains the person"),
        ("Heron of Orsend", "Mr Orsendi, Heron, asked.", "contains the person"),
    ],
)
def test_it_needs_the_alias_typed_and_a_reason_that_names_nobody(
    cast: Cast, heron, alias, reason, says
):
    with pytest.raises(CannotBe, match=says):
        erasing.erase_person(cast.asking("keeper"), key=heron.pk, alias=alias, reason=reason)
    assert Relationship.objects.filter(pk=heron.pk).exists()


def test_the_receipt_says_how_many_why_and_where_the_history_stood(cast: Cast, heron):
    many = len(erasing.whole_person(cast.asking("keeper"), key=heron.pk).keys)
    erased = erase(cast, heron)
    assert (len(erased.rows), erased.reason, erased.on) == (many, REASON, Cast.DAY)
    assert erased.head
    assert Operation.objects.filter(sequence=erased.sequence).exists()
    assert erasing.receipts(cast.asking("keeper")) == [erased]
    assert erasing.receipts(cast.asking("writer")) == []


def test_the_history_of_somebody_severe_stays_closed_after_they_are_erased(cast: Cast):
    severe = cast.add("The Ibis", by="keeper", sensitivity=Sensitivity.SEVERE)
    cast.meet(1, by="keeper", whom=severe)
    before = {one.change_set for one in told(cast.asking("reader")).change_sets}
    erase(cast, severe)
    assert {one.change_set for one in told(cast.asking("reader")).change_sets} == before


def test_lists_of_keys_that_others_keep_let_go_of_them(cast: Cast, heron):
    actor = cast.add("Somebody", new_actor="A town").counterpart.actor_id
    until = Cast.DAY + timedelta(days=9)

    def silence(*seen):
        return upkeep.waive_for_myself(
            asked_by(cast.writer), code="N06", about_kind="actor", about_key=actor,
            seen=[str(key) for key in seen], reason="Later.", until=until,
        ).row  # fmt: skip

    both, only = silence(heron.pk, cast.kamil.pk), silence(heron.pk)
    erase(cast, heron)
    assert OwnWaiver.objects.get(pk=both.pk).seen == [str(cast.kamil.pk)]
    assert not OwnWaiver.objects.filter(pk=only.pk).exists()


def test_the_tables_built_anew_do_not_bring_them_back(cast: Cast, heron):
    erase(cast, heron)
    before = everything()
    rebuilding.rebuild()
    assert everything() == before
    assert not Relationship.objects.filter(pk=heron.pk).exists()


def test_emptied_content_is_still_noticed_where_nothing_was_erased(cast: Cast, heron):
    """What was removed, and emptied by no verb that erases, is content that is missing."""
    removed = cast.meet(8, whom=cast.kamil)
    interactions.remove_interaction(cast.asking("writer"), key=removed.pk)
    shared = cast.meet(2, theirs=[(heron.pk, TheirPart.LEAD), (cast.kamil.pk, TheirPart.SECOND)])
    erase(cast, heron)
    for key in (removed.pk, shared.pk):
        kept = dict(Operation.objects.filter(row=key).values_list("pk", "payload"))
        Operation.objects.filter(row=key).update(payload=None)
        assert not verifying.verify().whole
        for number, payload in kept.items():
            Operation.objects.filter(pk=number).update(payload=payload)


def test_a_note_is_on_the_list_as_well(cast: Cast, heron):
    row = note(cast, Insight, heron)
    care.erase_note(cast.asking("writer"), key=row.pk)
    assert Erasure.objects.get(verb="erase_note").rows == [row.pk.hex]
    assert json.dumps(erasing.receipts(cast.asking("keeper"))) == "[]"
