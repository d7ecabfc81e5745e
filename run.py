"""Two commands, on a machine with nothing but Python 3.11 or newer.

    python3 run.py              make everything ready and open the demo world in the browser
    python3 run.py test         the same, with the test tools, then the whole test suite
    python3 run.py test --all   the same, with the long walks too; --quick leaves out what is slow
    python3 run.py today        any other words go to the command line of Rapport

Standard library only. Uses ``uv`` when it is there, else pip, always in a folder ``.venv`` of our
own, always with the hashes of the lock file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)


def main(words: list[str]) -> int:
    """Make ready what is needed and run it."""
    if sys.version_info < OLDEST:
        return trouble(f"Rapport needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    testing = words[:1] == ["test"]
    lock = HERE / ("requirements-test.lock" if testing else "requirements.lock")
    if not make_ready(lock):
        return 1
    if testing:
        return call([str(PYTHON), str(HERE / "tests" / "run_all.py"), *words[1:]])
    return call([str(PYTHON), "-m", "rapport", *(words or ["demo"])], replace=True)


def make_ready(lock: Path) -> bool:
    """Make the environment fit the lock file; a stamp makes the second time instant."""
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = fingerprint(lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    print("Making ready; this takes a minute the first time …", flush=True)
    if not PYTHON.exists() and not make_environment():
        return False
    if install(["--require-hashes", "-r", str(lock)]) and link_ourselves():
        stamp.write_text(wanted)
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


def install(what: list[str]) -> bool:
    """Install into ``.venv``."""
    uv = shutil.which("uv")
    if uv and call([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *what]) == 0:
        return True
    if call([str(PYTHON), "-m", "pip", "--version"], quiet=True) != 0:
        call([str(PYTHON), "-m", "ensurepip", "--upgrade"], quiet=True)
    return call([str(PYTHON), "-m", "pip", "install", "--quiet", *what]) == 0


def link_ourselves() -> bool:
    """Let the environment find ``src``, and give it the command ``rapport``."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(asked, text=True).strip())
    (packages / "rapport-here.pth").write_text(str(HERE / "src") + "\n", encoding="utf-8")
    return True


def call(command: list[str], *, quiet: bool = False, replace: bool = False) -> int:
    """Run a command and return its exit code; on POSIX it can take our place."""
    if replace and os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    silence = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.call(command, stdout=silence, stderr=silence)
    except KeyboardInterrupt:
        return 130


def trouble(says: str) -> int:
    """Say what is wrong."""
    print(says, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
