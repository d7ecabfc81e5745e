"""The whole suite: style, types, stairs, templates, then the tests on both stores.

Every step runs even if one before it failed; the exit code says whether all were well.
``--quick`` leaves out what takes longest (real browsers, real servers, PostgreSQL); ``--all`` adds
what takes long (marked ``long``): kills, large worlds, and walks the ordinary run has in short.
"""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import postgres

HERE = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent
ON_BOTH_STORES = ["records", "actions", "briefings"]
ON_BOTH_IN_FULL = [*ON_BOTH_STORES, "web", "api", "exchange", "imports"]
"""What asks the store nothing but through these waits for the long walks."""


def main(words: list[str]) -> int:
    """Run everything and say how it went."""
    os.chdir(HERE)
    unknown = sorted(set(words) - {"--quick", "--all"})
    if unknown or len(set(words)) > 1:
        print("run.py test takes nothing more, or --quick, or --all", file=sys.stderr)
        return 2
    quick, every = "--quick" in words, "--all" in words
    if every:
        os.environ["RAPPORT_TEST_ALL"] = "1"
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores", flush=True)
    failed = [name for name, command in _checks() if not _run(name, command)]
    if not _run("tests on SQLCipher", _pytest(_chosen(quick=quick, every=every))):
        failed.append("tests on SQLCipher")
    if not quick:
        failed += _on_postgresql(every=every)
    print("\nNot checked here: whether the parts we build on have known holes.")
    print(f"\n{'All is well.' if not failed else 'Not well: ' + ', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _checks() -> list[tuple[str, list[str]]]:
    templates = sorted(str(path) for path in Path("src").rglob("templates/**/*.html"))
    return [
        ("style", [_tool("ruff"), "check", "."]),
        ("layout", [_tool("ruff"), "format", "--check", "--quiet", "."]),
        ("types", [_tool("mypy")]),
        ("stairs", [_tool("lint-imports"), "--no-logo"]),
        ("templates", [_tool("djade"), "--check", "--target-version", "5.2", *templates]),
    ]


def _on_postgresql(*, every: bool) -> list[str]:
    reason = postgres.why_not()
    if reason:
        print(f"\n== tests on PostgreSQL: SKIPPED, {reason}", flush=True)
        return []
    asked = ON_BOTH_IN_FULL if every else ON_BOTH_STORES
    folders = [f"tests/{name}" for name in asked if Path("tests", name).is_dir()]
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres.postgresql())
        # What reads a file knows no store, and reads it the same way beside either.
        aside = ["--ignore", "tests/imports/tables"]
        command = _pytest([*_chosen(quick=True, every=every), *aside, *folders])
        if not _run("tests on PostgreSQL", command, RAPPORT_DATABASE_URL=url):
            return ["tests on PostgreSQL"]
    return []


def _chosen(*, quick: bool, every: bool) -> list[str]:
    """Return the words that choose the tests by their marks; the ordinary ones need none."""
    if every:
        return ["-m", "long or not slow" if quick else "long or not long"]
    return ["-m", "not slow and not long"] if quick else []


def _pytest(words: list[str]) -> list[str]:
    # One more than there are cores: a browser, a server or a lock is often waited for.
    workers = str(min(5, (os.cpu_count() or 1) + 1))
    spread = ["-n", workers, "--dist", "loadscope"]
    return [sys.executable, "-m", "pytest", "--durations=5", *spread, *words]


def _tool(name: str) -> str:
    return str(SCRIPTS / (f"{name}.exe" if os.name == "nt" else name))


def _run(name: str, command: list[str], **environment: str) -> bool:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    said = {**os.environ, **environment}
    # Hundreds of commands are begun: each would compile the whole program anew.
    said.pop("PYTHONDONTWRITEBYTECODE", None)
    code = subprocess.call(command, env=said)
    print(f"== {name}: {'well' if code == 0 else 'NOT WELL'}, {time.monotonic() - began:.0f} s")
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
