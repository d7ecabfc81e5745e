"""Commands about backups: make one, look into one, put one back, try the whole way."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapport.cli import opening, team_backups
from rapport.cli.app import AsJson, Group, Home, PassFile, app
from rapport.site.called import as_called

if TYPE_CHECKING:
    from rapport.site.backups.archive import About
    from rapport.site.backups.scratch import Checked, Drilled


class MakesByDefault(Group):
    """A group whose first word may be a file: ``rapport backup FILE`` makes a backup there."""

    default = "make"

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command named, or the one that makes a backup."""
        if args and args[0] not in self.commands:
            args = [self.default, *args]
        return super().resolve_command(ctx, args)


backup_app = typer.Typer(
    cls=MakesByDefault,
    no_args_is_help=True,
    help="Make a backup with: rapport backup FILE. Check one, or rehearse a restore.",
)
app.add_typer(backup_app, name="backup")

File = Annotated[Path, typer.Argument(help="The file of the backup.")]


def now() -> datetime:
    """Return the moment; this is the door."""
    return datetime.now(UTC)  # noqa: TID251 - this is the door


@backup_app.command()
def make(file: File, home: Home = None, passphrase_file: PassFile = None) -> None:
    """Copy the whole store into one encrypted file, also while it is open."""
    from rapport.site import team
    from rapport.site.backups import laptop
    from rapport.vault import key_slots

    if team.is_team():
        team_backups.make(file, now=now())
        return

    folder = home or opening.usual_folder()
    key_slots.look(folder)
    laptop.check_place(file)
    hold_key(folder, passphrase_file)
    about = laptop.back_up(folder, file, now=now())
    size = file.stat().st_size / 1e6
    typer.echo(f"Backed up to {file}: {size:.1f} MB, up to change {about.sequence}.")
    typer.echo(as_called(f"Check it with: rapport backup check {file}"))


@backup_app.command()
def check(file: File, as_json: AsJson = False, passphrase_file: PassFile = None) -> None:
    """Check a backup: open it in a private folder and check every byte and record of it."""
    from rapport.site.backups import archive, scratch
    from rapport.site.backups.refusals import DamagedBackup

    of_a_team = team_backups.is_team_s(file)
    with scratch.own_state(), scratch.private_folder() as folder:
        try:
            if of_a_team:
                checked = team_backups.look_over(file, folder)
            else:
                unpacked = archive.unpack(file, folder)
                begin_beside(folder)
                hold_key(folder, passphrase_file)
                from rapport.site.backups import checking

                checked = checking.look_over(unpacked)
        except DamagedBackup as refusal:
            checked = scratch.Checked(None, (str(refusal.worded()),))
    say_checked(checked, as_json=as_json)
    if not checked.whole:
        raise typer.Exit(3)


@backup_app.command()
def drill(
    file: Annotated[
        Path | None, typer.Argument(help="The file of a backup; without it one is made.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Rehearse a restore: restore a backup aside, compare it with the store, and clean up."""
    import time

    from rapport.site import team
    from rapport.site.backups import archive, laptop, restoring, scratch
    from rapport.vault import key_slots, keyring

    if team.is_team():
        say_drilled(*team_backups.drill(file, now=now()), as_json=as_json)
        return
    live = home or opening.usual_folder()
    key_slots.look(live)
    typed = opening.asked_passphrase(passphrase_file)
    with scratch.own_state(), scratch.private_folder() as place:
        made = 0.0
        if file is None:
            file, began = place / "drill.rapport", time.monotonic()
            keyring.hold(key_slots.unlock(live, typed))
            laptop.write(live, file, now=now())
            made = time.monotonic() - began
        with restoring.building(place / "store", replace=False) as built:
            began = time.monotonic()
            unpacked = archive.unpack(file, built)
            begin_beside(built)
            keyring.hold(key_slots.unlock(built, typed))
            from rapport.site.backups import drill as trying

            size = file.stat().st_size
            drilled = trying.try_out(unpacked, built, live, size=size, began=began, now=now())
    say_drilled(drilled, made, as_json=as_json)


def say_drilled(drilled: "Drilled", made: float, *, as_json: bool) -> None:
    """Say what a drill has found, how long it took and how large it was."""
    from rapport.cli import answers

    seconds = {"made": made, **drilled.seconds}
    about, compared = drilled.checked.about, drilled.compared
    behind = compared.live - about.sequence if about else 0
    if as_json:
        answers.as_json(
            {
                "whole": drilled.whole,
                "differing": list(compared.differing),
                "operations": drilled.checked.operations,
                "compared_rows": compared.rows,
                "changes_behind": behind,
                "bytes": drilled.size,
                "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
            }
        )
    else:
        _say_drilled_in_words(drilled, seconds, behind)
    if not drilled.whole:
        raise typer.Exit(3)


def _say_drilled_in_words(drilled: "Drilled", seconds: dict[str, float], behind: int) -> None:
    from rapport.cli import answers

    compared = drilled.compared
    answers.say(*compared.differing)
    spent = ", ".join(f"{name} {taken:.1f} s" for name, taken in seconds.items())
    answers.say(f"{drilled.size / 1e6:.1f} MB; {spent}.")
    if drilled.whole:
        answers.say(
            f"Restored and compared: {drilled.checked.operations} operations are whole,"
            f" {compared.rows} records are as in the store at work,"
            f" which is {behind} changes further. Nothing of this was kept."
        )
    else:
        answers.say("This backup would not bring the store back. Make a new one.")


def begin_beside(folder: Path) -> None:
    """Point Django at a folder of a copied store, whatever the environment names."""
    import os

    os.environ.pop("RAPPORT_DATABASE_URL", None)
    opening.begin_django(folder)


def hold_key(folder: Path, passphrase_file: Path | None) -> None:
    """Ask for the passphrase, or the recovery code, of the key slots in ``folder``."""
    from rapport.vault import hardening, keyring

    hardening.harden()
    keyring.hold(opening.unlocked(folder, passphrase_file))


def say_about(about: "About") -> None:
    """Say what a backup says of itself."""
    typer.echo(
        f"Made {about.made[:16].replace('T', ' ')} by Rapport {about.program}"
        f" (tables {about.tables}), up to change {about.sequence}."
    )


def say_checked(checked: "Checked", *, as_json: bool) -> None:
    """Say what a look into a backup has found."""
    from rapport.cli import answers

    if as_json:
        opening.begin_django(None)
        about = checked.about
        answers.as_json(
            {
                "whole": checked.whole,
                "faults": list(checked.faults),
                "about": None if about is None else about.as_dict(),
                "operations": checked.operations,
                "checkpoints": checked.checkpoints,
                "counts": checked.counts or {},
            }
        )
        return
    if checked.about is not None:
        say_about(checked.about)
    answers.say(*checked.faults)
    if not checked.whole:
        typer.echo("This backup is not whole. Use another one, and make a new one today.")
        return
    counted = {kind: count for kind, count in (checked.counts or {}).items() if count}
    answers.say(*(f"{count:>9} {kind}" for kind, count in counted.items()))
    if checked.updated:
        typer.echo("Its tables are older; a copy of them was brought up to date to be checked.")
    typer.echo(
        f"Every byte, all {checked.operations} operations and {checked.checkpoints} signed"
        " checkpoints fit together. This backup is whole."
    )
