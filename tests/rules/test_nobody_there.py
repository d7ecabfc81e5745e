"""Actors, kinds of actors and places in which we know nobody."""

from rapport.rules.facts_of_many import OfficeFacts, Unmet
from rapport.rules.rule import Urgency
from rules.building import actor, ago, heard, says, tie


def work(*unmet):
    return OfficeFacts("office", unmet)


def test_n05_an_actor_without_anybody():
    finding = heard("N05", actor(nobody=True))
    assert finding.because == (("actor", "actor"),)
    assert finding.options == ("look_at_actor", "add_somebody_there")
    assert "as far as you can see" in says("N05", actor(nobody=True))


def test_n05_one_in_which_somebody_is_known_is_left_alone():
    assert heard("N05", actor(tie(ago(900)))) is None
    assert heard("N05", actor()) is None


def test_n05_a_place_where_something_must_be_open():
    facts = work(Unmet("Kar Dovi", is_place=True, behind=("road", "clinic")))
    finding = heard("N05", facts)
    assert finding.because == (("gate", "road"), ("gate", "clinic"))
    assert (finding.when, finding.options) == (Urgency.SOON, ("look_at_gate",))
    assert "Kar Dovi" in says("N05", facts)


def test_n05_many_of_one_kind_are_said_together():
    facts = work(Unmet("media", is_place=False, behind=("one", "other")))
    finding = heard("N05", facts)
    assert finding.because == (("actor", "one"), ("actor", "other"))
    assert says("N05", facts).endswith("Type: media.")


def test_n05_where_everybody_is_met_nothing_is_said():
    assert heard("N05", work()) is None
