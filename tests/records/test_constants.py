"""What is the same at every asking stands in the SQL of PostgreSQL as the value it is."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from rapport.records.constants import with_constants
from rapport.records.models import Channel, Sensitivity

of_a_team = pytest.mark.skipif(not settings.IS_TEAM, reason="PostgreSQL reads these")

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(1 << 63), (1 << 63) - 1)


def test_constants_are_written_out_and_what_is_filled_in_moves_up() -> None:
    key = uuid.uuid4()
    sql = "a = %s AND b LIKE '5%%' AND c = %s AND d IN (%s, %s) AND e < %s AND f"
    values = ["it's 5%", key, 7, 1 << 40, date(2026, 3, 1)]
    written, kept, places = with_constants(sql, values, [(1, 0), (4, 1)])
    assert written == (
        "a = 'it''s 5%%' AND b LIKE '5%%' AND c = %s"
        " AND d IN ('7'::integer, '1099511627776'::bigint) AND e < %s AND f"
    )
    assert kept == [key, date(2026, 3, 1)]
    assert places == ((0, 0), (1, 1))


def test_choices_are_written_as_what_they_stand_for() -> None:
    sql, kept, _ = with_constants("%s, %s, %s", [Channel.PHONE, Sensitivity.SEVERE, True], [])
    assert sql == f"'{Channel.PHONE.value}', '{int(Sensitivity.SEVERE)}'::integer, TRUE"
    assert not kept


@pytest.mark.parametrize("value", [None, b"x", ["a"], 1.5, 1 << 70, "a\\b", "a\0b", uuid.uuid4()])
def test_what_is_of_another_kind_stays_a_value(value: Any) -> None:
    assert with_constants("%s", [value], []) == ("%s", [value], ())


def test_a_text_that_was_told_stays_a_value() -> None:
    sql, kept, _ = with_constants("%s = %s", ["typed", "ours"], [], told=["typed"])
    assert (sql, kept) == ("%s = 'ours'", ["typed"])


@of_a_team
@pytest.mark.django_db
@given(value=TEXTS | NUMBERS | st.booleans())
def test_postgresql_reads_the_same_value(value: Any) -> None:
    sql, kept, _ = with_constants("SELECT %s", [value], [])
    with connection.cursor() as cursor:
        # With a value beside: the driver reads the signs of a statement only where there is one.
        cursor.execute(f"{sql}, %s::integer", [*kept, 1])
        assert cursor.fetchone() == (value, 1)
