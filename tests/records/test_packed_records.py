"""Kinds as numbers, and the records behind a finding as the encrypted file has them."""

import hashlib
import uuid

import pytest
from django.apps import apps
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast
from rapport.records.kind_numbers import KINDS, NUMBERS
from rapport.records.models import Finding, OurPresence, Presence
from rapport.records.operations import recorded_models
from rapport.records.packed_records import pack, unpack

RECORDS = st.lists(st.tuples(st.sampled_from(sorted(NUMBERS)), st.uuids().map(str)).map(list))
GIVEN = 71
"""So many kinds had a number when stores were first written with them."""


@given(RECORDS)
def test_records_are_read_as_they_were_packed(records):
    packed = pack(records)
    assert unpack(packed) == records
    assert len(packed) == 17 * len(records)


def test_every_recorded_kind_has_a_number_of_its_own():
    assert recorded_models().keys() <= NUMBERS.keys()
    assert len(KINDS) == len(NUMBERS)
    assert list(NUMBERS.values()) == list(range(1, len(NUMBERS) + 1))


def test_no_number_that_stores_have_is_given_to_another_kind():
    first = " ".join(list(NUMBERS)[:GIVEN])
    assert hashlib.sha256(first.encode()).hexdigest()[:16] == "1473763bd0133b04"


def test_a_finding_names_the_records_behind_it(cast: Cast):
    cast.meet(200)
    about = Finding.objects.filter(relationship=cast.kamil).order_by("pk")[0]
    assert about.because
    assert {str(uuid.UUID(key)) for _, key in about.because} == {key for _, key in about.because}
    assert (about.about_kind, about.about_key) == ("relationship", cast.kamil.pk)


@pytest.mark.django_db
def test_a_table_with_a_key_of_several_columns_keeps_it_once_in_the_file():
    of_several = {
        model
        for model in apps.get_app_config("records").get_models()
        if isinstance(model._meta.pk, models.CompositePrimaryKey)
    }
    assert of_several == {OurPresence, Presence}
    if connection.vendor == "postgresql":
        pytest.skip("the encrypted file's way")
    for model in of_several:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [model._meta.db_table])
            assert cursor.fetchone()[0].endswith(" WITHOUT ROWID")


def test_who_was_there_is_listed_in_the_order_in_which_it_was_told(cast: Cast):
    others = [cast.add(f"Number {at}").pk for at in range(3)]
    order = [others[2], cast.kamil.pk, others[0]]
    visit = cast.meet(theirs=[(who, "lead") for who in order])
    there = Presence.objects.filter(interaction=visit).order_by("pk")
    assert list(there.values_list("relationship_id", "number")) == list(
        zip(order, (0, 1, 2), strict=True)
    )
