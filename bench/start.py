"""What starting costs: CPU of whole processes, from the first instruction to the end.

    python bench/start.py

Bytecode is kept in a folder of its own, as it is for people after their first start.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from figures import Part

COMMANDS = {
    "python -c pass": (["-c", "pass"], ""),
    "rapport --help": (["-m", "rapport", "--help"], "0.2"),
    "rapport doctor": (["-m", "rapport", "doctor"], ""),
    "rapport today --demo, with unlocking": (["-m", "rapport", "today", "--demo"], ""),
    "rapport init, with two keys made": (["-m", "rapport", "init"], ""),
}


def measure(part: Part, times: int) -> None:
    """Note the CPU seconds, user and system, of each command."""
    with tempfile.TemporaryDirectory() as place:
        ours = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
        ours.pop("PYTHONDONTWRITEBYTECODE", None)
        ours |= {"XDG_DATA_HOME": place, "XDG_STATE_HOME": place}
        ours |= {"PYTHONPYCACHEPREFIX": f"{place}/bytecode"}
        words = f"{place}/words"
        Path(words).write_text("blue kettle under seven roofs\n", encoding="utf-8")
        for what, (command, aim) in COMMANDS.items():
            more = lambda _: []  # noqa: E731 - the words that only one command takes
            if command[-1] == "init":
                more = lambda n: ["--home", f"{place}/store{n}", "--passphrase-file", words]  # noqa: E731
            spent = [_cpu([*command, *more(number)], ours) for number in range(times + 1)]
            part.note(what, spent[1:], "CPU-s", aim=aim)


def _cpu(words: list[str], environment: dict[str, str]) -> float:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([sys.executable, *words], env=environment, **quiet)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    measure(Part("start"), 20)
