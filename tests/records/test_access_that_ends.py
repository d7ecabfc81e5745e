"""A part in a circle that has ended opens nothing, exactly as if it had been taken away."""

import os
import random
import secrets
from datetime import timedelta

import pytest
from django.db import transaction

from cast import Cast, asked_by
from in_turn import seeds
from rapport.actions import history, people, team
from rapport.briefings.across_circles import across_circles
from rapport.briefings.find import find
from rapport.briefings.history import history as done_lately
from rapport.briefings.our_team import team_news
from rapport.briefings.people import Wanted
from rapport.briefings.people import people as listed
from rapport.briefings.today import today
from rapport.records.asking import Asking
from rapport.records.models import (
    Finding,
    Membership,
    Relationship,
    ScopedModel,
    Sensitivity,
    Store,
)
from rapport.records.operations import recorded_models
from rapport.records.refusals import CannotBe, NotThere
from rapport.web.forms import colleague_choices

KINDS = [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]


def until(cast: Cast, who: str, day, *, part: str = "writer") -> None:
    Membership.objects.filter(circle=cast.circle, colleague=cast.everyone[who]).update(
        until=day, part=part
    )


def opens(asking: Asking) -> dict[str, object]:
    """Return all that is open to whoever asks, by every door that a briefing stands behind."""
    me = asking.me
    rows = {
        (kind.__name__, way): sorted(getattr(kind.objects, way)(me).values_list("pk", flat=True))
        for kind in (*KINDS, Finding)
        for way in ("visible_to", "changeable_by")
    }
    return {
        **rows,
        "circles": (me.readable_circles(), me.writable_circles(), me.kept_circles()),
        "people": listed(asking, wanted=Wanted()).rows,
        "today": today(asking, mine=False),
        "history": done_lately(asking).change_sets,
        "found": find(asking, "visit"),
        "across": across_circles(asking),
    }


def test_the_last_day_is_the_last(cast: Cast):
    until(cast, "writer", cast.DAY)
    seen = Relationship.objects.visible_to
    assert seen(cast.asking("writer", days_ago=1).me).exists()
    assert seen(cast.asking("writer").me).exists()
    assert not seen(cast.asking("writer", days_ago=-1).me).exists()


def test_where_no_day_is_known_what_ends_opens_nothing(cast: Cast):
    assert cast.writer.readable_circles() == [cast.circle.pk]
    until(cast, "writer", cast.DAY + timedelta(days=900))
    assert cast.writer.readable_circles() == []


def test_who_asks_on_one_day_is_not_changed_by_asking_on_another(cast: Cast):
    until(cast, "writer", cast.DAY)
    me = cast.writer
    first = asked_by(me)
    later = asked_by(me, days_ago=-1)
    assert first.me.readable_circles() == [cast.circle.pk]
    assert later.me.readable_circles() == []
    assert asked_by(later.me).me.readable_circles() == [cast.circle.pk]


@pytest.mark.parametrize("seed", seeds([1, 0, 2, 3, 4, 5]))
def test_what_is_open_on_a_day_is_what_were_open_with_the_part_taken_away(cast: Cast, seed: int):
    chance = random.Random(seed)
    cast.meet(9, line="A visit to the heron pond.")
    cast.add("The Heron", sensitivity=Sensitivity.SEVERE)
    for who in ("keeper", "writer", "reader"):
        if chance.random() < 0.8:
            end = cast.DAY + timedelta(days=chance.randrange(-4, 5))
            until(cast, who, end, part=chance.choice(("reader", "writer", "keeper")))
    days = range(-5, 6)
    for offset in days if "RAPPORT_TEST_ALL" in os.environ else chance.sample(days, 4):
        day = cast.DAY + timedelta(days=offset)
        with transaction.atomic():
            told = {
                who: opens(asked_by(cast.who(who), day=day))
                for who in ("keeper", "writer", "reader", "outsider")
            }
            Membership.objects.filter(until__lt=day).delete()
            Store.objects.update(head=secrets.token_bytes(32))  # no answer that was kept is read
            for who, before in told.items():
                after = opens(asked_by(cast.who(who), day=day))
                assert before == after, (seed, who, offset)
            transaction.set_rollback(True)


