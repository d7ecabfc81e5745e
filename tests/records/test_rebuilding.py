"""The tables are what the log says: after any walk of verbs, and built anew from nothing."""

import random
import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by, at
from in_turn import seeds
from rapport.actions import (
    asks,
    care,
    commitments,
    history,
    insights,
    interactions,
    merging,
    occasions,
    offers,
    people,
    relationships,
    sign_in,
    upkeep,
)
from rapport.records import judging, name_index, rebuilding, text_index, verifying
from rapport.records.integrity import stale_rows
from rapport.records.models import (
    Colleague,
    Commitment,
    Counterpart,
    GroupKey,
    Holder,
    Insight,
    Interaction,
    NameKey,
    Operation,
    OurPresence,
    Presence,
    Relationship,
    SearchEntry,
    Store,
)
from rapport.records.operations import recorded_models
from rapport.records.rebuilding import differences, rebuild
from rapport.refusals import Refusal

WORDS = (
    "tea",
    "heron",
    "شاي",
    "البوابة",
    "Kamil",
    "Farran",
    "informant",
    "road",
    "مدرسة",
    "clinic",
)
NAMES = ("Kamil Farran", "كامل فران", "Samer Wadran", "Zephyrin", "Abd al-Majid")
COUNTED = {GroupKey, NameKey, SearchEntry}
"""Tables whose rows are counted by the store as they come: the number says nothing."""


