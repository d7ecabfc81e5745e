"""Whose a relationship is: after any history of handing over, everything due is on some Today."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from cast import Cast, asked_by, rejudge_due
from in_turn import seeds
from rapport.actions import (
    access,
    commitments,
    history,
    leaving,
    offers,
    relationships,
    team,
)
from rapport.briefings.pressing import still_heard
from rapport.briefings.today import today
from rapport.records import judging
from rapport.records.models import (
    Answer,
    Colleague,
    Finding,
    Holder,
    Operation,
    Part,
    Relationship,
    Sensitivity,
)
from rapport.records.rebuilding import differences
from rapport.records.whose import mine
from rapport.refusals import Refusal

BEGINS = 30
NAMES = ("keeper", "writer", "reader", "outsider")


class Handing:
    """Three people with a promise each, and random steps about who leads them."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance, self.days = cast, random.Random(seed), BEGINS
        self.known = [cast.kamil, *(cast.add(name, days_ago=BEGINS) for name in ("Basim", "Nadir"))]
        for who in self.known:
            commitments.make_commitment(
                asked_by(cast.writer, BEGINS),
                relationship=who.pk,
                text="Chalk.",
                due=cast.DAY - timedelta(BEGINS),
            )
        self.done: list[object] = []

    @property
    def day(self):
        return self.cast.DAY - timedelta(self.days)

    def by(self, name=None):
        return asked_by(self.cast.who(name or self.chance.choice(NAMES[:3])), self.days)

    def step(self) -> None:
        ways = [getattr(self, name) for name in dir(self) if name.startswith("do_")]
        before = Operation.objects.latest("sequence").sequence
        with suppress(Refusal):
            self.chance.choice(ways)()
        after = Operation.objects.latest("sequence")
        if after.sequence > before:
            self.done.append(after.change_set)

    def some(self):
        return self.chance.choice(self.known).pk

    def backdated(self):
        return self.chance.choice([None, self.day - timedelta(self.chance.randrange(4))])

    def do_offer(self):
        lead = self.cast.who(self.chance.choice(NAMES)).pk
        relationships.set_lead(self.by(), key=self.some(), lead=lead, since=self.backdated())

    do_offer_again = do_offer_more = do_offer

    def do_accept(self):
        waiting = self.chance.choice(list(Holder.objects.waiting().order_by("pk")) or [None])
        if waiting:
            me = asked_by(Colleague.objects.get(pk=waiting.colleague_id), self.days)
            offers.accept_lead(me, key=waiting.relationship_id, since=self.backdated())

    do_accept_again = do_accept

    def do_decline(self):
        offers.decline_lead(self.by(), key=self.some(), reason="On leave.")

    def do_withdraw(self):
        offers.withdraw_offer(self.by(), key=self.some())

    def do_back_up(self):
        backup = self.chance.choice([None, self.cast.reader.pk, self.cast.keeper.pk])
        relationships.set_backup(self.by(), key=self.some(), backup=backup)

    def do_leave(self):
        leaving.end_access(self.by("keeper"), colleague=self.cast.who("writer").pk)

    def do_release(self):
        gone = self.cast.who(self.chance.choice(("writer", "reader"))).pk
        team.release(self.by("keeper"), circle=self.cast.circle.pk, colleague=gone)

    def do_admit(self):
        until = self.chance.choice([None, self.day, self.day + timedelta(2)])
        who = self.cast.who(self.chance.choice(NAMES[1:])).pk
        place = {"circle": self.cast.circle.pk, "colleague": who}
        team.admit(self.by("keeper"), **place, part=Part.WRITER, until=until)

    do_admit_again = do_admit

    def do_grade(self):
        level = self.chance.choice([Sensitivity.RESTRICTED, Sensitivity.SEVERE])
        access.set_access(self.by(), key=self.some(), sensitivity=level)

    def do_undo(self):
        if self.done:
            history.undo(self.by(), key=self.chance.choice(self.done[-5:]))

    do_undo_again = do_undo

    def do_sleep(self):
        self.days = max(0, self.days - self.chance.randrange(1, 4))


@pytest.mark.parametrize("seed", seeds(range(6)))
def test_what_is_due_is_never_on_nobodys_today(cast: Cast, seed):
    walk = Handing(cast, seed)
    for _ in range(40):
        leads = dict(Relationship.objects.values_list("pk", "lead"))
        walk.step()
        rejudge_due(today=walk.day)
        _is_on_some_today(walk)
        _moves_only_by_an_answer(leads)
    assert differences() == []
    told = sorted(Finding.objects.values_list("relationship", "code", "lead"), key=repr)
    judging.rejudge_all(today=walk.day)
    assert sorted(Finding.objects.values_list("relationship", "code", "lead"), key=repr) == told
    pages = [today(walk.by(name), mine=True) for name in NAMES]
    shown = {
        one.finding.relationship for page in pages for part in page.headings for one in part.entries
    }
    assert shown >= {who.pk for who in walk.known if _seeing(walk, who)}


def _seeing(walk, who):
    everybody = [walk.by(name).me for name in NAMES]
    return [me for me in everybody if Relationship.objects.visible_to(me).filter(pk=who.pk)]


def _is_on_some_today(walk):
    """Hold that of whoever may see somebody, one is shown them; and that both forms agree."""
    for who in walk.known:
        seeing = _seeing(walk, who)
        shown = [
            me
            for me in seeing
            if still_heard(me, mine=True).filter(relationship=who.pk, code__startswith="K")
        ]
        asked = Relationship.objects.filter(pk=who.pk)
        theirs = [me for me in seeing if asked.filter(mine(me, walk.day)).exists()]
        assert shown == theirs
        assert bool(shown) == bool(seeing)


def _moves_only_by_an_answer(leads):
    newest = Operation.objects.latest("sequence")
    moved = [
        row
        for row in Relationship.objects.all()
        if row.pk in leads and leads[row.pk] != row.lead_id
    ]
    for row in moved:
        assert newest.verb in {"accept_lead", "set_lead", "undo"}
        if newest.verb == "set_lead":
            assert newest.by == row.lead_id
        last = row.holders.filter(answer=Answer.ACCEPTED).order_by("since", "pk").last()
        assert last.colleague_id == row.lead_id
