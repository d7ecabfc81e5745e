"""Commands about us: who there is, passphrases on a team's store, leaving, and circles."""

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import opening, team_backups, typed_days
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
            f"{one.colleague.name} ({one.part}{f', until {one.until}' if one.until else ''})"
            for one in circle.memberships.of_colleagues_here(store.day)
            .select_related("colleague")
            .order_by("colleague__name")
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
def passphrase(
    sign_in: SignIn,
    new: Annotated[
        Path | None, typer.Option("--new-file", help="A file with your own new one.")
    ] = None,
    passphrase_file: PassFile = None,
) -> None:
    """On a team's store, choose your own passphrase, or give a colleague a code for theirs."""
    store = opening.open_to_write(None, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.actions import sign_in as codes
    from rapport.cli.team_answers import say_code
    from rapport.site import team as site_team

    if not site_team.is_team():
        refuse("Nobody signs in to a file of your own.", "Change what opens it: rapport passphrase")
    who = opening.colleague_named(sign_in)
    if who == store.me.pk:
        typed = opening.asked_passphrase(new, prompt="New passphrase: ")
        codes.set_passphrase(store, passphrase=typed)
        typer.echo("It counts from the next sign-in on.")
        return
    if new is not None:
        refuse(
            "A colleague chooses their own passphrase.", "Leave --new-file out; they get a code."
        )
    say_code(sign_in, codes.reset_passphrase(store, colleague=who))


@team_app.command()
def end(
    sign_in: SignIn,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again before ending it.")] = False,
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """End a colleague's access: say what they leave behind, ask, and end it at once."""
    store = opening.open_to_write(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.actions import leaving as verbs
    from rapport.actions import team
    from rapport.briefings.leaving import leaving
    from rapport.cli import team_answers
    from rapport.cli.answers import undo_line

    who = team.looked_after(store.me, opening.colleague_named(sign_in))
    team_answers.say_leaving(leaving(store, who), who.name)
    if not yes and not typer.confirm(f"End the access of {who.name} now?"):
        raise typer.Exit(1)
    change = verbs.end_access(store, colleague=who.pk)
    typer.echo(f"{who.name} opens nothing any more, and is signed out everywhere.")
    typer.echo(undo_line(change.key))


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
    until: Annotated[
        str, typer.Option(help="Their last day in it, as 2026-03-16; no end if left out.")
    ] = "",
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
    _refuse_if_swapped(name, sign_in)
    where, who = opening.circle_named(store, name), opening.colleague_named(sign_in)
    last = typed_days.a_day(until) if until else None
    team.admit(store, circle=where, colleague=who, part=part, until=last)
    ending = f", until {last.isoformat()}" if last else ""
    typer.echo(f"{sign_in} is in {name} now, as {part}{ending}.")


def _refuse_if_swapped(name: str, sign_in: str) -> None:
    """Say which comes first, where a colleague was named for the circle."""
    from rapport.records.models import Circle, Colleague

    colleague = Colleague.objects.filter(sign_in=name).exists()
    if colleague and not Circle.objects.filter(name=name).exists():
        refuse(
            f"{name} is a colleague, not a circle: the circle comes first.",
            f'Write: rapport team admit "{sign_in}" {name}',
        )


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
