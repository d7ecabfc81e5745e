"""The commands."""

import sys
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import opening

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Rapport: the relationship memory of a humanitarian team.",
)
history_app = typer.Typer(no_args_is_help=True, help="The change log: check it, rebuild from it.")
app.add_typer(history_app, name="history")

Home = Annotated[Path | None, typer.Option("--home", help="The folder of the store.")]
Demo = Annotated[bool, typer.Option("--demo", help="Use the demo world; nothing to set up.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Today = Annotated[str | None, typer.Option("--today", help="The day to answer for, as 2026-03-16.")]
PassFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase."),
]


@app.command()
def demo(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Make the demo world in a folder of its own and serve it on this machine."""
    from rapport.site import doorkeeper

    folder = home or opening.demo_folder()
    opening.make_demo(folder)
    door = doorkeeper.Door(
        home=folder,
        port=port,
        idle_minutes=15,
        browser=not no_browser,
        passphrase=opening.DEMO_PASSPHRASE,
    )
    _become_keeper(door)


@app.command()
def init(home: Home = None, passphrase_file: PassFile = None) -> None:
    """Begin a new sealed store and print its recovery code once."""
    from rapport.vault import keyring, passphrases, slots

    folder = home or opening.usual_folder()
    if slots.exists(folder):
        _refuse(f"There is already a store in {folder}.", "Open it with: rapport serve")
    if passphrase_file is None:
        typer.echo(f"A passphrase you could take: {passphrases.suggest()}")
    typed = opening.asked_passphrase(passphrase_file, prompt="New passphrase: ")
    if passphrase_file is None and typed != opening.asked_passphrase(None, prompt="Once more: "):
        _refuse("The two do not match.", "Begin again.")
    opening.begin_django(folder)
    key, code = slots.create_vault(folder, typed)
    keyring.hold(key)
    from rapport.site.opening import migrate
    from rapport.vault import ballast

    migrate()
    ballast.make(folder)
    typer.echo(f"The store is in {folder}.")
    typer.echo("Recovery code. Write it on paper now; it is not shown again:")
    typer.echo(f"    {code}")
    typer.echo("Without the passphrase and this code, what is in the store is lost for good.")


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port; 0 finds a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    idle: Annotated[int, typer.Option(min=1, max=15, help="Lock after so many idle minutes.")] = 5,
) -> None:
    """Serve a store on this machine; it asks for the passphrase in the browser."""
    from rapport.site import doorkeeper
    from rapport.vault import slots
    from rapport.vault.refusals import NotAVault

    folder = home or opening.usual_folder()
    if not slots.exists(folder):
        raise NotAVault
    _become_keeper(
        doorkeeper.Door(home=folder, port=port, idle_minutes=idle, browser=not no_browser)
    )


def _become_keeper(door: Any) -> None:
    """Go on as the doorkeeper, in a fresh process image: this one may have held a key."""
    import json
    import os

    told = json.dumps(
        {
            "home": str(door.home),
            "port": door.port,
            "idle_minutes": door.idle_minutes,
            "browser": door.browser,
            "demo": door.passphrase is not None,
        }
    )
    os.environ["RAPPORT_DOOR"] = told
    command = [sys.executable, "-m", "rapport.site.keep"]
    if os.name == "nt":
        import subprocess

        sys.exit(subprocess.call(command))  # noqa: S603 - our own module
    os.execv(sys.executable, command)  # noqa: S606 - our own module


@app.command()
def lock(home: Home = None) -> None:
    """Lock a store that is being served: end the process that holds its key."""
    from rapport.site import serving

    folders = (home,) if home else (opening.usual_folder(), opening.demo_folder())
    try:
        locked = [folder for folder in folders if serving.lock(folder)]
    except TimeoutError:
        _refuse("The process that holds the key has not ended.", "Turn this machine off.")
    for folder in locked:
        typer.echo(f"Locked: {folder}")
    if not locked:
        typer.echo("Nothing is being served, so nothing is open.")


@app.command()
def today(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    everyone: Annotated[bool, typer.Option("--all", help="All I may see, not only mine.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say whom to see today and why."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import today as briefing
    from rapport.cli import answers
    from rapport.records import judging

    while judging.rejudge_due(today=store.today):
        continue
    answer = briefing.today(store.me, day=store.today, mine=not everyone)
    if as_json:
        answers.as_json(answer)
        return
    answers.say(f"Today, {store.today.isoformat()}, for {store.me.name}", "")
    for step in answer.next_steps:
        answers.say(f"  {step.alias}: {step.text} ({step.on.isoformat()})")
    for heading in answer.headings:
        answers.say(heading.title)
        for finding in heading.findings:
            answers.say("  " + answers.finding_line(finding, store.today))
        answers.say("  …" if heading.more else "")
    if answer.quiet:
        answers.say("Nothing presses today.")


@app.command()
def people(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    name: Annotated[str, typer.Option(help="Part of a name, in any script or spelling.")] = "",
    overdue: Annotated[bool, typer.Option(help="Only those overdue.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List the people you may see, by what is due."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import people as briefing
    from rapport.cli import answers

    wanted = briefing.Wanted(text=name, overdue=overdue)
    answer = briefing.people(store.me, wanted=wanted, day=store.today, page=500)
    if as_json:
        answers.as_json(answer)
        return
    answers.table(
        (
            row.alias,
            row.stage,
            f"{row.warm_ups}/2",
            f"last {row.last_two_way or 'never'}",
            f"due {row.next_due or '-'}",
            row.lead,
        )
        for row in answer.rows
    )
    answers.say(f"{answer.total} people" + (", the first 500 shown" if answer.following else ""))


@app.command()
def person(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one counterpart."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import answers, people_answers

    answer = people_answers.one(store, alias)
    if as_json:
        answers.as_json(answer)
    else:
        people_answers.show(answer, store.today)


@app.command()
def brief(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Say what to know before a meeting, on one page."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import answers, people_answers

    answer = people_answers.one(store, alias)
    if as_json:
        answers.as_json(people_answers.brief(answer, store.today))
    else:
        answers.say(*people_answers.brief_lines(answer, store.today))


@app.command()
def log(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    line: Annotated[str, typer.Argument(help="One line.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    purpose: Annotated[
        str, typer.Option(help="engagement, negotiation, follow_up …")
    ] = "engagement",
    channel: Annotated[str, typer.Option(help="in_person, phone, message …")] = "in_person",
    asked: Annotated[bool, typer.Option("--asked", help="We asked for something.")] = False,
    one_way: Annotated[bool, typer.Option("--one-way", help="They did not take part.")] = False,
    tone_theirs: Annotated[str, typer.Option(help="open, neutral, guarded, hostile")] = "",
    tone_ours: Annotated[str, typer.Option(help="open, neutral, guarded, hostile")] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Log an interaction with one counterpart."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.actions import interactions
    from rapport.cli import answers, people_answers
    from rapport.records.models import Channel, Purpose, Tone

    for value, kind in (
        (purpose, Purpose),
        (channel, Channel),
        (tone_theirs, Tone),
        (tone_ours, Tone),
    ):
        people_answers.check_choice(value, kind)
    answer = people_answers.one(store, alias)
    logged = interactions.log_interaction(
        by=store.me,
        now=store.now,
        today=store.today,
        new=interactions.NewInteraction(
            theirs=[(answer.header.relationship, "lead")],
            on=store.today,
            line=line,
            purpose=purpose,
            channel=channel,
            asked=asked,
            two_way=not one_way,
            tone_theirs=tone_theirs,
            tone_ours=tone_ours,
        ),
    )
    if as_json:
        answers.as_json(logged)
        return
    answers.say("Logged.")
    if asked and answer.header.warm_ups < 2:
        answers.say(
            f"Early ask: {alias} is at {answer.header.warm_ups}/2;"
            " this one does not count as a warm-up."
        )


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A name, or words from a note.")],
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Find people by name and notes by what they say."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.find import find as briefing
    from rapport.cli import answers

    answer = briefing(store.me, text)
    if as_json:
        answers.as_json(answer)
        return
    for row in answer.people:
        answers.say(f"{row.alias}  {row.actor}")
    for note in answer.notes:
        answers.say(f"{note.alias} {note.on or ''}: " + "".join(piece for piece, _ in note.pieces))
    if not answer.people and not answer.notes:
        answers.say("Nothing found.")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.")],
    home: Home = None,
    demo: Demo = False,
    map_file: Annotated[
        Path | None, typer.Option("--map", help="What the columns mean, as TOML.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Import a register of contacts; one import is undone as one."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import register_answers

    raw = tomllib.loads(map_file.read_text(encoding="utf-8")) if map_file else None
    register_answers.bring(store, file, raw, dry_run=dry_run, as_json=as_json)


@app.command()
def rules(
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List the rules as this office listens to them."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.rules import rules as briefing
    from rapport.cli import answers

    found = [one for _, family in briefing(store.me, day=store.today).families for one in family]
    rows = [
        (one.rule.code, one.rule.title, "" if one.on else "off", one.rule.sentence) for one in found
    ]
    if as_json:
        names = ("code", "title", "off", "sentence")
        answers.as_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        answers.table(rows)


@app.command()
def rejudge(
    home: Home = None, demo: Demo = False, day: Today = None, passphrase_file: PassFile = None
) -> None:
    """Read every note and ask every rule anew about every relationship."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rich.progress import Progress

    from rapport.records import judging

    with Progress(transient=True) as progress:
        task = progress.add_task("Reading notes", total=None)
        judging.mark_all()
        progress.update(task, description="Judging")
        count = judging.rejudge_all(
            today=store.today,
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    typer.echo(f"{count} relationships judged as of {store.today.isoformat()}.")


@history_app.command()
def verify(
    home: Home = None,
    demo: Demo = False,
    full: Annotated[
        bool, typer.Option("--full", help="Compare every record with the log.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Check every link of the history, its signatures, and the tables against it."""
    opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.cli import answers
    from rapport.records import chain, rebuilding, witness

    verdict = chain.verify()
    stale = witness.stale_rows()
    differing = rebuilding.differences() if full else []
    whole = verdict.whole and not stale and not differing
    if as_json:
        answers.as_json(
            {"whole": whole, "verdict": verdict, "stale": stale, "differing": differing}
        )
    else:
        answers.say(f"{verdict.operations} operations, {verdict.checkpoints} signed checkpoints.")
        answers.say(*(f"Broken at {one.sequence}: {one.how}" for one in verdict.breaks))
        answers.say(
            *(
                f"{count} records of {kind} are not as the history says."
                for kind, count in stale.items()
            )
        )
        answers.say(*(f"{kind} {key} differs from the history." for kind, key in differing))
        answers.say("The history is whole." if whole else "The history does not fit together.")
    if not whole:
        raise typer.Exit(3)


@history_app.command()
def head(home: Home = None, demo: Demo = False, passphrase_file: PassFile = None) -> None:
    """Print how far the history has come and its head, to be kept on paper."""
    opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.records.chain import open_store

    store = open_store()
    typer.echo(f"{store.sequence} {bytes(store.head).hex()}")


@history_app.command()
def rebuild(home: Home = None, demo: Demo = False, passphrase_file: PassFile = None) -> None:
    """Empty the tables and fill them again from the history alone."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.records import judging, rebuilding

    count = rebuilding.rebuild()
    judging.rejudge_all(today=store.today)
    typer.echo(f"{count} records rebuilt from the history.")


@app.command()
def doctor(home: Home = None, as_json: AsJson = False) -> None:
    """Say in plain words what is wrong with this installation, if anything."""
    from rapport.cli import doctor as examination

    found = examination.examine(home or opening.usual_folder())
    if as_json:
        from rapport.cli import answers

        opening.begin_django(home)
        answers.as_json(found)
    else:
        for one in found:
            typer.echo(f"{'ok   ' if one.well else 'LOOK '} {one.what}: {one.says}")
    if not all(one.well for one in found):
        raise typer.Exit(3)


def _refuse(says: str, following: str) -> None:
    typer.echo(f"{says} {following}", err=True)
    raise typer.Exit(1)
