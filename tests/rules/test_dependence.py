"""What access hangs on: one person alone, no way in, a claim that nobody checked."""

from rapport.rules.catalogue import RULES
from rapport.rules.facts_of_many import Alone, GateFacts, StaleTie
from rapport.rules.rule import Urgency
from rules.building import TODAY, ago, heard, says

NOUR = Alone("relationship", "nour", "Abu Nour")
IDRIS = Alone("colleague", "idris", "Idris Fane")


def gate(*alone, **more):
    told = {"consent_known": True, "can_open": True, "by_stale_ties": True, **more}
    return GateFacts("road", alone=alone, **told)


def test_n01_names_whoever_closes_it_alone_ours_too():
    finding = heard("N01", gate(IDRIS, NOUR))
    assert (finding.when, finding.params["names"]) == (Urgency.SOON, "Idris Fane · Abu Nour")
    assert finding.because == (("gate", "road"), ("colleague", "idris"), ("relationship", "nour"))
    assert says("N01", gate(NOUR)) == "Hangs on one person, as far as you can see: Abu Nour."


def test_n01_of_many_three_are_named():
    many = [Alone("relationship", f"p{number}", f"P{number}") for number in range(5)]
    assert heard("N01", gate(*many)).params["names"] == "P0 · P1 · P2 …"
    assert len(heard("N01", gate(*many)).because) == 6


def test_n01_two_ways_are_enough():
    assert heard("N01", gate()) is None


def test_n01_can_be_switched_off_and_its_assumptions_change_no_finding():
    assert heard("N01", gate(NOUR), on=False) is None
    assert heard("N01", gate(NOUR), tie_low=10) == heard("N01", gate(NOUR))


def test_n02_no_way_is_known():
    closed = gate(can_open=False, by_stale_ties=False, unreached=("nour",))
    assert "We know no way" in says("N02", closed)
    assert heard("N02", closed).because == (("gate", "road"), ("relationship", "nour"))


def test_n02_no_way_that_was_checked():
    assert "180 days" in says("N02", gate(can_open=False))


def test_n02_a_gate_whose_consents_nobody_noted_is_left_alone():
    assert heard("N02", gate(can_open=False, by_stale_ties=False, consent_known=False)) is None


def test_n02_one_way_is_enough():
    assert heard("N02", gate()) is None
    assert heard("N02", gate(NOUR)) is None


STALE = StaleTie("tie", "Karim · Nour", ago(181))


def test_n08_an_unchecked_tie_is_named_with_its_day():
    finding = heard("N08", gate(stale=(STALE,)))
    assert finding.because == (("tie", "tie"), ("gate", "road"))
    assert "Karim · Nour" in says("N08", gate(stale=(STALE,)))


def test_n08_each_by_itself():
    several = gate(stale=(STALE, STALE._replace(key="other")))
    found = RULES["N08"].findings(several, TODAY, {})
    assert [one.because[0] for one in found] == [("tie", "tie"), ("tie", "other")]


def test_n08_checked_ties_are_left_alone():
    assert heard("N08", gate()) is None


def test_n08_speaks_of_a_gate_that_can_still_be_reached_over_it_alone():
    assert heard("N08", gate(can_open=False, stale=(STALE,))) is not None
