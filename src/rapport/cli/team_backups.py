"""The commands about backups, for a team's store on PostgreSQL."""

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rapport.cli import opening
from rapport.site.called import as_called

if TYPE_CHECKING:
    from rapport.site.backups.scratch import Checked, Drilled


def is_team_s(file: Path) -> bool:
    """Say whether a file is the backup of a team's store. Raises ``NoBackup``, ``NewerBackup``."""
    from rapport.site.backups import archive

    return archive.look(file).edition == "team"


def _begin() -> None:
    from rapport.site import team
    from rapport.site.backups.refusals import TeamsBackup

    if not team.is_team():
        raise TeamsBackup
    team.hold_key()
    opening.begin_django(None)


def make(file: Path, *, now: datetime) -> None:
    """Back up the database to a file and say so."""
    from rapport.site import team as site_team

    _begin()
    from rapport.site.backups import team

    about = team.back_up(file, now=now)
    size = file.stat().st_size / 1e6
    typer.echo(f"Backed up to {file}: {size:.1f} MB, up to change {about.sequence}.")
    typer.echo(f"The key file {site_team.key_file()} is not in it: keep a copy of it elsewhere.")
    typer.echo(as_called(f"Check it with: rapport backup check {file}"))


def look_over(file: Path, folder: Path) -> "Checked":
    """Look a backup over in a database of its own."""
    _begin()
    from rapport.site.backups import team

    return team.look_over(team.unpack(file, folder), folder)


def drill(file: Path | None, *, now: datetime) -> "tuple[Drilled, float]":
    """Try the whole way; return what was found and how long making the backup took."""
    from rapport.site.backups import scratch

    _begin()
    from rapport.site.backups import team, team_drill

    with scratch.private_folder() as place:
        made = 0.0
        if file is None:
            file, began = place / "drill.rapport", time.monotonic()
            team.back_up(file, now=now, noted=False)
            made = time.monotonic() - began
        return team_drill.try_out(file, place), made


def restore(file: Path) -> None:
    """Restore a backup into the empty database that the environment names."""
    from rapport.site.backups import scratch

    _begin()
    from rapport.site.backups import team

    with scratch.private_folder() as folder:
        unpacked = team.unpack(file, folder)
        checked = team.restore(unpacked, folder)
    typer.echo(
        f"Restored: {checked.operations} operations, up to change {unpacked.about.sequence}."
        " Everybody signs in again."
    )


def make_before_update(now: datetime, no_backup: str) -> None:
    """Back up beside the key file before older tables are changed, unless there is a reason not to.

    The database is open. Raises as making any backup; nothing is updated then.
    """
    from rapport.site import store_version
    from rapport.site import team as site_team
    from rapport.site.backups import team

    theirs = store_version.of_store()
    if theirs is None or theirs.tables == store_version.of_program().tables:
        return
    if no_backup:
        typer.echo(f"No backup was made: {no_backup}")
        return
    name = f"before-update-of-tables-{theirs.tables}-{now:%Y%m%d-%H%M%S}.rapport"
    file = site_team.key_file().parent / name
    team.back_up(file, now=now)
    typer.echo(f"Backed up to {file}. Remove it once the update has proved well.")
