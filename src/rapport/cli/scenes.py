"""Commands about scenes for practice. They need no store and open none."""

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli.app import Group, app

scene_app = typer.Typer(cls=Group, no_args_is_help=True, help="Scenes to practise meetings with.")
app.add_typer(scene_app, name="scene")


@scene_app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The scene, a file that ends in .toml.")],
    words: Annotated[
        Path | None, typer.Option(help="Its words in another language, a file beside it.")
    ] = None,
) -> None:
    """Say whether a scene can be played, and what its writer may want to change."""
    from rapport.cli import answers
    from rapport.practice.checking import doubts
    from rapport.practice.play import good_path, outcome, paths, played
    from rapport.practice.reading import SceneError, read

    try:
        found = read(file.stem, _text(file), _text(words) if words else "")
    except SceneError as trouble:
        answers.say("It cannot be played yet:", *(f"  - {one}" for one in trouble.faults))
        raise typer.Exit(1) from None
    ways = list(paths(found))
    best = good_path(found)
    rules = sorted({code for way in ways for code in outcome(found, way).codes})
    answers.say(
        f"{found.title}: it can be played, in {len(ways)} ways.",
        f"Rules that can speak in it: {', '.join(rules) or 'none'}.",
        "A way that goes well:",
        *(f"  {number}. {one.line.say}" for number, one in enumerate(played(found, best), 1)),
        *(f"  - {doubt}" for doubt in doubts(found)),
    )


def _text(file: Path) -> str:
    from rapport.refusals import Refusal

    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            f"{file} cannot be read as text.",
            next_step="Name a file that is there, saved as UTF-8.",
        ) from None
