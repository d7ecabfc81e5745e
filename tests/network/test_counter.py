from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.network import counter, fast
from rapport.network.counter import PERSON, TIE, bernoulli_words, blocks_of, checked_blocks, odds
from rapport.network.errors import BadDraw

CHANCES = np.array([0.0, 2.0**-53, 1e-6, 0.1, 0.25, 0.5, 0.7, 0.9, 1 - 2.0**-53, 1.0])


def items(chances=CHANCES, seed=7):
    keys = np.arange(len(chances), dtype=np.uint64)
    return odds(seed, PERSON, (keys,), np.asarray(chances, dtype=np.float64))


def uniform(origin, block, lane):
    """The number between 0 and 1 that one world of one item is decided by, bit by bit."""
    mask = 2**64 - 1
    place = (int(origin) + block * counter.STRIDE * int(counter.GAMMA)) & mask
    number = 0
    for _ in range(counter.BITS):
        place = (place + int(counter.GAMMA)) & mask
        z = (place ^ place >> 30) * int(counter.MIX_1) & mask
        z = (z ^ z >> 27) * int(counter.MIX_2) & mask
        number = number << 1 | (z ^ z >> 31) >> lane & 1
    return number / 2**counter.BITS


def test_the_generator_gives_the_published_words_of_splitmix64() -> None:
    seed = np.uint64(1234567)
    steps = np.arange(1, 4, dtype=np.uint64)
    assert counter.mix64(seed + steps * counter.GAMMA).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_every_world_compares_its_own_uniform_with_the_chance() -> None:
    drawn = items()
    words = bernoulli_words(drawn, range(3, 5))
    for item, chance in enumerate(CHANCES):
        for column, block in enumerate(range(3, 5)):
            bits = [int(words[item, column]) >> lane & 1 for lane in range(64)]
            expected = [uniform(drawn.origin[item], block, lane) < chance for lane in range(64)]
            assert bits == expected


def test_numba_draws_the_same_words_bit_for_bit() -> None:
    chances = np.concatenate([CHANCES, np.random.default_rng(1).random(300)])
    drawn = items(chances)
    for blocks in (range(1), range(5, 70), range(2**40 - 3, 2**40)):
        assert np.array_equal(fast.fill(drawn, blocks), bernoulli_words(drawn, blocks))


def test_frequencies_agree_with_chances() -> None:
    chances = np.linspace(0.01, 0.99, 50)
    words = bernoulli_words(items(chances), range(2000))
    share = np.bitwise_count(words).sum(axis=1) / 128_000
    z = (share - chances) / np.sqrt(chances * (1 - chances) / 128_000)
    assert np.abs(z).max() < 4
    assert abs((z**2).sum() - 50) < 4 * sqrt(2 * 50)


def test_two_items_and_two_blocks_go_their_own_ways() -> None:
    words = bernoulli_words(items(np.full(40, 0.5)), range(500))
    bits = np.unpackbits(words.view(np.uint8), axis=1).astype(np.float64)
    between = np.corrcoef(bits) - np.eye(40)
    assert np.abs(between).max() < 5 / sqrt(bits.shape[1])
    shifted = [np.corrcoef(row[:-64], row[64:])[0, 1] for row in bits]
    assert np.abs(shifted).max() < 5 / sqrt(bits.shape[1])


@given(st.integers(0, 2**64 - 1), st.integers(0, 10_000), st.integers(1, 60), st.data())
@settings(max_examples=examples(40), deadline=None)
def test_chunks_and_company_change_no_word(seed, first, length, data) -> None:
    cut = data.draw(st.integers(0, length))
    chosen = data.draw(st.lists(st.integers(0, len(CHANCES) - 1), min_size=1, unique=True))
    drawn = items(seed=seed)
    whole = bernoulli_words(drawn, range(first, first + length))
    if 0 < cut < length:
        left = bernoulli_words(drawn, range(first, first + cut))
        right = bernoulli_words(drawn, range(first + cut, first + length))
        assert np.array_equal(np.concatenate([left, right], axis=1), whole)
    alone = counter.Odds(drawn.origin[chosen], drawn.threshold[chosen])
    assert np.array_equal(bernoulli_words(alone, range(first, first + length)), whole[chosen])


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=examples(60), deadline=None)
def test_a_higher_chance_works_wherever_the_lower_one_did(one, other) -> None:
    low, high = sorted((one, other))
    key = (np.zeros(1, dtype=np.uint64),)
    fewer = bernoulli_words(odds(3, PERSON, key, np.array([low])), range(20))
    more = bernoulli_words(odds(3, PERSON, key, np.array([high])), range(20))
    assert not (fewer & ~more).any()


def test_seed_kind_key_and_order_of_keys_each_choose_another_stream() -> None:
    one, two = (np.array([i], dtype=np.uint64) for i in (1, 2))
    half = np.array([0.5])
    drawn = [
        odds(0, PERSON, (one,), half),
        odds(1, PERSON, (one,), half),
        odds(0, counter.GROUP, (one,), half),
        odds(0, PERSON, (two,), half),
        odds(0, TIE, (one, two), half),
        odds(0, TIE, (two, one), half),
    ]
    assert len({int(each.origin[0]) for each in drawn}) == len(drawn)


@pytest.mark.parametrize("seed", [-1, 2**64, 1.0, True])
def test_what_is_no_seed_is_refused(seed) -> None:
    with pytest.raises(BadDraw) as refused:
        items(seed=seed)
    assert refused.value.why == "seed"


@pytest.mark.parametrize("worlds", [0, -64, 65, 6.4, True])
def test_worlds_come_sixty_four_at_a_time(worlds) -> None:
    assert blocks_of(128) == range(2)
    with pytest.raises(BadDraw) as refused:
        blocks_of(worlds)
    assert refused.value.why == "worlds"


@pytest.mark.parametrize(
    "blocks", [range(0), range(-1, 3), range(0, 9, 2), range(2**40, 2**40 + 1)]
)
def test_blocks_with_gaps_or_out_of_bounds_are_refused(blocks) -> None:
    with pytest.raises(BadDraw) as refused:
        checked_blocks(blocks)
    assert refused.value.why == "blocks"
