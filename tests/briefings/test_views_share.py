"""Views that share luck and answers: each has what it would have alone, of rows it may see."""

import secrets
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.test_network_map import KINDS, world
from cast import Cast, asked_by
from in_turn import seeds
from rapport.actions import access, team
from rapport.briefings import network_answers, network_map, network_process
from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_map import network_of
from rapport.briefings.network_numbers import COLLEAGUE, PERSON, US, Arc, NetworkMap
from rapport.briefings.network_rows import DayRows
from rapport.briefings.views import view_of
from rapport.records.models import Colleague, Part, Relationship, Store
from rapport.records.recording import change_set

WHO = ("writer", "keeper", "reader", "outsider")


@pytest.fixture(autouse=True)
def nothing_kept():
    network_answers.forget_all()
    yield
    network_answers.forget_all()


def worked_out(network, kept=None):
    from rapport.briefings.network_sums import work_out

    return work_out(network, Assumed(), lambda _done, _of: None, kept)


def kept_by_others(most=1 << 22):
    from rapport.briefings.network_sums import WORLDS
    from rapport.network import KeptReach, KeptWords

    return KeptReach(KeptWords(WORLDS // 64, most))


CIRCLES = 3


@st.composite
def offices(draw):
    """Return people by circle, ties and a gate of each circle, as a whole store would have them."""
    people = draw(st.integers(4, 10))
    circle = [draw(st.integers(0, CIRCLES - 1)) for _ in range(people)]
    end = st.integers(0, people - 1)
    tie = st.tuples(end, end, st.integers(0, 2), st.sampled_from([0, 30, 170, 200]))
    ties = draw(st.lists(tie, max_size=24, unique_by=lambda one: one[:2]))
    asked = [draw(st.lists(end, min_size=1, max_size=3, unique=True)) for _ in range(CIRCLES)]
    luck = draw(st.lists(st.integers(2, 2**63 - 1), min_size=people, max_size=people, unique=True))
    views = st.sets(st.integers(0, CIRCLES - 1), min_size=1)
    most = draw(st.integers(0, CIRCLES))  # the circle all are told to begin with, if there is one
    return circle, ties, asked, luck, most, draw(st.lists(views, min_size=2, max_size=4))


def seen(office, circles):
    """Return the map of whoever reads those circles; the first of an office is a colleague."""
    circle, ties, asked, luck, most, _ = office
    there = [one for one, of in enumerate(circle) if of in circles]
    number = {one: place for place, one in enumerate(there, start=1)}
    kinds = (US, *(COLLEAGUE if one == 0 else PERSON for one in there))
    arcs = [Arc(US, number[0], 2, 0)] if 0 in number else []
    arcs += [
        Arc(number[one], number[other], sure, days)
        for one, other, sure, days in ties
        if one != other and one in number and other in number
    ]
    gates = tuple(("all", *(number.get(one, -1) for one in asked[of])) for of in sorted(circles))
    together = (-1, *(circle[one] if circle[one] == 2 else -1 for one in there))
    together = tuple(0 if one == 2 else -1 for one in together)
    return NetworkMap(
        kinds, tuple(arcs), (-1,) * len(kinds), together, gates,
        luck=(0, *(luck[one] for one in there)), group_luck=(7,) if 0 in together else (),
        common=tuple(number[one] for one in there if circle[one] == most),
        apart=tuple(place for place, arc in enumerate(arcs) if arc.days == 30),
    )  # fmt: skip


@given(offices(), st.sampled_from([1 << 13, 1 << 22]))
@settings(max_examples=25, deadline=None)
def test_each_view_has_what_it_would_have_alone(office, most):
    """Whatever was worked out before it, and however often what is kept is forgotten."""
    kept = kept_by_others(most)
    for circles in office[-1]:
        network = seen(office, circles)
        assert worked_out(network, kept) == worked_out(network)


@pytest.mark.parametrize("seed", seeds(range(4)))
def test_what_others_see_changes_nothing_for_whoever_shares_with_them(cast: Cast, seed):
    world(cast, seed)
    everyone = [cast.who(name) for name in WHO]
    kept = kept_by_others()
    shared = {}
    for me in everyone:
        shared[me.pk] = worked_out(network_of(view_of(asked_by(me))).map, kept)
    gone = 0
    for me in everyone:
        with transaction.atomic():
            for kind in KINDS:
                hidden = kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk"))
                gone += kind.objects.filter(
                    pk__in=list(hidden.values_list("pk", flat=True))
                ).delete()[0]
            Store.objects.update(head=secrets.token_bytes(32))
            alone = network_of(view_of(asked_by(Colleague.objects.get(pk=me.pk)))).map
            assert worked_out(alone) == shared[me.pk]
            transaction.set_rollback(True)
    assert gone


def test_rows_that_others_read_before_change_nothing(cast: Cast):
    """Whoever read first, and whoever reads more circles or is named for more."""
    world(cast, 2)
    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk,
        colleague=cast.reader.pk, part=Part.READER,
    )  # fmt: skip
    severe = Relationship.objects.filter(sensitivity=3, circle=cast.circle).first()
    access.set_access(asked_by(severe.lead), key=severe.pk, sensitivity=3, named=[cast.reader.pk])
    alone = {}
    for name in WHO:
        network_map.forget_maps()
        alone[name] = network_of(view_of(asked_by(cast.who(name))))
    assert len({len(network.map.kinds) for network in alone.values()}) > 2
    for order in (WHO, WHO[::-1], ("reader", "outsider", "writer", "keeper")):
        network_map.forget_maps()
        for name in order:
            found = network_of(view_of(asked_by(cast.who(name))))
            assert found == alone[name]


@pytest.fixture
def reading(monkeypatch):
    """Return what is read anew, and the processes begun, while each view is renewed in its turn."""
    read, begun = [], []
    rows, begin = network_map.DayRows, network_process._begun
    monkeypatch.setattr(network_map, "DayRows", lambda *of: read.append(of) or rows(*of))
    monkeypatch.setattr(network_process, "_begun", lambda: begun.append(begin()) or begun[-1])
    monkeypatch.setattr(network_answers, "connection", SimpleNamespace(close=lambda: None))
    return read, begun


def renewed(asking, view):
    """Let the turn of a view come, and return its answer."""
    key, assumed = network_answers._key(view), network_answers._assumed(view)
    network_answers._renew(key, view, assumed, asking.now, network_process.Working())
    return network_answers._KEPT[key]


def test_who_asks_at_once_is_answered_from_rows_read_once(cast: Cast, reading):
    """They wait in one row; what was recorded after they asked is in the answers of them all."""
    read, begun = reading
    world(cast, 1)
    asked = [asked_by(cast.who(name)) for name in WHO]
    views = [view_of(asking) for asking in asked]
    cast.meet(1)
    found = [renewed(asking, view) for asking, view in zip(asked, views, strict=True)]
    assert len([of for of in read if of[0] == views[0].office]) == 1
    assert len(begun) == 1
    for one, asking in zip(found, asked, strict=True):
        network_map.forget_maps()
        now = network_of(view_of(asking))
        assert one.network == now
        assert list(one.sums) == worked_out(now.map)


def test_who_waits_is_answered_from_rows_of_one_moment(cast: Cast, reading):
    """Between two turns people change circles, lose their lead, and somebody else is named."""
    read, _ = reading
    world(cast, 1)
    both = {"circle": cast.elsewhere.pk, "colleague": cast.reader.pk, "part": Part.READER}
    team.admit(cast.asking("outsider"), **both)
    severe = Relationship.objects.filter(sensitivity=3, circle=cast.circle, lead=cast.writer)
    plain = Relationship.objects.filter(sensitivity=1, circle=cast.circle).order_by("pk")
    asked = [asked_by(cast.who(name)) for name in ("writer", "outsider", "keeper", "reader")]
    views = [view_of(asking) for asking in asked]
    for asking, view in zip(asked, views, strict=True):
        found = renewed(asking, view)
        alone = network_map._Reading(DayRows(view.office, view.day), view.reader).network()
        assert found.network == alone
        assert found.view.sequence == view.sequence, "it counts as of when it was asked for"
        moved = plain.first()
        with change_set("move", cast.asking("writer")) as changes:
            changes.change(moved, circle=cast.elsewhere, lead=None)
        named = {"sensitivity": 3, "named": [cast.reader.pk, cast.keeper.pk]}
        access.set_access(cast.asking("writer"), key=severe.first().pk, **named)
    assert len(set(read)) == 1, "of one office and day"
    assert len(read) == len(views), "each turn came after something was recorded"
    assert network_answers._kept(network_answers._key(views[0])) is None


def test_what_others_are_likely_to_see_is_of_the_circle_with_most_people(cast: Cast):
    world(cast, 1)
    network = network_of(view_of(asked_by(cast.who("writer"))))
    rows = {row.pk: row for row in Relationship.objects.all()}
    common = [rows.get(network.whose.people[one]) for one in network.map.common if one]
    assert len([row for row in common if row]) > 3
    assert all(row.circle_id == cast.circle.pk and row.sensitivity < 3 for row in common if row)
    for place in network.map.apart:
        assert {*network.map.arcs[place][:2]} <= {*network.map.common}


def test_somebody_has_the_same_luck_in_every_view_and_it_is_no_key(cast: Cast):
    world(cast, 1)
    luck = {}
    for name in ("writer", "reader"):
        network = network_of(view_of(asked_by(cast.who(name))))
        luck[name] = dict(zip(network.whose.people, network.map.luck, strict=True))
        assert len(set(network.map.luck)) == len(network.map.luck)
    both = luck["writer"].keys() & luck["reader"].keys()
    assert len(both) > 3
    assert {key: luck["writer"][key] for key in both} == {key: luck["reader"][key] for key in both}
    for key in both - {None}:
        assert f"{luck['writer'][key]:x}" not in key.hex


def test_the_same_numbers_are_not_worked_out_again(cast: Cast):
    """Something was recorded that is in no map: the answer is of now, at the cost of reading."""
    world(cast, 1)
    asking = asked_by(cast.who("writer"))
    network_answers.standing(view_of(asking), asking.now)
    Store.objects.update(head=secrets.token_bytes(32))
    view = view_of(asking)
    network = network_of(view)
    known = network_answers._known(network, network_answers._assumed(view))
    assert known == worked_out(network.map)
    other = network_answers._assumed(view)._replace(people=50)
    assert network_answers._known(network, other) is None
    fewer = network._replace(map=network.map.without([2]))
    assert network_answers._known(fewer, network_answers._assumed(view)) is None


@pytest.fixture
def network(cast: Cast):
    world(cast, 1)
    return network_of(view_of(asked_by(cast.who("writer")))).map


def test_one_process_works_out_one_map_after_the_other(network):
    alone = worked_out(network)
    assert network_process.in_a_process(network, Assumed(), network_process.Working()) == alone
    child = network_process._WAITING.child
    fewer = network.without([2])
    working = network_process.Working()
    assert network_process.in_a_process(fewer, Assumed(), working) == worked_out(fewer)
    assert network_process._WAITING.child is child
    working.stop()
    assert child.poll() is None, "what is done and stopped ends nobody else's work"
    child.kill()
    child.wait()
    assert network_process.in_a_process(network, Assumed(), network_process.Working()) == alone
    network_answers.forget_all()
    assert network_process._WAITING.child is None


def test_a_process_that_nobody_asks_ends(network, monkeypatch):
    monkeypatch.setattr(network_process, "KEPT_SECONDS", 0.01)
    network_process.in_a_process(network, Assumed(), network_process.Working())
    until = network_process._WAITING.until
    if until is not None:
        until.join(30)
    assert network_process._WAITING.child is None
