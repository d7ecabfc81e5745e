"""Who may take a deed back, and what the rules say after it."""

from datetime import timedelta

import pytest

from cast import Cast, at
from rapport.actions import (
    asks,
    care,
    commitments,
    history,
    insights,
    interactions,
    occasions,
    people,
    relationships,
    team,
    upkeep,
)
from rapport.records import judging
from rapport.records.models import (
    Circle,
    Colleague,
    Finding,
    Insight,
    Interaction,
    Membership,
    Office,
    Operation,
    Relationship,
    Sensitivity,
)
from rapport.records.refusals import CannotBe, NotThere, NotYours


def last_deed():
    return Operation.objects.latest("sequence").deed


def undo(cast, by, deed=None):
    return history.undo(by=cast.who(by), **cast.at(), key=deed or last_deed())


def codes(who):
    return set(Finding.objects.filter(relationship=who).values_list("code", flat=True))


def told(who):
    """Return what the rules say of somebody, as stored."""
    columns = ("code", "when", "on", "says", "params", "because", "waived_until")
    derived = Relationship.objects.values("last_two_way", "next_due", "warm_ups").get(pk=who.pk)
    found = Finding.objects.filter(relationship=who).order_by("code").values(*columns)
    return list(found), derived


@pytest.mark.parametrize("who", ["writer", "keeper"])
def test_whoever_writes_in_the_circle_may_take_back_what_was_done_there(cast: Cast, who):
    visit = cast.meet(3)
    undo(cast, who)
    assert not Interaction.objects.filter(pk=visit.pk).exists()


def test_a_reader_may_not_and_for_an_outsider_it_is_not_there(cast: Cast):
    cast.meet(3)
    done = last_deed()
    with pytest.raises(NotYours) as refused:
        undo(cast, "reader", done)
    assert refused.value.next
    with pytest.raises(NotThere):
        undo(cast, "outsider", done)
    assert cast.kamil.presences.count() == 1


def test_a_deed_in_two_circles_is_for_those_who_write_in_both(cast: Cast):
    both = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(by=cast.keeper, now=at()["now"], **both, part="writer")
    theirs = [(cast.kamil.pk, "lead"), (cast.hidden.pk, "lead")]
    cast.meet(3, by="outsider", theirs=theirs)
    with pytest.raises(NotThere):
        undo(cast, "writer")
    undo(cast, "outsider")
    assert Interaction.objects.count() == 0


def test_a_severe_deed_is_for_those_named_even_within_the_circle(cast: Cast):
    severe = cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    added = last_deed()
    visit = cast.meet(1, whom=severe)
    logged = last_deed()
    for deed in (added, logged):
        with pytest.raises(NotThere):
            undo(cast, "keeper", deed)
    interactions.remove_interaction(by=cast.writer, **at(), key=visit.pk)
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
    judging.rejudge_due(today=Cast.DAY)
    assert "U01" in codes(cast.kamil)
    off = {"U01": {"on": False}}
    team.set_rules(by=cast.keeper, **at(), raw=off)
    assert "U01" not in codes(cast.kamil)
    done = last_deed()
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
    team.set_rules(by=cast.keeper, **at(), raw={"D04": {"words": ["heron"]}})
    assert "D04" in codes(cast.kamil)
    undo(cast, "keeper")
    assert "D04" not in codes(cast.kamil)
    assert Interaction.objects.get().words_to_mind == []


def test_a_colleague_is_taken_back_by_who_looks_after_them(cast: Cast):
    guest = team.add_colleague(by=cast.keeper, now=at()["now"], name="Guest", sign_in="guest")
    done = last_deed()
    for who in ("writer", "outsider"):
        with pytest.raises(NotYours):
            undo(cast, who, done)
    undo(cast, "keeper", done)
    assert not Colleague.objects.filter(pk=guest.pk).exists()


def test_nobody_takes_back_the_founding(cast: Cast):
    founding = Operation.objects.get(sequence=1).deed
    for who in ("keeper", "writer", "outsider"):
        with pytest.raises((NotThere, NotYours)):
            undo(cast, who, founding)
    assert Office.objects.exists()


def test_a_passphrase_once_set_is_not_taken_back(cast: Cast):
    team.set_passphrase(
        by=cast.keeper, now=at()["now"], sign_in="writer", passphrase="four calm herons wading"
    )
    with pytest.raises(CannotBe, match="nothing to undo"):
        undo(cast, "keeper")


def test_who_is_in_a_circle_is_for_its_keepers(cast: Cast):
    reader = {"circle": cast.circle.pk, "colleague": cast.reader.pk}
    team.admit(by=cast.keeper, now=at()["now"], **reader, part="writer")
    done = last_deed()
    for who in ("writer", "reader"):
        with pytest.raises(NotYours):
            undo(cast, who, done)
    with pytest.raises(NotThere):
        undo(cast, "outsider", done)
    undo(cast, "keeper", done)
    assert Membership.objects.get(**reader).part == "reader"


def test_nobody_changes_their_own_part_by_an_undo_either(cast: Cast):
    writer = {"circle": cast.circle.pk, "colleague": cast.writer.pk}
    team.admit(by=cast.keeper, now=at()["now"], **writer, part="keeper")
    keeper = {"circle": cast.circle.pk, "colleague": cast.keeper.pk}
    team.admit(by=cast.writer, now=at()["now"], **keeper, part="reader")
    demoted = last_deed()
    with pytest.raises(NotYours):
        undo(cast, "keeper", demoted)
    team.admit(by=cast.writer, now=at()["now"], **keeper, part="keeper")
    with pytest.raises(CannotBe, match="own part") as refused:
        undo(cast, "keeper")
    assert refused.value.next == "Ask another keeper."


