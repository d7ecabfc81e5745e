"""How the command line was called: hints name it as whoever reads them typed it."""

import os
import re

_HINTED = re.compile(r"((?:^\s*|[:,(?] ?|\bor |\brun |\band ))rapport (?=[a-z])", re.MULTILINE)


def called() -> str:
    """Return ``python3 run.py`` for whoever began by it, ``rapport`` where that is installed."""
    return os.environ.get("RAPPORT_CALLED") or "rapport"


def as_called(sentence: str) -> str:
    """Return a sentence of ours with its commands as the reader has to type them.

    >>> as_called("Begin it with: rapport init")
    'Begin it with: rapport init'
    """
    name = called()
    return sentence if name == "rapport" else _HINTED.sub(lambda hit: f"{hit[1]}{name} ", sentence)
