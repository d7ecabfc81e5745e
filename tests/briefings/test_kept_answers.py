"""Answers of large maps that are kept: none survives a change of who may see what."""

import pytest

from briefings.test_network_map import know, road
from cast import Cast, asked_by
from rapport.actions import access, erasing, history, many, merging
from rapport.briefings import network_age, network_answers, network_numbers, ways_to_gates
from rapport.briefings.views import view_of
from rapport.records.models import Store
from rapport.records.operations import recorded_models


@pytest.fixture(autouse=True)
def nothing_kept():
    network_answers.forget_all()
    ways_to_gates._RECENT.clear()
    yield
    network_answers.forget_all()
    ways_to_gates._RECENT.clear()


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
    ways_to_gates.judged(view_of(asking))
    act()
    asking = asked_by(cast.reader)
    view = view_of(asking)
    assert network_answers.standing(view, asking.now).answered is None
    assert ways_to_gates.judged(view) == ways_to_gates.judged_now(view)


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


def test_the_end_of_the_history_is_read_before_the_rights(cast: Cast, two, monkeypatch):
    """What is recorded while rows are read counts as later than the answer."""
    asking = asked_by(cast.reader)
    network_answers.standing(view_of(asking), asking.now)
    view = view_of(asking)
    read = network_answers.network_of

    def meanwhile(of):
        found = read(of)
        _severe(cast, two)
        return found

    monkeypatch.setattr(network_answers, "network_of", meanwhile)
    network_answers.forget_all()
    answered = network_answers._worked_out(view, network_answers._assumed(view), asking.now)
    network_answers._keep(network_answers._key(view), answered)
    assert network_answers._kept(network_answers._key(view)) is None


def test_every_kind_that_is_asked_about_is_recorded_by_that_name():
    asked = {*network_age._DECIDE, *network_age._READ, *network_age._GONE}
    assert asked <= recorded_models().keys()


def test_who_is_named_no_longer_counts_without_a_change_of_sensitivity(cast: Cast, two):
    asking = cast.asking("writer")
    access.set_access(asking, key=two.pk, sensitivity=3, named=[cast.reader.pk])
    last = Store.objects.get().sequence
    access.set_access(asking, key=two.pk, sensitivity=3)
    assert network_age.narrowed_since(last)
