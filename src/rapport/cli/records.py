"""Commands that note and correct one thing: what the options of a finding open at a prompt."""

from functools import partial
from typing import Annotated

import typer

from rapport.cli import opening, typed_days
from rapport.cli.app import Demo, Home, PassFile, Today, app

_KINDS = (
    "ask, agreement, breach, commitment, commonground, disagreement, disclosure, gift, insight,"
    " interest, introduction, occasion"
)
_to_write = partial(opening.open_store, to_write=True)
Alias = Annotated[str, typer.Argument(help="The alias.")]
Key = Annotated[str, typer.Argument(help="The key of the record.")]
Values = Annotated[
    list[str] | None, typer.Argument(help='Fields, each as name=value: text="Six trucks".')
]


@app.command()
def note(
    kind: Annotated[str, typer.Argument(help=f"One of: {_KINDS}.")],
    alias: Alias,
    values: Values = None,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Add a request, agreement, promise, insight, gift, breach, common ground, and the like."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.note(store, kind, alias, values or [])


@app.command()
def change(
    kind: Annotated[str, typer.Argument(help=f"interaction, {_KINDS}, step, holder, term …")],
    key: Key,
    values: Values = None,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change a record; the history keeps what it was before."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.change(store, kind, key, values or [])


@app.command()
def act(
    kind: Annotated[
        str, typer.Argument(help="insight, actor, relationship, agreement, term, nottied …")
    ],
    of: Annotated[
        str, typer.Argument(help="Its key; or the name of the group, person, gate or agreement.")
    ],
    what: Annotated[str, typer.Argument(help="What to do: answer, place, begin, rhythm …")],
    values: Values = None,
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Record an answer to a concern, a place of a group, what we agreed with it, and the like.

    insight: answer, came-back, still-so. actor: place, begin, post, take-back-influence,
    take-back-acceptance, loses-power, gains-power, offer, review. relationship: describe, rhythm,
    lead, backup, second-reading, not-tied, remove-with-group, hand-over. handover: successor,
    introduce, accept, note. noteoffer: agree, decline. colleague: last-day. nottied: propose-again.
    secondreading: remark. agreement: review, term, read-back, evidence, party, legal. term: mark.
    termmark: follow-up. readback: answer. evidence: pass-on. meeting: say-who. interest: manage.
    gift: review. breach: step, without, demand, name, pause, review. demand: screen. powerchange:
    apply, take-back, step. planitem: done. position: hold. tenure: know, leave. gate: help.
    gatehelp: thank.
    """
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.act(store, kind, of, what, values or [])


@app.command()
def late(
    key: Key,
    due: Annotated[str, typer.Argument(help="The new day, as 2026-03-16.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Record that we told them our promise will be late."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.late(store, key, typed_days.a_day(due))


@app.command()
def keep(
    key: Key,
    until: Annotated[str, typer.Argument(help="Its new last day, as 2026-03-16.")],
    why: Annotated[str, typer.Argument(help="Why it is still needed.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Keep a note longer, with a reason."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.keep(store, key, typed_days.a_day(until), why)


@app.command()
def phase(
    alias: Alias,
    phase: Annotated[str, typer.Argument(help="engagement, negotiation, aftercare, dormant …")],
    why: Annotated[str, typer.Argument(help="Why, in one line.")],
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Change the phase of a relationship, with the reason."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.phase(store, alias, phase, why)


@app.command()
def lead(
    alias: Alias,
    colleague: Annotated[str, typer.Argument(help="The sign-in name of who leads from now on.")],
    since: Annotated[str, typer.Option(help="Since which day, as 2026-03-16.")] = "",
    home: Home = None,
    demo: Demo = False,
    day: Today = None,
    passphrase_file: PassFile = None,
) -> None:
    """Hand the lead to a colleague."""
    store = _to_write(home, demo=demo, passphrase_file=passphrase_file, today=day)
    from rapport.cli import record_answers

    record_answers.lead(store, alias, colleague, typed_days.a_day(since) if since else None)
