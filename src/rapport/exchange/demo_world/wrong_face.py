"""The wrong face at the door: a first meeting is planned, and security was to go by habit."""

from datetime import time

from rapport.actions import who_goes
from rapport.exchange.demo_world.telling import Teller


def wrong_face(tell: Teller) -> None:
    """Tell of a governor whom nobody has met, and of what makes one or another the right one."""
    tell.do(
        2,
        "idris",
        who_goes.declare_interest,
        who="terzan",
        kind="family",
        text="A cousin works in his office.",
    )
    tell.do(2, "idris", who_goes.note_connection, who="terzan", text="Grew up in the same valley")
    tell.do(2, "yusra", who_goes.note_connection, who="terzan", text="Studied at the same college")
    tell.plan(
        1,
        "terzan",
        "mira",
        ours={"tomas": "lead"},
        on=tell.day(1),
        time=time(10),
        place="His office in Qasr Tellim",
    )
