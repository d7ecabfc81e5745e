"""What both sides agree on, what lies between them, and what colleagues know of places."""

from rapport.actions.culture_notes import note_culture
from rapport.actions.understanding import ask_to_read_analysis, note_ground
from rapport.exchange.demo_world.telling import Teller

_GROUND = (
    (
        9,
        "samer",
        "idris",
        "agreed_fact",
        "The road is in danger after dark, for them as for us.",
    ),
    (9, "samer", "idris", "contested_fact", "How many trucks came through last month."),
    (9, "samer", "idris", "convergent_norm", "A guest who has eaten here is not harmed."),
    (9, "samer", "idris", "option", "Trucks pass before noon, and he has the list a day ahead."),
    (60, "nour", "idris", "agreed_fact", "Medicines run out in the valley before the snow melts."),
    (60, "nour", "idris", "convergent_norm", "The wounded are treated, whoever they are."),
    (60, "nour", "idris", "divergent_norm", "Whether women may work at the distribution."),
    (45, "nour", "idris", "option", "A second distribution for women, run by women."),
)

_CUSTOMS = (
    (
        "monte",
        "Hazim Highlands",
        "greeting",
        "Greet the oldest first, whoever leads the talk. Wait to be shown where to sit.",
        "Worked there for six years",
    ),
    (
        "yusra",
        "Hazim Highlands",
        "taboo",
        "Do not ask after a man's wife or daughters. Ask after the family.",
        "From the highlands",
    ),
    (
        "idris",
        "Orsend Plain",
        "hospitality",
        "Drink the second cup. To refuse it says that you are in a hurry.",
        "From here",
    ),
)


def understanding(tell: Teller) -> None:
    """Tell of the common ground with two of them, and of three customs."""
    for days_ago, who, by, kind, text in _GROUND:
        tell.do(days_ago, by, note_ground, who=who, kind=kind, text=text)
    world = tell.world

    def second_reader() -> None:
        ask_to_read_analysis(
            world.asking("idris", 1),
            relationship=world.people["nour"].pk,
            of="common_ground",
            reader=world.colleagues["mira"].pk,
        )

    world.scenes.append((1, second_reader))
    for by, place, topic, text, role in _CUSTOMS:
        _custom(tell, by, place=place, topic=topic, text=text, role=role)


def _custom(tell: Teller, by: str, **about: str) -> None:
    def scene() -> None:
        note_culture(tell.world.asking(by, 30), **tell.world.told(about))

    tell.world.scenes.append((30, scene))
