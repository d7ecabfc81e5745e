"""The workshop door: the same briefings and actions at a prompt.

Exit codes: 0 done; 1 refused, with the sentence and the next step on standard error; 2 the command
was typed wrong; 3 something to look at was found (``doctor``, ``history verify``).
"""

import sys


def main() -> None:
    """Run the command line."""
    from rapport.cli import history, people, registers, rules, stores, team  # noqa: F401
    from rapport.cli.app import app
    from rapport.cli.opening import refusals_said

    with refusals_said():
        app()
    sys.exit(0)
