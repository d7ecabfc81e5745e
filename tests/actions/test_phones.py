"""Phones: one comes and is claimed; what it sends is taken whole, once, or set aside."""

import secrets
from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import phone_logs, phone_words, phones
from rapport.actions.phones import PhoneRefused
from rapport.briefings.phones import devices, inbox, phone_news, road_log, trip_words
from rapport.formats.phone_records import record_head, record_of
from rapport.formats.refusals import CannotTranslate
from rapport.records.models import Interaction, Phone, PhoneKey, PhoneLog, Relationship
from rapport.records.phones import office_key, open_logs, tidy
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.vault import phone_seal
from rapport.vault.encryption import NotOurs

LOG = {"who": "Kamil", "words": [], "on": "2026-03-14", "at": "10:30", "channel": "phone",
       "purpose": "courtesy", "asked": "no", "theirs": "open", "ours": "open",
       "line": "He asked after the school."}  # fmt: skip


class Pocket:
    """A phone as the page is one: an id, a key, and numbers that go up."""

    def __init__(self, public, device=None):
        self.public = public
        self.device = device or secrets.token_bytes(8)
        self.key = secrets.token_bytes(32)

    def record(self, number, said=LOG):
        head = record_head(self.device, number)
        body = head + phone_seal.seal_record(said, head, public=self.public, size=1024)
        return record_of(body + phone_seal.mac_of_record(self.key, body))

    def introduction(self):
        return self.record(0, {"key": self.key.hex()})

    def digits(self):
        return phone_seal.digits_of(self.key, self.device, public=self.public)


def brought(*wholes):
    return received(*map(record_of, wholes))


def received(*records, days_ago=0):
    asking = asked_by(Cast.everyone_of, days_ago)
    return phones.receive(records, now=asking.now, day=asking.day)


@pytest.fixture
def asking(cast, monkeypatch):
    monkeypatch.setattr(Cast, "everyone_of", cast.who("writer"), raising=False)
    return asked_by(cast.who("writer"))


@pytest.fixture
def pocket(asking):
    """Return a phone that is claimed."""
    return claimed(asking)


def claimed(asking, ends=30):
    phones.ask_for_a_phone(asking)
    phone = Pocket(bytes(office_key().public))
    phones.receive([phone.introduction()], now=asking.now, day=asking.day)
    phones.claim_phone(asking, digits=phone.digits(), ends=asking.day + timedelta(days=ends))
    return phone


def test_a_phone_comes_only_while_somebody_waits_for_it(asking):
    key = phones.ask_for_a_phone(asking)
    phone = Pocket(bytes(key.public))
    PhoneKey.objects.update(asks_until=asking.now - timedelta(seconds=1))
    with pytest.raises(PhoneRefused):
        received(phone.introduction())
    phones.ask_for_a_phone(asking)
    received(phone.introduction())
    with pytest.raises(PhoneRefused, match="not yet known"):
        received(phone.record(1))
    assert not PhoneLog.objects.filter(number=1).exists()


def test_only_the_six_digits_make_it_part_of_the_office(asking, cast):
    key = phones.ask_for_a_phone(asking)
    phone = Pocket(bytes(key.public))
    received(phone.introduction())
    day = asking.day + timedelta(days=30)
    wrong = f"{(int(phone.digits()) + 1) % 10**6:06d}"
    with pytest.raises(CannotBe):
        phones.claim_phone(asking, digits=wrong, ends=day)
    with pytest.raises(CannotBe):
        phones.claim_phone(asking, digits=phone.digits(), ends=asking.day + timedelta(days=91))
    other = asked_by(cast.who("reader"))
    with pytest.raises(CannotBe):
        phones.claim_phone(other, digits=phone.digits(), ends=day)
    typed = phone.digits().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert phones.claim_phone(asking, digits=typed, ends=day).colleague == asking.me
    assert received(phone.introduction())[0].numbers == (0,)


def test_five_wrong_digits_end_the_waiting(asking):
    key = phones.ask_for_a_phone(asking)
    phone = Pocket(bytes(key.public))
    received(phone.introduction())
    wrong = f"{(int(phone.digits()) + 1) % 10**6:06d}"
    for typed in (*[wrong] * 5, phone.digits()):
        with pytest.raises(CannotBe):
            phones.claim_phone(asking, digits=typed, ends=asking.day)
    assert not Phone.objects.filter(colleague__isnull=False).exists()


def test_two_phones_with_the_same_digits_are_none(asking, monkeypatch):
    key = phones.ask_for_a_phone(asking)
    monkeypatch.setattr(phone_seal, "digits_of", lambda *_a, **_k: "123456")
    received(Pocket(bytes(key.public)).introduction(), Pocket(bytes(key.public)).introduction())
    with pytest.raises(CannotBe):
        phones.claim_phone(asking, digits="123456", ends=asking.day)


def test_what_is_sent_is_taken_once_whatever_its_order(pocket):
    some = [pocket.record(number) for number in (3, 1, 2)]
    assert received(*some)[0].new == 3
    again = received(*reversed(some), some[0])[0]
    assert (again.new, again.upto, set(again.numbers)) == (0, 3, {1, 2, 3})
    assert PhoneLog.objects.filter(number__gt=0).count() == 3


def test_a_batch_with_one_altered_record_is_not_taken_at_all(pocket):
    good, other = pocket.record(1), pocket.record(2)
    for place in (0, 5, 12, 40, 300, len(other.whole) - 1):
        bad = bytearray(other.whole)
        bad[place] ^= 1
        with pytest.raises((PhoneRefused, CannotTranslate)):
            brought(good.whole, bytes(bad))
    assert not PhoneLog.objects.filter(number__gt=0).exists()


