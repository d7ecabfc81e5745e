"""Laws of warmth, on random histories told through the verbs in a real store."""

from datetime import time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import interactions
from rapport.records.models import Finding, Relationship, TheirPart

pytestmark = pytest.mark.slow
"""Its laws know no store: once a run, on the encrypted one, is enough."""

CONTACTS = st.fixed_dictionaries(
    {
        "on": st.integers(0, 60).map(lambda days: Cast.DAY - timedelta(days=days)),
        "channel": st.sampled_from(["in_person", "phone", "message", "chance"]),
        "purpose": st.sampled_from(["engagement", "courtesy", "negotiation", "incident"]),
        "asked": st.sampled_from([True, False, False, None]),
        "two_way": st.booleans(),
        "life_saving": st.booleans(),
        "small_talk": st.sampled_from([True, False, None]),
        "on_time": st.sampled_from(["", "late", "absent"]),
        "time": st.sampled_from([None, time(9), time(15)]),
    }
)
HISTORIES = st.lists(CONTACTS, max_size=5)
few = settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def log(cast, whom, contact, part=TheirPart.LEAD):
    asking = asked_by(cast.writer)
    return interactions.log_interaction(asking, theirs=[(whom.pk, part)], **contact).row[0]


def told(cast, contacts):
    """Tell a history of somebody new; return them."""
    whom = cast.add("The heron", opened=Cast.DAY - timedelta(days=70))
    for contact in contacts:
        log(cast, whom, contact)
    return whom


def warm(whom):
    return Relationship.objects.get(pk=whom.pk).warm_ups


def noticed(whom):
    rows = Finding.objects.filter(relationship=whom).order_by("code", "on")
    return list(rows.values_list("code", "when", "says", "params"))


class Undone:
    """What is done within is taken back, so that each example begins in the same store."""

    def __enter__(self):
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, *failure):
        transaction.set_rollback(True)
        self.block.__exit__(*failure)


@given(history=HISTORIES, order=st.randoms(use_true_random=False))
@few
def test_the_order_of_typing_never_matters(cast: Cast, history, order):
    with Undone():
        shuffled = order.sample(history, len(history))
        one, other = told(cast, history), told(cast, shuffled)
        assert warm(one) == warm(other)
        assert noticed(one) == noticed(other)


@given(history=HISTORIES, contact=CONTACTS)
@few
def test_an_absence_and_a_place_as_interpreter_never_warm(cast: Cast, history, contact):
    with Undone():
        whom = told(cast, history)
        before = warm(whom)
        log(cast, whom, contact | {"on_time": "absent"})
        assert warm(whom) <= before
        log(cast, whom, contact, part=TheirPart.INTERPRETER)
        log(cast, whom, contact, part=TheirPart.INTRODUCER)
        assert warm(whom) <= before


@given(history=HISTORIES)
@few
def test_the_same_contact_logged_twice_never_warms(cast: Cast, history):
    with Undone():
        whom = told(cast, history)
        before = warm(whom)
        for contact in history:
            log(cast, whom, contact)
            assert warm(whom) == before


@given(history=HISTORIES)
@few
def test_removing_a_log_leaves_no_finding_that_rests_on_it(cast: Cast, history):
    with Undone():
        whom = cast.add("The heron", opened=Cast.DAY - timedelta(days=70))
        logs = [log(cast, whom, contact) for contact in history]
        for gone in logs:
            interactions.remove_interaction(asked_by(cast.writer), key=gone.pk)
            rests_on = Finding.objects.filter(relationship=whom).values_list("because", flat=True)
            assert str(gone.pk) not in {key for because in rests_on for _, key in because}
        assert noticed(whom) == noticed(told(cast, []))
