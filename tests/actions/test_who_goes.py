"""Connections and conflicts of interest: noted, put right, removed, by whom they are for."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import access, correcting, who_goes
from rapport.records.models import Connection, Interest, InterestKind, Sensitivity
from rapport.records.refusals import NotThere, NotYours

DAY = Cast.DAY


def connect(cast: Cast, by: str = "writer", **told) -> Connection:
    told.setdefault("relationship", cast.kamil.pk)
    told.setdefault("text", "Both keep bees.")
    return who_goes.note_connection(cast.asking(by), **told).row


def declare(cast: Cast, by: str = "writer", **told) -> Interest:
    told.setdefault("relationship", cast.kamil.pk)
    told.setdefault("kind", InterestKind.FAMILY)
    return who_goes.declare_interest(cast.asking(by), **told).row


def test_without_a_name_it_is_what_i_share(cast: Cast):
    row = connect(cast, text="  Both keep bees. ")
    assert (row.colleague, row.text, row.circle) == (cast.writer, "Both keep bees.", cast.circle)
    assert connect(cast, colleague=cast.reader.pk).colleague == cast.reader


def test_noting_is_one_change_set_and_for_writers(cast: Cast):
    is_one_change_set(cast, lambda: connect(cast), "note_connection")
    is_for_writers_only(cast, lambda by: connect(cast, by))


def test_a_connection_says_something_of_a_colleague_who_can_see_them(cast: Cast):
    with cannot_be("cannot be left empty"):
        connect(cast, text=" ")
    with cannot_be("not in the circle"):
        connect(cast, colleague=cast.outsider.pk)
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    with cannot_be("cannot see this person"):
        connect(cast, colleague=cast.keeper.pk)
    assert connect(cast).sensitivity == Sensitivity.SEVERE


def test_declaring_is_one_change_set(cast: Cast):
    is_one_change_set(cast, lambda: declare(cast), "declare_interest")
    row = declare(cast, text=" His cousin. ", managed="Kit leads.")
    assert (row.declared_on, row.text, row.managed) == (DAY, "His cousin.", "Kit leads.")


def test_ones_own_is_declared_by_whoever_sees_them_that_of_another_by_who_writes(cast: Cast):
    own = declare(cast, "reader")
    assert own.colleague == cast.reader
    assert declare(cast, colleague=cast.reader.pk).colleague == cast.reader
    with pytest.raises(NotYours):
        declare(cast, "reader", colleague=cast.writer.pk)
    with pytest.raises(NotThere):
        declare(cast, "outsider")


def test_days_of_a_conflict_are_in_order_and_not_to_come(cast: Cast):
    declare(cast, declared_on=DAY - timedelta(days=9), until=DAY - timedelta(days=9))
    with cannot_be("in the future"):
        declare(cast, declared_on=DAY + timedelta(days=1))
    with cannot_be("ends before it was declared"):
        declare(cast, until=DAY - timedelta(days=1))
    with cannot_be("one of the choices"):
        declare(cast, kind="rumour")


def test_it_is_said_later_how_it_is_managed(cast: Cast):
    row = declare(cast)

    def manage() -> None:
        who_goes.manage_interest(cast.asking("writer"), key=row.pk, managed=" Two go. ")

    is_one_change_set(cast, manage, "manage_interest")
    manage()
    row.refresh_from_db()
    assert (row.managed, row.until) == ("Two go.", None)
    with cannot_be("ends before it was declared"):
        who_goes.manage_interest(
            cast.asking("writer"), key=row.pk, managed="x", until=DAY - timedelta(days=1)
        )


def test_a_reader_puts_right_and_removes_what_they_declared_of_themselves_alone(cast: Cast):
    own, anothers = declare(cast, "reader"), declare(cast)
    change = {"text": "A cousin, twice removed.", "colleague": cast.reader.pk}
    correcting.change_record(cast.asking("reader"), Interest, key=own.pk, **change)
    own.refresh_from_db()
    assert own.text == "A cousin, twice removed."
    passed_on = {"colleague": cast.writer.pk}
    with pytest.raises(NotYours):
        correcting.change_record(cast.asking("reader"), Interest, key=own.pk, **passed_on)
    with pytest.raises(NotYours):
        correcting.remove_record(cast.asking("reader"), Interest, key=anothers.pk)
    correcting.remove_record(cast.asking("reader"), Interest, key=own.pk)
    assert list(Interest.objects.all()) == [anothers]


def test_a_connection_is_changed_and_removed_and_undone(cast: Cast):
    row = connect(cast)

    def change() -> None:
        said = {"text": "Both kept bees.", "colleague": cast.keeper.pk}
        correcting.change_record(cast.asking("writer"), Connection, key=row.pk, **said)

    def remove() -> None:
        correcting.remove_record(cast.asking("writer"), Connection, key=row.pk)

    is_one_change_set(cast, change, "change_connection")
    is_one_change_set(cast, remove, "remove_connection")
    with pytest.raises(NotYours):
        correcting.remove_record(cast.asking("reader"), Connection, key=row.pk)


def test_whoever_has_left_the_circle_keeps_their_place_in_what_is_put_right(cast: Cast):
    row = declare(cast, colleague=cast.reader.pk)
    cast.reader.memberships.all().delete()
    said = {"colleague": cast.reader.pk, "managed": "Gone."}
    correcting.change_record(cast.asking("writer"), Interest, key=row.pk, **said)
    row.refresh_from_db()
    assert (row.colleague, row.managed) == (cast.reader, "Gone.")
