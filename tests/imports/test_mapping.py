"""A map of columns: what may be told several times, in which order, and what is refused."""

import json
import random

import pytest

from rapport.imports.mapping import RegisterMap, check_complete, mapping_from
from rapport.imports.officials.mapping import officials_map
from rapport.records.refusals import CannotBe

PARTS = {"Family": "real_name", "Given": "real_name", "Middle": "real_name", "Note": "line"}


def test_several_columns_make_a_name_in_the_order_that_is_told():
    mapping = mapping_from({"columns": PARTS, "joined": ["Given", "Middle", "Family"]})
    assert mapping.headers_of("real_name") == ("Given", "Middle", "Family")
    assert (mapping.column("real_name"), mapping.column("date")) == ("Given", None)


def test_columns_without_a_told_order_follow_as_they_stand():
    assert mapping_from({"columns": PARTS}).headers_of("real_name") == ("Family", "Given", "Middle")
    some = mapping_from({"columns": PARTS, "joined": ["Middle", "not there"]})
    assert some.headers_of("real_name") == ("Middle", "Family", "Given")


def test_the_order_outlives_a_database_that_forgets_that_of_a_table():
    mapping = mapping_from({"columns": PARTS, "joined": ["Given", "Family"]})
    kept = json.loads(json.dumps(mapping.as_json()))
    shuffled = list(kept["columns"].items())
    random.Random(3).shuffle(shuffled)
    again = mapping_from({**kept, "columns": dict(shuffled)})
    assert again.headers_of("real_name") == mapping.headers_of("real_name")
    assert again.as_json() == mapping.as_json()


@pytest.mark.parametrize("meaning", ["alias", "real_name", "line", "position", "actor"])
def test_names_lines_posts_and_groups_may_stand_in_several_columns(meaning):
    assert mapping_from({"columns": {"a": meaning, "b": meaning}}).headers_of(meaning) == ("a", "b")


@pytest.mark.parametrize("meaning", ["date", "ours", "place", "asked", "how_to_address", "channel"])
def test_what_is_said_once_is_refused_twice(meaning):
    with pytest.raises(CannotBe, match=f"Two columns mean the same: {meaning}"):
        mapping_from({"columns": {"a": meaning, "b": meaning}})


def test_a_map_takes_the_names_of_headers_as_a_file_writes_them():
    mapping = RegisterMap(columns={"family": "real_name", "given": "real_name"}, joined=("given",))
    renamed = mapping.with_headers_of(["Family", "Given"])
    assert renamed.headers_of("real_name") == ("Given", "Family")


@pytest.mark.parametrize(
    ("read", "meaning"), [(mapping_from, "real_name"), (officials_map, "person")]
)
def test_parts_of_a_name_keep_their_order_where_a_store_forgets_that_of_a_table(read, meaning):
    """PostgreSQL gives the columns back in another order than they were written in."""
    kept = read({"columns": {"given": meaning, "family": meaning, "a": meaning}}).as_json()
    kept["columns"] = dict(sorted(kept["columns"].items()))
    assert read(kept).headers_of(meaning) == ("given", "family", "a")


@pytest.mark.parametrize(
    "told",
    [
        {"calendar": "julian"},
        {"blank_is_above": "yes"},
        {"names_shown": 1},
        {"corrections": {"2 Date": 3}},
        {"different": "Ahmad Ali"},
        {"joined": [1]},
    ],
)
def test_what_is_written_otherwise_than_a_map_has_it_is_refused(told):
    with pytest.raises(CannotBe):
        mapping_from(told)


def test_a_calendar_is_asked_only_where_more_than_one_fits():
    known = {
        "columns": {"a": "alias", "b": "date"},
        "date_order": "ymd",
        "circle": "00000000-0000-0000-0000-000000000000",
    }
    open_one = mapping_from(known)
    check_complete(open_one, ("gregorian",))
    with pytest.raises(CannotBe, match="more than one calendar"):
        check_complete(open_one, ("solar", "hijri"))
    check_complete(mapping_from({**known, "calendar": "solar"}), ("solar", "hijri"))
