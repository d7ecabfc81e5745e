"""What is usual with one person is learnt from what is known of that relationship, and no other."""

from datetime import timedelta

import pytest

from briefings.test_hidden_rows import told, without_what_is_hidden
from cast import Cast
from rapport.actions import access, history, interactions, team
from rapport.records import judging
from rapport.records.judging_facts import load
from rapport.records.models import Finding


def rhythm(cast, whom):
    (loaded,) = load([whom.pk], Cast.DAY)
    return loaded.facts.rhythm


def quiet(whom):
    judging.rejudge_all(today=Cast.DAY)
    rows = Finding.objects.filter(relationship=whom, code="U02").values("says", "params")
    return [(row["says"].partition(".")[0], row["params"]) for row in rows]


@pytest.fixture
def heron(cast):
    """Somebody met every other day, and not for thirty days now."""
    whom = cast.add("The heron", days_ago=60)
    for days_ago in range(60, 29, -2):
        cast.meet(days_ago, whom=whom)
    return whom


def test_it_is_learnt_and_said_with_the_numbers_behind_it(cast, heron):
    learnt = rhythm(cast, heron)
    assert learnt.contacts == 16
    ((says, params),) = quiet(heron)
    assert says == "Quieter than usual"
    assert {"least": learnt.least, "most": learnt.most}.items() <= params.items()


def test_a_contact_told_later_changes_what_is_usual_as_if_it_had_been_there(cast, heron):
    crane = cast.add("The crane", days_ago=60)
    days = [*range(60, 29, -2), 31]
    for days_ago in reversed(days):
        cast.meet(days_ago, whom=crane)
    cast.meet(31, whom=heron)
    assert rhythm(cast, heron) == rhythm(cast, crane)


def test_undone_and_corrected_it_is_learnt_anew(cast, heron):
    before = rhythm(cast, heron)
    change = interactions.log_interaction(
        cast.asking("writer"), theirs=[(heron.pk, "lead")], on=Cast.DAY - timedelta(days=5)
    )
    assert quiet(heron) == []
    history.undo(cast.asking("writer"), key=change.key)
    assert rhythm(cast, heron) == before
    assert quiet(heron)


def test_with_the_plain_intervals_nothing_is_learnt(cast, heron):
    team.set_rules(cast.asking("keeper"), raw={"U02": {"contacts": 0}})
    assert rhythm(cast, heron) is None
    assert quiet(heron) == []
    team.set_rules(cast.asking("keeper"), raw={"U02": {"on": False}})
    assert rhythm(cast, heron) is None


def test_rows_a_reader_may_not_see_change_nothing(cast, heron):
    severe = cast.add("The crane", days_ago=60)
    for days_ago in range(59, 20, -3):
        cast.meet(days_ago, whom=severe)
        cast.meet(days_ago, whom=cast.hidden, by="outsider")
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[cast.writer.pk])
    judging.rejudge_all(today=Cast.DAY)
    assert "U02" in {row["code"] for row in told(cast.reader)[0]}
    for name in ("writer", "reader", "outsider"):
        me = cast.who(name)
        answer, gone = without_what_is_hidden(me)
        assert gone
        assert told(me) == answer
