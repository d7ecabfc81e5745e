"""Payloads are packed small and read back byte for byte, for as long as there are stores."""

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.records.operations import canonical
from rapport.records.payload_words import WORDS
from rapport.records.payloads import pack, unpack

SCOPE = uuid.UUID("01a2223d09b37018ae691036ee806c4e")
OFFICE = uuid.UUID("01a2223d09b37018ae691036ee806c4f")
BY = uuid.UUID("01a2223d09b37018ae691036ee806c50")
USUAL = (SCOPE, OFFICE, BY)

keys = st.uuids().map(lambda key: key.hex)
salts = st.binary(min_size=12, max_size=12).map(bytes.hex)
values = st.one_of(
    st.text(),
    st.sampled_from("abcdef0123456789").flatmap(lambda sign: st.integers(0, 70).map(sign.__mul__)),
    keys,
    salts,
    st.sampled_from([SCOPE.hex, OFFICE.hex, BY.hex, OFFICE.hex + BY.hex]),
    st.lists(st.lists(st.one_of(keys, st.sampled_from(["lead", "\x01", "\x03\x00"])))),
    st.none(),
    st.booleans(),
    st.integers(),
)
payloads = st.fixed_dictionaries(
    {"patch": st.dictionaries(st.text(max_size=12), values), "salt": salts},
    optional={"parents": st.dictionaries(st.text(max_size=8), st.lists(keys, max_size=300))},
)


@given(payloads)
def test_a_payload_comes_back_byte_for_byte(payload):
    written = canonical(payload)
    assert unpack(pack(written, USUAL), USUAL) == written


def test_the_same_key_is_held_once_however_often_it_is_written():
    key = uuid.uuid4().hex
    once = pack(canonical({"patch": {"parent": key}}), USUAL)
    often = pack(canonical({"patch": {"parent": [key] * 20}}), USUAL)
    assert len(often) < len(once) + 16


def test_more_keys_than_can_be_said_again_come_back_too():
    many = [uuid.uuid4().hex for _ in range(500)]
    written = canonical({"patch": {"seen": [*many, *reversed(many)]}})
    assert unpack(pack(written, USUAL), USUAL) == written


def test_a_payload_that_was_never_packed_is_read_as_it_is():
    written = canonical({"patch": {"line": "Met."}})
    assert unpack(written, USUAL) == written


@pytest.mark.parametrize("held", [b"", b"\x07rest", b"\x01", b"\x01\xff\xff\xff"])
def test_what_is_no_payload_is_refused(held):
    with pytest.raises(ValueError, match="payload"):
        unpack(held, USUAL)


@pytest.mark.parametrize("change", [lambda held: held[:-1], lambda held: held + b"\0"])
def test_a_payload_that_lost_or_won_a_byte_is_refused(change):
    held = pack(canonical({"patch": {"parent": uuid.uuid4().hex}}), USUAL)
    with pytest.raises(ValueError, match="payload"):
        unpack(change(held), USUAL)


def test_the_words_of_form_1_are_what_they_always_were():
    begins = hashlib.sha256(WORDS).hexdigest()[:32]
    assert begins == "ef9e0c51fe02ae6af5098b69e9b86332"


def test_a_usual_payload_takes_at_most_half():
    written = canonical(
        {
            "patch": {
                "@": True,
                "circle": SCOPE.hex,
                "line": "He asked after the clinic road and promised to call on Monday.",
                "office": uuid.uuid4().hex,
                "on": "2026-03-16",
                "ours": [[uuid.uuid4().hex, "lead"]],
                "theirs": [[uuid.uuid4().hex, "lead"]],
            },
            "salt": "a8e7565046767fbe3c5b2105",
        }
    )
    assert len(pack(written, USUAL)) * 2 < len(written)