def test_a_circle_just_opened_is_taken_back_by_who_opened_it(cast: Cast):
    team.open_circle(by=cast.reader, now=at()["now"], name="Harbour")
    done = last_deed()
    with pytest.raises(NotThere):
        undo(cast, "keeper", done)
    undo(cast, "reader", done)
    assert not Circle.objects.filter(name="Harbour").exists()


def a_visit_with_an_ask(cast):
    return lambda: cast.meet(2, asked=True)


def a_removal(cast):
    visit = cast.meet(2, asked=True)
    return lambda: interactions.remove_interaction(by=cast.writer, **at(), key=visit.pk)


def a_status(cast):
    about = {"by": cast.writer, **at(), "key": cast.kamil.counterpart_id}
    return lambda: people.change_counterpart(**about, status="detained")


def a_promise(cast):
    about = {"by": cast.writer, **at(), "relationship": cast.kamil.pk}
    return lambda: commitments.make_commitment(**about, text="Chalk.", due=Cast.DAY)


def an_ask(cast):
    new = asks.NewAsk(cast.kamil.pk, "Passage", planned_for=Cast.DAY + timedelta(days=3))
    return lambda: asks.plan_ask(by=cast.writer, **at(), new=new)


def a_waiver(cast):
    cast.meet(30, asked=True)
    about = {"by": cast.writer, **at(), "relationship": cast.kamil.pk}
    until = Cast.DAY + timedelta(days=9)
    return lambda: upkeep.waive(**about, code="E01", reason="Known.", until=until)


def a_feast(cast):
    about = {"by": cast.writer, **at(), "relationship": cast.kamil.pk, "mentioned_by_them": True}
    return lambda: occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr")


def a_new_lead(cast):
    cast.meet(30), cast.meet(20)
    return lambda: relationships.set_lead(
        by=cast.writer, **at(), key=cast.kamil.pk, lead=cast.keeper.pk
    )


def a_merge(cast):
    twin = cast.add("The tall one", days_ago=20)
    cast.meet(10, whom=twin, asked=True)
    both = {"keep": cast.kamil.counterpart_id, "merge": twin.counterpart_id}
    return lambda: people.merge_counterparts(by=cast.writer, **at(), **both)


def a_sealed_name(cast):
    cast.meet(3, line="Kamil Farran laughed.")
    about = {"by": cast.writer, **at(), "key": cast.kamil.counterpart_id}
    return lambda: people.seal_name(**about, name="Kamil Farran")


@pytest.mark.parametrize(
    "begin",
    [
        a_visit_with_an_ask,
        a_removal,
        a_status,
        a_promise,
        an_ask,
        a_waiver,
        a_feast,
        a_new_lead,
        a_merge,
        a_sealed_name,
    ],
    ids=lambda begin: begin.__name__,
)
def test_after_an_undo_and_its_undo_the_rules_say_what_they_said(cast: Cast, begin):
    do = begin(cast)
    judging.rejudge_all(today=Cast.DAY)
    before = told(cast.kamil)
    do()
    after = told(cast.kamil)
    assert after != before
    taken_back = undo(cast, "writer")
    assert told(cast.kamil) == before
    undo(cast, "writer", taken_back)
    assert told(cast.kamil) == after


def test_an_undone_merge_leaves_both_judged(cast: Cast):
    twin = cast.add("The tall one", days_ago=20)
    cast.meet(10, whom=twin, asked=True)
    assert "E01" in codes(twin)
    people.merge_counterparts(
        by=cast.writer, **at(), keep=cast.kamil.counterpart_id, merge=twin.counterpart_id
    )
    undo(cast, "writer")
    assert "E01" in codes(twin)
    assert "E01" not in codes(cast.kamil)


def test_a_brought_back_visit_is_judged_for_everybody_who_was_there(cast: Cast):
    other = cast.add("Umm Nadir", days_ago=40)
    visit = cast.meet(2, theirs=[(cast.kamil.pk, "lead"), (other.pk, "second")])
    interactions.remove_interaction(by=cast.writer, **at(), key=visit.pk)
    undo(cast, "writer")
    days = Relationship.objects.filter(pk__in=[cast.kamil.pk, other.pk])
    assert {row.last_two_way for row in days} == {Cast.DAY - timedelta(days=2)}


def test_what_was_heard_with_a_visit_goes_with_it(cast: Cast):
    also = interactions.AlsoHeard(concern="The night trucks.", our_promise="Chalk.")
    new = interactions.NewInteraction(theirs=[(cast.kamil.pk, "lead")], on=Cast.DAY)
    interactions.log_interaction(by=cast.writer, **at(), new=new, also=also)
    undo(cast, "writer")
    assert not Insight.objects.exists()
    assert not cast.kamil.commitments.exists()
    assert not Interaction.objects.exists()


def test_a_note_kept_longer_is_due_again_as_it_was(cast: Cast):
    about = {"by": cast.writer, **at(), "relationship": cast.kamil.pk}
    soon, later = Cast.DAY + timedelta(days=5), Cast.DAY + timedelta(days=90)
    note = insights.note_insight(**about, kind="concern", text="Afraid.", expires=soon)
    care.keep_note(by=cast.writer, **at(), key=note.pk, until=later, reason="For the visit.")
    assert "D01" not in codes(cast.kamil)
    undo(cast, "writer")
    assert "D01" in codes(cast.kamil)
    note.refresh_from_db()
    assert (note.expires, note.need) == (soon, "")
