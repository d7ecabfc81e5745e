"""Commands about what ends: purge, erase somebody for good, print a person's own record."""

import uuid
from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, app


@app.command()
def purge(
    home: Home = None,
    demo: Demo = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be deleted.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Delete notes that are past their last day. This also happens by itself, every day.

    The list shows those you may see; all are deleted.
    """
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=not dry_run,
        purging=False,
    )  # fmt: skip
    from rapport.actions import retention
    from rapport.briefings.ending import ending
    from rapport.cli import answers

    listed = ending(store)
    if not dry_run:
        retention.purge(now=store.now, today=store.day)
    if as_json:
        answers.as_json(listed)
        return
    answers.table((one.alias, one.kind, f"kept until {one.ended}") for one in listed)
    answers.say(f"{len(listed)} would be deleted." if dry_run else f"{len(listed)} deleted.")


@app.command()
def erase(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    reason: Annotated[str, typer.Option(help="Why; it stands on the receipt. Without any name.")],
    confirm: Annotated[str, typer.Option(help="The alias once more; asked for if left out.")] = "",
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Erase a person and everything recorded about them, for good.

    Prints a receipt without a name. For keepers of the circle. It cannot be undone.
    """
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import erasing
    from rapport.briefings.mentions import mentions
    from rapport.cli import answers, people_answers
    from rapport.records.erasing import names_of
    from rapport.records.private_rows import counted

    header = people_answers.briefing_on(store, alias).header
    person = erasing.one_erasable_by(store, header.relationship).person
    whole = erasing.whole_person(store, key=header.relationship)
    if not confirm:
        answers.say(f"{counted(whole.keys)} records will be erased, in the history too.")
        confirm = typer.prompt("This cannot be undone. To go on, type the whole alias")
    names = [person.alias, *names_of(person.sealed_names.all())]
    left = mentions(store, names, without=whole.keys)
    erased = erasing.erase_person(store, key=header.relationship, alias=confirm, reason=reason).row
    receipt = {
        "date": erased.on,
        "number": erased.sequence,
        "reason": erased.reason,
        "records": counted([uuid.UUID(key) for key in erased.rows]),
        "head": bytes(erased.head).hex(),
    }
    if as_json:
        answers.as_json({**receipt, "still_named_in": left})
        return
    answers.say("Erased for good.", *(f"  {name}: {said}" for name, said in receipt.items()))
    if left:
        answers.say("These notes still contain the names; change them yourself:")
    for note in left:
        answers.say(
            f"  {note.alias} {answers.days(note.on, note.until)}: "
            + "".join(text for text, _ in note.pieces)
        )


@app.command("person-record")
def person_record(
    alias: Annotated[str, typer.Argument(help="The alias.")],
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Print a person's own record, to give to them: facts first, our readings apart."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings import person_record as briefing
    from rapport.cli import answers, people_answers

    header = people_answers.briefing_on(store, alias).header
    answer = briefing.person_record(store, header.relationship)
    if as_json:
        answers.as_json(answer)
    else:
        answers.say(*people_answers.record_lines(answer))
