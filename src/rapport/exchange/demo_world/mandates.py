"""What the team may decide, and what the office never agrees to."""

from rapport.actions.mandates import draw_red_line, give_mandate
from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import RedLineTopic

_TALKS = {
    "title": "Talks on the north road",
    "may_decide": "Days, hours and the number of trucks, up to eight a week.",
    "must_refer": "Anything in writing, and anybody new at the table.",
    "may_not": "Pay for passage, or carry anything for anybody.",
    "may_say": "We come with medicines alone, and everybody may see the list.",
    "internal": "We can wait until the snow melts; let nobody hurry us.",
}

_PAPERS = {
    "title": "Permits and papers in Orsend",
    "may_decide": "Which forms we hand in, and when.",
    "must_refer": "A standing permit with conditions.",
    "may_say": "We keep to the rules, and ask that they be the same for all.",
}

_LINES = (
    (
        RedLineTopic.ESCORTS,
        "We travel with no armed escort, and no weapon is in our cars.",
        {
            "en": "Thank you for caring how we travel. We go without arms, with everybody.",
            "fr": "Merci de vous soucier de notre sécurité. Nous circulons sans armes, partout.",
            "ar": "نشكركم على حرصكم على سلامتنا. نحن نتنقّل دون سلاح، في كل مكان.",
        },
    ),
    (
        RedLineTopic.DATA,
        "We hand nobody a list of patients or of families.",
        {
            "en": "What families tell us stays with us; your own would too. May I show the totals?",
            "fr": "Ce que les familles nous confient reste chez nous ; je peux montrer les totaux.",
            "ar": "ما تقوله العائلات لنا يبقى عندنا، ويمكنني أن أعرض المجاميع.",
        },
    ),
)


def limits(tell: Teller) -> None:
    """Tell of two mandates, of which one ends soon, and of two red lines."""
    world = tell.world

    def talks() -> None:
        give_mandate(
            world.asking("yusra", 20),
            circle=world.circles["hazim"].pk,
            issuer=world.colleagues["monte"].pk,
            gate=world.gates["north"].pk,
            since=tell.day(-20),
            until=tell.day(40),
            **world.told(_TALKS),
        )

    def papers() -> None:
        give_mandate(
            world.asking("monte", 81),
            circle=world.circles["office"].pk,
            since=tell.day(-81),
            until=tell.day(9),
            **world.told(_PAPERS),
        )

    def lines() -> None:
        for topic, text, refusals in _LINES:
            asking = world.asking("monte", 200)
            draw_red_line(asking, topic=topic, text=world.says(text), refusals=refusals)

    world.scenes += [(20, talks), (81, papers), (200, lines)]
