"""Commands about a store as a whole: open it in the browser, lock it, check it."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import opening, terminal
from rapport.cli.app import AsJson, Demo, Home, PassFile, app, refuse
from rapport.cli.demo_store import make_demo
from rapport.site.called import as_called


@app.command()
def demo(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Open the demo world in the browser; nobody in it is real."""
    from rapport.site import supervisor

    folder = home or opening.demo_folder()
    make_demo(folder)
    if _served_already(folder, browser=not no_browser):
        return
    options = supervisor.ServeOptions(
        home=folder,
        port=port,
        idle_minutes=15,
        browser=not no_browser,
        passphrase=opening.DEMO_PASSPHRASE,
    )
    _become_supervisor(options)


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    idle: Annotated[int, typer.Option(min=1, max=15, help="Lock after so many idle minutes.")] = 5,
) -> None:
    """Open your store in the browser, which asks for the passphrase. Ctrl-C ends it."""
    from rapport.site import supervisor, team
    from rapport.site.backups import restoring
    from rapport.vault import key_slots
    from rapport.vault.refusals import NotAVault

    if team.is_team():
        _serve_team(port)
    folder = home or opening.usual_folder()
    restoring.finish(folder)
    if not key_slots.exists(folder):
        raise NotAVault
    if _served_already(folder, browser=not no_browser):
        return
    _become_supervisor(
        supervisor.ServeOptions(home=folder, port=port, idle_minutes=idle, browser=not no_browser)
    )


_BOUNDS = ("--blocking-threads", "64", "--http1-header-read-timeout", "10000", "--http", "1")
"""Requests that wait for their turn wait in a thread each; heads that do not come are cut off."""


def _serve_team(port: int) -> None:
    """Serve a team's store on this machine's own address; TLS ends in front of it."""
    import os
    import socket

    from rapport.site import team

    team.hold_key()
    opening.begin_django(None)
    team.check_tables()
    with socket.socket() as trying:
        if trying.connect_ex(("127.0.0.1", port or 8000)) == 0:
            refuse(f"Port {port or 8000} is taken.", "Choose another with --port.")
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port or 8000)]
    words += [
        "--workers",
        "2",
        *_BOUNDS,
        "--no-access-log",
        "--log-level",
        "warning",
        "rapport.site.wsgi:application",
    ]
    os.environ["RAPPORT_SERVING"] = "1"
    os.execv(sys.executable, [sys.executable, "-m", "granian", *words])  # noqa: S606 - granian


def _become_supervisor(options: Any) -> None:
    """Go on as the supervisor, in a fresh process image: this one may have held a key."""
    import json
    import os

    from rapport.site import read_only

    home = read_only.where_to_open(options.home)
    if home != options.home:
        typer.echo(f"{read_only.SAYS} {read_only.NEXT}", err=True)
    options = json.dumps(
        {
            "home": str(home),
            "port": options.port,
            "idle_minutes": options.idle_minutes,
            "browser": options.browser,
            "demo": options.passphrase is not None,
        }
    )
    os.environ["RAPPORT_SERVE"] = options
    command = [sys.executable, "-m", "rapport.site.supervisor"]
    if os.name == "nt":
        import subprocess

        sys.exit(subprocess.call(command))  # noqa: S603 - our own module
    os.execv(sys.executable, command)  # noqa: S606 - our own module


def _served_already(folder: Path, *, browser: bool) -> bool:
    """Return whether a store is open already; say where, and take the browser there."""
    import webbrowser

    from rapport.site import instance_lock, way_in

    serving = instance_lock.serving(folder)
    if serving is None:
        return False
    typer.echo(f"This store is already open at {serving.address}")
    if browser:
        webbrowser.open(way_in.again(folder, serving.address).absolute().as_uri())
    else:
        typer.echo("To restart it, end the other one first: Ctrl-C in its window.")
    return True


@app.command()
def lock(home: Home = None) -> None:
    """Lock a store that is open in the browser."""
    from rapport.site import instance_lock

    folders = (home,) if home else (opening.usual_folder(), opening.demo_folder())
    try:
        locked = [folder for folder in folders if instance_lock.lock(folder)]
    except TimeoutError:
        refuse("The store could not be locked.", "Turn this machine off.")
    for folder in locked:
        typer.echo(f"Locked: {folder}")
    if not locked:
        typer.echo("No store is open.")


@app.command()
def passphrase(
    home: Home = None,
    new: Annotated[Path | None, typer.Option("--new-file", help="A file with the new one.")] = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change the passphrase of a store; the recovery code stays the same.

    Forgotten? Type the recovery code where the present passphrase is asked for.
    """
    from rapport.vault import key_slots, passphrases

    folder = home or opening.usual_folder()
    key = opening.unlocked(folder, passphrase_file, prompt="Present passphrase: ")
    if new is None and terminal.at_prompt():
        offered = passphrases.suggest(terminal.language())
        typed = terminal.new_passphrase(offered, passphrases.check)
    else:
        typed = opening.asked_passphrase(new, prompt="New passphrase: ")
    passphrases.check(typed)
    with terminal.working("Changing the passphrase"):
        key_slots.change_passphrase(folder, key, typed)
    typer.echo("Passphrase changed. The old one no longer opens the store.")


@app.command()
def doctor(home: Home = None, demo: Demo = False, as_json: AsJson = False) -> None:
    """Check this installation and your store, without opening it."""
    from rapport.cli import doctor as examination

    folder = opening.demo_folder() if demo else opening.usual_folder()
    checks = examination.examine(home or folder)
    if as_json:
        from rapport.cli import answers

        opening.begin_django(home)
        answers.as_json(checks)
    else:
        for check in checks:
            says = as_called(check.says)
            typer.echo(f"{'ok   ' if check.well else 'CHECK'} {check.what}: {says}")
    if not all(check.well for check in checks):
        raise typer.Exit(3)
