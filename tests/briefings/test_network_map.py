"""The network in numbers: what counts as a way, and that nothing hidden has a part in it."""

import random
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import consents, gates, introductions, ties
from rapport.actions.ties import End
from rapport.briefings import network_answers
from rapport.briefings.dependence import dependence
from rapport.briefings.hanging import hangs_on, stale_on_the_way
from rapport.briefings.introductions import introduction_page
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_map import network_of
from rapport.briefings.network_numbers import (
    COLLEAGUE,
    GROUP,
    PERSON,
    US,
    Arc,
    NetworkMap,
    numbers_in,
)
from rapport.briefings.views import view_of
from rapport.records.models import Colleague, Relationship, ScopedModel, Store
from rapport.records.operations import recorded_models
from rapport.refusals import Refusal

KINDS = [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]


def road(cast, *whose, needs="any", by="writer"):
    """Add a gate that needs the consent of these people, and return its key."""
    asking = asked_by(cast.who(by))
    circle = whose[0].circle_id if whose else cast.circle.pk
    gate = gates.add_gate(asking, circle=circle, name="North road", kind="passage").row
    if whose:
        group = consents.add_group(asking, gate=gate.pk, needs=needs).row
        for who in whose:
            consents.need_consent(
                asking, gate=gate.pk, group=group.pk, relationship=who.pk, kind="armed_group"
            )
    return gate.pk


def know(cast, one, other, days_ago=10, *, kind="trusts", by="writer"):
    asking = asked_by(cast.who(by))
    on = cast.DAY - timedelta(days=days_ago)
    return ties.note_tie(
        asking, one=End(relationship=one.pk), kind=kind, other=End(relationship=other.pk),
        verified_on=on,
    ).row  # fmt: skip


def hanging(cast, gate, by="writer"):
    """Return whether a gate can be reached, and what each whose loss closes it is called."""
    view = view_of(asked_by(cast.who(by)))
    network = network_of(view)
    found = hangs_on(network.map)[network.whose.gates.index(gate)]
    names = {row.pk: row.called for row in Relationship.objects.all()}
    names |= {one.pk: one.name for one in Colleague.objects.all()}
    return found.can_open, sorted(names[network.whose.people[one]] for one in found.alone)


def test_whoever_leads_and_met_them_is_the_way(cast: Cast):
    gate = road(cast, cast.kamil)
    assert hanging(cast, gate) == (False, []), "nobody has met them"
    cast.meet(10)
    assert hanging(cast, gate) == (True, sorted([cast.kamil.called, cast.writer.name]))


def test_a_contact_or_a_tie_of_half_a_year_ago_no_longer_carries(cast: Cast):
    gate = road(cast, cast.kamil)
    cast.meet(181)
    assert not hanging(cast, gate)[0]
    between = cast.add("Between", days_ago=300)
    cast.meet(5, whom=between)
    tie = know(cast, between, cast.kamil, days_ago=181)
    assert not hanging(cast, gate)[0]
    ties.verify_tie(asked_by(cast.writer), key=tie.pk)
    assert hanging(cast, gate)[0]


def test_who_is_at_odds_introduces_nobody(cast: Cast):
    gate = road(cast, cast.kamil)
    rival = cast.add("Rival", days_ago=300)
    cast.meet(5, whom=rival)
    know(cast, rival, cast.kamil, kind="at_odds_with")
    assert not hanging(cast, gate)[0]


def test_scenario_five_one_two_one(cast: Cast):
    """One road, one man; a second way of another colleague; and the same colleague for both."""
    gate = road(cast, cast.kamil)
    cast.meet(10)
    both = sorted([cast.kamil.called, cast.writer.name])
    assert hanging(cast, gate) == (True, both)

    clerk = cast.add("Nadia", by="keeper", days_ago=300)
    cast.meet(9, by="keeper", whom=clerk)
    second = road(cast, cast.kamil, clerk)
    assert hanging(cast, second) == (True, [])

    other = cast.add("Nadia of the writer", by="writer", days_ago=300)
    cast.meet(9, whom=other)
    third = road(cast, cast.kamil, other)
    assert hanging(cast, third) == (True, [cast.writer.name]), "our own staff count"


@st.composite
def networks(draw):
    n = draw(st.integers(4, 9))
    kinds = [US, *(draw(st.sampled_from((COLLEAGUE, PERSON, GROUP))) for _ in range(n - 1))]
    pairs = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(1, n - 1)), max_size=24))
    arcs = [Arc(a, b, 2, draw(st.sampled_from((0, 200)))) for a, b in sorted(pairs) if a != b]
    part = st.integers(1, n - 1)
    gate = draw(
        st.one_of(
            part,
            st.just(-1),
            st.lists(part, min_size=2, max_size=3, unique=True).map(lambda some: ("any", *some)),
            st.lists(part, min_size=2, max_size=3, unique=True).map(lambda some: ("all", *some)),
            st.lists(part, min_size=2, max_size=3, unique=True).map(lambda some: ("of", 2, *some)),
        )
    )
    return NetworkMap(tuple(kinds), tuple(arcs), (-1,) * n, (-1,) * n, (gate,))


