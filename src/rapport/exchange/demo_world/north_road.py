"""The north road, which hangs on Abu Nour's word."""

from rapport.actions import commitments, insights, relationships
from rapport.exchange.demo_world.telling import Teller


def first_teas(tell: Teller) -> None:
    """Tell of the first visits, with nothing asked."""
    tell.log(
        205,
        "nour",
        "idris",
        "First tea, at Haji Musa's house. Nothing asked.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        188,
        "nour",
        "idris",
        "Walked the orchard with him. Spoke of the drought.",
        tone_theirs="open",
    )


def six_trucks(tell: Teller) -> None:
    """Tell of the ask, the word given, and the first convoy."""
    for days, line, asked in (
        (150, "He sent a cousin to guide us round the closed ford.", False),
        (118, "Asked for six trucks on Tuesdays. He will think.", True),
        (97, "He agreed by voice: six trucks, Tuesdays, medicines not searched.", True),
        (71, "First convoy passed. Rang to thank him.", False),
    ):
        tell.log(
            days,
            "nour",
            "idris",
            line,
            asked=asked,
            purpose="negotiation" if asked else "engagement",
            tone_theirs="open",
        )
    tell.do(
        71,
        "idris",
        relationships.switch_phase,
        who="nour",
        named="key",
        phase="aftercare",
        reason="He kept his word on the first Tuesday.",
    )
    tell.do(
        97,
        "idris",
        insights.note_insight,
        who="nour",
        kind="value",
        text="Keeps his word when it is spoken before elders.",
        confidence="medium",
        expires=tell.day(3),
    )


def after_the_yes(tell: Teller) -> None:
    """Tell of what was promised and understood since."""
    safe, unsafe = "Through Haji Musa, after prayers", "His phone is read at the barrier"
    tell.way(150, "nour", "idris", channel="intermediary", safety="safe", note=safe)
    tell.way(118, "nour", "idris", channel="message", safety="unsafe", note=unsafe)
    tell.do(
        71,
        "idris",
        commitments.make_commitment,
        who="nour",
        by="them",
        text="Medicines are not searched on Tuesdays",
        due=tell.day(-6),
    )
    tell.do(
        41,
        "idris",
        insights.note_insight,
        who="nour",
        kind="connection",
        nature="fact",
        text="Haji Musa vouched for us with him.",
        expires=tell.day(300),
    )
    tell.log(
        41,
        "nour",
        "idris",
        "Sat with him after the funeral of a neighbour.",
        tone_theirs="open",
        next_step="Ask how he is",
        next_step_on=tell.day(-2),
    )


def more_trucks(tell: Teller) -> None:
    """Tell of what is to be asked next, of what it would cost him, and of what he was told."""
    limits = "We cannot pay for passage, nor carry anything for anybody."
    tell.do(41, "idris", insights.tell, who="nour", kind="limits", text=limits)
    tell.ask(
        3,
        "nour",
        "idris",
        "Two more trucks in the week after the feast",
        gate="north",
        planned_for=tell.day(8),
        urgency_ours="week",
        urgency_theirs="can_wait",
        costs=(
            ("safety", 2, "Nothing in writing, and no thanks in public."),
            ("constituents", 1, "The same medicines for his own village."),
        ),
        why_no="He would be asked at the barrier who gets what.",
        for_them="His village has been without a nurse since the autumn.",
        benefit_checked=True,
        may_say="Medicines alone; the list is open to everybody.",
        bottom_line="One truck, with the cold box.",
    )
