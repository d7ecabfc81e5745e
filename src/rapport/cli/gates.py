"""Commands about gates: list them, show one on any day, log what happened there."""

from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command()
def gates(
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List what must be open, how it stands, and on whose consent it depends."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings import gates as briefing
    from rapport.briefings.told_gates import told_line
    from rapport.cli import answers, gate_answers

    answer, _ = briefing.gates(store)
    if as_json:
        answers.as_json([told_line(one) for one in answer])
    else:
        gate_answers.say_list(answer)


@app.command()
def gate(
    name: Annotated[str, typer.Argument(help="The name of the gate, or a part of it.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day to answer for, as 2026-01-03; today if left out.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Show one gate: how it stands, its consents, what happened there, and what if it fails."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.briefings.gates import gate_page
    from rapport.briefings.told_gates import told_page
    from rapport.cli import answers, gate_answers

    found = gate_answers.gate_named(store, name)
    answer = gate_page(store, found.pk, on=typed_days.a_day(on) if on else None)
    if as_json:
        answers.as_json(told_page(answer))
    else:
        gate_answers.show(answer)


@app.command()
def incident(
    name: Annotated[str, typer.Argument(help="The name of the gate, or a part of it.")],
    what: Annotated[str, typer.Argument(help="turned-back, delayed, searched, other")],
    text: Annotated[str, typer.Argument(help="What happened, in one line.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    on: Annotated[
        str, typer.Option("--on", help="The day it was, as 2026-03-16; today if left out.")
    ] = "",
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Log what happened at a gate: turned back, delayed, searched, or something else."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=True
    )
    from rapport.actions.gates import log_incident
    from rapport.cli import answers, gate_answers

    kind = gate_answers.incident_kind(what)
    found = gate_answers.gate_named(store, name)
    change = log_incident(
        store, gate=found.pk, kind=kind, text=text, on=typed_days.a_day(on) if on else None
    )
    if as_json:
        answers.as_json(change.row)
    else:
        answers.say(f"Logged at {found.name}.", answers.undo_line(change.key))