def test_records_of_another_phone_or_renumbered_are_not_taken(pocket, asking):
    stranger = Pocket(pocket.public)
    with pytest.raises(PhoneRefused):
        received(stranger.record(1))
    forged = Pocket(pocket.public, pocket.device)
    with pytest.raises(PhoneRefused):
        received(forged.record(1))
    body = record_head(pocket.device, 9) + pocket.record(1).sealed
    moved = record_of(body + phone_seal.mac_of_record(pocket.key, body))
    received(moved)
    logs, _ = inbox(asking)
    assert [one.reads for one in logs] == [False]


def test_another_record_with_a_known_number_is_set_aside_and_told(pocket, asking):
    received(pocket.record(1))
    received(pocket.record(1, {**LOG, "line": "forged"}))
    logs, count = inbox(asking)
    assert (count, [one.aside for one in logs]) == (2, [False, True])
    assert phone_news(asking).aside == 1
    assert devices(asking)[0].aside == 1


def test_gaps_are_told(pocket, asking):
    received(pocket.record(1), pocket.record(4), pocket.record(6))
    device = devices(asking)[0]
    assert device.missing == ((2, 3), (5, 5))
    assert device.upto == 1


def test_a_stopped_or_ended_phone_sends_nothing_more_and_what_came_is_marked(pocket, asking):
    received(pocket.record(1))
    phones.stop_phone(asking, key=devices(asking)[0].key, lost_from=asking.now)
    with pytest.raises(PhoneRefused, match="stopped"):
        received(pocket.record(2))
    logs, _ = inbox(asking)
    assert [one.doubtful for one in logs] == [True]
    ended = claimed(asking, ends=2)
    later = asked_by(asking.me, day=asking.day + timedelta(days=3))
    with pytest.raises(PhoneRefused, match="last day"):
        phones.receive([ended.record(1)], now=later.now, day=later.day)


def test_only_its_colleague_finds_a_log_and_nothing_becomes_a_contact_by_itself(
    pocket, asking, cast
):
    before = Interaction.objects.count()
    received(pocket.record(1))
    assert Interaction.objects.count() == before
    for name in ("keeper", "reader", "outsider"):
        other = asked_by(cast.who(name))
        assert inbox(other) == ((), 0)
        with pytest.raises(NotThere):
            phone_logs.discard(other, key=open_logs(asking.me.pk)[0].pk)


def test_a_log_says_what_was_typed_and_whom_it_may_be_about(pocket, asking, cast):
    received(pocket.record(1))
    (log,), _ = inbox(asking)
    assert (log.line, log.channel, str(log.on)) == (LOG["line"], "phone", "2026-03-14")
    people = [one.relationship for one in road_log(asking, log.key).people]
    assert cast.kamil.pk in people
    assert cast.hidden.pk not in people


def test_a_log_of_nonsense_is_shown_without_it(pocket, asking):
    received(
        pocket.record(1, {"who": 7, "on": "soon", "channel": ["x"], "words": "no", "line": None})
    )
    (log,), _ = inbox(asking)
    assert (log.who, log.on, log.channel, log.words, log.line) == ("", None, "", (), "")


def test_a_word_of_ones_own_names_whom_it_stands_for(pocket, asking, cast):
    until = asking.day + timedelta(days=5)
    phone_words.write_trip_words(asking, words=[("Tea", cast.kamil.pk)], until=until)
    phone = Phone.objects.get(device=pocket.device)
    assert phone_words.words_for(phone, asking.day) == {
        "words": ["Tea"],
        "until": until.isoformat(),
    }
    assert phone_words.words_for(phone, until + timedelta(days=1))["words"] == []
    received(pocket.record(1, {**LOG, "who": "", "words": ["tea"]}))
    (log,), _ = inbox(asking)
    assert log.chosen == (cast.kamil.pk,)
    with pytest.raises(NotThere):
        phone_words.write_trip_words(asking, words=[("X", cast.hidden.pk)], until=until)
    twice = [("Tea", cast.kamil.pk), ("tea", cast.kamil.pk)]
    with pytest.raises(CannotBe):
        phone_words.write_trip_words(asking, words=twice, until=until)
    Relationship.objects.filter(pk=cast.kamil.pk).update(circle=cast.elsewhere)
    assert trip_words(asking) == []
    assert inbox(asking)[0][0].chosen == ()


def test_after_fourteen_days_it_is_told(pocket, asking):
    received(pocket.record(1), days_ago=14)
    received(pocket.record(2), days_ago=13)
    assert phone_news(asking).count == 1


def test_what_is_discarded_can_be_brought_back_for_a_month(pocket, asking):
    received(pocket.record(1))
    key = open_logs(asking.me.pk)[0].pk
    phone_logs.discard(asking, key=key)
    assert inbox(asking) == ((), 0)
    phone_logs.bring_back(asking, key=key)
    phone_logs.discard(asking, key=key)
    tidy(asking.day + timedelta(days=30))
    with pytest.raises(NotThere):
        phone_logs.bring_back(asking, key=key)
    assert bytes(PhoneLog.objects.get(pk=key).sealed) == b""
    assert received(pocket.record(2))[0].new == 1


def test_a_new_key_is_for_new_phones_and_old_ones_go_on(pocket, asking, cast):
    with pytest.raises(NotYours):
        phones.renew_key(asking)
    phones.renew_key(asked_by(cast.who("keeper")))
    other = claimed(asking)
    assert other.public != pocket.public
    received(pocket.record(1))
    received(other.record(1))
    assert all(one.reads for one in inbox(asking)[0])
    phones.ask_for_a_phone(asking)
    with pytest.raises(NotOurs):
        received(Pocket(pocket.public).introduction())
