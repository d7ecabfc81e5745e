"""The command that makes a new store; it asks again until everything fits."""

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import opening, terminal
from rapport.cli.app import Home, PassFile, app, refuse
from rapport.refusals import Refusal
from rapport.site.called import as_called


@app.command()
def init(
    home: Home = None,
    office: Annotated[str, typer.Option(help="Your office; asked for if left out.")] = "",
    name: Annotated[str, typer.Option(help="Your name; asked for if left out.")] = "",
    sign_in: Annotated[str, typer.Option(help="On a team's store, your sign-in name.")] = "me",
    language: Annotated[
        str, typer.Option(help="Of the passphrase offered: en, fr or ar; yours if left out.")
    ] = "",
    passphrase_file: PassFile = None,
) -> None:
    """Make a new encrypted store, and show its recovery code once."""
    from rapport.site import team
    from rapport.vault import passphrases

    folder = home or opening.usual_folder()
    if not team.is_team():
        _check_free(folder)
    asking = terminal.at_prompt() and passphrase_file is None
    if asking:
        offered = passphrases.suggest(language or terminal.language())
        typed = terminal.new_passphrase(offered, passphrases.check)
    else:
        typed = opening.asked_passphrase(passphrase_file)
    passphrases.check(typed)
    if team.is_team():
        _make_team(home)
    else:
        _make_store(folder, typed)
    _name_office(office, name, sign_in, typed if team.is_team() else None, asking=asking)
    typer.echo(as_called("Open it with: rapport serve"))


def _check_free(folder: Path) -> None:
    from rapport.site.backups import restoring
    from rapport.vault import key_slots

    restoring.finish(folder)
    if key_slots.exists(folder):
        refuse(f"There is already a store in {folder}.", "Open it with: rapport serve")


def _make_store(folder: Path, passphrase: str) -> None:
    """Make the encrypted file, and show the recovery code."""
    from rapport.vault import key_slots, keyring, reserved_space

    with terminal.working("Making your store"):
        opening.begin_django(folder)
        key, code = key_slots.create_vault(folder, passphrase)
        keyring.hold(key)
        from rapport.site.opening import migrate

        migrate()
        reserved_space.make(folder)
    typer.echo(f"Your store is in {folder}.")
    typer.echo("Recovery code. Write it on paper now; it is not shown again:")
    typer.echo(f"    {code}")
    typer.echo("If you lose both the passphrase and this code, nobody can open the store.")


def _make_team(home: Path | None) -> None:
    """Make the key file and the tables of a team's store."""
    from rapport.site import team

    with terminal.working("Making the tables"):
        team.begin_key()
        opening.begin_django(home)
        team.make_tables()
    typer.echo(f"The key of this store is in {team.key_file()}. Keep a copy apart from backups.")


def _name_office(
    office: str, name: str, sign_in: str, passphrase: str | None, *, asking: bool
) -> None:
    """Name the office and its first colleague; somebody at a prompt is asked until both fit."""
    while True:
        office = office or (terminal.answer("Your office") if asking else "")
        name = name or (terminal.answer("Your name, as colleagues say it") if asking else "")
        if not (office and name):
            typer.echo("The first page asks for your office and your name.")
            return
        try:
            _found(office, name, sign_in, passphrase)
        except Refusal as refusal:
            if not asking:
                raise
            typer.echo(str(refusal.worded()))
            office = name = ""
        else:
            return


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
    typer.echo(f"{office}: your first circle is Whole office. {name} decides who is in it.")
