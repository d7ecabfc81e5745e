"""Commands about the rules: list them, judge anew."""

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def rules(
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List the rules, and which of them this office has turned off."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.rules import rules as briefing
    from rapport.cli import answers

    judged_rules = [judged for _, family in briefing(store).families for judged in family]
    rows = [
        (judged.rule.code, judged.rule.title, "" if judged.on else "off", judged.rule.sentence)
        for judged in judged_rules
    ]
    if as_json:
        names = ("code", "title", "off", "sentence")
        answers.as_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        answers.table(rows, heads=("Code", "Rule", "Off", "What it says"))


@app.command()
def rejudge(
    home: Home = None, demo: Demo = False, day: Today = None, passphrase_file: PassFile = None
) -> None:
    """Work out all reminders again, for everybody."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rich.progress import Progress

    from rapport.records import judging

    with Progress(transient=True) as progress:
        task = progress.add_task("Reading notes", total=None)
        judging.mark_all()
        progress.update(task, description="Judging")
        count = judging.rejudge_all(
            today=store.day,
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    typer.echo(f"{count} relationships checked as of {store.day.isoformat()}.")
