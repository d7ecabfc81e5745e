"""Two cups of tea at a checkpoint, and measles at Tel Saray."""

from rapport.actions import commitments, insights, occasions, relationships
from rapport.exchange.demo_world.telling import Teller


def first_cup_of_tea(tell: Teller) -> None:
    """Tell of the visit to the checkpoint."""
    tell.log(
        20,
        "samer",
        "idris",
        "Tea at the checkpoint. Talked of the road, the rain, the football.",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="neutral",
        place="QV0301",
        topics="The rain, the football",
    )
    note = "Before noon; he puts it on loudspeaker"
    tell.way(9, "samer", "idris", channel="phone", safety="care", note=note)
    tell.do(
        20,
        "idris",
        insights.note_insight,
        who="samer",
        kind="concern",
        nature="fact",
        text="Worries that trucks passing at night are put down to him.",
        confidence="high",
        expires=tell.day(345),
    )
    tell.do(20, "idris", insights.tell, who="samer", kind="organisation", text="Who we are.")


def second_cup_by_phone(tell: Teller) -> None:
    """Tell of the call that made it two of two."""
    tell.log(
        9,
        "samer",
        "idris",
        "Called to ask after the boy's match. He laughed; they lost.",
        channel="phone",
        tone_theirs="open",
        next_step="Bring the clinic's opening hours, as he asked",
        next_step_on=tell.day(0),
    )
    tell.do(
        9,
        "idris",
        commitments.make_commitment,
        who="samer",
        text="Bring him the clinic's opening hours",
        due=tell.day(1),
    )
    tell.do(
        9,
        "idris",
        occasions.note_occasion,
        who="samer",
        name="Eid al-Fitr",
        feast="eid_al_fitr",
        mentioned_by_them=True,
        safe_channel="phone",
    )
    tell.do(
        9,
        "idris",
        relationships.take_stage,
        who="samer",
        named="key",
        stage="rapport",
        evidence="He rang back himself, and spoke of his family first.",
    )


def measles(tell: Teller) -> None:
    """Tell of the outbreak, and of the exception used for it."""
    note = "Before sunset; the line is shared"
    tell.way(4, "hanan", "yusra", channel="phone", safety="care", note=note)
    tell.ask(
        5,
        "hanan",
        "yusra",
        "Let the vaccination team into Tel Saray",
        named="vaccination",
        planned_for=tell.day(-4),
        life_saving=True,
        life_saving_reason="Measles outbreak, three children have died.",
        authorised_by=tell.world.colleagues["monte"].pk,
        gate="tel_saray",
        urgency_ours="now",
        urgency_theirs="week",
        costs=(("superiors", 2, "The letter names a doctor's duty alone."), ("safety", 1)),
        for_them="The council can say that the children came first.",
        softens="The letter can name the outbreak, not the Front.",
    )
    tell.log(
        4,
        "hanan",
        "yusra",
        "Called at once about the outbreak. Heard out; will speak to the council tonight.",
        channel="phone",
        purpose="negotiation",
        asked_for={"vaccination": "made"},
        small_talk=False,
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="guarded",
    )
