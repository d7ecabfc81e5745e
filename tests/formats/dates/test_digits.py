"""A day is read from digits of any script; with any other numeral it is refused, never guessed."""

import datetime as dt
import sys

from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.dates.reading import BadDate, WrittenDay, guess_date_order, read_day
from rapport.formats.dates.readings import readings
from rapport.imports.officials.spans import is_year, read_span
from rapport.names.digits import is_other_numeral

WAYS = (
    "{d}/{m}/{y}", "{y}-{m:0>2}-{d:0>2}", "{d}.{m}.{y}", "{d} March {y}", "{d} آذار {y}",
    "{y}{m:0>2}{d:0>2}", "{d}-28 March {y}", "March {y}", "Tuesday {d}/{m}/{y}, 3 pm",
    "{d} Ramadan 1446", "{d}/9/1446",
)  # fmt: skip
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 27))
OTHERS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if is_other_numeral(sign)]
ZEROS = [
    code for code in range(sys.maxunicode + 1) if chr(code).isdecimal() and int(chr(code)) == 0
]
TODAY = dt.date(2026, 3, 16)


def written(way: str, day: dt.date) -> str:
    return way.format(y=day.year, m=day.month, d=min(day.day, 27))


@given(st.sampled_from(WAYS), DAYS, st.sampled_from(OTHERS), st.data())
def test_a_day_with_another_numeral_is_no_day(way, day, other, data):
    text = written(way, day)
    at = data.draw(st.sampled_from(range(len(text) + 1)))
    for odd in (text[:at] + other + text[at:], text[:at] + other + text[at + 1 :]):
        for order in ("dmy", "mdy", "ymd"):
            assert read_day(odd, order) == BadDate("other_numerals")
        assert not readings(odd, "past", TODAY)
        assert not is_year(odd)
        assert read_span(odd, "dmy", "") == BadDate("other_numerals")


@given(st.sampled_from(WAYS), DAYS, st.sampled_from(ZEROS))
def test_a_day_in_digits_of_any_script_is_the_same_day(way, day, zero):
    text = written(way, day)
    theirs = "".join(chr(zero + int(sign)) if sign.isdecimal() else sign for sign in text)
    for order in ("dmy", "mdy", "ymd"):
        assert read_day(theirs, order) == read_day(text, order)
    assert isinstance(read_day(theirs, "dmy"), WrittenDay)
    assert readings(theirs, "past", TODAY) == readings(text, "past", TODAY)


def test_a_column_of_other_numerals_fits_no_order():
    guess = guess_date_order(["፫/፪/፳፻፲፰", "②/3/2018", "3/3/201⁸"])
    assert not guess.sure
    assert not any(guess.fits.values())
