"""Access: every kind of record through ``visible_to`` and ``changeable_by``, as everyone."""

from datetime import timedelta

import pytest
from django.apps import apps

from cast import Cast, asked_by
from rapport.actions import (
    agreement_terms,
    agreements,
    asks,
    breaches,
    commitments,
    consents,
    debriefs,
    gates,
    gifts,
    insights,
    legal,
    mandates,
    meetings,
    occasions,
    relationships,
    repair,
    upkeep,
    who_goes,
)
from rapport.records.models import (
    Actor,
    ActorPlace,
    ActorReview,
    Colleague,
    CommonGround,
    Disagreement,
    Finding,
    Handover,
    Introduction,
    Named,
    NotTied,
    Offer,
    PlanItem,
    Position,
    PowerChange,
    SecondReading,
    Sensitivity,
    Tenure,
    Tie,
)
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere, NotYours
from records.every_kind import scoped_kinds, shared_kinds

OWN = {kind.__name__ for kind in scoped_kinds()} - {kind.__name__ for kind in shared_kinds()}
"""What is never shared has laws of its own (``tests/web/test_own_records.py``)."""

KINDS = (
    {
        model.__name__
        for model in apps.get_app_config("records").get_models()
        if hasattr(getattr(model, "objects", None), "visible_to")
    }
    - OWN
    - {"MonthFigures"}
)
"""Figures that were released have laws of their own (``tests/records/test_month_figures.py``)."""

OF_ALL = {"Gate", "GateState", "GateIncident", "ConsentGroup", "Mandate"}
"""What is for all who read in a circle, whoever is named in it."""

OF_POWER = {"PowerChange", "Offer", "ActorReview"}
NEVER_SEVERE = {"Actor", "ActorPlace", "Position", *OF_POWER, *OF_ALL}
"""A severe actor or post is reached through its counterparts, by nobody directly."""


def everything_about(cast: Cast, sensitivity: int):
    """Meet somebody and note one of everything about them; return a row of each kind."""
    who = cast.add("The heron", names=[("Latn", "Zephyrin")], sensitivity=sensitivity, days_ago=39)
    about = {"asking": asked_by(cast.writer), "relationship": who.pk}
    later = Cast.DAY + timedelta(days=9)
    visit = cast.meet(2, whom=who, asked=True)
    rows = [
        who,
        who.counterpart,
        who.counterpart.sealed_names.get(),
        who.holders.get(),
        visit,
        asks.plan_ask(asking=asked_by(cast.writer), relationship=who.pk, what="Passage").row,
        commitments.make_commitment(**about, text="Chalk.").row,
        insights.note_insight(**about, kind="value", text="Tea.").row,
        insights.tell(**about, kind="limits").row,
        meetings.plan_meeting(
            asked_by(cast.writer), theirs=[(who.pk,)], on=Cast.DAY, opener="Tea."
        ).row[0],
        debriefs.write_debrief(**about, interaction=visit.pk, heard="Tea.", shared=True).row,
        who_goes.note_connection(**about, colleague=cast.writer.pk, text="Tea.").row,
        who_goes.declare_interest(**about, colleague=cast.writer.pk, kind="gift").row,
        gifts.register_gift(**about, way="received", what="Tea.").row,
        occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr").row,
        upkeep.waive(**about, code="U01", reason="So.", until=later).row,
    ]
    relationships.take_stage(
        asking=asked_by(cast.writer), key=who.pk, stage="rapport", evidence="Tea."
    )
    rows.append(who.steps.get())
    place = {"office": who.office, "circle": who.circle, "sensitivity": sensitivity}
    with change_set("name", asked_by(cast.writer)) as changes:
        actor = changes.create(Actor(**place, names=["4th Brigade"]))
        post = changes.create(Position(**place, actor=actor, title="Colonel"))
        held = changes.create(Tenure(**place, position=post, counterpart=who.counterpart))
        where = changes.create(ActorPlace(**place, actor=actor, place="Nahr", control="present"))
        understood = [changes.create(row) for row in _understood(cast, who, place)]
        power = [changes.create(row) for row in _of_power(cast, place, actor)]
        open_place = {**place, "sensitivity": Sensitivity.RESTRICTED}
        front = changes.create(Actor(**open_place, names=["Front"]))
        gained = changes.create(PowerChange(**open_place, **_REGIME, risen=front))
        visit = {"power_change": gained, "relationship": who, "step": "courtesy", "due": Cast.DAY}
        power.append(changes.create(PlanItem(**place, **visit)))
        named = Named(**place, relationship=who, colleague=cast.writer)
        if sensitivity < Sensitivity.SEVERE:
            changes.create(named)
    rows += gate_with(cast, who, sensitivity)
    rows += agreed_with(cast, who)
    rows += broken_with(cast, who)
    rows += [
        actor,
        post,
        held,
        where,
        *understood,
        *power,
        Named.objects.get(relationship=who, colleague=cast.writer),
    ]
    # Last: every change set judges, and judging may write a finding anew.
    rows.append(Finding.objects.filter(relationship=who).first())
    return {type(row).__name__: row for row in rows}


