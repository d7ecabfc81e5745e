"""Close, and not too close: gifts, a no that a friend was to bring, a colleague who is pressed."""

from datetime import time

from rapport.actions import boundaries, gifts, who_goes
from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import GiftKind, GiftWay, Interest, PressureKind


def gifts_and_conflicts(tell: Teller) -> None:
    """Tell of two gifts, of which one was reviewed, and of a conflict that is managed."""
    tell.do(
        19,
        "idris",
        gifts.register_gift,
        who="musa",
        way=GiftWay.RECEIVED,
        what="A jar of honey from his own hives",
        why="To refuse it at his door would have shamed him.",
    )
    tell.do(
        40,
        "mira",
        gifts.register_gift,
        who="permits",
        kind=GiftKind.HOSPITALITY,
        way=GiftWay.DECLINED,
        what="A lunch at the hotel",
        why="We were waiting for a permit from them that week.",
    )

    def managed() -> None:
        of_idris = Interest.objects.get(relationship=tell.world.people["terzan"])
        who_goes.manage_interest(
            tell.world.asking("mira", 1),
            key=of_idris.pk,
            decides=tell.world.colleagues["mira"].pk,
            managed=tell.world.says("Two of us always go."),
            managed_until=tell.day(45),
        )

    def office() -> None:
        gifts.set_whom_to_call(
            tell.world.asking("yusra", 60),
            whom_to_call=tell.world.says(
                "Yusra Halwen, at any hour. Outside the office: the staff counsellor, every day."
            ),
        )

    tell.world.scenes += [(1, managed), (60, office)]


def hard_answer(tell: Teller) -> None:
    """Tell of a no that was to be said by the colleague who is closest to him."""
    tell.plan(
        1,
        "karim",
        "idris",
        ours={"idris": "lead"},
        on=tell.day(4),
        time=time(11),
        place="The school",
        is_hard=True,
        opener="The exercise books that came.",
        listening_question="How are the children this term?",
    )


def a_colleague_pressed(tell: Teller) -> None:
    """Tell of a demand for names, which only those it names read, and of checks of one's own."""
    tell.do(
        6,
        "idris",
        boundaries.note_pressure,
        who="samer",
        kind=PressureKind.DATA,
        text="A lieutenant asked twice for the list of our drivers, and where I live.",
        told=tell.world.colleagues["yusra"].pk,
        is_safe=True,
        knows_whom_to_call=True,
    )


CLOSE = (gifts_and_conflicts, hard_answer, a_colleague_pressed)
