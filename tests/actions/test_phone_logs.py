"""Logs from phones: each waits, or was put away, or is a contact that is there; none is lost."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.test_phones import LOG, Pocket, asking, claimed, pocket, received
from cast import asked_by
from in_turn import seeds
from rapport.actions import history, interactions, phone_logs, phone_words, phones
from rapport.actions.phones import PhoneRefused
from rapport.briefings.phones import devices, inbox, phone_news, put_away, road_log, trip_words
from rapport.records.models import Interaction, PhoneKey, PhoneLog, Relationship
from rapport.records.phones import office_key, tidy
from rapport.records.refusals import CannotBe, NotThere

__all__ = ["asking", "pocket"]


def logged(asking, cast, **told):
    return interactions.log_interaction(asking, theirs=[(cast.kamil.pk,)], on=asking.day, **told)


def places(asking):
    """Return where each log stands for its colleague; none stands in two places."""
    waits = dict.fromkeys((one.key for one in inbox(asking)[0]), "waits")
    away = dict.fromkeys((one.pk for one in put_away(asking)), "away")
    assert waits.keys().isdisjoint(away)
    return waits | away


class Hands:
    """A colleague who does this and that with logs, on day after day."""

    def __init__(self, asking, cast, seed):
        self.me, self.cast, self.day = asking.me, cast, asking.day
        self.chance = random.Random(seed)
        self.changes = {}

    def now(self):
        return asked_by(self.me, day=self.day)

    def settle(self, key, deed):
        change = logged(self.now(), self.cast)
        self.changes[change.row[0].pk] = change.key
        deed(self.now(), key=key, contact=change.row[0].pk)

    def wait(self):
        self.day += timedelta(days=self.chance.randrange(20))
        before = places(self.now())
        tidy(self.day)
        after = places(self.now())
        assert {key for key in before if before[key] == "waits"} <= after.keys()

    def do(self, key):
        where = places(self.now()).get(key)
        some = {
            "waits": (
                lambda: self.settle(key, phone_logs.confirm),
                lambda: self.settle(key, phone_logs.mark_as_same),
                lambda: phone_logs.discard(self.now(), key=key),
            ),
            "away": (lambda: phone_logs.bring_back(self.now(), key=key), self.wait),
        }
        self.chance.choice(some.get(where, (self.wait,)))()
        if self.changes and self.chance.random() < 0.3:
            undone = self.chance.choice(list(self.changes))
            history.undo(self.now(), key=self.changes.pop(undone))


@pytest.mark.parametrize("seed", seeds(range(8)))
def test_a_log_with_its_words_waits_or_is_away_or_is_a_contact_that_is_there(
    pocket, asking, cast, seed
):
    received(*[pocket.record(number) for number in range(1, 4)])
    keys = list(PhoneLog.objects.filter(number__gt=0).values_list("pk", flat=True))
    hands = Hands(asking, cast, seed)
    for _step in range(25):
        hands.do(hands.chance.choice(keys))
        where = places(hands.now())
        for row in PhoneLog.objects.filter(pk__in=keys):
            there = Interaction.objects.filter(pk=row.interaction).exists()
            if not bytes(row.sealed):
                assert row.pk not in where
                assert row.settled <= hands.day - timedelta(days=30)
            elif row.state == "discarded" or (row.state == "same" and there):
                assert where[row.pk] == "away"
            else:
                assert where.get(row.pk) == (None if there else "waits")


def test_undoing_a_contact_brings_the_log_back_with_its_words(pocket, asking, cast):
    received(pocket.record(1), days_ago=20)
    key = inbox(asking)[0][0].key
    change = logged(asking, cast)
    phone_logs.confirm(asking, key=key, contact=change.row[0].pk)
    assert (inbox(asking)[1], phone_news(asking).count) == (0, 0)
    history.undo(asking, key=change.key)
    tidy(asking.day + timedelta(days=40))
    assert [one.line for one in inbox(asking)[0]] == [LOG["line"]]
    assert phone_news(asking).count == 1
    with pytest.raises(NotThere):
        phone_logs.bring_back(asking, key=key)


def test_what_was_marked_as_the_same_can_wait_again_and_changes_no_contact(pocket, asking, cast):
    received(pocket.record(1))
    key, there = inbox(asking)[0][0].key, cast.meet(2)
    before = list(Interaction.objects.order_by("pk").values())
    phone_logs.mark_as_same(asking, key=key, contact=there.pk)
    assert [one.get_state_display() for one in put_away(asking)] == ["the same as a contact"]
    phone_logs.bring_back(asking, key=key)
    assert places(asking) == {key: "waits"}
    assert list(Interaction.objects.order_by("pk").values()) == before
    phone_logs.confirm(asking, key=key, contact=there.pk)
    with pytest.raises(NotThere):
        phone_logs.bring_back(asking, key=key)


def test_no_more_waits_of_a_phone_than_there_is_room_for(pocket, asking, cast, monkeypatch):
    monkeypatch.setattr(phones, "MOST_WAITING", 3)
    received(pocket.record(1), pocket.record(2))
    phone_logs.discard(asking, key=inbox(asking)[0][0].key)
    received(pocket.record(3), pocket.record(2, {**LOG, "line": "forged"}))
    with pytest.raises(PhoneRefused, match="Too many"):
        received(pocket.record(4))
    phone_logs.discard(asking, key=inbox(asking)[0][0].key)
    assert received(pocket.record(4))[0].new == 1


def test_a_phone_nobody_claimed_has_no_more_room(asking, monkeypatch):
    monkeypatch.setattr(phones, "MOST_WAITING", 2)
    phone = Pocket(bytes(phones.ask_for_a_phone(asking).public))
    for _once in range(3):
        received(phone.introduction())
    with pytest.raises(PhoneRefused, match="Too many"):
        received(phone.introduction())


def test_two_colleagues_add_phones_at_once(asking, cast):
    other = asked_by(cast.who("keeper"))
    keys = [phones.ask_for_a_phone(one) for one in (asking, other, asking)]
    assert keys[0] == keys[2] != keys[1]
    mine, theirs = (Pocket(bytes(key.public)) for key in keys[:2])
    received(theirs.introduction(), mine.introduction())
    day = asking.day + timedelta(days=9)
    with pytest.raises(CannotBe):
        phones.claim_phone(asking, digits=theirs.digits(), ends=day)
    assert phones.claim_phone(other, digits=theirs.digits(), ends=day).colleague == other.me
    assert phones.claim_phone(asking, digits=mine.digits(), ends=day).colleague == asking.me
    received(mine.record(1), theirs.record(1))
    assert [inbox(one)[0][0].reads for one in (asking, other)] == [True, True]
    assert phones.ask_for_a_phone(asking) == office_key()
    phones.renew_key(other)
    assert not PhoneKey.objects.filter(asks_until__isnull=False).exists()


def test_the_inbox_asks_the_store_as_often_for_many_logs_as_for_one(pocket, asking, cast):
    cast.meet(2, line="Written at the laptop.")
    phone_words.write_trip_words(
        asking, words=[("Tea", cast.kamil.pk)], until=asking.day + timedelta(days=5)
    )
    counts = []
    whom = ("Kamil", "Abu Kamil", "Kamel")
    for numbers in (range(1, 2), range(2, 16)):
        said = {number: {**LOG, "who": whom[number % 3]} for number in numbers}
        said = {number: {**one, "words": ["tea"] * (number % 2)} for number, one in said.items()}
        received(*[pocket.record(*one) for one in said.items()])
        with CaptureQueriesContext(connection) as asked:
            logs, _ = inbox(asking)
        assert all(log.same for log in logs)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    counts = []
    for _phone in range(2):
        with CaptureQueriesContext(connection) as asked:
            devices(asking)
        counts.append(len(asked))
        received(claimed(asking).record(1))
    assert counts[0] == counts[1]


def test_the_same_day_is_looked_for_under_the_alias_a_word_and_a_sealed_name(
    pocket, asking, cast, someone_sealed
):
    there = cast.meet(2, line="Written at the laptop.", whom=someone_sealed)
    cast.meet(2, line="Somebody else.")
    cast.meet(3, line="Another day.", whom=someone_sealed)
    for number, who in enumerate((someone_sealed.called, "Abdelkarim Nasser", "nobody there"), 1):
        received(pocket.record(number, {**LOG, "who": who}))
    same = [[one.key for one in log.same] for log in inbox(asking)[0]]
    assert same == [[there.pk], [there.pk], []]
    Relationship.objects.filter(pk=someone_sealed.pk).update(circle=cast.elsewhere)
    Interaction.objects.filter(pk=there.pk).update(circle=cast.elsewhere)
    assert [log.same for log in inbox(asking)[0]] == [(), (), ()]


@pytest.fixture
def someone_sealed(cast):
    return cast.add("Heron", names=[("Latn", "Abdelkarim Nasser")])


def test_a_log_says_when_it_was_written(pocket, asking):
    received(pocket.record(1, {**LOG, "written": "2026-03-14T09:05"}))
    received(pocket.record(2, {**LOG, "written": "yesterday"}))
    first, second = inbox(asking)[0]
    assert first.written.isoformat() == "2026-03-14T09:05:00+00:00"
    assert second.written is None
    assert road_log(asking, first.key).written == first.written


def test_words_that_were_taken_back_are_no_longer_offered(pocket, asking, cast):
    until = asking.day + timedelta(days=5)
    mine = received(pocket.record(1))[0].phone
    phone_words.write_trip_words(asking, words=[("Tea", cast.kamil.pk)], until=until)
    assert phone_words.words_for(mine, asking.day)["words"] == ["Tea"]
    Relationship.objects.filter(pk=cast.kamil.pk).update(circle=cast.elsewhere)
    assert phone_words.words_for(mine, asking.day)["words"] == []
    Relationship.objects.filter(pk=cast.kamil.pk).update(circle=cast.circle)
    phone_words.write_trip_words(asking, words=[], until=until)
    assert phone_words.words_for(mine, asking.day) == {"words": [], "until": None}
    assert trip_words(asking) == []
