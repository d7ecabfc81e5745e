"""The child that works out a large map: numbers in, progress and numbers out, and no key.

Started as ``python -I -m rapport.briefings.network_worker``. It loads nothing of Django, opens no
file of the store, and ends when whoever started it no longer listens.
"""

import json
import sys
from typing import Any

from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.network_sums import work_out
from rapport.briefings.sums_of_gates import plain


def main() -> None:
    """Read one map from standard input, and write lines of JSON: how far, then what came of it."""
    told, (ties, *rest) = json.load(sys.stdin)

    def progress(done: int, steps: int) -> None:
        _say({"done": done, "of": steps})

    found = work_out(NetworkMap.of_plain(told), Assumed(tuple(ties), *rest), progress)
    _say({"found": plain(found)})


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
