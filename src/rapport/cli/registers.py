"""The command that imports a register."""

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import opening
from rapport.cli.app import AsJson, Demo, Home, PassFile, Today, app


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.")],
    home: Home = None,
    demo: Demo = False,
    map_file: Annotated[
        Path | None, typer.Option("--map", help="What the columns mean, as TOML.")
    ] = None,
    circle: Annotated[
        str, typer.Option("--circle", help="The circle that will see these people, by its name.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    day: Today = None,
    as_json: AsJson = False,
    passphrase_file: PassFile = None,
) -> None:
    """Import a register of contacts; one import is undone as one."""
    store = opening.open_store(
        home, demo=demo, passphrase_file=passphrase_file, today=day, to_write=not dry_run
    )
    from rapport.cli import register_answers
    from rapport.records.refusals import CannotBe

    try:
        raw = tomllib.loads(map_file.read_text(encoding="utf-8")) if map_file else None
    except tomllib.TOMLDecodeError as trouble:
        raise CannotBe(
            "The map cannot be read: %(trouble)s.",
            next_step="Mend it; the page on starting has an example.",
            trouble=str(trouble),
        ) from None
    register_answers.bring(store, file, raw, circle=circle, dry_run=dry_run, as_json=as_json)
