"""What was drawn and is kept is what would be drawn, bit for bit, whoever it was drawn for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.network import KeptWords, kept_words
from rapport.network.counter import TIE, Odds, bernoulli_words, odds
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import draw, part_of

from .networks import larger_network

BLOCKS = 6


def items(rng, keys) -> Odds:
    chance = np.round(rng.random(len(keys)), 1)  # often the same, sometimes 0 or 1
    return odds(3, TIE, (np.array(keys, dtype=np.uint64),), chance)


@given(st.integers(0, 10_000), st.sampled_from([40, 200, 4096]))
@settings(max_examples=30, deadline=None)
def test_words_are_what_they_would_be_without(seed, rows) -> None:
    rng = np.random.default_rng(seed)
    kept = KeptWords(BLOCKS, rows * 8 * BLOCKS)
    for _ in range(8):
        some = items(rng, rng.choice(60, size=rng.integers(0, 50), replace=False))
        first = int(rng.integers(0, BLOCKS))
        blocks = range(first, int(rng.integers(first + 1, BLOCKS + 2)))
        for _ in range(2):
            assert np.array_equal(kept.words(some, blocks), bernoulli_words(some, blocks))
        assert kept.count <= rows


def test_what_is_given_out_may_be_changed() -> None:
    some = items(np.random.default_rng(1), range(30))
    kept = KeptWords(BLOCKS)
    kept.words(some, range(BLOCKS))[:] = 0
    assert np.array_equal(kept.words(some, range(BLOCKS)), bernoulli_words(some, range(BLOCKS)))


def test_two_items_of_one_code_are_told_apart(monkeypatch) -> None:
    monkeypatch.setattr(kept_words, "mix64", np.zeros_like)
    kept = KeptWords(BLOCKS)
    for seed in range(3):
        some = items(np.random.default_rng(seed), range(seed, 30))
        assert np.array_equal(kept.words(some, range(BLOCKS)), bernoulli_words(some, range(BLOCKS)))


def test_an_item_is_drawn_once(monkeypatch) -> None:
    drawn = []

    def counted(some, blocks):
        drawn.append(len(some.origin))
        return bernoulli_words(some, blocks)

    monkeypatch.setattr(kept_words, "bernoulli_words", counted)
    kept = KeptWords(BLOCKS)
    keys = np.arange(10, dtype=np.uint64)
    for some in (keys[:6], keys, keys[3:]):
        kept.words(odds(3, TIE, (some,), np.full(len(some), 0.5)), range(BLOCKS))
    assert drawn == [6, 4]


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_worlds_are_the_same_with_what_others_drew(seed) -> None:
    rng = np.random.default_rng(seed)
    kept = KeptWords(BLOCKS)
    for _ in range(3):
        part = larger_network(rng, n=14, ties=30)
        snapshot = Snapshot.of(
            n=part.n, ties=np.stack([part.tail, part.head], axis=1), p_tie=part.p_tie,
            p_person=part.p_person, group=part.group, p_group=part.p_group,
            person_key=np.concatenate([[0], rng.choice(np.arange(1, 25), 13, replace=False)]),
        )  # fmt: skip
        part = part_of(snapshot, 3)
        found, alone = kept.draw(part, range(BLOCKS)), draw(part, range(BLOCKS))
        assert np.array_equal(found.there, alone.there)
        assert np.array_equal(found.works, alone.works)
