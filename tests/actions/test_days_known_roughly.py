"""The last day a contact may have been on: kept, taken back, carried if ticked, never counted."""

import random
from datetime import date, timedelta

import pytest

from cast import Cast, asked_by, rejudge_due
from in_turn import seeds
from rapport.actions import history, interactions
from rapport.briefings.findings import noticed
from rapport.briefings.person import person
from rapport.briefings.road import brief_for_the_road, what_may_be_ticked
from rapport.records.models import Finding, Interaction, Relationship
from records.test_judging import everything_said, some_people

FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("seed", seeds(range(4)))
def test_it_never_changes_what_the_rules_notice(cast: Cast, seed):
    chance = random.Random(seed)
    some_people(cast)
    before = everything_said()
    for contact in Interaction.objects.order_by("pk"):
        until = contact.on + timedelta(days=chance.randrange(0, 367))
        interactions.change_interaction(cast.asking("writer"), key=contact.pk, until=until)
    assert everything_said() == before
    later = Cast.DAY + timedelta(days=chance.randrange(1, 120))
    rejudge_due(today=later)
    with_it = everything_said()
    for contact in Interaction.objects.order_by("pk"):
        asking = asked_by(cast.writer, day=later)
        interactions.change_interaction(asking, key=contact.pk, until=None)
    assert everything_said() == with_it


def test_a_month_is_one_meeting_and_its_first_day_the_last_contact(cast: Cast):
    on, until = FEBRUARY
    cast.meet(on=on, until=until)
    cast.kamil.refresh_from_db()
    assert (cast.kamil.warm_ups, cast.kamil.last_two_way) == (1, on)
    cast.meet(on=on, until=until)
    cast.kamil.refresh_from_db()
    assert cast.kamil.warm_ups == 1


def test_an_undo_gives_the_day_back_as_it_was(cast: Cast):
    contact = cast.meet(on=FEBRUARY[0], until=FEBRUARY[1])
    asking = cast.asking("writer")
    change = interactions.change_interaction(asking, key=contact.pk, until=None)
    contact.refresh_from_db()
    assert contact.until is None
    history.undo(asking=asking, key=change.key)
    contact.refresh_from_db()
    assert contact.until == FEBRUARY[1]


def test_it_is_carried_with_its_day_where_the_topics_are_ticked(cast: Cast):
    cast.meet(on=FEBRUARY[0], until=FEBRUARY[1], topics="The mill.")
    asking = cast.asking("writer")
    answer = person(asking, cast.kamil.pk)
    (piece,) = [one for one in what_may_be_ticked(answer).pieces if one.kind == "topics"]
    assert (piece.on, piece.until) == FEBRUARY
    assert not brief_for_the_road(asking, answer).page.last_three
    (last,) = brief_for_the_road(asking, answer, ticked=[piece.name]).page.last_three
    assert (last.on, last.until) == FEBRUARY


def test_what_a_finding_rests_on_says_it_too(cast: Cast):
    contact = cast.meet(on=FEBRUARY[0], until=FEBRUARY[1], asked=True)
    rows = Finding.objects.filter(relationship=cast.kamil).select_related(
        "relationship__counterpart"
    )
    behind = [one for found in noticed(cast.writer, list(rows)) for one in found.because]
    assert Relationship.objects.get(pk=cast.kamil.pk).warm_ups == 0
    assert {one.until for one in behind if one.kind == "interaction"} == {contact.until}
