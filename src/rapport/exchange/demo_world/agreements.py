"""What was agreed in the demo world: by word, on paper, and by what is simply done."""

from hashlib import sha256

from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import AgreementForm, Firmness, Keeping, TermSide

_TUESDAYS = (76, 62, 55, 48, 41, 34, 27, 20, 13)
"""How many days ago the six trucks passed; on the second Tuesday they did not."""

_SIX_TERMS = {
    "trucks": {
        "what": "Six trucks pass the barrier on the north road",
        "side": TermSide.THEM,
        "who": "the post at the barrier",
        "every": "every Tuesday",
        "place": "Tel Saray",
        "notice": "The driver rings once they are through.",
    },
    "seals": {
        "what": "Medicines are not searched",
        "side": TermSide.THEM,
        "who": "the post at the barrier",
        "every": "every Tuesday",
        "notice": "The seals are whole when they arrive.",
    },
    "load": {
        "what": "We tell him by word of mouth what the trucks carry",
        "side": TermSide.US,
        "who": "whoever leads the convoy",
        "every": "the evening before",
        "notice": "Haji Musa passes on his answer.",
    },
    "aboard": {
        "what": "Nobody rides along but our own people",
        "side": TermSide.BOTH,
        "who": "the drivers and the post",
        "every": "every Tuesday",
        "notice": "The seats are counted on both sides of the barrier.",
    },
    "word": {
        "what": "He sends word if the road closes",
        "side": TermSide.THEM,
        "who": "his cousin",
        "every": "before dawn of that day",
        "notice": "We hear of it before the trucks are loaded.",
    },
    "village": {
        "what": "The same medicines go to his village",
        "side": TermSide.US,
        "who": "the health programme",
        "every": "once a month",
        "notice": "The nurse there counts the boxes.",
    },
}

_SAID_BACK = (
    "So that I carry your words rightly: six trucks pass on Tuesdays, and medicines are not"
    " searched. We tell you the evening before what they carry. If the road closes, you send word."
    " If I have heard any of it wrongly, please correct me."
)


def six_trucks_by_word(tell: Teller) -> None:
    """Tell of a yes by voice, of one who wants nothing on paper, and how it was kept since."""
    tell.agreement(
        97, "idris", "nour", named="trucks", gate="north",
        what="Six trucks pass on Tuesdays, unsearched",
        form=AgreementForm.ORAL, terms=_SIX_TERMS,
        why="He keeps his word; we do not know yet who else must hear of it.",
    )  # fmt: skip
    tell.said_back(90, "idris", "trucks", _SAID_BACK, answered=83, answer="That is how I said it.")
    tell.kept("idris", "trucks trucks", Keeping.KEPT, _TUESDAYS)
    tell.kept("idris", "trucks seals", Keeping.KEPT, (76, 13))
    tell.kept("idris", "trucks village", Keeping.KEPT, (41, 13))
    tell.kept(
        "idris", "trucks trucks", Keeping.BREACHED, (69,),
        "The trucks waited until noon; nobody at the post had heard of it.",
    )  # fmt: skip
    tell.raised(
        67, "idris", "trucks trucks", 69,
        "Asked through Haji Musa what had happened: the post had changed hands.",
    )  # fmt: skip
    tell.reviewed(
        55, "idris", "trucks", firmness=Firmness.LIKELY, review_on=tell.day(9),
        why="Kept again since the post was told; it rests on him alone.",
    )  # fmt: skip
    tell.guarantor(41, "idris", "trucks", "musa", "Gave his word for both sides to the elders.")
    tell.evidence(
        48, "idris", "trucks", "idris", on=tell.day(-48), app="WhatsApp",
        what="A thumbs-up from his cousin's phone to “Tuesday, as always”.",
        kept_where="On the office phone, in the safe",
        fingerprint=sha256(b"Tuesday, as always").hexdigest(),
    )  # fmt: skip
    tell.kept(
        "idris", "trucks trucks", Keeping.WOBBLING, (6,),
        "Four passed; two were sent back at dusk.",
    )  # fmt: skip


def one_list_a_month(tell: Teller) -> None:
    """Tell of a signed memorandum, whom it rests on, and a question of law about it."""
    tell.agreement(
        86, "idris", "permits", named="list", gate="permits",
        what="One list of vehicles a month instead of a letter for each trip",
        form=AgreementForm.SIGNED, firmness=Firmness.SOLID,
        why="Signed by both, and his office countersigned it.",
        review_on=tell.day(30),
        terms={
            "list": {
                "what": "We bring the list of vehicles",
                "side": TermSide.US,
                "who": "the logistics desk",
                "every": "three days before the month begins",
                "notice": "They stamp our copy.",
            },
            "stamp": {
                "what": "The desk stamps it within two working days",
                "side": TermSide.THEM,
                "who": "whoever sits at the desk",
                "every": "once a month",
                "place": "Orsend",
                "notice": "The clerk rings.",
            },
        },
    )  # fmt: skip
    tell.guarantor(86, "mira", "list", "governor", "His office countersigned it.")
    tell.evidence(
        86, "idris", "list", "ines", on=tell.day(-86),
        what="Two pages with both stamps.", kept_where="In the office safe, blue folder",
    )  # fmt: skip
    tell.kept("idris", "list list", Keeping.KEPT, (78, 47, 19))
    tell.kept("idris", "list stamp", Keeping.KEPT, (76, 45))
    tell.kept("idris", "list stamp", Keeping.WOBBLING, (13,), "The stamp came four days late.")
    tell.raised(
        10, "idris", "list stamp", 13,
        "Asked what would help: they would like the list by plate number.",
    )  # fmt: skip
    tell.asked_in_law(
        37, "idris", "list", answered=30,
        question="May they ask for the names of drivers beside the plates?",
        asked_of="The legal adviser",
        answer="Plates are enough for a permit; names of drivers are personal data.",
        decision="We give plates, and no names.",
    )  # fmt: skip


def a_guide_at_the_canal(tell: Teller) -> None:
    """Tell of what nobody ever put into words, and what is done all the same."""
    tell.agreement(
        63, "idris", "karim", named="guide",
        what="A guide from the school meets our cars at the canal",
        form=AgreementForm.TACIT, made_on=tell.day(-120), firmness=Firmness.LIKELY,
        why="Nobody ever said it; it has happened each time.",
        review_on=tell.day(20),
        terms={
            "guide": {
                "what": "A guide waits at the canal bridge",
                "side": TermSide.THEM,
                "who": "a teacher of the school",
                "every": "whenever our cars come",
                "place": "Kar Dovi",
                "notice": "The driver sees him from the road.",
            },
            "call": {
                "what": "We let them know that we come",
                "side": TermSide.US,
                "who": "the driver",
                "every": "the evening before",
                "notice": "Ustad Karim answers.",
            },
        },
    )  # fmt: skip
    tell.kept("idris", "guide guide", Keeping.KEPT, (63, 7))


AGREEMENTS = (six_trucks_by_word, one_list_a_month, a_guide_at_the_canal)
