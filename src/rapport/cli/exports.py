"""Commands about exports: an archive out and in, and lists."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from rapport.cli import opening, terminal
from rapport.cli.app import AsJson, Demo, Group, Home, PassFile, app
from rapport.site.called import as_called

if TYPE_CHECKING:
    from rapport.exchange.archive.comparing import Compared
    from rapport.exchange.archive.reading import Archive


class ArchivesByDefault(Group):
    """A group whose first word may be a file: ``rapport export FILE`` makes an archive there."""

    default = "archive"

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command named, or the one that makes an archive."""
        if args and args[0] not in self.commands:
            args = [self.default, *args]
        return super().resolve_command(ctx, args)


export_app = typer.Typer(
    cls=ArchivesByDefault,
    no_args_is_help=True,
    help="Make an archive with: rapport export FILE. Read one back, or export a list.",
)
app.add_typer(export_app, name="export")

File = Annotated[Path, typer.Argument(help="The file.")]
FilePass = Annotated[
    Path | None,
    typer.Option(
        "--file-passphrase", help="A file whose first line is the passphrase of the exported file."
    ),
]
Keys = Annotated[
    list[str] | None, typer.Option("--to", help="A public key of age, instead of a passphrase.")
]
KeyFile = Annotated[
    Path | None, typer.Option("--key-file", help="Your key file of age, if it is sealed to keys.")
]
Purpose = Annotated[
    str,
    typer.Option(help="coordination, reporting, handover, meeting, analysis, request or keeping."),
]
Reason = Annotated[str, typer.Option(help="In a few words, kept in the history.")]


@export_app.command()
def archive(
    file: File,
    circle: Annotated[str, typer.Option(help="Only this circle, by its name.")] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole store, not only your office.")
    ] = False,
    purpose: Purpose = "keeping",
    reason: Reason = "",
    to: Keys = None,
    ask: Annotated[
        bool,
        typer.Option(
            "--ask", help="Ask a second person to agree to what is for named colleagues only."
        ),
    ] = False,
    agreed: Annotated[
        UUID | None, typer.Option(help="The key of a request a second person agreed to.")
    ] = None,
    home: Home = None,
    demo: Demo = False,
    passphrase_file: PassFile = None,
    file_passphrase: FilePass = None,
) -> None:
    """Export an encrypted archive of what you may see: your office, a circle or the store."""
    store = opening.open_to_write(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.exchange.archive.making import Wanted, ask_for_archive, make_archive
    from rapport.vault import atomic_write

    wanted = Wanted(
        circle=opening.circle_named(store, circle) if circle else None,
        whole=whole,
        purpose=purpose,
        reason=reason,
    )
    if ask:
        asked = ask_for_archive(store, wanted)
        typer.echo(f"Asked. Once a second person agrees: rapport export FILE --agreed {asked.pk}")
        return
    words = "" if to else _new_words(file_passphrase)
    with terminal.working("Making the archive"):
        made = make_archive(store, wanted, passphrase=words, keys=to or (), approval=agreed)
        atomic_write.replace(file, made.data)
    size = len(made.data) / 1e6
    typer.echo(f"Exported {made.entry.many} records to {file}: {size:.1f} MB, encrypted.")
    typer.echo(as_called(f"Read it back with: rapport export read {file}"))


@export_app.command(name="list")
def list_(
    what: Annotated[
        str,
        typer.Argument(
            help="people, meetings, contacts, promises, agreements, gates, actors, month, cards,"
            " calendar, entities, brief or picture."
        ),
    ],
    file: File,
    form: Annotated[str, typer.Option(help="xlsx, csv …; the first it has if left out.")] = "",
    column: Annotated[
        list[str] | None, typer.Option("--column", help="A column; the usual ones if left out.")
    ] = None,
    narrowed: Annotated[
        list[str] | None, typer.Option("--filter", help="As on the page: stage=unknown.")
    ] = None,
    purpose: Purpose = "",
    reason: Reason = "",
    names_why: Annotated[str, typer.Option("--names", help="Why real names go out.")] = "",
    clear_why: Annotated[str, typer.Option("--clear", help="Why it is not encrypted.")] = "",
    to: Keys = None,
    home: Home = None,
    demo: Demo = False,
    passphrase_file: PassFile = None,
    file_passphrase: FilePass = None,
) -> None:
    """Export a list as a workbook, as CSV or in its own form, encrypted unless you say why not."""
    store = opening.open_to_write(home, demo=demo, passphrase_file=passphrase_file, today=None)
    from rapport.exchange.exports import Order, make
    from rapport.exchange.exports.catalogue import KINDS, kind_named
    from rapport.records.refusals import CannotBe
    from rapport.vault import atomic_write

    kind = kind_named(what)
    if kind is None:
        known = ", ".join(one.name for one in KINDS)
        raise CannotBe("There is no such list.", next_step=f"Choose one of: {known}.")
    forms = [one.name for one in kind.forms]
    if form and form not in forms:
        known = ", ".join(forms)
        raise CannotBe("This list has no such file.", next_step=f"Choose one of: {known}.")
    sealing = not (clear_why.strip() or to)
    order = Order(
        purpose=purpose,
        columns=tuple(column or [one.name for one in kind.columns if one.is_usual]),
        form=form or forms[0],
        reason=reason,
        names_why=names_why,
        clear_why=clear_why,
        passphrase=_new_words(file_passphrase) if sealing else "",
        keys=to or (),
    )
    filters = dict(one.partition("=")[::2] for one in narrowed or ())
    made = make(store, kind, order, filters)
    atomic_write.replace(file, made.data)
    typer.echo(f"Exported {made.entry.many} rows to {file}.")


@export_app.command()
def read(
    file: File,
    bring_in: Annotated[
        bool, typer.Option("--bring-in", help="Add what is new, and take what you picked.")
    ] = False,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", help="Take a field of the archive: KIND:KEY:FIELD."),
    ] = None,
    key_file: KeyFile = None,
    home: Home = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
    file_passphrase: FilePass = None,
) -> None:
    """Read an archive: fill an empty store with it, or compare it with what is here."""
    opening.make_ready(home, passphrase_file=passphrase_file, to_write=True)
    from rapport.exchange.archive.reading import opened
    from rapport.records import earlier_history
    from rapport.vault import age

    sealed = file.read_bytes()
    identity = key_file.read_text(encoding="utf-8") if key_file else ""
    words = ""
    if not identity and age.takes_passphrase(sealed):
        words = opening.asked_passphrase(file_passphrase, prompt="Passphrase of the archive: ")
    held = opened(sealed, passphrase=words, identity=identity)
    if earlier_history.is_empty():
        _fill(held)
        return
    store = opening.opened(None)
    from rapport.exchange.archive.comparing import compare
    from rapport.exchange.archive.into_used import bring_in as bring

    if bring_in:
        done = bring(store, held, [_pick(one) for one in take or ()])
        typer.echo(f"Added {done.row.added} records, took {done.row.picked} fields.")
        typer.echo(as_called(f"Undo it with: rapport history undo {done.key}"))
        return
    _say_compared(compare(store, held), as_json=as_json)


