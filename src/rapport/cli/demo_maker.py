"""Makes the demo world in the folder named; run by whoever opens it for the first time."""

import sys
from pathlib import Path

from rapport.cli import opening, terminal


def make(folder: Path) -> None:
    """Make an encrypted store with the passphrase everybody knows, and tell the world into it."""
    from rapport.vault import key_slots, keyring, reserved_space

    opening.begin_django(folder)
    key, _code = key_slots.create_vault(folder, opening.DEMO_PASSPHRASE, cost=key_slots.FLOOR)
    keyring.hold(key)
    from rapport.exchange import demo_world
    from rapport.site.opening import migrate

    migrate()
    reserved_space.make(folder)
    demo_world.build(language=_language())


def _language() -> str:
    """Return the language of whoever starts the demo, if it is told in that; else English."""
    from rapport.exchange.demo_world.words import LANGUAGES

    chosen = terminal.language()
    return chosen if chosen in LANGUAGES else "en"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
