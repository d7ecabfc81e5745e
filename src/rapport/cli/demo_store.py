"""Where the demo world is made, once."""

import sys
from pathlib import Path


def make_demo(folder: Path) -> None:
    """Make the demo world in ``folder`` unless it is there.

    It is built in another folder and renamed into place, so that an interrupted one starts again.
    """
    import shutil
    import subprocess

    from rapport.cli import terminal
    from rapport.vault import key_slots

    if key_slots.exists(folder) and (folder / "rapport.store").exists():
        return
    aside = folder.with_name(f"{folder.name}.begun")
    shutil.rmtree(aside, ignore_errors=True)
    says = "Making the demo world, the first time only"
    if not sys.stderr.isatty():
        sys.stderr.write(f"{says} …\n")
        sys.stderr.flush()
    # In a process of its own: this one goes on with the store where it will lie.
    command = [sys.executable, "-m", "rapport.cli.demo_maker", str(aside)]
    with terminal.working(says):
        ended = subprocess.call(command)  # noqa: S603 - our own module
    if ended != 0:
        raise OSError(0, "The demo world could not be made", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)
