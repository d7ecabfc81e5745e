"""The child that works out large maps: numbers in, progress and numbers out, and no key.

Started as ``python -I -m rapport.briefings.network_worker``. It loads nothing of Django, opens no
file of the store, and ends when whoever started it no longer listens or no longer tells.
"""

import json
import sys
from typing import Any

from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.network_sums import WORLDS, work_out
from rapport.briefings.sums_of_gates import plain
from rapport.network import KeptReach, KeptWords
from rapport.network.counter import LANES


def main() -> None:
    """Read maps from standard input, a line each; write how far, and a line with what came of it.

    What is drawn for one map is kept for the next, up to a bound (``rapport.network.KeptWords``).
    """
    kept = KeptReach(KeptWords(WORLDS // LANES))
    for line in sys.stdin:
        told, (ties, *rest) = json.loads(line)
        network, assumed = NetworkMap.of_plain(told), Assumed(tuple(ties), *rest)
        _say({"found": plain(work_out(network, assumed, _progress, kept))})


def _progress(done: int, steps: int) -> None:
    _say({"done": done, "of": steps})


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