def _fill(held: "Archive") -> None:
    from rapport.cli.backup import now
    from rapport.exchange.archive.into_empty import bring_back

    with terminal.working("Reading the archive"):
        rows = bring_back(held, now=now())
    told = held.about
    typer.echo(
        f"This store now holds {rows} records and a history of {told['operations']} changes, as"
        f" they were on {told['made'][:10]}. The history was verified with the key of the store it"
        " came from."
    )
    typer.echo(f"{told['by']['name']} works in it. Colleagues need a new sign-in code each.")
    if told["withheld"]:
        typer.echo(f"Of {len(told['withheld'])} records the content had stayed behind.")


def _say_compared(compared: "Compared", *, as_json: bool) -> None:
    from rapport.cli import answers

    if as_json:
        answers.as_json(
            {
                "new": {name: len(rows) for name, rows in compared.new.items() if rows},
                "same": compared.same,
                "left_out": compared.left_out,
                "differing": [
                    {
                        "kind": one.kind,
                        "key": one.key,
                        "label": one.label,
                        "fields": {
                            field.name: {"here": field.here, "archive": field.there}
                            for field in one.fields
                        },
                    }
                    for one in compared.differing
                ],
            }
        )
        return
    answers.say(
        f"{compared.many_new} records are new, {compared.same} the same,"
        f" {len(compared.differing)} differ, {compared.left_out} are left out."
    )
    for one in compared.differing:
        answers.say(f"{one.label or one.kind}")
        for field in one.fields:
            here, there = (
                json.dumps(said, ensure_ascii=False) for said in (field.here, field.there)
            )
            shown = f"here {here}, in the archive {there}"
            answers.say("  a real name, not opened" if field.is_sealed else f"  {shown}")
            answers.say(f"  take it with: --take {one.kind}:{one.key}:{field.name}")
    answers.say("Bring it in with --bring-in.")


def _pick(written: str) -> tuple[str, UUID, str]:
    try:
        kind, key, name = written.split(":")
        return kind, UUID(key), name
    except ValueError:
        raise typer.BadParameter(f"Not KIND:KEY:FIELD: {written[:60]}") from None


def _new_words(file: Path | None) -> str:
    """Return the passphrase of a file that is to be made; somebody at a prompt is offered one."""
    from rapport.vault import passphrases

    if file is not None or not terminal.at_prompt():
        return opening.asked_passphrase(file, prompt="Passphrase for the file: ")
    sys.stderr.write("Pass it on by another way than the file.\n")
    return terminal.new_passphrase(passphrases.suggest(terminal.language()), passphrases.check)
