"""What rests on a note goes with it: found, shown and printed as long as the note, and no longer.

Told on random histories of notes and of lines of the common ground that repeat them, in their own
words or, as they were kept before, in the words of the note.
"""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.test_erasing import standing as tables_with
from cast import Cast, asked_by
from in_turn import examples
from rapport.actions import care, correcting, history, retention, understanding
from rapport.actions.insights import note_insight
from rapport.briefings.analysis_on_paper import Subject, may_be_printed
from rapport.briefings.both_sides import both_sides
from rapport.briefings.find import find
from rapport.briefings.ground import common_ground
from rapport.records.models import CommonGround, Insight
from rapport.records.recording import change_set
from rapport.refusals import Refusal

NOTES = 2
DEEDS = (
    *("line", "copied line", "bare line", "health", "healthy", "ends", "stays"),
    *("remove", "set to erase", "erase", "undo", "next day", "purge"),
)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, NOTES - 1)), min_size=3, max_size=9
)


class World:
    """Two notes about one person, each with a word of its own, and what is done with them."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.day, self.undoable = cast, cast.DAY, []
        self.words = [f"zephyr{chr(97 + number) * 3}" for number in range(NOTES)]
        about = {"relationship": cast.kamil.pk, "kind": "position", "nature": "fact"}
        self.notes = [
            note_insight(self.asking, text=f"A {word}.", **about).row.pk for word in self.words
        ]
        self.erased: set[str] = set()

    @property
    def asking(self):
        return asked_by(self.cast.writer, day=self.day)

    def do(self, deed: str, number: int) -> None:
        """Do it, where it can be done: what is gone stays as it is."""
        note = Insight.objects.filter(pk=self.notes[number]).first()
        if deed == "next day":
            self.day += timedelta(1)
        elif deed == "purge":
            retention.purge(now=self.asking.now, today=self.day)
            gone = [Insight.objects.filter(pk=key).exists() for key in self.notes]
            ended = [word for word, there in zip(self.words, gone, strict=True) if not there]
            self.erased |= {word for word in ended if not tables_with(word.encode())}
            self.undoable.clear()
        elif deed == "undo":
            with suppress(Refusal):
                history.undo(self.asking, key=self.undoable.pop() if self.undoable else uuid4())
        elif note is not None:
            key = self._do(deed, note, self.words[number])
            if key is not None:
                self.undoable.append(key)

    def _do(self, deed: str, note: Insight, word: str):
        asking, about = self.asking, {"relationship": note.relationship_id}
        if deed == "copied line":
            with change_set("note_ground", asking) as changes:
                words = {"kind": "contested_fact", "text": note.text, "on": self.day}
                changes.add(CommonGround, self.cast.kamil, insight=note, **words)
            return changes.key
        if deed.endswith("line"):
            own = "" if deed == "bare line" else f"Is it a {word}?"
            told = {**about, "kind": "contested_fact", "text": own, "insight": note.pk}
            return None if note.special else understanding.note_ground(asking, **told).key
        values = {
            "health": {"special": "health", "need": "To plan visits."},
            "healthy": {"special": "", "need": ""},
            "ends": {"expires": self.day},
            "stays": {"expires": None},
        }
        if deed in values:
            return correcting.change_record(asking, Insight, key=note.pk, **values[deed]).key
        if deed == "remove":
            return correcting.remove_record(asking, Insight, key=note.pk).key
        if deed == "set to erase":
            return care.set_to_erase(asking, key=note.pk).key
        care.erase_note(asking, key=note.pk)
        self.erased.add(word)
        # What was done to it cannot be taken back any more.
        self.undoable.clear()
        return None

    def holds(self) -> None:
        """What is found, shown and printed is what stands by its own days and reasons."""
        notes = {
            row.pk: row
            for row in Insight.objects.all()
            if row.expires is None or row.expires >= self.day
        }
        lines = [
            row
            for row in CommonGround.objects.all()
            if row.insight_id in notes and not notes[row.insight_id].special
        ]
        shown = sorted(row.text or notes[row.insight_id].text for row in lines)
        ground = common_ground(self.asking, self.cast.kamil.pk)
        assert sorted(cell.text for cell in ground.cells) == shown
        sides = both_sides(self.asking, self.cast.kamil.pk).contested
        assert sorted(cell.text for one in sides for cell in one.cells) == shown
        about = Subject(ground.relationship, ground.alias, ground.circle, for_named_only=False)
        printed = may_be_printed(self.asking, about, ground.cells).values()
        assert set(printed) == set(shown)
        for word in self.words:
            found = {one.row for one in find(self.asking, word).notes}
            assert found == {
                *(key for key, row in notes.items() if word in row.text),
                *(row.pk for row in lines if word in row.text),
            }
        for word in self.erased:
            assert tables_with(word.encode()) == set()


@pytest.mark.slow
@settings(
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(told=HISTORIES)
def test_what_rests_on_a_note_is_found_and_shown_as_long_as_it(cast: Cast, told):
    with transaction.atomic():
        world = World(cast)
        for deed, number in [("line", 0), ("copied line", 1), *told]:
            world.do(deed, number)
            world.holds()
        transaction.set_rollback(True)


@pytest.mark.parametrize("deed", ["health", "ends", "set to erase", "remove", "erase"])
@pytest.mark.parametrize("line", ["line", "copied line"])
def test_a_line_of_a_note_is_found_no_longer_than_the_note(cast: Cast, line, deed):
    world = World(cast)
    world.do(line, 0)
    world.holds()
    found = lambda: [one.kind for one in find(world.asking, world.words[0]).notes]  # noqa: E731
    assert found() == ["commonground", "insight"]
    world.do(deed, 0)
    world.do("next day", 0)
    world.holds()
    assert found() == (["insight"] if deed == "health" else [])
