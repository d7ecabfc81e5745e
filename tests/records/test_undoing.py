"""Taking back: what a change set began, changed or ended, unless later work stands on it."""

import pytest

from cast import Cast, asked_by
from rapport.actions import (
    care,
    history,
    insights,
    interactions,
    merging,
    people,
    relationships,
    team,
)
from rapport.records import text_index, verifying
from rapport.records.asking import Asking
from rapport.records.models import (
    Circle,
    Counterpart,
    Insight,
    InsightKind,
    Interaction,
    Membership,
    Operation,
    Relationship,
)
from rapport.records.rebuilding import differences
from rapport.records.refusals import CannotBe, ChangedSince, NotThere


def change_set_of(row, verb=None):
    told = Operation.objects.filter(row=row.pk, **({"verb": verb} if verb else {}))
    return told.latest("sequence").change_set


def last_change_set():
    return Operation.objects.latest("sequence").change_set


def undo(cast, change_set, by="writer"):
    return history.undo(asking=asked_by(cast.who(by)), key=change_set).key


def reworded(cast, visit, line):
    interactions.change_interaction(asking=asked_by(cast.writer), key=visit.pk, line=line)
    return last_change_set()


def line_of(visit):
    return Interaction.objects.get(pk=visit.pk).line


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert differences() == []
    assert verifying.verify().whole


def test_what_was_begun_is_gone_with_its_parts_and_its_words(cast: Cast):
    visit = cast.meet(3, line="A heron by the gate.")
    undo(cast, change_set_of(visit))
    assert not Interaction.objects.filter(pk=visit.pk).exists()
    assert not cast.kamil.presences.exists()
    assert text_index.find("heron", circles=[cast.circle.pk]) == []


def test_what_was_changed_is_as_it_was(cast: Cast):
    visit = cast.meet(3, line="Tea.", topics="rain")
    undo(cast, reworded(cast, visit, "Coffee."))
    assert line_of(visit) == "Tea."
    assert [hit.row for hit in text_index.find("tea", circles=[cast.circle.pk])] == [visit.pk]
    assert text_index.find("coffee", circles=[cast.circle.pk]) == []


def test_what_was_left_out_at_first_is_left_out_again(cast: Cast):
    visit = cast.meet(3)
    undo(cast, reworded(cast, visit, "Tea."))
    assert line_of(visit) == ""


def test_what_was_removed_comes_back_whole(cast: Cast):
    sahar = cast.add("Umm Nadir")
    there = [(cast.kamil.pk, "lead"), (sahar.pk, "interpreter")]
    visit = cast.meet(3, line="A heron.", theirs=there)
    before = Interaction.objects.values().get(pk=visit.pk)
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    undo(cast, last_change_set())
    after = Interaction.objects.values().get(pk=visit.pk)
    assert {**before, "revised": 0} == {**after, "revised": 0}
    present = Interaction.objects.get(pk=visit.pk).theirs.values_list("relationship", "part")
    assert sorted(present) == sorted(there)
    assert [hit.row for hit in text_index.find("heron", circles=[cast.circle.pk])] == [visit.pk]


