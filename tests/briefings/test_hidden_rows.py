"""What somebody may not see has no part in what they are told: with or without it, all is alike."""

import random
import secrets
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction

from cast import Cast, asked_by, rejudge_due
from rapport.actions import (
    asks,
    commitments,
    gates,
    insights,
    mandates,
    meetings,
    occasions,
    relationships,
)
from rapport.briefings.across_circles import across_circles
from rapport.records import judging
from rapport.records.models import Colleague, Cost, Finding, Gate, Relationship, ScopedModel, Store
from rapport.records.operations import recorded_models
from rapport.refusals import Refusal
from records.test_severe_walk import step

STEPS = 40
KINDS = [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]
TOLD = ("relationship", "code", "when", "on", "says", "params", "because", "waived_until")


def told(me):
    """Return all that the rules tell a reader, of relationships and across circles."""
    rows = Finding.objects.visible_to(me).order_by("relationship", "code", "pk")
    return list(rows.values(*TOLD)), across_circles(asked_by(me))


def without_what_is_hidden(me):
    """Return what the rules tell a reader once every row hidden from them is really gone."""
    hidden = {
        kind: kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk"))
        for kind in KINDS
    }
    keys = {kind: list(rows.values_list("pk", flat=True)) for kind, rows in hidden.items()}
    with transaction.atomic():
        for kind, gone in keys.items():
            kind.objects.filter(pk__in=gone).delete()
        Finding.objects.all().delete()
        judging.mark_all()
        judging.rejudge_all(today=Cast.DAY)
        Store.objects.update(head=secrets.token_bytes(32))  # no answer that was kept is read
        answer = told(Colleague.objects.get(pk=me.pk))
        transaction.set_rollback(True)
    return answer, sum(map(len, keys.values()))


def more(cast, chance, number):
    """Do what the rules speak about: promises, asks, mandates, and people of a few actors."""
    me = cast.who(chance.choice(("writer", "writer", "keeper", "outsider")))
    mine = list(Relationship.objects.changeable_by(me).order_by("pk"))
    day = Cast.DAY + timedelta(chance.randrange(-3, 9))
    about = {"asking": asked_by(me), "relationship": chance.choice(mine).pk if mine else None}
    ways = [
        lambda: cast.add(
            f"Somebody {number}",
            by=me.sign_in,
            days_ago=chance.choice((10, 400)),
            sensitivity=chance.choice((1, 3)),
            new_actor=f"Council {chance.randrange(3)}",
        ),
        lambda: commitments.make_commitment(
            **about, by=chance.choice(("us", "them")), text="Chalk.", due=Cast.DAY
        ),
        lambda: asks.plan_ask(**about, what="Passage", planned_for=day, **weighed(chance, me)),
        lambda: mandates.give_mandate(
            about["asking"],
            circle=circle(chance, me),
            title="The road",
            since=day,
            until=chance.choice((None, day)),
            gate=gate(chance, me),
        ),
        lambda: gates.add_gate(
            about["asking"], circle=circle(chance, me), name="The road", kind="passage"
        ),
        lambda: relationships.switch_phase(
            about["asking"], key=about["relationship"], phase="negotiation", reason="Warm."
        ),
        lambda: insights.note_insight(**about, kind="concern", text="An informant, they say."),
        lambda: occasions.note_occasion(
            **about, name="A day", month=3, day=20, mentioned_by_them=True
        ),
    ]
    (ways[0] if not mine else chance.choice(ways))()


def circle(chance, me):
    return chance.choice(sorted(me.writable_circles()))


def gate(chance, me):
    """Return a gate of whoever asks, of any circle, or none."""
    seen = sorted(Gate.objects.visible_to(me).values_list("pk", flat=True))
    return chance.choice([None, *seen])


def weighed(chance, me):
    """Return what a yes costs, what they have of it, and for which gate it is."""
    return {
        "costs": chance.choice(([], [(Cost.CAREER, 1)], [(Cost.SAFETY, 3)])),
        "for_them": chance.choice(("", "A road for them too.")),
        "benefit_checked": chance.random() < 0.5,
        "gate": chance.choice((None, gate(chance, me))),
    }


def walk(cast, seed):
    chance = random.Random(seed)
    for by, level, place in product(("writer", "keeper", "outsider"), (1, 3), range(2)):
        actor, alias = f"Council {place}", f"{by} {level} {place}"
        who = cast.add(alias, by=by, days_ago=500, sensitivity=level, new_actor=actor)
        cast.meet(chance.choice((3, 380, 390, 400, 410)), by=by, whom=who)
    for number in range(STEPS):
        try:
            chance.choice((step, more))(cast, chance, number)
        except Refusal:
            continue


def market(cast, seed):
    """Ask the people of one actor for much, and plan meetings with them, of two circles."""
    chance = random.Random(seed)
    actor = None
    for by, level in product(("writer", "keeper"), (1, 3)):
        of = {"actor": actor} if actor else {"new_actor": "Market"}
        whom = cast.add(f"Market {by} {level}", by=by, sensitivity=level, days_ago=60, **of)
        actor = Relationship.objects.get(pk=whom.pk).counterpart.actor_id
        for _ in range(chance.randrange(2, 4)):
            day = Cast.DAY - timedelta(chance.randrange(1, 20))
            cast.meet(0, by=by, whom=whom, on=day, asked=level < 3 or chance.random() < 0.5)
        meetings.plan_meeting(
            asked_by(cast.who(by)),
            theirs=[(row.pk,) for row in Relationship.objects.changeable_by(cast.who(by))[:3]],
            on=Cast.DAY + timedelta(chance.randrange(9)),
            purpose=chance.choice(("negotiation", "courtesy")),
        )


def check(cast, seed):
    walk(cast, seed)
    market(cast, seed)
    rejudge_due(today=Cast.DAY)
    told_of, gone_of = 0, 0
    for name in ("keeper", "writer", "reader", "outsider"):
        me = cast.who(name)
        there = told(me)
        alone, gone = without_what_is_hidden(me)
        assert alone == there, name
        told_of += len(there[1])
        gone_of += gone
    assert gone_of
    return told_of


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_hidden_neither_causes_nor_silences_what_a_reader_is_told(cast: Cast, seed):
    assert check(cast, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
def test_the_same_after_many_walks(cast: Cast, seed):
    check(cast, seed)
