"""The same briefings and actions at a prompt.

Exit codes: 0 done; 1 refused, with the sentence and the next step on standard error; 2 the command
was typed wrong; 3 something to look at was found (``doctor``,
``history verify``, ``backup check``, ``backup drill``).
"""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def commands() -> "typer.Typer":
    """Return the whole command line; each module registers its commands as it is imported."""
    from rapport.cli import (  # noqa: F401
        actors,
        agreements,
        backup,
        colleagues,
        contacts,
        dependence,
        exports,
        first_store,
        gates,
        history,
        how_to,
        limits,
        meetings,
        offers,
        people,
        phone,
        power,
        records,
        registers,
        restore,
        retention,
        rules,
        scenes,
        stores,
        team,
        ties,
        understanding,
    )
    from rapport.cli.app import app

    return app


def main() -> None:
    """Run the command line."""
    from rapport.cli.opening import exit_on_refusal
    from rapport.site.called import called

    app = commands()

    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe without these letters shows them escaped; nothing falls over.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # Under the locale C words arrive undecoded; everywhere else this changes nothing.
    sys.argv = [os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv]
    with exit_on_refusal():
        app(prog_name=called())
    sys.exit(0)
