"""Two commands, on a machine with nothing but Python 3.11 or newer.

    python3 run.py                 install what is needed, and open the demo world in the browser
    python3 run.py --no-browser    the same, and print its address instead
    python3 run.py test            the same with the test tools, then the whole test suite
    python3 run.py test --all      with the long walks too; --quick leaves out what is slow
    python3 run.py today           any other words go to the command line of Rapport

Standard library only. Uses ``uv`` when it is there, else pip, always in a folder ``.venv`` of our
own, always with the hashes of the lock file. Whatever is said here goes to the error stream: the
output belongs to the command.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
OF_THE_COMMAND_LINE = ("--help", "--version")
OF_THE_DEMO = {"--no-browser": False, "--port": True, "--home": True}
"""The options of ``demo``, and whether a value follows."""


def main(words: list[str]) -> int:
    """Make ready what is needed and run it."""
    if sys.version_info < OLDEST:
        return trouble(f"Rapport needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    strange = unknown_option(words)
    if strange:
        trouble(f"No such option: {strange}. Those of the demo: {', '.join(OF_THE_DEMO)}.")
        return 2
    testing = words[:1] == ["test"]
    lock = HERE / ("requirements-test.lock" if testing else "requirements.lock")
    if not make_ready(lock):
        return 1
    if testing:
        tests = [str(PYTHON), str(HERE / "tests" / "run_all.py"), *words[1:]]
        return call(tests, output=True)
    os.environ["RAPPORT_CALLED"] = called()
    return call([str(PYTHON), "-m", "rapport", *passed_on(words)], replace=True)


def passed_on(words: list[str]) -> list[str]:
    """Return the words for the command line; options alone are those of ``demo``."""
    return ["demo", *words] if are_of_the_demo(words) else words


def are_of_the_demo(words: list[str]) -> bool:
    """Return whether no command is named."""
    return not words or (words[0].startswith("-") and words[0] not in OF_THE_COMMAND_LINE)


def unknown_option(words: list[str]) -> str:
    """Return the first word that is no option of the demo, before anything is installed."""
    rest = list(words) if are_of_the_demo(words) else []
    while rest:
        name, sign, _ = rest.pop(0).partition("=")
        if name == "--help":
            continue
        if name not in OF_THE_DEMO or (sign and not OF_THE_DEMO[name]):
            return name
        if OF_THE_DEMO[name] and not sign:
            del rest[:1]
    return ""


def called() -> str:
    """Return how this was called, for the hints: what to type for another command."""
    return f"{'python' if os.name == 'nt' else 'python3'} {shlex.quote(sys.argv[0])}"


def make_ready(lock: Path) -> bool:
    """Make the environment fit the lock file; a stamp makes the second time instant."""
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = fingerprint(lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    say("Installing what Rapport needs, in the folder .venv; once, a minute or three …")
    if not PYTHON.exists() and not make_environment():
        return False
    if install(lock) and link_ourselves():
        stamp.write_text(wanted)
        say("Installed.")
        return True
    trouble("The packages could not be installed. Check the network, and run this again.")
    return False


def fingerprint(lock: Path) -> str:
    """Return what must be the same for the environment to fit."""
    said = lock.read_bytes() + sys.version.encode() + str(HERE).encode()
    return hashlib.sha256(said).hexdigest()


def make_environment() -> bool:
    """Make ``.venv``."""
    uv = shutil.which("uv")
    command = [uv, "venv", "--quiet", "--python", sys.executable, str(VENV)] if uv else None
    if command and call(command) == 0:
        return True
    if call([sys.executable, "-m", "venv", str(VENV)]) == 0:
        return True
    trouble("Python's venv module is missing. On Debian: apt-get install python3-venv")
    return False


def install(lock: Path) -> bool:
    """Install what a lock file names into ``.venv``."""
    uv = shutil.which("uv")
    what = ["--require-hashes", "-r", str(lock)]
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    if uv and call([uv, "pip", "install", *quiet, "--python", str(PYTHON), *what]) == 0:
        return True
    if call([str(PYTHON), "-m", "pip", "--version"], quiet=True) != 0:
        call([str(PYTHON), "-m", "ensurepip", "--upgrade"], quiet=True)
    return install_counting([str(PYTHON), "-m", "pip", "install", *what], lock)


def install_counting(command: list[str], lock: Path) -> bool:
    """Install with pip, and say how many of the packages have come."""
    several = lock.read_text(encoding="utf-8").count("==")
    done = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as pip:
        for line in pip.stdout or ():
            done += line.startswith("Collecting ")
            if sys.stderr.isatty():
                print(f"\r  {done} of {several} packages", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        say("")
    return pip.returncode == 0


def link_ourselves() -> bool:
    """Let the environment find ``src``, and give it the command ``rapport``."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(asked, text=True).strip())
    (packages / "rapport-here.pth").write_text(str(HERE / "src") + "\n", encoding="utf-8")
    return True


def call(
    command: list[str], *, quiet: bool = False, output: bool = False, replace: bool = False
) -> int:
    """Run a command and return its exit code; on POSIX it can take our place.

    What it writes goes to the error stream, unless the output is its own.
    """
    if replace and os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    silence = subprocess.DEVNULL if quiet else None
    aside = silence if quiet or output or replace else sys.stderr
    try:
        return subprocess.call(command, stdout=aside, stderr=silence)
    except KeyboardInterrupt:
        return 130


def say(says: str) -> None:
    """Say something on the error stream."""
    print(says, file=sys.stderr, flush=True)


def trouble(says: str) -> int:
    """Say what is wrong."""
    say(says)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
