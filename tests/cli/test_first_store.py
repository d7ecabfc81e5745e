"""Making a store at a terminal: Enter takes what is offered, and a slip is only asked again."""

import contextlib
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.vault import key_slots

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="There is no such terminal."),
]

AHEAD = "the words of yesterday's meeting"


class Terminal:
    """A command at a terminal of its own, and what has been shown there."""

    def __init__(self, folder: Path, *words: str, **environment: str) -> None:
        import pty

        self.ours, theirs = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
        places = {f"XDG_{one}_HOME": str(folder / one.lower()) for one in ("DATA", "STATE")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rapport", *words],
            env={**kept, **places, **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""
        self.read = 0

    def wait_for(self, text: str) -> str:
        """Return what was shown since the last time, up to ``text``."""
        until = time.monotonic() + 600
        while text not in self.shown[self.read :]:
            assert time.monotonic() < until, self.shown
            if select.select([self.ours], [], [], 1)[0]:
                self.shown += os.read(self.ours, 4096).decode(errors="replace")
        end = self.shown.index(text, self.read) + len(text)
        begun, self.read = self.read, end
        return self.shown[begun:end]

    def type(self, line: str) -> None:
        os.write(self.ours, f"{line}\n".encode())

    def end(self) -> int:
        """Wait for its end, and return the exit code."""
        with contextlib.suppress(OSError):
            while select.select([self.ours], [], [], 600)[0]:
                piece = os.read(self.ours, 4096)
                if not piece:
                    break
                self.shown += piece.decode(errors="replace")
        os.close(self.ours)
        return self.process.wait(timeout=600)


def test_slips_are_asked_again_and_enter_takes_the_passphrase_offered(tmp_path: Path) -> None:
    at = Terminal(tmp_path, "init", LC_ALL="C.UTF-8", LANG="en_GB.UTF-8")
    offered = re.search(r"\n {4}(\S[^\r\n]+)", at.wait_for("New passphrase: "))
    assert offered
    assert len(offered[1].split()) == 6
    at.type("too short")
    assert "It has fewer than 15 characters." in at.wait_for("New passphrase: ")
    at.type("seven herons by the slow river")
    at.wait_for("once more: ")
    at.type("seven herons by the slow rivr")
    assert "The two are not the same." in at.wait_for("New passphrase: ")
    at.type("")
    at.wait_for("Making your store")
    at.type(AHEAD)
    assert re.search(r"\n {4}[A-Z2-9]{5}(-[A-Z2-9]{5}){6}\r", at.wait_for("Your office: "))
    at.type("Orsend")
    at.wait_for("as colleagues say it: ")
    at.type("Yusra")
    assert at.end() == 0
    assert "Open it with: rapport serve" in at.shown
    for typed in (AHEAD, "herons", "too short"):
        assert typed not in at.shown
    home = tmp_path / "data" / "rapport" / "store"
    assert len(key_slots.unlock(home, offered[1])) == 32


@pytest.mark.parametrize(
    ("named", "letters"), [("fr_FR.UTF-8", "[a-z]+"), ("ar_YE", "[\u0621-\u064a]+")]
)
def test_what_is_offered_is_in_the_language_of_the_system(
    tmp_path: Path, named: str, letters: str
) -> None:
    at = Terminal(tmp_path, "init", LC_ALL="", LC_MESSAGES=named, PYTHONIOENCODING="utf-8")
    offered = re.search(r"\n {4}(\S[^\r\n]+)", at.wait_for("New passphrase: "))
    at.process.terminate()
    at.end()
    assert offered
    assert all(re.fullmatch(letters, word) for word in offered[1].split())
    assert not (tmp_path / "data").exists()


def test_a_wrong_passphrase_at_a_terminal_is_asked_for_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    key_slots.create_vault(home, "seven herons by the slow river", cost=key_slots.FLOOR)
    at = Terminal(tmp_path, "passphrase", "--home", str(home))
    at.wait_for("Present passphrase: ")
    at.type("not this one at all")
    at.wait_for("Present passphrase: ")
    at.type("seven herons by the slow river")
    at.wait_for("New passphrase: ")
    at.type("a pomegranate on the window sill")
    at.wait_for("once more: ")
    at.type("a pomegranate on the window sill")
    assert at.end() == 0
    assert "Passphrase changed." in at.shown
    assert "pomegranate" not in at.shown
