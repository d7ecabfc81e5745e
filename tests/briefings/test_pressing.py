"""Whoever cannot be shown keeps one line, and nobody who is shown is told less for it."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as some

from rapport.briefings.pressing import STEP, Few, Line, Span, Standing, by_span, of_each
from rapport.rules.rule import Urgency


def _sooner(line: Line) -> tuple[int, int]:
    return (line.when, line.pk)


lines = some.lists(
    some.builds(
        Line,
        when=some.sampled_from(Urgency),
        on=some.none(),
        pk=some.integers(1, 10_000),
        section=some.just(0),
        code=some.sampled_from(("R01", "R02", "K05", "E01", STEP)),
        relationship=some.integers(0, 40).map(lambda number: bytes([number])),
        lead=some.none(),
    ),
    max_size=150,
).map(lambda every: sorted(every, key=_sooner))


def _few(people: Few) -> tuple[int, list[list[Line]]]:
    return people.count, [list(person) for person in people.first]


def _told(standing: Mapping[Span, Standing]) -> object:
    return {
        span: (_few(here.alone), {code: _few(few) for code, few in here.together.items()})
        for span, here in standing.items()
    }


@given(lines, some.integers(0, 12))
def test_those_who_are_shown_come_with_all_that_is_there_about_them(
    every: list[Line], first: int
) -> None:
    shown = by_span(of_each(every, first=first), first=first)
    assert _told(shown) == _told(by_span(of_each(every), first=first))


@given(lines, some.integers(0, 12))
def test_whoever_is_not_shown_has_their_most_pressing_line(every: list[Line], first: int) -> None:
    some_of_it, whole = of_each(every, first=first), of_each(every)
    assert [person[0] for person in some_of_it] == [person[0] for person in whole]
    assert {
        len(few) for few, all_ in zip(some_of_it, whole, strict=True) if len(few) < len(all_)
    } <= {1}
