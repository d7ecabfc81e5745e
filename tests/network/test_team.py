from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.network.errors import BadTeam
from rapport.network.team import Option, Rule, Shortfall, Staffing, compare_team, shortfalls
from rapport.network.team_assignment import PRICES, Hindrance, assign_team
from rapport.network.team_programme import seat_prices

IDRIS, MIRA, BASHIR = 0, 1, 2


def random_staffing(seed, colleagues=6, meetings=3):
    draw = np.random.default_rng(seed)
    pairs = (colleagues, meetings)
    national = draw.random(colleagues) < 0.5
    return Staffing.of(
        colleagues,
        meetings,
        available=draw.random(pairs) < 0.7,
        conflict=draw.random(pairs) < 0.15,
        language=draw.random(pairs) < 0.4,
        programme=draw.random(pairs) < 0.4,
        connection=np.where(draw.random(pairs) < 0.3, draw.random(pairs), 0.0),
        seen=draw.integers(-1, 2, pairs),
        exposure=draw.integers(0, 4, pairs),
        shields=draw.random(pairs) < 0.3,
        national=national,
        international=~national,
        load=draw.integers(0, 4, colleagues),
        limit=draw.integers(0, 5, colleagues),
        size=draw.integers(1, 4, meetings),
        mixed=draw.random(meetings) < 0.5,
        slot=draw.integers(-1, 2, meetings),
    )


def price_of(staffing, teams):
    """What a choice of teams costs, counted rule by rule; None if somebody cannot be there."""
    seats = np.zeros((staffing.colleagues, staffing.meetings), dtype=bool)
    for meeting, team in enumerate(teams):
        seats[list(team), meeting] = True
    for one, other in combinations(range(staffing.meetings), 2):
        together = staffing.slot[one] == staffing.slot[other] >= 0
        if together and set(teams[one]) & set(teams[other]):
            return None
    if (seats & ~staffing.available).any():
        return None
    short = [
        PRICES[each.rule] * each.short
        for meeting, team in enumerate(teams)
        for each in shortfalls(staffing, meeting, team)
        if each.rule is not Rule.WORKLOAD
    ]
    over = seats.sum(axis=1) - np.maximum(staffing.limit - staffing.load, 0)
    extra = PRICES[Rule.WORKLOAD] * over[over > 0].sum()
    return seat_prices(staffing)[seats].sum() + sum(short) + extra


def cheapest(staffing):
    """Try every choice of teams; where they cost enough one by one, together they cost no less."""
    everybody = range(staffing.colleagues)
    teams = [team for size in range(len(everybody) + 1) for team in combinations(everybody, size)]
    alone = [
        {t: _alone(staffing, j, t) for t in teams if staffing.available[list(t), j].all()}
        for j in range(staffing.meetings)
    ]
    least = np.inf
    for choice in product(*alone):
        if sum(alone[j][team] for j, team in enumerate(choice)) < least:
            cost = price_of(staffing, choice)
            least = least if cost is None else min(least, cost)
    return least


def _alone(staffing, meeting, team):
    short = [
        PRICES[each.rule] * each.short
        for each in shortfalls(staffing, meeting, team)
        if each.rule is not Rule.WORKLOAD
    ]
    return seat_prices(staffing)[list(team), meeting].sum() + sum(short)


def test_options_stand_side_by_side_in_the_order_given_without_a_winner():
    staffing = Staffing.of(
        3,
        1,
        programme=[[False], [True], [True]],
        language=[[True], [False], [True]],
        connection=[[0.0], [0.0], [0.8]],
        seen=[[0], [-1], [1]],
        exposure=[[0], [0], [3]],
        load=[1, 4, 2],
        limit=[5, 4, 5],
    )
    rows = compare_team(staffing, 0, [(IDRIS, MIRA), (BASHIR, IDRIS), (MIRA,)])
    assert [row.members for row in rows] == [(0, 1), (2, 0), (1,)]
    assert [row.programme for row in rows] == [1, 1, 1]
    assert [row.language for row in rows] == [1, 2, 0]
    assert [row.connections for row in rows] == [(), (0.8,), ()]
    assert [row.exposure for row in rows] == [0, 3, 0]
    assert rows[0].load == (2, 5)
    assert rows[0].short == (
        Shortfall(Rule.WELCOME, 1, (MIRA,)),
        Shortfall(Rule.KNOWN, 1, ()),
        Shortfall(Rule.WORKLOAD, 1, (MIRA,)),
    )
    assert not {"rank", "total", "best", "cost"} & set(Option.__dataclass_fields__)


def test_security_alone_is_told_to_pair_with_the_programme():
    staffing = Staffing.of(2, 1, programme=[[False], [True]], connection=0.5, size=[1])
    alone, paired = compare_team(staffing, 0, [(0,), (0, 1)])
    assert [each.rule for each in alone.short] == [Rule.PROGRAMME]
    assert paired.short == ()


def test_an_exposed_colleague_needs_somebody_else_as_a_shield():
    staffing = Staffing.of(
        2, 1, exposure=[[2], [0]], shields=[[True], [False]], connection=1.0, size=[1]
    )
    assert Shortfall(Rule.SHIELD, 1, (0,)) in shortfalls(staffing, 0, (0, 1))
    other = Staffing.of(2, 1, exposure=[[2], [0]], shields=[[False], [True]], size=[1])
    assert Rule.SHIELD not in {each.rule for each in shortfalls(other, 0, (0, 1))}