def test_an_undo_can_be_undone_and_that_too(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    done = change_set_of(visit)
    for there in (False, True, False, True):
        done = undo(cast, done)
        assert Interaction.objects.filter(pk=visit.pk).exists() is there
    done = reworded(cast, visit, "Coffee.")
    for line in ("Tea.", "Coffee.", "Tea."):
        done = undo(cast, done)
        assert line_of(visit) == line


def test_a_change_is_not_taken_back_over_a_later_one(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    first = reworded(cast, visit, "Coffee.")
    reworded(cast, visit, "Juice.")
    with pytest.raises(ChangedSince, match="changed since") as refused:
        undo(cast, first)
    assert refused.value.next
    assert line_of(visit) == "Juice."


def test_a_change_of_another_field_does_not_stand_in_the_way(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    first = reworded(cast, visit, "Coffee.")
    interactions.change_interaction(asking=asked_by(cast.writer), key=visit.pk, topics="rain")
    undo(cast, first)
    visit.refresh_from_db()
    assert (visit.line, visit.topics) == ("Tea.", "rain")


def test_once_the_later_change_is_taken_back_the_earlier_one_can_be(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    first = reworded(cast, visit, "Coffee.")
    second = reworded(cast, visit, "Juice.")
    undo(cast, second)
    undo(cast, first)
    assert line_of(visit) == "Tea."
    undo(cast, change_set_of(visit, "log_interaction"))
    assert not Interaction.objects.filter(pk=visit.pk).exists()


def test_a_change_put_back_by_hand_is_work_of_its_own(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    first = reworded(cast, visit, "Coffee.")
    reworded(cast, visit, "Juice.")
    reworded(cast, visit, "Coffee.")
    with pytest.raises(ChangedSince):
        undo(cast, first)


def test_a_redone_change_stands_in_the_way_again(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    first = reworded(cast, visit, "Coffee.")
    undo(cast, undo(cast, reworded(cast, visit, "Juice.")))
    assert line_of(visit) == "Juice."
    with pytest.raises(ChangedSince):
        undo(cast, first)


def test_nothing_is_taken_back_twice(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    done = change_set_of(visit)
    undo(cast, done)
    with pytest.raises(ChangedSince):
        undo(cast, done)


def test_a_change_of_what_has_gone_since_is_refused(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    change = reworded(cast, visit, "Coffee.")
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    with pytest.raises(ChangedSince, match="changed since"):
        undo(cast, change)
    assert text_index.find("tea", circles=[cast.circle.pk]) == []


def test_what_later_records_stand_on_is_not_taken_away(cast: Cast):
    nadir = cast.add("Umm Nadir")
    cast.meet(1, whom=nadir)
    with pytest.raises(ChangedSince, match="depend on what this added") as refused:
        undo(cast, change_set_of(nadir))
    assert refused.value.next
    assert Relationship.objects.filter(pk=nadir.pk).exists()


def test_a_note_about_a_visit_stands_on_it(cast: Cast):
    visit = cast.meet(3)
    note = insights.note_insight(
        asking=asked_by(cast.writer),
        relationship=cast.kamil.pk,
        kind=InsightKind.CONCERN,
        text="The night trucks.",
        interaction=visit.pk,
    ).row
    with pytest.raises(ChangedSince, match="depend on"):
        undo(cast, change_set_of(visit))
    undo(cast, change_set_of(note))
    undo(cast, change_set_of(visit))
    assert not Interaction.objects.filter(pk=visit.pk).exists()


def test_a_circle_in_which_somebody_is_kept_does_not_go(cast: Cast):
    circle = team.open_circle(asking=asked_by(cast.writer), name="Harbour").row
    opened = last_change_set()
    added = cast.add("The pilot", circle=circle.pk)
    with pytest.raises(ChangedSince, match="depend on"):
        undo(cast, opened)
    undo(cast, change_set_of(added, "add_counterpart"))
    undo(cast, opened)
    assert not Circle.objects.filter(pk=circle.pk).exists()


def test_what_would_come_back_needs_what_it_stood_on(cast: Cast):
    nadir = cast.add("Umm Nadir")
    visit = cast.meet(1, whom=nadir)
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    removal = last_change_set()
    undo(cast, change_set_of(nadir, "add_counterpart"))
    with pytest.raises(ChangedSince, match="depended on is gone") as refused:
        undo(cast, removal)
    assert refused.value.next
    assert not Interaction.objects.filter(pk=visit.pk).exists()


def test_a_lead_who_has_gone_does_not_come_back_by_an_undo(cast: Cast):
    now = cast.at()["now"]
    guest = team.add_colleague(
        asking=Asking(cast.keeper, now, now.date()), name="Guest", sign_in="guest"
    ).row
    added = last_change_set()
    admit = {"circle": cast.circle.pk, "colleague": guest.pk}
    team.admit(asking=Asking(cast.keeper, now, now.date()), **admit, part="writer")
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    relationships.set_backup(**about, backup=guest.pk)
    relationships.set_backup(**about, backup=None)
    change = last_change_set()
    team.release(asking=Asking(cast.keeper, now, now.date()), **admit)
    admitted = change_set_of(Membership(pk=Operation.objects.latest("sequence").row), "admit")
    with pytest.raises(ChangedSince):
        undo(cast, admitted, by="keeper")
    undo(cast, added, by="keeper")
    with pytest.raises(ChangedSince, match="depended on is gone"):
        undo(cast, change)


def test_a_place_taken_by_another_since_is_not_taken_twice(cast: Cast):
    now = cast.at()["now"]
    reader = {"circle": cast.circle.pk, "colleague": cast.reader.pk}
    team.release(asking=Asking(cast.keeper, now, now.date()), **reader)
    released = last_change_set()
    team.admit(asking=Asking(cast.keeper, now, now.date()), **reader, part="writer")
    with pytest.raises(ChangedSince, match="taken its place") as refused:
        undo(cast, released, by="keeper")
    assert refused.value.next
    assert Membership.objects.get(**reader).part == "writer"


def test_what_was_erased_does_not_come_back(cast: Cast):
    note = insights.note_insight(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, kind="concern", text="Afraid."
    ).row
    written = change_set_of(note)
    care.erase_note(asking=asked_by(cast.writer), key=note.pk)
    for change_set in (last_change_set(), written):
        with pytest.raises(ChangedSince, match="erased for good"):
            undo(cast, change_set)
    assert not Insight.objects.filter(pk=note.pk).exists()


def test_a_look_leaves_nothing_to_take_back(cast: Cast):
    people.show_names(asking=asked_by(cast.writer), key=cast.kamil.counterpart_id)
    before = Operation.objects.count()
    with pytest.raises(CannotBe, match="nothing to undo"):
        undo(cast, last_change_set())
    assert Operation.objects.count() == before


def test_an_unknown_change_is_not_there(cast: Cast):
    with pytest.raises(NotThere):
        undo(cast, cast.circle.pk)


def test_a_merge_is_taken_back_whole(cast: Cast):
    twin = cast.add("Kamil the tall", names=[("Latn", "Kamil Rashid")])
    both = cast.meet(5, theirs=[(cast.kamil.pk, "lead"), (twin.pk, "second")])
    alone = cast.meet(4, whom=twin, line="A heron.")
    insights.note_insight(
        asking=asked_by(cast.writer), relationship=twin.pk, kind="value", text="Keeps his word."
    )
    before = _everything()
    merging.merge_counterparts(
        asking=asked_by(cast.writer), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    assert both.theirs.count() == 1
    assert alone.theirs.get().relationship_id == cast.kamil.pk
    assert not Counterpart.objects.filter(alias="Kamil the tall").exists()
    undo(cast, last_change_set())
    assert _everything() == before


def _everything():
    from rapport.records.operations import columns_of, parts_of, recorded_models

    told = {}
    for name, model in recorded_models().items():
        columns = [column.attname for column in columns_of(model)]
        told[name] = sorted(map(repr, model._base_manager.values_list("pk", *columns)))
        for part, child in parts_of(model).items():
            told[name, part] = sorted(
                map(repr, child._base_manager.values_list(child.OWNER, *child.VALUES))
            )
    return told
