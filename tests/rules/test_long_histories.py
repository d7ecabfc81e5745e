"""A long history is judged as a short one is, and looked through as often."""

import random

import pytest

from rapport.rules.catalogue import judge, validated_settings
from rapport.rules.early_requests import courtesy_owed
from rapport.rules.upkeep import silence_after_yes
from rapport.rules.warmups import WarmUps
from rules import counted_plainly as plainly
from rules.anything import in_time
from rules.building import TODAY, ago, ask, meeting, new_lead, relationship

US = ("Hala", "Omar", "Sami")


def a_history(chance, contacts, asks=8):
    """Return the facts of somebody met so often, by leads who took over from each other."""
    span = chance.choice([30, 400, 1500])

    def anybody():
        return tuple(chance.sample(US, chance.randrange(4)))

    def a_day():
        return ago(chance.randrange(-5, span))

    met = [
        meeting(
            a_day(),
            channel=chance.choice(["in_person", "phone", "message"]),
            purpose=chance.choice(["engagement", "negotiation", "courtesy", "incident"]),
            two_way=chance.random() < 0.8,
            asked=chance.choice([True, False, False, None]),
            life_saving=chance.random() < 0.3,
            time=chance.choice(["", "09:00", "15:30"]),
            ours=anybody(),
        )
        for _ in range(contacts)
    ]
    leads = sorted(a_day() for _ in range(chance.randrange(4)))
    changes = []
    for day in leads:
        lead, previous = chance.sample(US, 2)
        change = new_lead(day, introduced=chance.random() < 0.2)
        changes.append(change._replace(lead=lead, previous=previous))
    granted = [
        ask(None, outcome="granted", made_on=a_day(), answered_on=chance.choice([None, a_day()]))
        for _ in range(asks)
    ]
    return relationship(
        opened=ago(span),
        interactions=tuple(sorted(met, key=in_time)),
        holder_changes=tuple(changes),
        asks=tuple(granted),
    )


@pytest.mark.parametrize("seed", range(60))
def test_it_is_counted_as_if_everything_were_looked_at_for_each_question(seed):
    chance = random.Random(seed)
    facts = a_history(chance, chance.randrange(1, 60))
    warmth = WarmUps(facts)
    for _ in range(20):
        day, time = ago(chance.randrange(-10, 1500)), chance.choice(["", "09:00", "12:00"])
        told = warmth.before(day, time)
        kind = told.reset.kind if told.reset else None
        assert (told.count, kind) == plainly.warmth_before(facts, day, time)
        assert warmth.on(day).count == plainly.warmth_on(facts, day)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_owed_and_who_was_not_thanked_are_found_as_plainly(seed):
    chance = random.Random(seed)
    facts = a_history(chance, chance.randrange(1, 60))
    found = silence_after_yes(facts, TODAY, {"days": 10})
    silent = [key for one in found for _, key in one.because]
    assert sorted(map(str, silent)) == sorted(
        map(str, plainly.silent_after_a_yes(facts, TODAY, 10))
    )
    debt = courtesy_owed(facts, TODAY, {"days": 14})
    unpaid = plainly.owed(facts, TODAY)
    assert (
        (len(debt.because), debt.params["used"]) == (len(unpaid), unpaid[0])
        if unpaid
        else (debt is None)
    )


class Counted(tuple):
    """Contacts that count how often somebody begins to go through them."""

    __slots__ = ()
    passes = 0

    def __iter__(self):
        Counted.passes += 1
        return super().__iter__()


def passes(facts):
    Counted.passes = 0
    judge(facts._replace(interactions=Counted(facts.interactions)), TODAY, validated_settings({}))
    return Counted.passes


def test_it_is_gone_through_as_often_for_many_asks_and_leads_as_for_few():
    def judged(asks, leads):
        facts = a_history(random.Random(3), 30, asks)
        changes = tuple(new_lead(ago(day), introduced=False) for day in range(leads, 0, -1))
        return passes(facts._replace(holder_changes=changes))

    assert judged(40, 30) == judged(4, 3) > 0
