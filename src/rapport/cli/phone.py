"""The command that writes the page for phones. It needs no store and opens none."""

import os
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli.app import Group, app

phone_app = typer.Typer(cls=Group, no_args_is_help=True, help="Phones that write sealed logs.")
app.add_typer(phone_app, name="phone")


@phone_app.command()
def page(
    folder: Annotated[Path, typer.Argument(help="Where to write it: a new or an empty folder.")],
) -> None:
    """Write the page for phones, to be put on any web server with HTTPS.

    Nothing of the office is in it: a phone learns the office's key from the code on its screen.
    """
    from rapport.cli import answers
    from rapport.refusals import Refusal

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
    import django

    django.setup()
    from rapport.web.phone_page import page_files

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refusal(
                f"{folder} is not empty.", next_step="Name a new folder, or an empty one."
            )
        for name, data in page_files().items():
            (folder / name).write_bytes(data)
    except OSError:
        raise Refusal(
            f"{folder} cannot be written.", next_step="Name a folder that you may write to."
        ) from None
    answers.say(
        f"The page for phones is in {folder}: {len(page_files())} files.",
        "Put them in one folder of a web server with HTTPS, and type its address where you add a"
        " phone. Whoever runs that server can change the page: choose one you trust.",
    )
