"""Whatever the bytes, the reader answers with rows or a refusal, never with a crash."""

import dataclasses
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from imports.tables.hostile import cell, workbook
from in_turn import examples
from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import CannotTranslate
from rapport.imports.tables import TableWish
from rapport.imports.tables.worker import translate_table

WISH = dataclasses.asdict(TableWish())
GOOD = workbook(
    "".join(
        f'<row r="{i}">{cell(f"A{i}", "Yousef")}{cell(f"B{i}", "x")}</row>' for i in range(1, 9)
    )
)


def answers(data, ending):
    """The frames sent for these bytes, up to a refusal."""
    frames = []
    with suppress(CannotTranslate):
        translate_table(data, {**WISH, "ending": ending}, ORDINARY, frames.append)
    return frames


def keeps_its_shape(frames):
    about, *pieces = frames or [{"headers": []}]
    width = len(about["headers"])
    rows = [row for piece in pieces for row in piece["rows"]]
    return all(len(row) == width and all(type(each) is str for each in row) for row in rows)


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_as_text(data):
    assert keeps_its_shape(answers(data, "csv"))


@settings(max_examples=examples(200), deadline=None)
@given(st.text(st.sampled_from('ab1,;"\n\r\t|= 2018-é\u202eعلي\0'), max_size=80))
def test_any_shape_of_separators_and_quotes(text):
    assert keeps_its_shape(answers(text.encode(), "csv"))


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, 40))
def test_a_workbook_with_some_bytes_changed(at, byte, length):
    broken = GOOD[:at] + bytes([byte]) * length + GOOD[at + length :]
    assert keeps_its_shape(answers(broken, "xlsx"))


@given(st.integers(0, len(GOOD)))
def test_a_workbook_cut_short(length):
    assert keeps_its_shape(answers(GOOD[:length], "xlsx"))