def test_after_it_nothing_is_done_or_undone_either(cast: Cast):
    mine = people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, how_to_address="Sir"
    )
    until(cast, "writer", cast.DAY)
    later = cast.asking("writer", days_ago=-1)
    with pytest.raises(NotThere):
        history.undo(later, key=mine.key)
    with pytest.raises(NotThere):
        people.show_names(later, key=cast.kamil.counterpart_id)
    assert history.undo(cast.asking("writer"), key=mine.key)


def test_an_ended_colleague_is_offered_and_taken_for_nothing_in_the_circle(cast: Cast):
    until(cast, "reader", cast.DAY)
    after = cast.DAY + timedelta(days=1)
    names = [name for _, name in colleague_choices(cast.DAY, cast.circle.pk)]
    assert "Reader" in names
    assert "Reader" not in [name for _, name in colleague_choices(after, cast.circle.pk)]
    lead = {"alias": "X", "circle": cast.circle.pk, "opened": cast.DAY, "lead": cast.reader.pk}
    with pytest.raises(CannotBe, match="not in the circle"):
        people.add_counterpart(asked_by(cast.writer, day=after), **lead)
    assert people.add_counterpart(cast.asking("writer"), **lead)


def test_a_keeper_gives_a_last_day_and_takes_it_back(cast: Cast):
    about = {"circle": cast.circle.pk, "colleague": cast.reader.pk, "part": "reader"}
    with pytest.raises(CannotBe, match="has passed"):
        team.admit(cast.asking("keeper"), **about, until=cast.DAY - timedelta(days=1))
    change = team.admit(cast.asking("keeper"), **about, until=cast.DAY)
    assert change.row.until == cast.DAY
    assert cast.asking("reader").me.readable_circles()
    assert not cast.asking("reader", days_ago=-1).me.readable_circles()
    history.undo(cast.asking("keeper"), key=change.key)
    assert cast.asking("reader", days_ago=-1).me.readable_circles()


def test_a_keeper_whose_own_part_has_ended_decides_nothing(cast: Cast):
    until(cast, "keeper", cast.DAY, part="keeper")
    about = {"circle": cast.circle.pk, "colleague": cast.reader.pk}
    with pytest.raises(NotThere):
        team.admit(cast.asking("keeper", days_ago=-1), **about, part="writer")
    with pytest.raises(NotThere):
        team.release(cast.asking("keeper", days_ago=-1), **about)


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (7, True), (8, False)])
def test_keepers_are_told_from_a_week_before(cast: Cast, days: int, told: bool):
    until(cast, "writer", cast.DAY + timedelta(days=days))
    endings = team_news(cast.asking("keeper")).endings
    assert [one.name for one in endings] == (["Writer"] if told else [])
    for who in ("reader", "outsider"):
        assert not team_news(cast.asking(who)).endings


def test_keepers_are_told_when_nobody_will_keep_it_after(cast: Cast):
    until(cast, "keeper", cast.DAY + timedelta(days=3), part="keeper")
    (ending,) = team_news(cast.asking("keeper")).endings
    assert ending.last_keeper
    until(cast, "writer", None, part="keeper")
    (ending,) = team_news(cast.asking("keeper")).endings
    assert not ending.last_keeper


def test_no_other_code_asks_who_is_in_a_circle_without_the_day():
    """Every question about members of a circle names the day, or says here why it need not."""
    import re

    from house.tree import SRC, named

    needs_no_day = {
        "src/rapport/actions/last_days.py",  # sets the last day of every part of one colleague
        "src/rapport/actions/team.py",  # admits, and releases, whoever is there, ended or not
        "src/rapport/briefings/colleagues.py",  # shows keepers those whose part has ended, marked
        "src/rapport/records/models/offices.py",  # says what is in force
        "src/rapport/records/touched.py",  # a part that has ended may still be judged again
        "src/rapport/web/circles.py",  # lets keepers change a part that has ended
    }
    asked = re.compile(r"(?:Membership\.objects|\.memberships)\.(?!in_force|of_colleagues_here)")
    found = {named(path) for path in SRC.rglob("*.py") if asked.search(path.read_text("utf-8"))}
    assert found - needs_no_day == set()
