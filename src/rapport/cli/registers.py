"""The commands that import a register: of contacts, or of officials."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app
from rapport.site.called import as_called

MapFile = Annotated[Path | None, typer.Option("--map", help="What the columns mean, as TOML.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV, Excel, vCard …")],
    home: Home = None,
    demo: Demo = False,
    map_file: MapFile = None,
    circle: Annotated[
        str, typer.Option("--circle", help="The circle that will see these people, by its name.")
    ] = "",
    dry_run: DryRun = False,
    names_shown: Annotated[
        bool, typer.Option("--show-names", help="Real names may be shown as aliases.")
    ] = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Import contacts from a file; the whole import can be undone at once."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=not dry_run
    )
    from rapport.cli import answers
    from rapport.imports import commands, said_lines
    from rapport.imports.check_register import check_register
    from rapport.imports.import_register import import_register

    raw = _toml_of(map_file) if map_file else None
    data = commands.bytes_of(file)
    mapping = commands.complete_mapping(
        raw,
        file.name,
        data,
        asking=store,
        circle=circle,
        names_shown=names_shown,
        writes=not dry_run,
        say=lambda line: answers.say(line, to=sys.stderr),
    )
    about: dict[str, Any] = {"mapping": mapping, "name": file.name, "data": data}
    with _progress_shown(quiet=as_json) as on_progress:
        act: Any = check_register if dry_run else import_register
        answer = act(store, **about, on_progress=on_progress)
    if as_json:
        answers.as_json(answer)
    elif dry_run:
        answers.say(*said_lines.check_lines(answer, mapping))
    else:
        answers.say(*map(as_called, said_lines.result_lines(answer)))


@app.command(name="import-officials")
def import_officials_(
    file: Annotated[Path, typer.Argument(help="CSV, Excel, or FollowTheMoney.")],
    home: Home = None,
    demo: Demo = False,
    map_file: MapFile = None,
    circle: Annotated[
        str, typer.Option("--circle", help="The circle that will see them, by its name.")
    ] = "",
    dry_run: DryRun = False,
    names_shown: Annotated[
        bool, typer.Option("--show-names", help="The circle may read these names.")
    ] = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Import who holds which post from a file; it can be undone at once."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=not dry_run
    )
    from rapport.cli import answers
    from rapport.imports.commands import bytes_of
    from rapport.imports.officials import commands
    from rapport.imports.officials.check import check_officials
    from rapport.imports.officials.import_officials import import_officials

    raw = _toml_of(map_file) if map_file else None
    data = bytes_of(file)
    mapping = commands.complete_map(
        raw,
        file.name,
        data,
        asking=store,
        circle=circle,
        names_shown=names_shown,
        writes=not dry_run,
        say=lambda line: answers.say(line, to=sys.stderr),
    )
    about: dict[str, Any] = {"mapping": mapping, "name": file.name, "data": data}
    if dry_run:
        check = check_officials(store, **about)
        if as_json:
            answers.as_json(commands.told_check(check))
        else:
            answers.say(*commands.check_lines(check))
        return
    result = import_officials(store, **about)
    if as_json:
        answers.as_json(result)
    else:
        answers.say(*map(as_called, commands.result_lines(result)))


def _toml_of(map_file: Path) -> dict[str, Any]:
    import tomllib

    from rapport.records.refusals import CannotBe

    try:
        return tomllib.loads(map_file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as trouble:
        raise CannotBe(
            "The map cannot be read: %(trouble)s.",
            next_step="Correct it; the page on starting has an example.",
            trouble=str(trouble),
        ) from None


@contextmanager
def _progress_shown(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far a reading is, where a person looks on."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(transient=True, console=console) as progress:
        task = progress.add_task("Reading", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
