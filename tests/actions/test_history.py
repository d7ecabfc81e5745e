"""Who may take a change set back, and what the rules say after it."""

import pytest

from cast import Cast, asked_by, rejudge_due
from rapport.actions import (
    history,
    interactions,
    sign_in,
    team,
)
from rapport.records.models import (
    Circle,
    Colleague,
    Finding,
    Interaction,
    Mark,
    Membership,
    Office,
    Operation,
    Relationship,
    Sensitivity,
)
from rapport.records.refusals import CannotBe, NotThere, NotYours


def last_change_set():
    return Operation.objects.latest("sequence").change_set


def undo(cast, by, change_set=None):
    return history.undo(asking=asked_by(cast.who(by)), key=change_set or last_change_set()).key


def codes(who):
    return set(Finding.objects.filter(relationship=who).values_list("code", flat=True))


@pytest.mark.parametrize("who", ["writer", "keeper"])
def test_whoever_writes_in_the_circle_may_take_back_what_was_done_there(cast: Cast, who):
    visit = cast.meet(3)
    undo(cast, who)
    assert not Interaction.objects.filter(pk=visit.pk).exists()


def test_a_reader_may_not_and_for_an_outsider_it_is_not_there(cast: Cast):
    cast.meet(3)
    done = last_change_set()
    with pytest.raises(NotYours) as refused:
        undo(cast, "reader", done)
    assert refused.value.next
    with pytest.raises(NotThere):
        undo(cast, "outsider", done)
    assert cast.kamil.presences.count() == 1


def test_a_change_in_two_circles_is_for_those_who_write_in_both(cast: Cast):
    both = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(asking=asked_by(cast.keeper), **both, part="writer")
    theirs = [(cast.kamil.pk, "lead"), (cast.hidden.pk, "lead")]
    cast.meet(3, by="outsider", theirs=theirs)
    with pytest.raises(NotThere):
        undo(cast, "writer")
    undo(cast, "outsider")
    assert Interaction.objects.count() == 0


def test_a_severe_change_is_for_those_named_even_within_the_circle(cast: Cast):
    severe = cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    added = last_change_set()
    visit = cast.meet(1, whom=severe)
    logged = last_change_set()
    for change_set in (added, logged):
        with pytest.raises(NotThere):
            undo(cast, "keeper", change_set)
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    with pytest.raises(NotThere):
        undo(cast, "keeper")
    undo(cast, "writer")
    assert Interaction.objects.filter(pk=visit.pk).exists()


def test_whoever_took_a_severe_record_away_may_bring_it_back(cast: Cast):
    severe = cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    undo(cast, "writer")
    with pytest.raises(NotThere):
        undo(cast, "keeper")
    undo(cast, "writer")
    assert Relationship.objects.visible_to(cast.writer).filter(pk=severe.pk).exists()
    assert not Relationship.objects.visible_to(cast.keeper).filter(pk=severe.pk).exists()


def test_the_rules_of_the_office_are_for_those_who_set_them(cast: Cast):
    cast.meet(39)
    rejudge_due(today=Cast.DAY)
    assert "U01" in codes(cast.kamil)
    off = {"U01": {"on": False}}
    team.set_rules(asking=asked_by(cast.keeper), raw=off)
    assert "U01" not in codes(cast.kamil)
    done = last_change_set()
    for who in ("writer", "reader", "outsider"):
        with pytest.raises(NotYours):
            undo(cast, who, done)
    assert Office.objects.get().rule_settings == off
    again = undo(cast, "keeper", done)
    assert Office.objects.get().rule_settings == {}
    assert "U01" in codes(cast.kamil)
    with pytest.raises(NotYours):
        undo(cast, "writer", again)


def test_words_of_ones_own_taken_back_are_not_minded_any_more(cast: Cast):
    cast.meet(3, line="The heron again.")
    team.set_rules(asking=asked_by(cast.keeper), raw={"D04": {"words": ["heron"]}})
    assert "D04" in codes(cast.kamil)
    undo(cast, "keeper")
    assert "D04" not in codes(cast.kamil)
    assert not Mark.objects.exists()


def test_a_colleague_is_taken_back_by_who_looks_after_them(cast: Cast):
    guest = team.add_colleague(asking=asked_by(cast.keeper), name="Guest", sign_in="guest").row
    done = last_change_set()
    for who in ("writer", "outsider"):
        with pytest.raises(NotYours):
            undo(cast, who, done)
    undo(cast, "keeper", done)
    assert not Colleague.objects.filter(pk=guest.pk).exists()


def test_nobody_takes_back_the_founding(cast: Cast):
    founding = Operation.objects.get(sequence=1).change_set
    for who in ("keeper", "writer", "outsider"):
        with pytest.raises((NotThere, NotYours)):
            undo(cast, who, founding)
    assert Office.objects.exists()


def test_a_passphrase_once_set_is_not_taken_back(cast: Cast):
    sign_in.set_passphrase(cast.asking("writer"), passphrase="four calm herons wading")
    with pytest.raises(CannotBe, match="nothing to undo"):
        undo(cast, "writer")


def test_who_is_in_a_circle_is_for_its_keepers(cast: Cast):
    reader = {"circle": cast.circle.pk, "colleague": cast.reader.pk}
    team.admit(asking=asked_by(cast.keeper), **reader, part="writer")
    done = last_change_set()
    for who in ("writer", "reader"):
        with pytest.raises(NotYours):
            undo(cast, who, done)
    with pytest.raises(NotThere):
        undo(cast, "outsider", done)
    undo(cast, "keeper", done)
    assert Membership.objects.get(**reader).part == "reader"


def test_nobody_changes_their_own_part_by_an_undo_either(cast: Cast):
    writer = {"circle": cast.circle.pk, "colleague": cast.writer.pk}
    team.admit(asking=asked_by(cast.keeper), **writer, part="keeper")
    keeper = {"circle": cast.circle.pk, "colleague": cast.keeper.pk}
    team.admit(asking=asked_by(cast.writer), **keeper, part="reader")
    demoted = last_change_set()
    with pytest.raises(NotYours):
        undo(cast, "keeper", demoted)
    team.admit(asking=asked_by(cast.writer), **keeper, part="keeper")
    with pytest.raises(CannotBe, match="own role") as refused:
        undo(cast, "keeper")
    assert refused.value.next == "Ask another keeper."


def test_a_circle_just_opened_is_taken_back_by_who_opened_it(cast: Cast):
    team.open_circle(asking=asked_by(cast.reader), name="Harbour")
    done = last_change_set()
    with pytest.raises(NotThere):
        undo(cast, "keeper", done)
    undo(cast, "reader", done)
    assert not Circle.objects.filter(name="Harbour").exists()


def test_a_log_in_which_each_was_asked_otherwise_is_undone_and_done_again(cast: Cast):
    two = cast.add("The miller")
    theirs = [(cast.kamil.pk, "lead", "yes", "open"), (two.pk, "second", "no")]
    told = interactions.log_interaction(
        cast.asking("writer"), theirs=theirs, on=Cast.DAY, line="Met at the well."
    )
    (before,) = Interaction.objects.values_list("line", "theirs__asked", "theirs__tone_theirs")[:1]
    undone = undo(cast, "writer", told.key)
    assert not Interaction.objects.exists()
    undo(cast, "writer", undone)
    (after,) = Interaction.objects.values_list("line", "theirs__asked", "theirs__tone_theirs")[:1]
    assert after == before
    assert Interaction.objects.get().theirs.count() == 2
