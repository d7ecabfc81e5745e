"""Commands about one colleague: adding one, their page, what they say, what their office says."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Home, PassFile, refuse, team_app

SignIn = Annotated[str, typer.Argument(help="The colleague's sign-in name.")]
Work = Annotated[
    str | None,
    typer.Option("--function", help="programme, security, access …; empty takes it away."),
]
Duties = Annotated[
    list[str] | None,
    typer.Option("--duty", help="negotiator, support, head_of_office …; once for each."),
]
Mission = Annotated[
    str | None,
    typer.Option(
        "--mission-ends",
        help="Its last day, as 2026-09-30: circles close after it; empty takes it away.",
    ),
]
Listed = Annotated[str | None, typer.Option(help="Separated by commas; empty takes them away.")]


@team_app.command()
def add(
    sign_in: SignIn,
    name: Annotated[str, typer.Argument(help="Their name, as colleagues say it.")],
    function: Work = None,
    duty: Duties = None,
    mission_ends: Mission = None,
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """Add a colleague. They see nothing until a keeper takes them into a circle."""
    store = opening.open_to_write(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.actions import sign_in as codes
    from rapport.actions import team
    from rapport.cli.team_answers import say_code
    from rapport.site import team as site_team

    about = _given(function=function, duties=duty or None, end_of_mission=_a_day(mission_ends))
    added = team.add_colleague(store, name=name, sign_in=sign_in, **about).row
    typer.echo(f"{name} is a colleague now; take them into a circle with: rapport team admit")
    if site_team.is_team():
        say_code(name, codes.give_code(store, colleague=added.pk))
    else:
        typer.echo(f"They work at this laptop with: RAPPORT_COLLEAGUE={sign_in} rapport serve")


@team_app.command()
def show(
    sign_in: SignIn, home: Home = None, as_json: AsJson = False, passphrase_file: PassFile = None
) -> None:
    """Show a colleague's page, as far as you may read it."""
    store = opening.open_store(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.colleagues import colleague
    from rapport.cli import answers, team_answers

    answer = colleague(store, opening.colleague_named(sign_in))
    if as_json:
        answers.as_json(answer)
    else:
        team_answers.say_colleague(answer)


@team_app.command()
def change(
    sign_in: SignIn,
    name: Annotated[str | None, typer.Option(help="Their name, as colleagues say it.")] = None,
    function: Work = None,
    duty: Duties = None,
    no_duties: Annotated[bool, typer.Option("--no-duties", help="Take all duties away.")] = False,
    mission_ends: Mission = None,
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change what a colleague does here; for heads of office. Duties named replace all they had."""
    store = opening.open_to_write(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.actions import colleagues as verbs

    told = _given(
        name=name,
        function=function,
        duties=[] if no_duties else duty or None,
        end_of_mission=_a_day(mission_ends),
    )
    _check_named(told)
    who = opening.colleague_named(sign_in)
    _say_changed(verbs.change_colleague(store, colleague=who, **told))


@team_app.command()
def me(
    languages: Listed = None,
    areas: Listed = None,
    topics: Listed = None,
    function: Work = None,
    mission_ends: Mission = None,
    origin: Annotated[
        str | None, typer.Option(help="national, international, or empty to say neither.")
    ] = None,
    gender: Annotated[str | None, typer.Option(help="In your own word, if you like.")] = None,
    exposure: Annotated[
        Path | None,
        typer.Option(
            "--exposure-file", help="A file with what puts you at risk; only you read it."
        ),
    ] = None,
    share_exposure: Annotated[
        bool | None,
        typer.Option(
            "--share-exposure/--keep-exposure",
            help="Let the head of office and the security focal point read it, or nobody.",
        ),
    ] = None,
    home: Home = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change your own page: what you, and nobody else, say of yourself."""
    store = opening.open_to_write(home, demo=False, passphrase_file=passphrase_file, today=None)
    from rapport.actions import colleagues as verbs
    from rapport.names import listed

    lists = {"languages": languages, "areas": areas, "topics": topics}
    said = _given(
        **{key: None if line is None else listed(line) for key, line in lists.items()},
        function=function,
        end_of_mission=_a_day(mission_ends),
        origin=origin,
        gender=gender,
        exposure_notes=exposure and exposure.read_text(encoding="utf-8-sig"),
        exposure_shared=share_exposure,
    )
    _check_named(said)
    _say_changed(verbs.say_of_myself(store, **said))


_TAKEN_AWAY = ""


def _given(**values: Any) -> dict[str, Any]:
    """Return what was named at the prompt; a day that was named empty is none."""
    named = {key: value for key, value in values.items() if value is not None}
    if named.get("end_of_mission") == _TAKEN_AWAY:
        named["end_of_mission"] = None
    return named


def _check_named(values: dict[str, Any]) -> None:
    if not values:
        refuse("Nothing was named.", "See what can be with --help.")


def _a_day(written: str | None) -> date | str | None:
    return typed_days.a_day(written) if written else written


def _say_changed(change: Any) -> None:
    from rapport.cli.answers import undo_line

    typer.echo(f"Changed. {undo_line(change.key)}")
