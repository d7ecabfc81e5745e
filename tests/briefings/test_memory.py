"""Five years of somebody: who led, silences longer than usual, and the groups they were in."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.briefings.belonging import Held
from rapport.briefings.memory import Silence, Stretch, memory
from rapport.briefings.person import person
from rapport.briefings.years import Years, years
from rapport.records.models import Holder, Interaction, Tenure

DAY = Cast.DAY


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def led(*stretches: tuple[int, int | None]) -> list[Held]:
    return [
        Held(None, f"Colleague {n}", ago(since), None if until is None else ago(until), False, None)  # type: ignore[arg-type]
        for n, (since, until) in enumerate(stretches)
    ]


def told(days: list[int], held: list[Held], opened: int = 1000):
    contacts = [ago(one) for one in days]
    return memory(ago(opened), contacts, held, DAY, ideal_days=30, maximum_days=90)


def test_a_silence_is_longer_than_the_longest_interval_until_what_is_usual_is_known():
    said = told([900, 850, 700], led((1000, None)))
    assert said.usual == 90
    assert said.silences == (
        Silence(ago(850), ago(700), 150),
        Silence(ago(700), None, 700),
    )
    assert said.longest == said.silences[-1]
    assert not told([90], led((1000, None))).silences
    assert told([91], led((1000, None))).silences


def test_then_it_is_longer_than_their_own_rhythm():
    weekly = told([*range(7, 400, 7)], led((1000, None)))
    assert weekly.usual < 60
    assert not weekly.silences
    once = told([*range(7, 200, 7), *range(270, 400, 7)], led((1000, None)))
    assert [one.days for one in once.silences] == [270 - 196]


def test_the_share_of_time_with_a_lead_and_the_longest_without():
    said = told([], led((400, None), (1000, 500)))
    assert (said.share, said.leads) == (90, 2)
    assert said.unled == Stretch(ago(500), ago(400))
    assert told([], led((1000, None))).unled is None
    assert told([], []).unled is None
    assert told([], led((1000, 100))).unled == Stretch(ago(100), DAY)


STRETCHES = st.lists(
    st.tuples(st.integers(0, 1500), st.integers(0, 1500)).map(lambda two: (max(two), min(two))),
    max_size=6,
)


@given(days=st.lists(st.integers(0, 1500), max_size=40), stretches=STRETCHES)
def test_laws_of_memory(days, stretches):
    said = told(days, led(*stretches))
    assert 0 <= said.share <= 100
    for one in said.silences:
        assert one.days > said.usual
        assert not any(one.since < ago(day) < (one.until or DAY) for day in days)
    if said.unled:
        for since, until in stretches:
            assert ago(until) <= said.unled.since or ago(since) >= said.unled.until
    # One who led the whole time leaves nothing missing, whoever else led.
    assert told(days, [*led(*stretches), *led((1500, None))]).share == 100


def drawn(cast: Cast, name: str = "writer") -> Years | None:
    asking = asked_by(cast.who(name))
    return years(asking, person(asking, cast.kamil.pk))


def test_the_picture_has_silences_and_its_table_too(cast: Cast):
    for days in (*range(860, 960, 10), *range(440, 501, 10), 20):
        cast.meet(days, tone_theirs="open", tone_ours="open")
    picture = drawn(cast)
    assert picture is not None
    found = [(one.since, one.until) for one in picture.memory.silences]
    assert (ago(860), ago(500)) in found
    assert len(picture.quiet) == len(found)
    assert all(0 <= one.at <= 100 and one.at + one.width <= 100.01 for one in picture.quiet)
    in_table = [one for year in picture.table for one in year.silences]
    assert sorted(one.since for one in in_table) == sorted(one for one, _ in found)


def test_what_a_reader_may_not_see_changes_nothing(cast: Cast):
    for days in (900, 860, 500, 480, 20):
        cast.meet(days, tone_theirs="open", tone_ours="open")
    for name in ("writer", "reader", "keeper"):
        me, before = cast.who(name), drawn(cast, name)
        with transaction.atomic():
            for kind in (Interaction, Holder, Tenure):
                seen = kind.objects.visible_to(me).values("pk")
                hidden = kind.objects.exclude(pk__in=seen).values_list("pk", flat=True)
                kind.objects.filter(pk__in=list(hidden)).delete()
            assert drawn(cast, name) == before
            transaction.set_rollback(True)
