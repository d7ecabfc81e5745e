"""Answers of large maps that are kept: none survives a change of who may see what."""

import random

import pytest

from briefings.test_network_map import know, road, world
from cast import Cast, asked_by
from in_turn import seeds
from rapport.actions import access, erasing, history, interactions, many, merging, team
from rapport.briefings import (
    network_age,
    network_answers,
    network_numbers,
)
from rapport.briefings.views import view_of
from rapport.records.models import Interaction, Part, Relationship, ScopedModel, Store
from rapport.records.operations import recorded_models
from rapport.refusals import Refusal


@pytest.fixture(autouse=True)
def nothing_kept():
    network_answers.forget_all()
    yield
    network_answers.forget_all()


@pytest.fixture
def two(cast: Cast):
    """Two people, one tie between them, and a gate over each."""
    other = cast.add("Haji Musa", days_ago=300)
    for who in (cast.kamil, other):
        road(cast, who)
        cast.meet(5, whom=who)
    know(cast, cast.kamil, other)
    return other


def _severe(cast, whom):
    access.set_access(cast.asking("writer"), key=whom.pk, sensitivity=3)


def _many(cast, whom):
    many.set_access_of_many(cast.asking("writer"), relationships=[whom.pk], sensitivity=3)


def _merged(cast, whom):
    both = {"keep": cast.kamil.counterpart_id, "merge": whom.counterpart_id}
    merging.merge_counterparts(cast.asking("writer"), **both)


def _erased(cast, whom):
    erasing.erase_person(
        cast.asking("keeper"), key=whom.pk, alias=whom.called, reason="They asked for it."
    )


def _undone(cast, whom):
    """Take back that somebody severe was opened to all."""
    asking = cast.asking("writer")
    access.set_access(asking, key=whom.pk, sensitivity=3)
    opened = access.set_access(asking, key=whom.pk, sensitivity=1)
    return lambda: history.undo(asking, key=opened.key)


DEEDS = {"one": _severe, "many": _many, "merged": _merged, "erased": _erased, "undone": _undone}


@pytest.mark.parametrize("deed", DEEDS)
def test_no_kept_answer_survives_who_may_see_what(cast: Cast, two, monkeypatch, deed):
    begin = DEEDS[deed]
    act = begin(cast, two) if deed == "undone" else lambda: begin(cast, two)
    asking = asked_by(cast.reader)
    network_answers.standing(view_of(asking), asking.now)
    monkeypatch.setattr(network_age, "LARGE", 0)
    monkeypatch.setattr(network_numbers, "LARGE", 0)
    monkeypatch.setattr(network_answers, "_begin", lambda *_: None)
    assert network_answers.standing(view_of(asking), asking.now).answered is not None
    act()
    asking = asked_by(cast.reader)
    view = view_of(asking)
    assert network_answers.standing(view, asking.now).answered is None


def test_what_narrows_nothing_leaves_the_answer(cast: Cast, two, monkeypatch):
    asking = asked_by(cast.reader)
    network_answers.standing(view_of(asking), asking.now)
    monkeypatch.setattr(network_age, "LARGE", 0)
    monkeypatch.setattr(network_numbers, "LARGE", 0)
    monkeypatch.setattr(network_answers, "_begin", lambda *_: None)
    cast.meet(1, whom=two)
    stands = network_answers.standing(view_of(asking), asking.now)
    assert (stands.answered is not None, stands.is_now) == (True, False)


def test_of_too_many_changes_one_is_supposed_to_narrow(cast: Cast, two, monkeypatch):
    last = Store.objects.get().sequence
    cast.meet(1, whom=two)
    assert not network_age.narrowed_since(last)
    monkeypatch.setattr(network_age, "_MOST_READ", -1)
    assert network_age.narrowed_since(last)