class Walk:
    """One colleague's change sets in no order anybody would choose."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance = cast, random.Random(seed)
        self.days = 90
        self.change_sets: list = []

    def step(self) -> None:
        self.days -= 1
        ways = [getattr(self, name) for name in dir(self) if name.startswith("do_")]
        before = Operation.objects.latest("sequence").sequence
        with suppress(Refusal):
            self.chance.choice(ways)()
        after = Operation.objects.latest("sequence")
        if after.sequence > before:
            self.change_sets.append(after.change_set)

    @property
    def by(self):
        return {"asking": asked_by(self.cast.writer, self.days)}

    @property
    def text(self):
        return " ".join(self.chance.sample(WORDS, 3))

    def somebody(self):
        mine = Relationship.objects.changeable_by(self.cast.writer)
        return self.chance.choice(list(mine.order_by("pk")))

    def some(self, model):
        mine = model.objects.changeable_by(self.cast.writer).order_by("pk")
        return self.chance.choice(list(mine) or [None])

    def do_add(self):
        names = [("", self.chance.choice(NAMES))] if self.chance.random() < 0.5 else ()
        alias = f"{self.chance.choice(WORDS)} {self.days}"
        self.cast.add(alias, days_ago=self.days, names=names)

    def do_log(self):
        theirs = dict.fromkeys((self.somebody().pk, self.somebody().pk), "lead")
        told = {"line": self.text, "facts": self.text, "asked": self.chance.random() < 0.4}
        self.cast.meet(self.days, theirs=list(theirs.items()), **told)

    do_log_more = do_log_again = do_log

    def do_change(self):
        visit = self.some(Interaction)
        day = at(self.days + self.chance.randrange(5))["today"]
        told = {"on": day, "line": self.chance.choice(["", self.text])}
        if visit:
            ours = [(self.cast.keeper.pk, "lead"), (self.cast.writer.pk, "shield")]
            interactions.change_interaction(**self.by, key=visit.pk, ours=ours, **told)

    def do_remove(self):
        visit = self.some(Interaction)
        if visit:
            interactions.remove_interaction(**self.by, key=visit.pk)

    def do_note(self):
        visit = self.some(Interaction)
        insights.note_insight(
            **self.by,
            relationship=self.somebody().pk,
            kind="concern",
            text=self.text,
            interaction=visit.pk if visit else None,
        )

    def do_erase(self):
        note = self.some(Insight)
        if note and self.chance.random() < 0.3:
            care.erase_note(**self.by, key=note.pk)

    def do_promise(self):
        due = at(self.days - 9)["today"]
        commitments.make_commitment(
            **self.by, relationship=self.somebody().pk, text=self.text, due=due
        )

    def do_ask(self):
        asks.plan_ask(**self.by, relationship=self.somebody().pk, what=self.text, costs=(("x", 2),))

    def do_feast(self):
        occasions.note_occasion(
            **self.by, relationship=self.somebody().pk, name=self.text, feast="eid_al_adha"
        )

    def do_seal(self):
        key = self.somebody().counterpart_id
        people.seal_name(**self.by, key=key, name=self.chance.choice(NAMES))

    def do_rename(self):
        key = self.somebody().counterpart_id
        people.change_counterpart(**self.by, key=key, alias=self.text)

    def do_lead(self):
        lead = self.chance.choice([self.cast.writer, self.cast.keeper])
        relationships.set_lead(**self.by, key=self.somebody().pk, lead=lead.pk)

    def do_answer(self):
        waiting = Holder.objects.waiting().order_by("pk").last()
        if waiting:
            by = asked_by(waiting.colleague, self.days)
            key = waiting.relationship_id
            if self.chance.random() < 0.5:
                offers.accept_lead(by, key=key)
            else:
                offers.decline_lead(by, key=key, reason=self.text)

    def do_withdraw(self):
        offers.withdraw_offer(**self.by, key=self.somebody().pk)

    def do_step(self):
        relationships.switch_phase(
            **self.by, key=self.somebody().pk, phase="repair", reason=self.text
        )

    def do_waive(self):
        until = at(self.days)["today"] + timedelta(days=30)
        upkeep.waive(
            **self.by, relationship=self.somebody().pk, code="U01", reason=self.text, until=until
        )

    def do_waive_for_myself(self):
        upkeep.waive_for_myself(
            **self.by,
            code="N06",
            about_kind="actor",
            about_key=self.somebody().counterpart_id,
            seen=[str(self.somebody().pk)],
            reason=self.text,
            until=at(self.days)["today"] + timedelta(days=30),
        )

    def do_merge(self):
        keep, merge = self.somebody(), self.somebody()
        merging.merge_counterparts(**self.by, keep=keep.counterpart_id, merge=merge.counterpart_id)

    def do_undo(self):
        if self.change_sets:
            history.undo(**self.by, key=self.chance.choice(self.change_sets[-6:]))

    do_undo_more = do_undo_again = do_undo

    def do_look(self):
        people.show_names(
            **self.by,
            key=self.somebody().counterpart_id,
        )


def everything():
    """Return every row of every table that the log or the rules fill, each column of it."""
    told = {}
    for model in apps.get_app_config("records").get_models():
        columns = [column.attname for column in model._meta.concrete_fields]
        if model in COUNTED:
            columns.remove("id")
        if model.__name__ in ("Finding", "Mark"):
            columns.remove("id")
        if model is Store:
            columns.remove("judged")  # another number each time anything is judged
        told[model.__name__] = sorted(map(repr, model._base_manager.values_list(*columns)))
    return told


def found(circles):
    hits = {word: {hit.row for hit in text_index.find(word, circles=circles)} for word in WORDS}
    names = {name: set(name_index.counterparts_named(name)) for name in (*WORDS, *NAMES)}
    return hits, names


@pytest.mark.parametrize("seed", seeds([3, 14, 15]))
def test_after_any_walk_the_tables_are_what_the_log_says_and_can_be_built_from_it(cast: Cast, seed):
    walk = Walk(cast, seed)
    for _ in range(60):
        walk.step()
    assert len(walk.change_sets) > 25
    assert (differences(), stale_rows()) == ([], {})
    assert verifying.verify().whole
    judging.rejudge_all(today=Cast.DAY)
    before, circles = everything(), [cast.circle.pk, cast.elsewhere.pk]
    asked = found(circles)
    rebuild()
    judging.rejudge_all(today=Cast.DAY)
    assert everything() == before
    assert found(circles) == asked
    assert any(asked[0].values())
    assert any(asked[1].values())


def test_a_part_that_was_tampered_with_is_found(cast: Cast):
    visit = cast.meet(3)
    Presence.objects.filter(interaction=visit).update(part="interpreter")
    assert differences() == [("interaction", visit.pk)]
    rebuild()
    assert differences() == []
    OurPresence.objects.filter(interaction=visit).delete()
    assert differences() == [("interaction", visit.pk)]


def tamper(chance: random.Random) -> None:
    """Change, remove and put in rows of several kinds behind the log's back."""
    for model in (Interaction, Commitment, Counterpart):
        rows = list(model.objects.order_by("pk"))
        for row in chance.sample(rows, (len(rows) + 1) // 2):
            if chance.random() < 0.5:
                model.objects.filter(pk=row.pk).update(revised=0)
            else:
                row.pk = uuid.UUID(int=chance.choice([0, row.pk.int + 1, 2**128 - 1]))
                row.alias = row.pk.hex
                with suppress(IntegrityError), transaction.atomic():
                    row.save(force_insert=True)
    for there in list(Presence.objects.order_by("pk"))[::4]:
        there.delete()


@pytest.mark.parametrize("seed", seeds([3, 14, 15]))
def test_some_keys_at_a_time_the_same_differences_are_found_as_in_one(
    cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch
):
    walk = Walk(cast, seed)
    for _ in range(40):
        walk.step()
    tamper(random.Random(seed))
    monkeypatch.setattr(rebuilding, "_BATCH", 10**6)
    whole = differences()
    assert len({kind for kind, _ in whole}) > 1
    for some in (1, 2, 7):
        monkeypatch.setattr(rebuilding, "_BATCH", some)
        assert differences() == whole


def test_of_a_long_history_only_some_rows_are_in_memory(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    for number in range(30):
        cast.meet(number, line="A heron.")
    monkeypatch.setattr(rebuilding, "_BATCH", 8)
    fetched: list[int] = []
    fetch = QuerySet._fetch_all

    def counted(rows: Any) -> None:
        fetch(rows)
        fetched.append(len(rows._result_cache))

    monkeypatch.setattr(QuerySet, "_fetch_all", counted)
    assert differences() == []
    assert max(fetched) <= 8


def test_what_the_log_does_not_carry_is_kept_when_the_tables_are_built_anew(cast: Cast):
    sign_in.set_passphrase(cast.asking("writer"), passphrase="four calm herons wading")
    Colleague.objects.filter(sign_in="writer").update(last_login=at()["now"])
    rebuild()
    assert cast.writer.check_password("four calm herons wading")
    assert cast.writer.last_login == at()["now"]


def test_it_says_how_far_it_has_come(cast: Cast):
    seen = []
    count = rebuild(on_progress=lambda kind, rows: seen.append((kind, rows)))
    assert seen[-1][1] == count
    assert {kind for kind, _ in seen} <= set(recorded_models())


def test_building_anew_takes_as_many_questions_for_many_rows_as_for_few(cast: Cast):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            rebuild()
        return len(asked)

    cast.meet(30, line="A heron.")
    few = questions()
    for number in range(20):
        cast.meet(29 - number, line="A heron.")
    assert questions() == few
