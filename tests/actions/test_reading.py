"""Reading about many people: a reason opens the next, and whoever minds it is told."""

import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from actions.change_sets import cannot_be
from cast import Cast
from rapport.actions import history, reading, team
from rapport.briefings.our_team import team_news
from rapport.briefings.reading import may_see_readings, readings
from rapport.records.models import Colleague, Duty, Office, Operation, ReadCount, Reading
from rapport.records.rebuilding import differences, rebuild
from rapport.records.refusals import CannotBe, NotThere, SayWhy
from rapport.rules.reading import READS_AN_HOUR


def somebody() -> uuid.UUID:
    return uuid.uuid4()


def walk(asking, count: int) -> int:
    """Open so many different people, ten seconds apart; return how many came before the stop."""
    for place in range(count):
        try:
            moment = asking.now + timedelta(seconds=10 * place)
            reading.open_counterpart(replace(asking, now=moment), relationship=somebody())
        except SayWhy:
            return place
    return count


def test_a_walk_past_forty_people_is_stopped_and_told(cast: Cast):
    assert walk(cast.asking("writer"), 40) == READS_AN_HOUR
    (told,) = readings(cast.asking("keeper"))
    assert (told.by, told.many, told.reason) == ("Writer", 25, "")


def test_a_reason_opens_as_many_again_and_is_kept(cast: Cast):
    asking = cast.asking("writer")
    walk(asking, 40)
    later = replace(asking, now=asking.now + timedelta(minutes=10))
    before = Operation.objects.latest("sequence").sequence
    change = reading.say_why(later, reason=" The yearly review of all files. ")
    assert set(
        Operation.objects.filter(sequence__gt=before).values_list("verb", "chain__scope", "by")
    ) == {("read_many", asking.me.office_id, asking.me.pk)}
    assert walk(replace(asking, now=asking.now + timedelta(minutes=11)), 40) == READS_AN_HOUR
    first, second = readings(cast.asking("keeper"))
    assert (first.reason, second.reason) == ("", "The yearly review of all files.")
    assert (second.many, second.others) == (25, 25)
    with pytest.raises(CannotBe, match="nothing to undo"):
        history.undo(asking, key=change.key)
    rebuild()
    assert differences() == []
    assert Reading.objects.get().at == later.now


def test_a_reason_needs_words(cast: Cast):
    with cannot_be("reason is empty"):
        reading.say_why(cast.asking("writer"), reason="  ")
    with cannot_be("longer than 500"):
        reading.say_why(cast.asking("writer"), reason="x" * 501)


def test_the_same_people_again_and_an_hour_later_are_nothing(cast: Cast):
    asking = cast.asking("writer")
    known = [somebody() for _ in range(READS_AN_HOUR)]
    for who in known * 3:
        reading.open_counterpart(asking, relationship=who)
    with pytest.raises(SayWhy):
        reading.open_counterpart(asking, relationship=somebody())
    reading.open_counterpart(asking, relationship=known[0])
    later = replace(asking, now=asking.now + timedelta(hours=1, minutes=1))
    reading.open_counterpart(later, relationship=somebody())


def test_each_colleague_is_counted_alone(cast: Cast):
    assert walk(cast.asking("writer"), 25) == 25
    assert walk(cast.asking("reader"), 25) == 25


def test_whom_they_read_is_told_as_far_as_one_may_see(cast: Cast):
    asking = cast.asking("writer")
    for who in (cast.kamil.pk, cast.hidden.pk, somebody()):
        reading.open_counterpart(asking, relationship=who)
    reading.say_why(replace(asking, now=asking.now + timedelta(minutes=1)), reason="A check.")
    (told,) = readings(cast.asking("keeper"))
    assert ([alias for _, alias in told.aliases], told.others) == (["Abu Kamil"], 2)
    Colleague.objects.filter(sign_in="outsider").update(duties=[Duty.DATA_PROTECTION])
    (told,) = readings(cast.asking("outsider"))
    assert ([alias for _, alias in told.aliases], told.others) == (["Umm Sahar"], 2)


def test_it_is_shown_to_the_duty_of_data_protection_or_else_to_the_head(cast: Cast):
    assert may_see_readings(cast.keeper)
    assert not may_see_readings(cast.reader)
    Colleague.objects.filter(sign_in="reader").update(duties=[Duty.DATA_PROTECTION])
    assert may_see_readings(cast.reader)
    assert not may_see_readings(cast.keeper)


def test_today_tells_it_for_two_weeks(cast: Cast):
    walk(cast.asking("writer"), 40)
    assert len(team_news(cast.asking("keeper")).readings) == 1
    assert len(team_news(cast.asking("keeper", days_ago=-14)).readings) == 1
    assert not team_news(cast.asking("keeper", days_ago=-15)).readings
    assert not team_news(cast.asking("reader")).readings


def test_the_head_of_office_sets_the_numbers_and_takes_them_back(cast: Cast):
    change = reading.set_brake(cast.asking("keeper"), hour=10, day=12)
    assert walk(cast.asking("writer"), 40) == 10
    Colleague.objects.filter(sign_in="writer").update(duties=[Duty.MANDATOR])
    with pytest.raises(Exception, match="not change it"):
        history.undo(cast.asking("writer"), key=change.key)
    history.undo(cast.asking("keeper"), key=change.key)
    assert Office.objects.get().reads_an_hour == READS_AN_HOUR


@pytest.mark.parametrize(("hour", "day"), [(9, 200), (25, 9), (501, 200), (25, 5001)])
def test_numbers_that_would_stop_work_or_notice_nothing_are_refused(cast: Cast, hour, day):
    with cannot_be("between 10 and 500"):
        reading.set_brake(cast.asking("keeper"), hour=hour, day=day)


@pytest.mark.parametrize("who", ["writer", "reader", "outsider"])
def test_nobody_else_sets_the_numbers(cast: Cast, who):
    with pytest.raises(NotThere):
        reading.set_brake(cast.asking(who), hour=20, day=200)


def test_a_laptop_with_one_colleague_alone_is_not_counted(db):
    first = team.found_office(
        now=Cast.at(Cast, 0)["now"], name="L", colleague="K", sign_in="k", circle="T"
    ).row
    from cast import asked_by

    assert walk(asked_by(first), 40) == (READS_AN_HOUR if settings.IS_TEAM else 40)


def test_counting_on_a_laptop_writes_nothing(cast: Cast):
    walk(cast.asking("writer"), 3)
    assert ReadCount.objects.exists() is settings.IS_TEAM


@pytest.mark.skipif(not settings.IS_TEAM, reason="A laptop's store is read by one process.")
@pytest.mark.django_db(transaction=True)
def test_the_workers_of_a_team_count_together(cast: Cast):
    asking, passed = cast.asking("writer"), []

    def read() -> None:
        for _ in range(5):
            try:
                reading.open_counterpart(asking, relationship=somebody())
                passed.append(1)
            except SayWhy:
                pass
        connection.close()

    workers = [threading.Thread(target=read) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(passed) == READS_AN_HOUR
