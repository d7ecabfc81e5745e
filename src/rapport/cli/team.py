"""Commands about us: colleagues, their passphrases on a team's store, and circles."""

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import opening, team_backups
from rapport.cli.app import AsJson, Home, PassFile, refuse, team_app
from rapport.cli.backup import now

SignIn = Annotated[str, typer.Argument(help="The colleague's sign-in name.")]
CircleName = Annotated[str, typer.Argument(help="The circle's name.")]


@team_app.command("list")
def list_(home: Home = None, as_json: AsJson = False, passphrase_file: PassFile = None) -> None:
    """List the colleagues of your office and the circles you are in, with who is in them."""
    store = opening.open_store(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.cli import answers
    from rapport.records.models import Circle, Colleague

    ours = Colleague.objects.filter(office=store.me.office_id, is_active=True).order_by("name")
    circles = Circle.objects.filter(pk__in=store.me.readable_circles()).order_by("name")
    members = {
        circle.name: [
            f"{membership.colleague.name} ({membership.part})"
            for membership in circle.memberships.select_related("colleague").order_by(
                "colleague__name"
            )
        ]
        for circle in circles
    }
    if as_json:
        named = {colleague.sign_in: colleague.name for colleague in ours}
        answers.as_json({"colleagues": named, "circles": members})
        return
    answers.table((colleague.sign_in, colleague.name, colleague.function) for colleague in ours)
    answers.say("", *(f"{name}: {', '.join(who)}" for name, who in members.items()))


@team_app.command()
def add(
    sign_in: SignIn,
    name: Annotated[str, typer.Argument(help="Their name, as colleagues say it.")],
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """Add a colleague. They see nothing until a keeper takes them into a circle."""
    store = opening.open_store(
        home, demo=False, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import team

    team.add_colleague(store, name=name, sign_in=sign_in)
    typer.echo(f"{name} is a colleague now; take them into a circle with: rapport team admit")


@team_app.command()
def passphrase(
    sign_in: SignIn,
    new: Annotated[Path | None, typer.Option("--new-file", help="A file with the new one.")] = None,
    passphrase_file: PassFile = None,
) -> None:
    """On a team's store, set the passphrase with which a colleague signs in."""
    store = opening.open_store(
        None, demo=False, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import team

    typed = opening.asked_passphrase(new, prompt="New passphrase: ")
    team.set_passphrase(store, sign_in=sign_in, passphrase=typed)
    typer.echo("It counts from the next sign-in on.")


@team_app.command()
def circle(name: CircleName, home: Home = None, passphrase_file: PassFile = None) -> None:
    """Open a circle; you keep it."""
    store = opening.open_store(
        home, demo=False, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import team

    team.open_circle(store, name=name)
    typer.echo(f"The circle {name} is open; you keep it.")


@team_app.command()
def admit(
    name: CircleName,
    sign_in: SignIn,
    part: Annotated[str, typer.Argument(help="reader, writer or keeper")] = "writer",
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """Give a colleague a part in a circle you keep."""
    store = opening.open_store(
        home, demo=False, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import team
    from rapport.cli.people_answers import check_choice
    from rapport.records.models import Part

    check_choice(part, Part)
    where, who = opening.circle_named(store, name), opening.colleague_named(sign_in)
    team.admit(store, circle=where, colleague=who, part=part)
    typer.echo(f"{sign_in} is in {name} now, as {part}.")


@team_app.command()
def release(
    name: CircleName, sign_in: SignIn, home: Home = None, passphrase_file: PassFile = None
) -> None:
    """Take a colleague out of a circle you keep."""
    store = opening.open_store(
        home, demo=False, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import team

    where, who = opening.circle_named(store, name), opening.colleague_named(sign_in)
    team.release(store, circle=where, colleague=who)
    typer.echo(f"{sign_in} is no longer in {name}.")


@team_app.command()
def update(
    no_backup: Annotated[
        str, typer.Option("--no-backup", metavar="REASON", help="Make no backup, and say why.")
    ] = "",
) -> None:
    """Bring the tables of a team's store to this version, after a backup; end its server first."""
    from rapport.site import team as site_team

    if not site_team.is_team():
        refuse("This store is a file of your own.", "It is brought up to date when it is opened.")
    site_team.hold_key()
    opening.begin_django(None)
    team_backups.make_before_update(now(), no_backup)
    changed = site_team.update_tables()
    typer.echo("The tables are those of this version." if changed else "Nothing had to change.")