@given(networks())
def test_it_is_what_the_engine_says(network):
    from rapport.briefings.engine_input import Columns, compiled
    from rapport.network import single_points

    for stale_too in (False, True):
        (found,) = hangs_on(network, stale_too=stale_too)
        snapshot = Columns(network).snapshot(Assumed(), 90, fresh=not stale_too)
        (engine,) = single_points(snapshot, compiled(network))
        assert (found.can_open, found.alone) == (engine.can_open, engine.people)
    (fresh,), (stale,) = hangs_on(network), stale_on_the_way(network)
    asked = set(numbers_in(network.gates[0]))
    on_ways = {end for place in stale for end in network.arcs[place][:2]}
    assert on_ways <= _before(network, asked), "only ties that lead to whom the gate asks"
    if fresh.can_open and asked <= _reached(network):
        assert not stale, "where all are reached without, no stale tie is relied on"


def _before(network, ends):
    """Return who lies on any way to these."""
    found = set(ends)
    while more := {arc.tail for arc in network.arcs if arc.head in found} - found:
        found |= more
    return found


def _reached(network):
    """Return whom ties checked lately lead to."""
    found = {US}
    fresh = [arc for arc in network.arcs if not arc.is_stale]
    while more := {arc.head for arc in fresh if arc.tail in found} - found:
        found |= more
    return found


def test_a_count_is_no_person():
    """Two of three: person number two, over a stale tie, has no part in the gate."""
    kinds, ends = (US, PERSON, PERSON, PERSON, PERSON, PERSON), (-1,) * 6
    arcs = (Arc(0, 1, 2, 0), Arc(1, 2, 2, 200), Arc(0, 3, 2, 0), Arc(0, 4, 2, 0), Arc(0, 5, 2, 0))
    gate = ("of", 2, 3, 4, 5)
    assert stale_on_the_way(NetworkMap(kinds, arcs, ends, ends, (gate,))) == [()]


def world(cast, seed):
    """Tell of people of both circles, some severe, who know each other, and of gates over them."""
    chance = random.Random(seed)
    people = []
    for number in range(9):
        by = chance.choice(("writer", "keeper", "outsider"))
        level = chance.choice((1, 1, 3))
        who = cast.add(f"P{number}", by=by, days_ago=300, sensitivity=level)
        people.append((by, who))
        if chance.random() < 0.6:
            cast.meet(chance.choice((5, 170, 190)), by=by, whom=who)
    for _ in range(16):
        (by, one), (_, other) = chance.sample(people, 2)
        try:
            know(cast, one, other, chance.choice((10, 170, 190)), by=by)
            introductions.plan_introduction(
                asked_by(cast.who(by)), relationship=one.pk, introducer=other.pk,
                risk=chance.choice((1, 3)), asked_on=cast.DAY,
            )  # fmt: skip
        except Refusal:
            continue
    for _ in range(3):
        by, who = chance.choice(people)
        mine = set(Relationship.objects.changeable_by(cast.who(by)).values_list("pk", flat=True))
        beside = [other for _, other in people if other.circle_id == who.circle_id]
        beside = [other for other in beside if other.pk in mine and other.pk != who.pk]
        road(
            cast,
            who,
            *chance.sample(beside, min(2, len(beside))),
            needs=chance.choice(("any", "all")),
            by=by,
        )


def answers(me):
    """Return every answer about ways that a reader gets."""
    asking = asked_by(me)
    network = network_of(view_of(asking))
    pages = [
        introduction_page(asking, key)
        for key in sorted(Relationship.objects.visible_to(me).values_list("pk", flat=True))
    ]
    network_answers.forget_all()
    whom = [one.pk for one in Colleague.objects.order_by("pk")]
    found = [dependence(asking, without=("colleague", key)) for key in whom]
    return network, hangs_on(network.map), pages, [replace(one, at=None) for one in found]


@pytest.mark.parametrize("seed", range(3))
def test_what_a_reader_cannot_see_changes_no_answer(cast: Cast, seed):
    world(cast, seed)
    gone = 0
    for who in (cast.writer, cast.keeper, cast.reader, cast.outsider):
        me = Colleague.objects.get(pk=who.pk)
        before = answers(me)
        with transaction.atomic():
            for kind in KINDS:
                hidden = kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk"))
                keys = list(hidden.values_list("pk", flat=True))
                gone += kind.objects.filter(pk__in=keys).delete()[0]
            Store.objects.update(head=secrets.token_bytes(32))  # no answer that was kept is read
            after = answers(Colleague.objects.get(pk=me.pk))
            transaction.set_rollback(True)
        assert before == after
    assert gone > 20
