"""The chain: numbers, links, the store's head, signed checkpoints, and what tampering leaves."""

import hashlib
import json
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by
from rapport.actions import care, insights, interactions
from rapport.records import chain, verifying
from rapport.records.chain import CHECKPOINT_EVERY, Envelope
from rapport.records.erasing import erase_payloads
from rapport.records.models import (
    Actor,
    ActorKind,
    Checkpoint,
    Operation,
    ScopeHead,
    Store,
)
from rapport.records.operations import payload_hash
from rapport.records.recording import change_set
from rapport.records.verifying import Break
from rapport.vault import signing


def name_actors(cast: Cast, count: int) -> None:
    with change_set("name_actors", asked_by(cast.writer)) as changes:
        for number in range(count):
            place = {"office_id": cast.circle.office_id, "circle_id": cast.circle.pk}
            changes.create(Actor(**place, names=[f"Group {number}"], kind=ActorKind.COMMUNITY))


def first_break() -> Break:
    verdict = verifying.verify()
    assert not verdict.whole
    return verdict.breaks[0]


def in_the_middle() -> Operation:
    return Operation.objects.get(sequence=Operation.objects.count() // 2)


def test_every_operation_is_numbered_in_the_store_and_in_its_scope(cast: Cast):
    cast.meet(20)
    cast.meet(9, by="outsider", whom=cast.hidden)
    every = list(Operation.objects.order_by("sequence"))
    assert [one.sequence for one in every] == list(range(1, len(every) + 1))
    for scope in {one.scope for one in every}:
        numbers = [one.number for one in every if one.scope == scope]
        assert numbers == list(range(1, len(numbers) + 1))


def test_each_link_is_made_from_the_one_before_in_its_scope(cast: Cast):
    cast.meet(20)
    previous = bytes(32)
    for operation in Operation.objects.filter(chain__scope=cast.circle.pk).order_by("number"):
        assert chain.operation_hash(previous, operation) == bytes(operation.hash)
        previous = bytes(operation.hash)
    assert bytes(ScopeHead.objects.get(scope=cast.circle.pk).hash) == previous


def test_the_stores_head_runs_through_all_scopes_in_order_of_arrival(cast: Cast):
    head = bytes(32)
    for operation in Operation.objects.order_by("sequence"):
        head = hashlib.sha256(b"rapport store 1\0" + head + bytes(operation.hash)).digest()
    store = Store.objects.get()
    assert bytes(store.head) == head
    assert store.sequence == Operation.objects.count()


def test_the_clock_only_goes_forward_even_when_the_computers_goes_back(cast: Cast):
    cast.meet(9)
    cast.meet(40)
    clocks = list(Operation.objects.order_by("sequence").values_list("clock", flat=True))
    assert clocks == sorted(set(clocks))


def test_the_first_operations_are_signed_and_then_every_hundred(cast: Cast):
    first = Checkpoint.objects.get()
    name_actors(cast, CHECKPOINT_EVERY - 1 - (Store.objects.get().sequence - first.sequence))
    assert Checkpoint.objects.count() == 1
    name_actors(cast, 1)
    assert Checkpoint.objects.latest("sequence").sequence == first.sequence + CHECKPOINT_EVERY
    name_actors(cast, 3 * CHECKPOINT_EVERY)
    assert Checkpoint.objects.count() == 3, "one change set is signed for once"
    verdict = verifying.verify()
    assert verdict.whole
    assert verdict.checkpoints == 3


def test_a_whole_log_verifies_and_says_how_far_it_has_read(cast: Cast):
    verdict = verifying.verify()
    assert (verdict.whole, verdict.operations) == (True, Operation.objects.count())
    seen: list[int] = []
    name_actors(cast, 5000)
    assert verifying.verify(on_progress=seen.append).whole
    assert seen == [5000]


def test_an_empty_store_verifies(db):
    assert verifying.verify() == verifying.Verdict()


def test_a_changed_content_is_found(cast: Cast):
    one = in_the_middle()
    Operation.objects.filter(pk=one.pk).update(payload=bytes(one.payload) + b" ")
    assert first_break() == Break(one.sequence, "content changed")


def test_a_changed_content_with_a_hash_to_match_breaks_the_link(cast: Cast):
    one = in_the_middle()
    one.content = one.content.replace(b"salt", b"pepper")
    one.payload_hash = payload_hash(one.content)
    one.save()
    assert first_break() == Break(one.sequence, "link broken")


@pytest.mark.parametrize(
    "envelope",
    [
        {"verb": "changed_name"},
        {"by": None},
        {"effect": 0},
        {"clock": F("clock") + 1},
        {"model": "holder"},
        {"row": "00000000-0000-0000-0000-000000000001"},
        {"change_set": "00000000-0000-0000-0000-000000000001"},
        {"schema": 2},
    ],
    ids=lambda envelope: next(iter(envelope)),
)
def test_every_word_of_the_envelope_is_under_the_link(cast: Cast, envelope):
    one = Operation.objects.filter(by__isnull=False, effect=1, model="relationship").first()
    Operation.objects.filter(pk=one.pk).update(**envelope)
    # Who made the change is left out of the payload too, which cannot be read without it.
    how = "content changed" if "by" in envelope else "link broken"
    assert first_break() == Break(one.sequence, how)


def test_a_link_overwritten_is_found(cast: Cast):
    one = in_the_middle()
    Operation.objects.filter(pk=one.pk).update(hash=bytes(32))
    assert first_break() == Break(one.sequence, "link broken")


def test_an_operation_missing_in_the_middle_is_found(cast: Cast):
    one = in_the_middle()
    Operation.objects.filter(pk=one.pk).delete()
    assert first_break() == Break(one.pk, "missing")


def test_an_operation_missing_and_the_rest_moved_up_is_found(cast: Cast):
    one = in_the_middle()
    Operation.objects.filter(pk=one.pk).delete()
    for later in Operation.objects.filter(sequence__gt=one.pk).order_by("sequence"):
        Operation.objects.filter(pk=later.pk).update(sequence=later.sequence - 1)
    assert first_break().how == "out of order"


def test_two_operations_of_different_scopes_changed_about_are_found(cast: Cast):
    cast.meet(3)
    cast.meet(3, by="outsider", whom=cast.hidden)
    one, other = Operation.objects.order_by("-sequence")[:2]
    assert one.scope != other.scope
    for row, sequence in ((one, -1), (other, one.sequence), (one, other.sequence)):
        Operation.objects.filter(chain=row.chain, number=row.number).update(sequence=sequence)
    assert first_break() == Break(one.sequence, "end missing")


def test_a_tail_cut_off_is_found(cast: Cast):
    cast.meet(3)
    last = Operation.objects.latest("sequence").sequence
    Operation.objects.filter(pk=last).delete()
    assert first_break() == Break(last - 1, "end missing")


def test_a_tail_cut_off_with_the_stores_head_set_back_is_found_by_its_scope(cast: Cast):
    before = Store.objects.get()
    cast.meet(3)
    Operation.objects.filter(sequence__gt=before.sequence).delete()
    Store.objects.update(sequence=before.sequence, head=bytes(before.head))
    assert first_break() == Break(before.sequence, "scope's end missing")


def test_a_tail_cut_off_before_what_was_signed_is_found(cast: Cast):
    before = Store.objects.get()
    scopes = list(ScopeHead.objects.all())
    name_actors(cast, CHECKPOINT_EVERY)
    signed = Checkpoint.objects.latest("sequence")
    Operation.objects.filter(sequence__gt=before.sequence).delete()
    Store.objects.update(sequence=before.sequence, head=bytes(before.head))
    for scope in scopes:
        scope.save()
    assert first_break() == Break(signed.sequence, "signed operations missing")


def test_the_end_of_a_scope_taken_away_is_found(cast: Cast):
    ScopeHead.objects.filter(scope=cast.circle.pk).delete()
    assert first_break().how == "scope's end missing"


def test_a_forged_checkpoint_is_found(cast: Cast):
    point = Checkpoint.objects.get()
    stranger, _ = signing.new_signing_key()
    statement = b"%d\0%d\0" % (point.sequence, point.clock) + bytes(point.head)
    Checkpoint.objects.update(signature=signing.sign(stranger, chain.CHECKPOINT_CONTEXT, statement))
    assert first_break() == Break(point.sequence, "signature false")


def test_a_checkpoint_over_another_head_is_found(cast: Cast):
    point = Checkpoint.objects.get()
    store = Store.objects.get()
    key = chain.encryption.unseal(bytes(store.sealed_key), purpose="signing key")
    statement = b"%d\0%d\0" % (point.sequence, point.clock) + bytes(32)
    Checkpoint.objects.update(
        head=bytes(32), signature=signing.sign(key, chain.CHECKPOINT_CONTEXT, statement)
    )
    assert first_break() == Break(point.sequence, "checkpoint differs")


def test_the_last_checkpoint_taken_away_is_found(cast: Cast):
    point = Checkpoint.objects.get()
    Checkpoint.objects.all().delete()
    assert first_break() == Break(point.sequence, "checkpoint missing")


def test_an_erased_content_still_verifies(cast: Cast):
    about = {"asking": asked_by(cast.writer)}
    note = insights.note_insight(
        **about, relationship=cast.kamil.pk, kind="concern", text="Fears the road."
    ).row
    care.erase_note(**about, key=note.pk)
    verdict = verifying.verify()
    assert (verdict.whole, verdict.erased) == (True, 2)


@pytest.mark.parametrize("end", [False, True], ids=["still there", "taken away"])
def test_a_content_that_has_gone_without_being_erased_is_found(cast: Cast, end):
    visit = cast.meet(3, line="Tea.")
    if end:
        interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    erase_payloads(visit.pk)
    assert first_break().how == "content missing"


def test_one_content_emptied_among_others_of_its_row_is_found(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    interactions.change_interaction(**about, line="Tea, and a promise.")
    first = Operation.objects.filter(row=visit.pk).earliest("sequence")
    Operation.objects.filter(pk=first.pk).update(payload=None)
    assert first_break() == Break(first.sequence, "content missing")
    hashed = payload_hash(first.content)
    Operation.objects.filter(pk=first.pk).update(payload_hash=hashed)
    assert first_break() == Break(first.sequence, "content missing")


def test_a_log_without_its_store_is_found(cast: Cast):
    Store.objects.all().delete()
    assert first_break().how == "end missing"


def rewrite(change) -> None:
    """Write the whole log anew, as somebody with every right on the database and no key could."""
    links: dict[Any, bytes] = {}
    head = bytes(32)
    for operation in Operation.objects.order_by("sequence"):
        change(operation)
        link = chain.operation_hash(links.get(operation.scope, bytes(32)), operation)
        operation.hash = links[operation.scope] = link
        head = chain.next_head(head, bytes(operation.hash))
        operation.save()
    for scope, link in links.items():
        ScopeHead.objects.filter(scope=scope).update(hash=link)
    Store.objects.update(head=head)


def test_the_end_rewritten_after_the_last_checkpoint_is_found(cast: Cast):
    visit = cast.meet(3, line="Do not go.")

    def lie(operation):
        if operation.row == visit.pk:
            operation.content = operation.content.replace(b"Do not go.", b"Go.")

    rewrite(lie)
    assert first_break().how == "head not ours"


def test_the_whole_log_rewritten_with_another_signing_key_is_found(cast: Cast):
    private, public = signing.new_signing_key()
    rewrite(lambda operation: setattr(operation, "verb", "lied"))
    Store.objects.update(public_key=public)
    point, store = Checkpoint.objects.get(), Store.objects.get()
    reached = Operation.objects.filter(sequence__lte=point.sequence).order_by("sequence")
    head = bytes(32)
    for operation in reached:
        head = chain.next_head(head, bytes(operation.hash))
    statement = b"%d\0%d\0" % (point.sequence, point.clock) + head
    signature = signing.sign(private, chain.CHECKPOINT_CONTEXT, statement)
    Checkpoint.objects.update(head=head, signature=signature)
    assert verifying.verify().breaks == [Break(store.sequence, "head not ours")]


def test_a_log_rewritten_without_any_checkpoint_is_found(cast: Cast):
    rewrite(lambda operation: setattr(operation, "verb", "lied"))
    Checkpoint.objects.all().delete()
    Store.objects.update(signed=0)
    assert first_break().how == "head not ours"


def test_a_change_reads_the_row_of_the_store_once(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        cast.meet(1)
    read = [one for one in asked if one["sql"].startswith('SELECT "records_store"')]
    assert len(read) == 1


@pytest.mark.parametrize("by", [None, "c" * 32])
@pytest.mark.parametrize("said", ["note_gift", 'a "quoted" \\ word', "كامل\n\u2028", 7, None])
def test_an_envelope_is_written_as_json_writes_a_list(by: str | None, said: Any) -> None:
    envelope = Envelope(
        "replica", "a" * 32, 3, "b" * 32, said, by, 1 << 60, "gift", "d" * 32, -1, 1
    )
    assert envelope.written() == json.dumps(envelope, separators=(",", ":"))
