"""The neighbours: the permits desk and its clerk, small actors, elders, the governor."""

from rapport.actions import commitments, insights, occasions
from rapport.exchange.demo_world.telling import Teller


def permits(tell: Teller) -> None:
    """Tell of the desk that is always asked for something, and of its clerk."""
    days = (86, 75, 66, 54, 45, 37, 28, 19, 10)
    for count, ago in enumerate(days):
        asked = count not in (0, 5)
        tell.log(
            ago,
            "permits",
            "idris",
            "Asked for the travel permits again." if asked else "Brought back the signed forms.",
            asked=asked,
            purpose="negotiation",
            small_talk=False,
            tone_theirs="guarded" if ago < 20 else "neutral",
            on_time="late" if ago in (19, 10) else "on_time",
        )
    tell.do(
        10,
        "idris",
        commitments.make_commitment,
        who="permits",
        text="Return the stamped list of vehicles",
        due=tell.day(-3),
    )
    for ago, line in (
        (60, "Tea break in the corridor; she explained the colours of the stamps."),
        (26, "Sent thanks for finding the lost form."),
    ):
        tell.log(
            ago,
            "clerk",
            "mira",
            line,
            introduced_self=True,
            introduced_organisation=True,
            tone_theirs="open",
            channel="in_person" if ago == 60 else "phone",
        )


def small_actors(tell: Teller) -> None:
    """Tell of those who are easily forgotten."""
    tell.log(
        290,
        "women",
        "yusra",
        "Visited the sewing room; long talk about the winter.",
        beside="committee",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="open",
    )
    tell.log(
        120,
        "women",
        "yusra",
        "They showed us the list of families they feed.",
        beside="committee",
        tone_theirs="open",
    )
    tell.log(300, "liaison", "mira", "Coordination lunch.", channel="in_person")


def haji_musa(tell: Teller) -> None:
    """Tell of the elder who opens doors."""
    note = "At his house, in the morning"
    tell.way(181, "musa", "idris", channel="in_person", safety="safe", note=note)
    tell.log(
        236,
        "musa",
        "idris",
        "Paid respects after the harvest.",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="open",
    )
    tell.log(181, "musa", "idris", "Coffee; he told how the road was built.", tone_theirs="open")
    tell.log(
        34,
        "musa",
        "idris",
        "Asked how he was. Better.",
        channel="phone",
        tone_theirs="open",
    )
    tell.do(
        34,
        "idris",
        insights.note_insight,
        who="musa",
        kind="constraint",
        text="Has been unwell; does not travel after dark.",
        special="health",
        need="So that nobody invites him to an evening meeting.",
        expires=tell.day(20),
    )
    tell.do(
        34,
        "idris",
        occasions.note_occasion,
        who="musa",
        name="Eid al-Fitr",
        feast="eid_al_fitr",
        mentioned_by_them=True,
        safe_channel="phone",
    )


def ustad_karim(tell: Teller) -> None:
    """Tell of the teacher."""
    tell.log(
        140,
        "karim",
        "idris",
        "Met at the school with Musa Qarri; he knows everyone's sons.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        63,
        "karim",
        "idris",
        "He asked for chalk and exercise books; said what we can and cannot do.",
        tone_theirs="open",
    )
    tell.do(
        63,
        "idris",
        insights.tell,
        who="karim",
        kind="limits",
        text="We cannot pay for introductions.",
    )


def governor(tell: Teller) -> None:
    """Tell of the courtesy visits, and of an ask to come."""
    note = "A letter through his secretary"
    tell.way(48, "governor", "mira", channel="letter", safety="safe", note=note)
    tell.log(
        92,
        "governor",
        "mira",
        "Courtesy visit with Yusra. Spoke of the plain and its canals.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        48,
        "governor",
        "mira",
        "He asked what other offices do in the coast. Listened a long while.",
        tone_theirs="open",
    )
    tell.do(
        48,
        "mira",
        insights.note_insight,
        who="governor",
        kind="reasoning",
        text="Wants to show the capital that the plain is quiet.",
        confidence="medium",
        expires=tell.day(200),
    )
    tell.ask(
        2,
        "governor",
        "mira",
        "A standing permit for the clinic at Tel Saray",
        gate="permits",
        planned_for=tell.day(6),
        urgency_ours="month",
        urgency_theirs="can_wait",
        costs=(
            ("superiors", 2, "A letter from the health office that he can show."),
            ("reputation", 1),
        ),
        for_them="He can tell the capital that the plain is cared for.",
        benefit_checked=True,
        may_say="The clinic is open to everybody, from both banks.",
    )
