"""A long text sealed in chunks: whatever is changed, moved, left out or cut is noticed."""

import io
import secrets

import pytest

from rapport.vault import sealed_stream
from rapport.vault.encryption import NotOurs

HEADER = 48
SEALED = 16


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch):
    monkeypatch.setattr(sealed_stream, "CHUNK", 64)


def sealed(*pieces, purpose="test"):
    out = io.BytesIO()
    assert sealed_stream.seal(pieces, out, purpose=purpose) == sum(map(len, pieces))
    return out.getvalue()


def opened(data, purpose="test"):
    return b"".join(sealed_stream.unseal(io.BytesIO(data), purpose=purpose))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 129, 1000])
def test_a_text_of_any_length_comes_back_whatever_its_pieces(size):
    text = secrets.token_bytes(size)
    assert opened(sealed(text)) == text
    assert opened(sealed(*(text[at : at + 50] for at in range(0, size, 50)))) == text


def test_the_same_text_is_never_sealed_alike():
    assert sealed(bytes(200)) != sealed(bytes(200))


def test_no_single_bit_can_be_changed():
    data = sealed(secrets.token_bytes(150))
    for place in range(len(data) * 8):
        spoiled = bytearray(data)
        spoiled[place // 8] ^= 1 << place % 8
        with pytest.raises(NotOurs):
            opened(bytes(spoiled))


def test_a_text_cut_anywhere_is_noticed_also_between_two_chunks():
    data = sealed(secrets.token_bytes(200))
    for size in range(len(data)):
        with pytest.raises(NotOurs):
            opened(data[:size])


def test_chunks_moved_left_out_doubled_or_taken_from_another_text_are_noticed():
    data, other = sealed(secrets.token_bytes(256)), sealed(secrets.token_bytes(256))
    step = 64 + SEALED
    head, chunks = data[:HEADER], [data[at : at + step] for at in range(HEADER, len(data), step)]
    assert len(chunks) == 4
    for order in ([1, 0, 2, 3], [0, 2, 3], [0, 0, 1, 2, 3], [0, 1, 2], [3, 1, 2, 0]):
        with pytest.raises(NotOurs):
            opened(head + b"".join(chunks[at] for at in order))
    with pytest.raises(NotOurs):
        opened(head + b"".join(chunks[:3]) + other[-step:])
    with pytest.raises(NotOurs):
        opened(data + b"\0")


def test_what_was_sealed_for_one_purpose_opens_for_no_other():
    with pytest.raises(NotOurs):
        opened(sealed(b"Dear Salma"), purpose="another")
