"""Keys as the store's driver gives them say the same as the records' own."""

import random
import uuid
from datetime import UTC, datetime

from rapport.records.judged import _written
from rapport.records.models import new_key
from rapport.records.raw_rows import day_of


def _made_at(moment: datetime) -> uuid.UUID:
    chance = random.Random(4)
    milliseconds = int(moment.timestamp() * 1000)
    return uuid.UUID(int=(milliseconds << 80) | (7 << 76) | chance.getrandbits(76))


def test_a_key_says_its_day_to_its_last_millisecond():
    last = datetime(2026, 3, 15, 23, 59, 59, 999000, tzinfo=UTC)
    first = datetime(2026, 3, 16, tzinfo=UTC)
    assert [day_of(_made_at(moment)).day for moment in (last, first)] == [15, 16]


def test_a_key_says_the_same_in_bytes_and_as_a_uuid():
    keys = [new_key() for _ in range(20)] + [_made_at(datetime(1970, 1, 1, tzinfo=UTC))]
    assert [day_of(key) for key in keys] == [day_of(key.bytes) for key in keys]
    assert [_written(key.bytes) for key in keys] == [str(key) for key in keys]
    assert [_written(key) for key in keys] == [str(key) for key in keys]
