"""The doorkeeper's own process: begins with nothing but what to serve."""

import json
import os
import sys
from pathlib import Path

from rapport.site.doorkeeper import Door, keep


def main() -> int:
    """Keep the door."""
    told = json.loads(os.environ.pop("RAPPORT_DOOR"))
    passphrase = "two cups of tea before asking" if told["demo"] else None
    state = os.environ.get("RAPPORT_STATE")
    return keep(
        Door(
            home=Path(told["home"]),
            state=Path(state) if state else None,
            port=told["port"],
            idle_minutes=told["idle_minutes"],
            browser=told["browser"],
            passphrase=passphrase,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
