"""Walks through every pair of this and that: one for each in the ordinary run, and the rest long.

A law that holds at each of a hundred addresses for each of three parts is asked of every address in
the ordinary run, by one part each; the parts take turns, so that each of them is asked. The whole
product waits for ``python3 run.py test --all``. So do most of the examples hypothesis thinks of.
"""

import os
from collections.abc import Iterable, Sequence
from typing import Any

import pytest


def in_turn(each: Iterable[Any], others: Sequence[Any]) -> list[Any]:
    """Return every pair for ``parametrize``; all are marked long but one for each of ``each``."""
    return [
        pytest.param(one, other, marks=() if turn == count % len(others) else pytest.mark.long)
        for count, one in enumerate(each)
        for turn, other in enumerate(others)
    ]


def one_in_three(each: Sequence[Any], turn: int) -> list[Any]:
    """Return these for ``parametrize``, two of three marked long; ``turn`` says which is left.

    Where several laws are asked of the same things, each law takes another turn.
    """
    return [
        pytest.param(*one, marks=() if count % 3 == turn % 3 else pytest.mark.long)
        for count, one in enumerate(each)
    ]


def seeds(several: Iterable[Any], ordinary: int = 1) -> list[Any]:
    """Return seeds, or parts, for ``parametrize``; those after the first ``ordinary`` are long."""
    return [
        pytest.param(seed, marks=() if count < ordinary else pytest.mark.long)
        for count, seed in enumerate(several)
    ]


def examples(several: int) -> int:
    """Return how many examples to try: all of these with ``--all``, else a fifth, ten at least."""
    return several if "RAPPORT_TEST_ALL" in os.environ else min(several, max(10, several // 5))
