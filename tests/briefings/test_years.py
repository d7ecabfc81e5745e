"""The years in one small picture: only when there is enough, gaps of nobody named, a table twin."""

from datetime import timedelta

from cast import Cast
from rapport.actions import leaving
from rapport.briefings.person import person
from rapport.briefings.years import NEWEST, Dot, Years, years

DAY = Cast.DAY


def drawn(cast: Cast) -> Years | None:
    asking = cast.asking("writer")
    return years(asking, person(asking, cast.kamil.pk))


def meet(cast: Cast, *days_ago: int, theirs: str = "open", ours: str = "neutral") -> None:
    for one in days_ago:
        cast.meet(one, tone_theirs=theirs, tone_ours=ours)


def test_few_tones_or_a_short_time_are_no_picture(cast: Cast):
    assert drawn(cast) is None
    meet(cast, 900, 500, 100)
    assert drawn(cast) is None
    cast.meet(50)
    assert drawn(cast) is None, "a contact without a tone is no dot"
    meet(cast, 40)
    assert drawn(cast) is not None


def test_many_tones_in_a_few_weeks_are_no_picture(cast: Cast):
    meet(cast, *range(10, 60, 5))
    assert drawn(cast) is None


def test_a_dot_is_the_middle_of_its_part_and_the_table_counts_them_all(cast: Cast):
    meet(cast, 720, 10, 8)
    meet(cast, 9, theirs="hostile", ours="guarded")
    picture = drawn(cast)
    assert picture is not None
    assert picture.theirs[0] == Dot(0, 0)
    assert len(picture.theirs) == 2
    assert picture.theirs[-1].level == 0
    assert picture.theirs[-1].at > 95
    newest = picture.table[0]
    assert newest.year == DAY.year
    assert newest.theirs == (("open", 2), ("hostile", 1))
    assert newest.ours == (("neutral", 2), ("guarded", 1))
    assert [one.year for one in picture.table] == [DAY.year, DAY.year - 1, DAY.year - 2]


def test_the_bands_fill_the_time_without_overlap(cast: Cast):
    meet(cast, 700, 300, 200, 100)
    asking = cast.asking("writer")
    del asking
    cast.hand_over("keeper", days_ago=10)
    picture = drawn(cast)
    assert picture is not None
    at = picture.bands[0].at
    for band in picture.bands:
        assert abs(band.at - at) < 0.02
        at = band.at + band.width
    assert abs(at - 100) < 0.02
    assert picture.bands[-1].name == cast.keeper.name


def test_of_very_many_contacts_the_newest_are_drawn_in_one_question(cast: Cast):
    meet(cast, *range(0, 2 * (NEWEST // 2), 7))
    picture = drawn(cast)
    assert picture is not None
    assert len(picture.theirs) <= 24
    assert all(0 <= dot.at <= 100 for dot in (*picture.theirs, *picture.ours))


def test_nobody_led_from_when_the_lead_had_left_until_somebody_took_over(cast: Cast):
    meet(cast, 40, 39, 38)
    cast.meet(400, tone_theirs="open")
    asking = cast.asking("keeper", 30)
    leaving.set_last_day(asking, colleague=cast.writer.pk, on=DAY - timedelta(days=25))
    cast.hand_over("keeper", by="keeper", days_ago=5)
    asking = cast.asking("keeper")
    picture = years(asking, person(asking, cast.kamil.pk))
    assert picture is not None
    assert picture.gaps == ((DAY - timedelta(days=25), DAY - timedelta(days=5)),)
    assert [one.name for one in picture.bands][-3:] == ["Writer", "", "Kit Keeper"]
