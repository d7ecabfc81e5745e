"""Commands about a store as a whole: begin, serve, lock, look it over."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Home, PassFile, app, refuse


@app.command()
def demo(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Make the demo world in a folder of its own and serve it on this machine."""
    from rapport.site import supervisor

    folder = home or opening.demo_folder()
    opening.make_demo(folder)
    options = supervisor.ServeOptions(
        home=folder,
        port=port,
        idle_minutes=15,
        browser=not no_browser,
        passphrase=opening.DEMO_PASSPHRASE,
    )
    _become_supervisor(options)


@app.command()
def init(
    home: Home = None,
    office: Annotated[str, typer.Option(help="Your office; asked for if left out.")] = "",
    name: Annotated[str, typer.Option(help="Your name; asked for if left out.")] = "",
    sign_in: Annotated[str, typer.Option(help="On a team's store, your sign-in name.")] = "me",
    passphrase_file: PassFile = None,
) -> None:
    """Begin a new sealed store and print its recovery code once."""
    from rapport.site import team
    from rapport.vault import passphrases

    at_prompt = sys.stdin.isatty() and passphrase_file is None
    if at_prompt:
        typer.echo(f"A passphrase you could take: {passphrases.suggest()}")
    typed = opening.asked_passphrase(passphrase_file, prompt="New passphrase: ")
    if at_prompt and typed != opening.asked_passphrase(None, prompt="Once more: "):
        refuse("The two do not match.", "Begin again.")
    passphrases.check(typed)
    if team.is_team():
        _begin_team(home)
    else:
        _begin_store(home or opening.usual_folder(), typed)
    office = office or (typer.prompt("Your office") if at_prompt else "")
    name = name or (typer.prompt("Your name, as colleagues say it") if at_prompt else "")
    if office and name:
        _found(office, name, sign_in, typed if team.is_team() else None)
    else:
        typer.echo("The first page will ask for your office and your name.")


def _begin_store(folder: Path, passphrase: str) -> None:
    """Make the sealed file, and say the recovery code."""
    from rapport.site.backups import restoring
    from rapport.vault import key_slots, keyring, reserved_space

    restoring.finish(folder)
    if key_slots.exists(folder):
        refuse(f"There is already a store in {folder}.", "Open it with: rapport serve")
    opening.begin_django(folder)
    key, code = key_slots.create_vault(folder, passphrase)
    keyring.hold(key)
    from rapport.site.opening import migrate

    migrate()
    reserved_space.make(folder)
    typer.echo(f"The store is in {folder}.")
    typer.echo("Recovery code. Write it on paper now; it is not shown again:")
    typer.echo(f"    {code}")
    typer.echo("Without the passphrase and this code, what is in the store is lost for good.")


def _begin_team(home: Path | None) -> None:
    """Make the key file and the tables of a team's store."""
    from rapport.site import team

    team.begin_key()
    opening.begin_django(home)
    team.make_tables()
    typer.echo(f"The key of this store is in {team.key_file()}. Keep a copy apart from backups.")


def _found(office: str, name: str, sign_in: str, passphrase: str | None) -> None:
    from datetime import UTC, datetime

    from django.utils import timezone

    from rapport.actions import sign_in as sign_in_verbs
    from rapport.actions import team
    from rapport.records.asking import Asking
    from rapport.records.models import Duty

    now = datetime.now(UTC)  # noqa: TID251 - this is the door
    duties = [Duty.NEGOTIATOR, Duty.HEAD_OF_OFFICE]
    first = team.found_office(
        now=now, name=office, colleague=name, sign_in=sign_in, circle="Whole office", duties=duties
    ).row
    if passphrase is not None:
        asking = Asking(first, now, timezone.localdate(now))
        sign_in_verbs.set_passphrase(asking, passphrase=passphrase)
    typer.echo(f"{name} keeps the circle Whole office of {office}.")


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    idle: Annotated[int, typer.Option(min=1, max=15, help="Lock after so many idle minutes.")] = 5,
) -> None:
    """Serve a store on this machine; it asks for the passphrase in the browser."""
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


@app.command()
def lock(home: Home = None) -> None:
    """Lock a store that is being served: end the process that holds its key."""
    from rapport.site import instance_lock

    folders = (home,) if home else (opening.usual_folder(), opening.demo_folder())
    try:
        locked = [folder for folder in folders if instance_lock.lock(folder)]
    except TimeoutError:
        refuse("The process that holds the key has not ended.", "Turn this machine off.")
    for folder in locked:
        typer.echo(f"Locked: {folder}")
    if not locked:
        typer.echo("Nothing is being served, so nothing is open.")


@app.command()
def passphrase(
    home: Home = None,
    new: Annotated[Path | None, typer.Option("--new-file", help="A file with the new one.")] = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change the passphrase of a store; the recovery code stays the same.

    The old one may be the recovery code.
    """
    from rapport.vault import key_slots, passphrases

    folder = home or opening.usual_folder()
    key = key_slots.unlock(folder, opening.asked_passphrase(passphrase_file, prompt="Now: "))
    typed = opening.asked_passphrase(new, prompt="New passphrase: ")
    if new is None and typed != opening.asked_passphrase(None, prompt="Once more: "):
        refuse("The two do not match.", "Begin again.")
    passphrases.check(typed)
    key_slots.change_passphrase(folder, key, typed)
    typer.echo("The passphrase is changed. The old one opens nothing any more.")


@app.command()
def doctor(home: Home = None, as_json: AsJson = False) -> None:
    """Say in plain words what is wrong with this installation, if anything."""
    from rapport.cli import doctor as examination

    checks = examination.examine(home or opening.usual_folder())
    if as_json:
        from rapport.cli import answers

        opening.begin_django(home)
        answers.as_json(checks)
    else:
        for check in checks:
            typer.echo(f"{'ok   ' if check.well else 'LOOK '} {check.what}: {check.says}")
    if not all(check.well for check in checks):
        raise typer.Exit(3)
