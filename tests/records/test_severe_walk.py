"""Random walks in which people turn severe and back: what is kept, seen and marked stays true."""

import random

import pytest

from cast import Cast, asked_by
from in_turn import seeds
from rapport.actions import (
    access,
    care,
    correcting,
    history,
    insights,
    interactions,
    merging,
    people,
)
from rapport.records import integrity, judging, rebuilding, verifying
from rapport.records.hanging import relationships_of
from rapport.records.models import (
    Colleague,
    Insight,
    Interaction,
    Membership,
    Named,
    Operation,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.operations import recorded_models
from rapport.refusals import Refusal

NAMES = ("Kamil Farran", "Zephyrin", "Samer Wadran")
TEXTS = (*NAMES, "tea", "by the gate")
STEPS = 45


def line(chance):
    return " ".join(chance.sample(TEXTS, 2))


def step(cast, chance, number):
    """Do something at random as somebody at random, as the doors would."""
    me = cast.who(chance.choice(("writer", "writer", "keeper", "outsider")))
    about = {"asking": asked_by(me)}
    mine = list(Relationship.objects.changeable_by(me).order_by("pk"))
    notes = list(Insight.objects.changeable_by(me).order_by("pk"))
    visits = list(Interaction.objects.changeable_by(me).order_by("pk"))

    def add():
        names = [("", chance.choice(NAMES))] if chance.random() < 0.5 else []
        level = chance.choice((0, 1, 3))
        cast.add(f"Person {number}", by=me.sign_in, sensitivity=level, names=names)

    def meet():
        theirs = [(one.pk, "lead") for one in chance.sample(mine, min(len(mine), 2))]
        new = {"theirs": theirs, "on": Cast.DAY, "line": line(chance)}
        interactions.log_interaction(**about, **new)

    def merge():
        keep, gone = (one.counterpart_id for one in chance.sample(mine, 2))
        merging.merge_counterparts(**about, keep=keep, merge=gone)

    def undo():
        newest = Operation.objects.order_by("-sequence").values_list("change_set", flat=True)[:40]
        history.undo(**about, key=chance.choice(list(dict.fromkeys(newest))[:8]))

    ways = {
        "add": add,
        "meet": meet,
        "merge": merge,
        "undo": undo,
        "note": lambda: (
            insights.note_insight(
                **about, relationship=chance.choice(mine).pk, kind="concern", text=line(chance)
            ).row
        ),
        "grade": lambda: (
            access.set_access(
                **about, key=chance.choice(mine).pk, sensitivity=chance.choice((1, 3))
            ).row
        ),
        "seal": lambda: (
            people.seal_name(
                **about, key=chance.choice(mine).counterpart_id, name=chance.choice(NAMES)
            ).row
        ),
        "remove": lambda: (
            correcting.remove_record(about["asking"], Insight, key=chance.choice(notes).pk).row
        ),
        "erase": lambda: care.erase_note(**about, key=chance.choice(notes).pk).row,
        "change": lambda: (
            interactions.change_interaction(
                **about, key=chance.choice(visits).pk, line=line(chance)
            ).row
        ),
    }
    way = chance.choice(("meet", "meet", "undo", "undo", "grade", *ways))
    few = {"merge": len(mine) < 2, "erase": not notes, "remove": not notes, "change": not visits}
    ways["add" if not mine or few.get(way) else way]()


def allowed(me, row):
    """Say by plain reading whether somebody may read a row: the second opinion on access."""
    if not Membership.objects.filter(circle=row.circle_id, colleague=me).exists():
        return False
    if row.sensitivity < Sensitivity.SEVERE:
        return True
    about = set(Named.objects.filter(colleague=me).values_list("relationship_id", flat=True))
    if isinstance(row, Interaction):
        return bool(about & set(row.theirs.values_list("relationship_id", flat=True)))
    relationship = row.pk if isinstance(row, Relationship) else getattr(row, "relationship_id", 0)
    if relationship:
        return relationship in about
    counterpart = getattr(row, "counterpart_id", row.pk)
    return Relationship.objects.filter(pk__in=about, counterpart=counterpart).exists()


def graded_apart():
    """Return what is kept of people on another side of severe than they are themselves."""
    severe = dict(Relationship.objects.values_list("pk", "sensitivity"))
    apart = []
    for model in recorded_models().values():
        if not issubclass(model, ScopedModel):
            continue
        levels = dict(model.objects.values_list("pk", "sensitivity"))
        for key, about in relationships_of(model, levels).items():
            theirs = max(severe[one] for one in about)
            if (levels[key] >= Sensitivity.SEVERE) != (theirs >= Sensitivity.SEVERE):
                apart.append((model, key))
    return apart


@pytest.mark.parametrize("seed", seeds([1, 2, 3]))
def test_whatever_turns_severe_and_back_only_the_named_see_it_and_all_stays_true(cast: Cast, seed):
    chance = random.Random(seed)
    done = 0
    for number in range(STEPS):
        try:
            step(cast, chance, number)
            done += 1
        except Refusal:
            continue
        assert judging.mark_all() == set()
        assert graded_apart() == []
    assert done > STEPS / 2
    assert verifying.verify().whole
    assert (integrity.stale_rows(), rebuilding.differences()) == ({}, [])
    kinds = [model for model in recorded_models().values() if issubclass(model, ScopedModel)]
    for me in Colleague.objects.all():
        for model in kinds:
            every = {row.pk for row in model.objects.all() if allowed(me, row)}
            assert set(model.objects.visible_to(me).values_list("pk", flat=True)) == every
    rebuilding.rebuild()
    assert judging.mark_all() == set()