def test_where_the_mix_matters_both_sides_are_missed():
    staffing = Staffing.of(
        3,
        1,
        national=[True, False, False],
        international=[False, True, False],
        mixed=[True],
        connection=1.0,
    )
    missing = {team: shortfalls(staffing, 0, team) for team in [(0, 1), (0, 2), (2,), ()]}
    assert missing[0, 1] == ()
    assert missing[0, 2] == (Shortfall(Rule.MIX, 1, ()),)
    assert Shortfall(Rule.MIX, 2, ()) in missing[2,]
    assert Shortfall(Rule.MIX, 2, ()) in missing[()]


def test_nobody_is_asked_to_be_in_two_places():
    staffing = Staffing.of(2, 2, connection=1.0, size=[1, 1], slot=[5, 5])
    teams = assign_team(staffing).teams
    assert sorted(teams) == [(0,), (1,)]


def test_the_rule_that_gave_way_is_named_with_the_meeting_and_what_stood_against_it():
    # Bashir alone speaks the language of both meetings, which are at the same time
    staffing = Staffing.of(
        4,
        2,
        language=[[False, False], [False, False], [True, True], [False, True]],
        available=[[True, True], [True, True], [True, True], [True, False]],
        connection=1.0,
        size=[1, 1],
        slot=[0, 0],
    )
    answer = assign_team(staffing)
    (gave_way,) = answer.gave_way
    assert gave_way.rule is Rule.LANGUAGE
    assert answer.teams[1 - gave_way.meeting] == (BASHIR,)
    expected = {(BASHIR, Hindrance.SAME_TIME)}
    if gave_way.meeting == 1:
        expected.add((3, Hindrance.UNAVAILABLE))
    assert set(gave_way.hindered) == expected
    assert answer.proven


def test_too_many_meetings_for_too_few_name_whose_limit_gave_way():
    staffing = Staffing.of(1, 3, connection=1.0, size=[1, 1, 1], load=[1], limit=[2])
    (gave_way,) = assign_team(staffing).gave_way
    assert gave_way.rule is Rule.WORKLOAD
    assert (gave_way.meeting, gave_way.short, gave_way.members) == (None, 2, (0,))


def test_a_rule_made_dear_is_kept_at_the_cost_of_others():
    staffing = Staffing.of(
        2, 1, language=[[True], [False]], conflict=[[True], [False]], connection=1.0, size=[1]
    )
    assert assign_team(staffing).teams == ((1,),)
    dear = assign_team(staffing, prices={Rule.LANGUAGE: 5000.0})
    assert dear.teams == ((0,),)
    assert [(each.rule, each.members) for each in dear.gave_way] == [(Rule.CONFLICT, (0,))]


def test_without_colleagues_or_meetings_there_is_still_an_answer():
    empty = assign_team(Staffing.of(0, 2))
    assert empty.teams == ((), ())
    assert {each.rule for each in empty.gave_way} >= {Rule.SIZE, Rule.LANGUAGE}
    assert assign_team(Staffing.of(3, 0)).teams == ()


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6))
def test_no_choice_of_teams_costs_less_than_the_one_found(seed):
    staffing = random_staffing(seed)
    answer = assign_team(staffing)
    assert answer.proven
    assert price_of(staffing, answer.teams) == pytest.approx(answer.cost)
    assert answer.cost == pytest.approx(cheapest(staffing))


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6))
def test_what_gave_way_is_what_the_comparison_calls_short(seed):
    staffing = random_staffing(seed, colleagues=8, meetings=5)
    answer = assign_team(staffing)
    for meeting, team in enumerate(answer.teams):
        said = [(e.rule, e.short, e.members) for e in answer.gave_way if e.meeting == meeting]
        short = shortfalls(staffing, meeting, team)
        assert said == [tuple(each) for each in short if each.rule is not Rule.WORKLOAD]
        if team:
            assert compare_team(staffing, meeting, [team])[0].short == short


@pytest.mark.parametrize(
    ("facts", "why", "where"),
    [
        ({"colleagues": -1}, "people", None),
        ({"meetings": 2.0}, "people", None),
        ({"charm": [[1]]}, "fact", None),
        ({"language": [True, False, True]}, "shape", None),
        ({"language": 1}, "kind", None),
        ({"load": [0.5, 1]}, "kind", None),
        ({"connection": [[0.5, 1.5], [0, 0]]}, "out-of-range", 1),
        ({"connection": float("nan")}, "out-of-range", 0),
        ({"exposure": 4}, "out-of-range", 0),
        ({"size": [1, 0]}, "out-of-range", 1),
    ],
)
def test_facts_that_do_not_fit_are_refused(facts, why, where):
    with pytest.raises(BadTeam) as refused:
        Staffing.of(**{"colleagues": 2, "meetings": 2, **facts})
    assert (refused.value.why, refused.value.where) == (why, where)


@pytest.mark.parametrize(
    ("meeting", "options", "why", "where"),
    [
        (2, [(0,)], "meeting", None),
        (0, [(0,), (0, 2)], "member", 1),
        (0, [(0, 0)], "again", 0),
        (0, [(0,), ()], "empty", 1),
    ],
)
def test_options_that_are_no_teams_are_refused(meeting, options, why, where):
    with pytest.raises(BadTeam) as refused:
        compare_team(Staffing.of(2, 2), meeting, options)
    assert (refused.value.why, refused.value.where) == (why, where)


def test_prices_and_times_that_mean_nothing_are_refused():
    staffing = Staffing.of(2, 1)
    for prices in ({Rule.AVAILABLE: 3.0}, {Rule.SIZE: 0.0}, {Rule.SIZE: float("nan")}):
        with pytest.raises(BadTeam) as refused:
            assign_team(staffing, prices=prices)
        assert refused.value.why == "price"
    for seconds in (0.0, 601.0, float("nan")):
        with pytest.raises(BadTeam) as refused:
            assign_team(staffing, seconds=seconds)
        assert refused.value.why == "seconds"


def test_facts_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        Staffing.of(2, 1).available[0, 0] = False
