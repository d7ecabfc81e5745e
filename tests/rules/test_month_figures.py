"""Released figures cannot name anybody, whatever sheets are added to and taken from each other."""

from collections import defaultdict
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.month_figures import OTHER, STEP, beside, in_cells, in_steps
from rapport.rules.places import first_level

KINDS = ("a", "b", "c")
AREAS = ("QV01", "QV02")
MONTHS = 12

counts = st.dictionaries(
    st.tuples(st.sampled_from(AREAS), st.sampled_from(KINDS)),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda two: (max(two), min(two))),
)
begun = st.dictionaries(st.sampled_from(("proactive", "crisis")), st.integers(0, 9))
year = st.lists(st.tuples(counts, begun), min_size=MONTHS, max_size=MONTHS)


def sheet(month):
    """Return all that is released of a month, flat."""
    cells = in_cells(month[0], len(KINDS))
    flat = {(*cell, at): both[at] for cell, both in cells.items() for at in (0, 1) if both[at]}
    return flat | {("", name, 0): many for name, many in beside(cells, month[1]).items()}


@given(year, st.lists(st.integers(-3, 3), min_size=MONTHS, max_size=MONTHS))
def test_no_sum_and_no_difference_of_twelve_sheets_comes_near_one_person(months, weights):
    sheets = [sheet(month) for month in months]
    cells = {cell for one in sheets for cell in one}
    for one, other in combinations(sheets, 2):
        gaps = {abs(one.get(cell, 0) - other.get(cell, 0)) for cell in cells}
        assert not gaps & {1, 2}
        assert (sum(one.values()) - sum(other.values())) % STEP == 0
    for cell in cells:
        told = sum(weight * one.get(cell, 0) for weight, one in zip(weights, sheets, strict=True))
        assert told % STEP == 0


@given(year)
def test_the_difference_of_two_months_leaves_five_answers_where_both_are_given(months):
    for (one, _), (other, _) in combinations(months, 2):
        first, second = in_cells(one, len(KINDS)), in_cells(other, len(KINDS))
        for cell in first.keys() & second.keys():
            if cell[1] == OTHER:
                continue
            told = first[cell][0] - second[cell][0]
            true = one[cell][0] - other[cell][0]
            assert told - 2 <= true <= told + 2


@given(counts)
def test_a_figure_is_never_under_three_and_never_more_than_is_so(true):
    for (area, kind), both in in_cells(true, len(KINDS)).items():
        assert both[0] >= STEP
        assert both[0] % STEP == both[1] % STEP == 0
        if kind != OTHER:
            assert 0 <= true[area, kind][0] - both[0] < STEP


def test_behind_every_sheet_of_all_there_are_each_count_may_still_be_three_things():
    """All tables of three kinds with up to five people: no sheet pins one of them."""
    of_sheet = defaultdict(lambda: [set() for _ in KINDS])
    for people in product(range(6), repeat=len(KINDS)):
        true = {("QV01", kind): (many, 0) for kind, many in zip(KINDS, people, strict=True)}
        told = tuple(sorted(in_cells(true, len(KINDS)).items()))
        for at, many in enumerate(people):
            of_sheet[told][at].add(many)
    for values in of_sheet.values():
        assert all(len(one) >= STEP for one in values)


def test_nor_is_one_pinned_by_how_many_of_them_we_were_in_touch_with():
    pairs = [(all_of_it, part) for all_of_it in range(6) for part in range(all_of_it + 1)]
    of_sheet = defaultdict(lambda: [(set(), set()) for _ in KINDS])
    for table in product(pairs, repeat=len(KINDS)):
        true = {("QV01", kind): both for kind, both in zip(KINDS, table, strict=True)}
        told = tuple(sorted(in_cells(true, len(KINDS)).items()))
        for (people, in_touch), both in zip(of_sheet[told], table, strict=True):
            people.add(both[0])
            in_touch.add(both[1])
    for values in of_sheet.values():
        assert all(len(people) >= STEP and len(part) >= STEP for people, part in values)


def test_two_in_an_area_are_told_as_none_and_one_are():
    sheets = [in_cells({("QV04", "a"): (many, many)}, len(KINDS)) for many in range(4)]
    assert sheets[:3] == [{}, {}, {}]
    assert sheets[3] == {("QV04", "a"): (3, 3)}


def test_small_kinds_are_put_together_unless_their_sum_tells_each():
    two = {("QV01", kind): (2, 0) for kind in KINDS}
    assert in_cells(two, len(KINDS)) == {}  # six of three kinds under three: two each
    assert in_cells(two, 13) == {("QV01", OTHER): (6, 0)}


def test_what_began_is_given_only_where_the_cells_could_hold_it():
    assert beside({}, {"crisis": 3}) == {}
    assert beside({("", "a"): (3, 0)}, {"crisis": 5, "proactive": 2}) == {"crisis": 3}
    assert beside({("", "a"): (6, 0)}, {"crisis": 7, "proactive": 3}) == {"proactive": 3}


def test_steps():
    assert [in_steps(many) for many in range(8)] == [0, 0, 0, 3, 3, 3, 6, 6]


def test_an_area_is_the_first_by_its_code():
    assert first_level(["Orsend", "qv0402", "QV01"]) == "QV01"
    assert first_level(["QV", "QV03"]) == "QV03"
    assert first_level(["QV"]) == "QV"
    assert first_level(["Orsend"]) == ""
