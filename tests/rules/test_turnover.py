"""Turnover on our side: a backup they have met (N03), a lead who leaves (N04)."""

from rapport.rules.facts_of_turnover import TurnoverFact
from rapport.rules.rule import Urgency
from rules.building import TODAY, ago, agreed, ahead, heard, meeting, relationship

OFTEN = tuple(meeting(ago(days)) for days in (180, 150, 120, 90, 60, 30))
MET = (TurnoverFact(backup_met=True, lead_until=None),)


def leaves(on, **handover):
    return (TurnoverFact(False, on, **handover),)


def codes(facts):
    return {code for code in ("N03", "N04") if heard(code, facts) is not None}


def n04(facts):
    return heard("N04", facts)


def test_n03_speaks_where_one_of_us_alone_meets_somebody_often():
    assert "N03" in codes(relationship(lead="us", interactions=OFTEN))


def test_n03_speaks_where_the_backup_never_met_them():
    facts = relationship(lead="us", backup="two", interactions=OFTEN)
    assert heard("N03", facts).options == ("take_the_backup_along",)


def test_n03_is_silent_once_they_met_the_backup():
    facts = relationship(lead="us", backup="two", interactions=OFTEN, turnover=MET)
    assert "N03" not in codes(facts)


def test_n03_is_silent_where_little_rests_on_it():
    assert "N03" not in codes(relationship(lead="us", interactions=OFTEN[1:]))
    one_way = tuple(meeting(ago(days), two_way=False) for days in (180, 150, 120, 90, 60, 30))
    assert "N03" not in codes(relationship(lead="us", interactions=one_way))


def test_n03_counts_contacts_up_to_a_year():
    first = tuple(meeting(ago(days)) for days in (364, 150, 120, 90, 60, 30))
    assert "N03" in codes(relationship(lead="us", interactions=first))
    first = tuple(meeting(ago(days)) for days in (365, 150, 120, 90, 60, 30))
    assert "N03" not in codes(relationship(lead="us", interactions=first))


def test_n03_an_agreement_is_enough_and_nobody_leading_is_no_matter_of_it():
    assert "N03" in codes(relationship(lead="us", agreements=(agreed(),)))
    assert "N03" not in codes(relationship(lead=None, agreements=(agreed(),)))


def test_n04_speaks_from_thirty_days_before_the_last_day():
    assert "N04" in codes(relationship(lead="us", turnover=leaves(ahead(30))))


def test_n04_is_silent_the_day_before():
    assert "N04" not in codes(relationship(lead="us", turnover=leaves(ahead(31))))


def test_n04_presses_in_the_last_week_and_after_it():
    assert n04(relationship(lead="us", turnover=leaves(ahead(8)))).when == Urgency.THIS_WEEK
    assert n04(relationship(lead="us", turnover=leaves(ahead(7)))).when == Urgency.NOW
    over = n04(relationship(lead="us", turnover=leaves(ago(1))))
    assert over.when == Urgency.NOW
    assert "was" in over.says


def test_n04_says_how_far_the_handover_is():
    begun = leaves(ahead(5), handover="h", answer="waiting")
    found = n04(relationship(lead="us", turnover=begun))
    assert found.because == (("handover", "h"),)
    assert "not accepted" in found.says
    declined = leaves(ahead(5), handover="h", answer="declined")
    assert "declined" in n04(relationship(lead="us", turnover=declined)).says
    withdrawn = leaves(ahead(5), handover="h")
    assert n04(relationship(lead="us", turnover=withdrawn)).options == ("hand_over",)


def test_n04_is_silent_where_nobody_leads_or_nobody_is_to_speak_with_them():
    assert "N04" not in codes(relationship(lead=None, turnover=leaves(TODAY)))
    assert "N04" not in codes(relationship(lead="us", status="deceased", turnover=leaves(TODAY)))
    assert "N04" not in codes(relationship(lead="us", phase="closed", turnover=leaves(TODAY)))
