"""Commands about the change log."""

import uuid
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, history_app
from rapport.site.called import as_called


@history_app.command("list")
def list_(
    home: Home = None,
    demo: Demo = False,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """List recent changes, newest first, each with the key that undoes it."""
    store = opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.briefings.history import history
    from rapport.cli import answers
    from rapport.web.templatetags.wording import verb

    answer = history(store)
    if as_json:
        answers.as_json(answer)
        return
    rows = (
        (
            f"{change_set.at:%Y-%m-%d %H:%M}",
            change_set.by,
            verb(change_set.verb),
            ", ".join(change_set.aliases),
            str(change_set.change_set) if change_set.may_undo else "",
        )
        for change_set in answer.change_sets
    )
    answers.table(rows, heads=("When", "Who", "Did what", "With whom", "Undo with"))


@history_app.command()
def undo(
    change_set: Annotated[str, typer.Argument(help="Its key, from: rapport history list.")],
    home: Home = None,
    demo: Demo = False,
    passphrase_file: PassFile = None,
) -> None:
    """Undo one change: a log, an edit, an import."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.actions import history as verbs
    from rapport.records.models.scoped import NOT_THERE
    from rapport.records.refusals import NotThere

    try:
        key = uuid.UUID(change_set)
    except ValueError:
        raise NotThere(NOT_THERE, next_step="See the keys with: rapport history list") from None
    done = verbs.undo(store, key=key).key
    typer.echo(as_called(f"Undone. Redo it with: rapport history undo {done}"))


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
    """Check the history: every link, its signatures, and the records against it."""
    opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.cli import answers
    from rapport.records import integrity, rebuilding, verifying
    from rapport.records.read_snapshot import one_moment

    with one_moment():
        verdict = verifying.verify()
        stale = integrity.stale_rows()
        differing = rebuilding.differences() if full else []
    whole = verdict.whole and not stale and not differing
    if as_json:
        answers.as_json(
            {"whole": whole, "verdict": verdict, "stale": stale, "differing": differing}
        )
    else:
        answers.say(f"{verdict.operations} operations, {verdict.checkpoints} signed checkpoints.")
        answers.say(*(f"Broken at {broken.sequence}: {broken.how}" for broken in verdict.breaks))
        answers.say(
            *(
                f"{count} records of {kind} differ from the history."
                for kind, count in stale.items()
            )
        )
        answers.say(*(f"{kind} {key} differs from the history." for kind, key in differing))
        answers.say("The history is whole." if whole else "The history does not fit together.")
    if not whole:
        raise typer.Exit(3)


@history_app.command()
def head(home: Home = None, demo: Demo = False, passphrase_file: PassFile = None) -> None:
    """Print the number and fingerprint of the last change, to be kept on paper."""
    opening.open_store(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.records.chain import open_store

    store = open_store()
    typer.echo(f"{store.sequence} {bytes(store.head).hex()}")


@history_app.command()
def rebuild(home: Home = None, demo: Demo = False, passphrase_file: PassFile = None) -> None:
    """Make all records anew from the history."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=None, to_write=True
    )
    from rapport.records import judging, rebuilding

    count = rebuilding.rebuild()
    judging.rejudge_all(today=store.day)
    typer.echo(f"{count} records rebuilt from the history.")


@history_app.command()
def accept(
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    passphrase_file: PassFile = None,
) -> None:
    """Use an older copy of the store that you restored yourself.

    What was recorded after that copy was made stays lost. Its own history must be whole.
    """
    from rapport.cli.app import refuse

    opening.open_store(home, demo=False, passphrase_file=passphrase_file, today=None)
    from django.conf import settings

    from rapport.records import integrity
    from rapport.records.chain import open_store
    from rapport.vault import rollback_guard

    doubt = integrity.against_itself()
    if doubt is not None:
        refuse(doubt, "This copy cannot be used. Look for another backup.")
    store = open_store()
    if not yes and not typer.confirm(f"Use it as of change {store.sequence}, and lose later ones?"):
        raise typer.Exit(1)
    folder: Path = settings.RAPPORT_HOME or Path()
    rollback_guard.forget(folder, settings.RAPPORT_STATE, store.key.hex)
    head = bytes(store.head)
    rollback_guard.write(folder, settings.RAPPORT_STATE, store.key.hex, store.sequence, head)
    typer.echo("Done. This copy is the store from now on.")