def _understood(cast: Cast, who, place):
    """Return what is understood of somebody and of whom they are tied to, not yet recorded."""
    about = {**place, "relationship": who}
    return [
        Tie(**about, other=cast.kamil, kind="trusts", verified_on=Cast.DAY),
        NotTied(**about, other=cast.kamil, on=Cast.DAY),
        Introduction(**about, introducer=cast.kamil),
        CommonGround(**about, kind="option", text="Tea.", on=Cast.DAY),
        Disagreement(**about, text="Tea.", on=Cast.DAY),
        SecondReading(**about, of="motives", reader=cast.writer, asked_on=Cast.DAY),
        Handover(**about, leaver=cast.writer, successor=cast.keeper, works="Tea."),
    ]


_REGIME = {"what": "A new governor.", "kind": "regime", "certainty": "rumour", "on": Cast.DAY}


def _of_power(cast: Cast, place, actor):
    """Return what is recorded of groups that lose or gain power, not yet recorded."""
    return [
        PowerChange(**place, **_REGIME, risen=actor),
        Offer(**place, actor=actor, topic="ports", what="Tea.", offered_on=Cast.DAY),
        ActorReview(
            **place, actor=actor, on=Cast.DAY, in_touch="yes", obstacle="none",
            next_step="keep", by=cast.writer,
        ),
    ]  # fmt: skip


def gate_with(cast: Cast, who, sensitivity):
    """Note a gate that needs somebody's consent, with all there is of it, and a mandate for it."""
    me, level = asked_by(cast.writer), {"sensitivity": sensitivity}
    gate = gates.add_gate(me, circle=who.circle_id, name="North road", kind="passage").row
    standing = gates.say_standing(me, gate=gate.pk, standing="closed").row
    incident = gates.log_incident(me, gate=gate.pk, kind="searched").row
    path = gates.note_second_path(me, gate=gate.pk, text="By boat.", relationship=who.pk).row
    consent = consents.need_consent(me, gate=gate.pk, kind="community", relationship=who.pk).row
    help_ = gates.note_help(me, gate=gate.pk, relationship=who.pk, how="Spoke to them.").row
    mandate = mandates.give_mandate(me, circle=who.circle_id, title="Road", since=Cast.DAY).row
    of_all = [gate, standing, incident, consent.group, mandate]
    with change_set("grade", me) as changes:
        for row in of_all:
            changes.change(row, **level)
    return [*of_all, path, consent, help_]


def agreed_with(cast: Cast, who):
    """Note an agreement, with all that belongs to one."""
    me, terms = asked_by(cast.writer), [{"what": "Six lorries"}]
    made = agreements.record_agreement(
        me, relationship=who.pk, what="Lorries", form="oral", terms=terms
    ).row
    term, about = made.terms.get(), {"agreement": made.pk}
    return [
        made,
        term,
        agreement_terms.mark_term(me, term=term.pk, keeping="kept").row,
        agreement_terms.read_back(me, **about, words="Six lorries.").row,
        agreement_terms.keep_evidence(me, **about, what="A thumbs-up.").row,
        agreements.add_party(me, **about, role="witness", relationship=cast.kamil.pk).row,
        legal.ask_legal(me, **about, question="May they search?").row,
    ]


def broken_with(cast: Cast, who):
    """Note a breach of trust, with all that belongs to one."""
    me = asked_by(cast.writer)
    made = breaches.record_breach(me, relationship=who.pk, what="A list", by="us").row
    on = {"breach": made.pk}
    return [
        made,
        repair.take_repair_step(me, **on, stage="listen", text="They shouted.").row,
        repair.add_demand(me, **on, text="A letter").row,
        repair.note_name(me, **on, who="The baker", for_what="All").row,
    ]


@pytest.fixture
def rows(cast: Cast):
    return everything_about(cast, Sensitivity.CONFIDENTIAL)


@pytest.fixture
def severe(cast: Cast):
    return everything_about(cast, Sensitivity.SEVERE)


def sees(who, row):
    return type(row).objects.visible_to(who).filter(pk=row.pk).exists()