def test_what_is_recorded_after_the_view_counts_as_later(cast: Cast, two):
    """Between the end of the history and the answer somebody was made severe."""
    asking = asked_by(cast.reader)
    view = view_of(asking)
    network_answers.network_of(view)
    _severe(cast, two)
    answered = network_answers._worked_out(view, network_answers._assumed(view), asking.now)
    network_answers._keep(network_answers._key(view), answered)
    assert network_answers._kept(network_answers._key(view)) is None


def test_every_kind_that_is_asked_about_is_recorded_by_that_name():
    asked = {*network_age._DECIDE, *network_age._GONE}
    assert asked <= recorded_models().keys()


def test_who_is_named_no_longer_counts_without_a_change_of_sensitivity(cast: Cast, two):
    asking = cast.asking("writer")
    access.set_access(asking, key=two.pk, sensitivity=3, named=[cast.reader.pk])
    last = Store.objects.get().sequence
    access.set_access(asking, key=two.pk, sensitivity=3)
    assert network_age.narrowed_since(last)


def _seen(cast):
    """Return for each of us the rows that they see."""
    kinds = [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]
    return {
        name: {
            (kind, key)
            for kind in kinds
            for key in kind.objects.visible_to(cast.who(name)).values_list("pk", flat=True)
        }
        for name in cast.everyone
    }


def _some_deed(cast, chance, done):
    """Do something that may change who sees what, and return the change."""
    asking = cast.asking(chance.choice(("writer", "keeper", "outsider")))
    mine = list(Relationship.objects.changeable_by(asking.me).order_by("pk"))
    met = list(Interaction.objects.changeable_by(asking.me).order_by("pk"))
    if len(mine) < 2 or not met:
        return None
    one, other = chance.sample(mine, 2)
    contact, keeper = chance.choice(met), cast.asking("keeper")
    level = {"sensitivity": chance.choice((1, 2, 3))}
    named = [chance.choice(list(cast.everyone.values())).pk]
    both = {"keep": one.counterpart_id, "merge": other.counterpart_id}
    who = {"circle": cast.circle.pk, "colleague": cast.everyone["reader"].pk}
    deeds = [
        lambda: access.set_access(asking, key=one.pk, named=named, **level),
        lambda: access.set_access(asking, key=other.pk, named=named, **level),
        lambda: many.set_access_of_many(asking, relationships=[one.pk, other.pk], **level),
        lambda: merging.merge_counterparts(asking, **both),
        lambda: interactions.change_interaction(asking, key=contact.pk, theirs=[(one.pk, "lead")]),
        lambda: team.release(keeper, **who),
        lambda: team.admit(keeper, **who, part=Part.READER),
        lambda: history.undo(asking, key=chance.choice(done)) if done else None,
    ]
    return chance.choice(deeds)()


@pytest.mark.parametrize("seed", seeds(range(1, 9)))
def test_whoever_sees_less_than_before_is_noticed(cast: Cast, seed):
    """Whatever was done: a row that is still there, and that one of us no longer sees."""
    world(cast, seed)
    chance, done, taken = random.Random(seed), [], 0
    for _ in range(20):
        before, last = _seen(cast), Store.objects.get().sequence
        try:
            change = _some_deed(cast, chance, done)
        except Refusal:
            continue
        done += [change.key] if change else []
        after = _seen(cast)
        gone = {one for name in before for one in before[name] - after[name]}
        there = [kind for kind, key in gone if kind.objects.filter(pk=key).exists()]
        taken += len(there)
        assert not there or network_age.narrowed_since(last), (seed, there)
    assert taken


def test_a_contact_that_was_with_somebody_else_counts(cast: Cast, two):
    asking = cast.asking("writer")
    access.set_access(asking, key=cast.kamil.pk, sensitivity=3, named=[cast.reader.pk])
    access.set_access(asking, key=two.pk, sensitivity=3)
    contact = cast.meet(2)
    last = Store.objects.get().sequence
    assert (Interaction, contact.pk) in _seen(cast)["reader"]
    interactions.change_interaction(asking, key=contact.pk, theirs=[(two.pk, "lead")])
    assert (Interaction, contact.pk) not in _seen(cast)["reader"]
    assert network_age.narrowed_since(last)
