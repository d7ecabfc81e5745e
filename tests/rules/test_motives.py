"""Before negotiating: whom they answer to, what moves them."""

import pytest

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    claim,
    heard,
    insight,
    plan,
    relationship,
    silent_from,
    speaks_from,
)


def asking(*ties, **changes):
    return relationship(**{"asks": (ask(ahead(7)),), "ties": ties} | changes)


# R04 audience unknown


def test_r04_a_request_near_and_nobody_named_whom_they_answer_to():
    facts = asking()
    finding = heard("R04", facts)
    assert finding.because == (("ask", facts.asks[0].key),)
    assert (finding.when, finding.params) == (Urgency.THIS_WEEK, {"planned": ahead(7)})
    assert finding.options[0] == "name_audience"


def test_r04_whom_they_answer_to_is_known():
    assert heard("R04", asking(claim("answers_to"))) is None
    assert heard("R04", asking(claim("audience_of", theirs=False))) is None


def test_r04_that_others_answer_to_them_is_something_else():
    assert heard("R04", asking(claim("answers_to", theirs=False)))
    assert heard("R04", asking(claim("audience_of")))
    assert heard("R04", asking(claim("trusts")))


def test_r04_a_claim_that_is_over_no_longer_counts():
    speaks_from("R04", asking(claim(until=ahead(3))), ahead(4))
    silent_from("R04", asking(claim(since=ahead(3))), ahead(3))


def test_r04_before_a_negotiation_and_while_we_negotiate():
    before = relationship(meetings=(plan(ahead(40), purpose="negotiation"),))
    speaks_from("R04", before, ahead(10))
    silent_from("R04", before, ahead(41))
    assert heard("R04", relationship(meetings=(plan(ahead(4)),))) is None
    during = heard("R04", relationship(phase="negotiation"))
    assert during.because == (("relationship", "relationship"),)
    assert during.when == Urgency.SOON


def test_r04_from_thirty_days_before_and_what_lives_depend_on_not_at_all():
    speaks_from("R04", asking(asks=(ask(ahead(40)),)), ahead(10))
    assert heard("R04", asking(asks=(ask(ahead(2), life_saving=True),))) is None
    assert heard("R04", asking(asks=(ask(ago(2)),))) is None, "after its day K07 asks"


# R07 motives unknown


def test_r07_a_request_near_and_nothing_known_of_what_moves_them():
    finding = heard("R07", asking())
    assert finding.options == ("note_motives", "hear_what_moves")
    assert finding.when == Urgency.THIS_WEEK


@pytest.mark.parametrize("kind", ["reasoning", "value", "need"])
def test_r07_any_of_what_moves_them_is_something(kind):
    assert heard("R07", asking(insights=(insight(ago(3), kind=kind),))) is None


@pytest.mark.parametrize("kind", ["position", "concern", "hook"])
def test_r07_what_they_demand_is_not_what_moves_them(kind):
    assert heard("R07", asking(insights=(insight(ago(3), kind=kind),)))


def test_r07_from_fourteen_days_before_and_until_something_is_known():
    speaks_from("R07", asking(asks=(ask(ahead(20)),)), ahead(6))
    silent_from("R07", asking(insights=(insight(ahead(2), kind="need"),)), ahead(2))
    assert heard("R07", relationship(phase="negotiation")).params == {}


@pytest.mark.parametrize("code", ["R04", "R07"])
@pytest.mark.parametrize("changes", [{"status": "detained"}, {"phase": "closed"}])
def test_nothing_is_missing_where_no_contact_is_meant(code, changes):
    assert heard(code, asking())
    assert heard(code, asking(**changes)) is None
    assert heard(code, asking(asks=())) is None
    assert heard(code, asking(asks=(ask(TODAY, outcome="withdrawn"),))) is None
