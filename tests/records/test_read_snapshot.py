"""Reading at one moment: what others write meanwhile is not seen, and nobody waits."""

import threading

import pytest
from django.db import connection

from rapport.records.models import Office
from rapport.records.read_snapshot import one_moment


def written_elsewhere(name: str) -> None:
    """Write from a thread of its own, and come back when it is done."""

    def write() -> None:
        try:
            Office.objects.create(name=name)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(10)
    assert not writer.is_alive(), "the writer had to wait"


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_seen_afterwards():
    Office.objects.create(name="First")
    with one_moment():
        assert Office.objects.count() == 1
        written_elsewhere("Second")
        assert Office.objects.count() == 1
        with one_moment():
            assert Office.objects.count() == 1
        assert Office.objects.count() == 1
    assert Office.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_after_a_failure_the_moment_is_over():
    with pytest.raises(ZeroDivisionError), one_moment():
        1 / 0  # noqa: B018
    Office.objects.create(name="First")
    assert Office.objects.count() == 1


def test_within_a_transaction_it_changes_nothing(db):
    with one_moment():
        Office.objects.create(name="First")
    assert Office.objects.count() == 1