def changeable(who, row):
    return type(row).objects.changeable_by(who).filter(pk=row.pk).exists()


def test_every_kind_of_record_is_tried(rows):
    assert set(rows) == KINDS
    assert {model.__name__ for model in shared_kinds()} | {"Finding"} == KINDS
    assert {"BoundaryCheck", "Pressure", "AfterHardMeeting", "NoteOffer"} == OWN


@pytest.mark.parametrize(
    ("who", "may_see", "may_change"),
    [
        ("keeper", True, True),
        ("writer", True, True),
        ("reader", True, False),
        ("outsider", False, False),
    ],
)
def test_in_a_circle_writers_change_readers_read_and_others_see_nothing(
    cast: Cast, rows, who, may_see, may_change
):
    me = cast.who(who)
    assert {kind: sees(me, row) for kind, row in rows.items()} == dict.fromkeys(rows, may_see)
    # What somebody took from a meeting is theirs to change, however many write in the circle.
    theirs = {"Debrief": may_change and who == "writer"}
    assert {kind: changeable(me, row) for kind, row in rows.items()} == {
        **dict.fromkeys(rows, may_change),
        **theirs,
    }


@pytest.mark.parametrize("who", ["keeper", "reader", "outsider"])
def test_severe_records_are_nobodys_who_is_not_named(cast: Cast, severe, who):
    me = cast.who(who)
    assert [kind for kind, row in severe.items() if sees(me, row) or changeable(me, row)] == []


def test_severe_records_are_theirs_who_are_named(cast: Cast, severe):
    me = cast.writer
    unseen = {kind for kind, row in severe.items() if not sees(me, row)}
    assert unseen == NEVER_SEVERE
    assert {kind for kind, row in severe.items() if not changeable(me, row)} == NEVER_SEVERE


def test_a_reader_who_is_named_reads_and_still_changes_nothing(cast: Cast, severe):
    with change_set("name", asked_by(cast.writer)) as changes:
        who = severe["Relationship"]
        place = {"office": who.office, "circle": who.circle, "sensitivity": Sensitivity.SEVERE}
        changes.create(Named(**place, relationship=who, colleague=cast.reader))
    severe["Finding"] = Finding.objects.filter(relationship=who).first()
    me = cast.reader
    assert {kind for kind, row in severe.items() if not sees(me, row)} == NEVER_SEVERE
    assert not any(changeable(me, row) for row in severe.values())


def test_being_named_without_being_in_the_circle_opens_nothing(cast: Cast, severe):
    with change_set("name", asked_by(cast.writer)) as changes:
        who = severe["Relationship"]
        place = {"office": who.office, "circle": who.circle, "sensitivity": Sensitivity.SEVERE}
        changes.create(Named(**place, relationship=who, colleague=cast.outsider))
    assert not any(sees(cast.outsider, row) for row in severe.values())


@pytest.mark.parametrize("sort", ["rows", "severe"])
def test_a_colleague_who_has_left_sees_nothing(cast: Cast, sort, request):
    rows = request.getfixturevalue(sort)
    Colleague.objects.filter(pk=cast.writer.pk).update(is_active=False)
    me = cast.writer
    assert not any(sees(me, row) or changeable(me, row) for row in rows.values())
    assert (me.readable_circles(), me.writable_circles(), me.kept_circles()) == ([], [], [])


def test_one_row_is_there_not_yours_or_not_there(cast: Cast, rows):
    for row in rows.values():
        of_kind = type(row).objects
        assert of_kind.one_changeable_by(cast.writer, row.pk) == row
        assert of_kind.one_visible_to(cast.reader, row.pk) == row
        with pytest.raises(NotYours) as refused:
            of_kind.one_changeable_by(cast.reader, row.pk)
        assert refused.value.next
        for ask in (of_kind.one_visible_to, of_kind.one_changeable_by):
            with pytest.raises(NotThere) as theirs:
                ask(cast.outsider, row.pk)
            nobodys = cast.circle.pk if not isinstance(row, Finding) else -1
            with pytest.raises(NotThere) as nothing:
                ask(cast.outsider, nobodys)
            assert str(theirs.value) == str(nothing.value)


def test_parts_in_circles_are_read_once_for_each_request(cast: Cast, django_assert_num_queries):
    me = cast.writer
    with django_assert_num_queries(1):
        assert me.readable_circles() == me.writable_circles() == [cast.circle.pk]
        assert me.kept_circles() == []


def test_a_repr_names_the_key_and_nobody(rows):
    for row in rows.values():
        assert "heron" not in repr(row).lower()
        assert "zephyrin" not in repr(row).lower()
