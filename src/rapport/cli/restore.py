"""The command that puts a store back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import opening, team_backups
from rapport.cli.app import Home, PassFile, app
from rapport.cli.backup import begin_beside, hold_key, now, say_about

if TYPE_CHECKING:
    from rapport.site.backups.restoring import PutBack


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(help="The file of the backup.")] = None,
    home: Home = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move the present store aside.")
    ] = False,
    before_update: Annotated[
        bool, typer.Option("--before-update", help="Restore the copy made before an update.")
    ] = False,
    passphrase_file: PassFile = None,
) -> None:
    """Restore a backup after checking all of it. Nothing is deleted."""
    if (file is None) != before_update:
        raise typer.BadParameter("Name the file of a backup, or say --before-update.")
    if file is not None and team_backups.is_team_s(file):
        team_backups.restore(file)
        return
    folder = (home or opening.usual_folder()).resolve()
    if file is None:
        _put_back_copy(folder, passphrase_file)
    else:
        _put_back_file(file, folder, replace=replace, passphrase_file=passphrase_file)


def _state() -> Path | None:
    """Return the folder of the second anchor, if the environment names one."""
    named = os.environ.get("RAPPORT_STATE")
    return Path(named) if named else None


def _put_back_file(
    file: Path, folder: Path, *, replace: bool, passphrase_file: Path | None
) -> None:
    from rapport.site.backups import archive, restoring, scratch

    state = _state()
    with restoring.building(folder, replace=replace) as built, scratch.own_state():
        unpacked = archive.unpack(file, built)
        restoring.carry_list(folder, built, unpacked.about.store)
        begin_beside(built)
        hold_key(built, passphrase_file)
        from rapport.site.backups import readying

        _checked, stands = readying.make_ready(unpacked, built)
        done = restoring.put_in_place(built, folder, state, stands, now=now())
    say_about(unpacked.about)
    _say_put_back(folder, done, unpacked.about.sequence)


def _put_back_copy(folder: Path, passphrase_file: Path | None) -> None:
    from rapport.site.backups import restoring, scratch

    state = _state()
    with restoring.building(folder, replace=True) as built, scratch.own_state():
        restoring.copy_before_update(folder, built)
        begin_beside(built)
        hold_key(built, passphrase_file)
        from rapport.site.backups import readying

        about, stands = readying.check_before_update(built, now=now())
        done = restoring.put_in_place(built, folder, state, stands, now=now())
    _say_put_back(folder, done, about.sequence)
    typer.echo(
        f"Its tables are version {about.tables}. Go on with the Rapport you used before the"
        " update; this one would bring them up to date again."
    )


def _say_put_back(folder: Path, done: "PutBack", sequence: int) -> None:
    typer.echo(f"The store in {folder} goes to change {sequence}.")
    if done.known > sequence:
        typer.echo(f"Changes {sequence + 1} to {done.known} are not in it.")
    if done.moved_to is not None:
        typer.echo(f"What was there before lies in {done.moved_to}.")
