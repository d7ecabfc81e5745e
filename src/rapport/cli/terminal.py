"""Asking at a terminal: nothing typed too early counts or is shown, and no wait is silent."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator

import typer

_TURNS = 0.5


def at_prompt() -> bool:
    """Return whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty()


def language() -> str:
    """Return the language this system speaks, as two letters; English where it says none."""
    named = (os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"), os.environ.get("LANG"))
    return next((one[:2].lower() for one in named if one), "en")


def secret(prompt: str) -> str:
    """Return what is typed, without showing it; what was typed before the question is dropped.

    Raises ``typer.Abort`` at the end of the input.
    """
    import getpass

    forget_typed_ahead()
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise typer.Abort from None


def answer(prompt: str) -> str:
    """Return a line that may be shown; asks again until there is one."""
    forget_typed_ahead()
    said: str = typer.prompt(prompt)
    return said.strip()


def forget_typed_ahead() -> None:
    """Drop what was typed while nothing was asked."""
    if not at_prompt():
        return
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    termios.tcflush(sys.stdin, termios.TCIFLUSH)


@contextlib.contextmanager
def working(says: str) -> Iterator[None]:
    """Say what takes a while, with the seconds it has taken, and show nothing typed meanwhile.

    Where nobody looks on, nothing is said.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    counting = threading.Thread(target=_count, args=(says, done), daemon=True)
    with _unseen():
        counting.start()
        try:
            yield
        finally:
            done.set()
            counting.join()
            forget_typed_ahead()


def _count(says: str, done: threading.Event) -> None:
    began = time.monotonic()
    while True:
        sys.stderr.write(f"\r{says} … {time.monotonic() - began:.0f} s")
        sys.stderr.flush()
        if done.wait(_TURNS):
            break
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()


@contextlib.contextmanager
def _unseen() -> Iterator[None]:
    """Let the terminal not show what is typed; on Windows it shows nothing nobody reads."""
    if sys.platform == "win32" or not at_prompt():
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin)
    quiet = [*before]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def new_passphrase(offered: str, check: Callable[[str], None]) -> str:
    """Ask for a new passphrase until there is one: Enter takes the one that is offered.

    ``check`` raises a ``Refusal`` for one that would be guessed.
    """
    from rapport.refusals import Refusal

    typer.echo(f"A passphrase for you:\n\n    {offered}\n")
    typer.echo("Press Enter to use it, or type your own: at least 15 characters.")
    while True:
        typed = secret("New passphrase: ")
        if not typed:
            typer.echo("Taken. Write it down, and keep the paper away from this computer.")
            return offered
        try:
            check(typed)
        except Refusal as refusal:
            why, worded = refusal.params.get("why"), refusal.worded()
            typer.echo(f"{why or worded.says} {worded.next}")
            continue
        if secret("The same once more: ") == typed:
            return typed
        typer.echo("The two are not the same. Try again, or press Enter to use the one above.")
