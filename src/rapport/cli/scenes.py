"""Commands about scenes for practice. They need no store and open none."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli.app import Demo, Group, Home, app

if TYPE_CHECKING:
    from rapport.practice.checking import Walked
    from rapport.practice.scene import Scene

scene_app = typer.Typer(cls=Group, no_args_is_help=True, help="Scenes to practise meetings with.")
app.add_typer(scene_app, name="scene")

File = Annotated[Path, typer.Argument(help="The scene, a file that ends in .toml.")]
Words = Annotated[
    Path | None, typer.Option(help="Its words in another language, as clerk.fr.toml.")
]
_LANGUAGES = {"fr": "French", "ar": "Arabic", "en": "English"}


@scene_app.command()
def check(file: File, words: Words = None) -> None:
    """Say whether a scene can be played, and what its writer may want to change."""
    from rapport.cli import answers
    from rapport.practice.checking import doubts, walked
    from rapport.site.called import as_called

    scene = _read(file, words)
    walk = walked(scene)
    many = "1 way" if len(walk.ended) == 1 else f"{len(walk.ended)} ways"
    answers.say(
        f"{scene.title}: it can be played, in {many}.",
        *_about_the_words(file, words, scene),
        *_spoken(walk),
        *_best(walk),
        *(f"  - {doubt}" for doubt in doubts(scene, walk)),
        as_called(f"Play it: rapport scene play {_typed(file)}{_typed_words(words)}"),
    )


@scene_app.command()
def play(file: File, words: Words = None) -> None:
    """Play a scene here, line by line, and hear what the rules say of it. Nothing is stored."""
    from rapport.cli.scene_play import play_through

    play_through(_read(file, words))


@scene_app.command()
def add(file: File, home: Home = None, demo: Demo = False) -> None:
    """Put a scene, with its words in other languages, on the page Practise a meeting."""
    from rapport.cli import answers, opening
    from rapport.practice.office import FOLDER, SUFFIX, files_of, refusal_of
    from rapport.refusals import Refusal

    if why := refusal_of(file.name.removesuffix(SUFFIX)) if file.suffix == SUFFIX else _NO_TOML:
        raise Refusal(f"{file.name} cannot be put there. {why}")
    for one in files_of(file):
        _read(file, None if one == file else one)
    folder = opening.beside(home, demo=demo) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for one in files_of(file):
        (folder / one.name).write_text(_text(one), "utf-8")
    answers.say(
        f"{_read(file, None).title} stands on Practise a meeting now, marked as of your office.",
        f"Its files lie in {folder}; delete them there to take it off.",
    )


_NO_TOML = "Its name must end in .toml, as clerk.toml."


def _read(file: Path, words: Path | None) -> "Scene":
    """Return a scene; where it cannot be played, say why and exit."""
    from rapport.cli import answers
    from rapport.practice.parsing import SceneError
    from rapport.practice.reading import read

    try:
        there = words.name if words else ""
        # Even a file with nothing in it is a file of words with something missing.
        said = _text(words).strip() or "# nothing" if words else ""
        return read(file.stem, _text(file), said, there=there)
    except SceneError as trouble:
        answers.say("It cannot be played yet:", *(f"  - {one}" for one in trouble.faults))
        raise typer.Exit(1) from None


def _about_the_words(file: Path, words: Path | None, scene: "Scene") -> Iterator[str]:
    from rapport.practice.parsing import parsed
    from rapport.practice.words import unchanged

    if words is None:
        return
    ending = words.name.removesuffix(".toml").rpartition(".")[2]
    called = f"The {_LANGUAGES[ending]}" if ending in _LANGUAGES else words.name
    lines = sum(1 for _ in scene.every_line())
    yield f"{called} has all {len(scene.steps)} steps and {lines} lines."
    for fault in unchanged(parsed(_text(file)), parsed(_text(words))):
        yield f"  - {fault}"


def _spoken(walk: "Walked") -> Iterator[str]:
    from rapport.rules.catalogue import RULES

    spoken = walk.spoken()
    yield "Rules that can speak in it, and of which line:" if spoken else "No rule speaks in it."
    for code, where in spoken.items():
        about = walk.scene.families
        besides = "" if code[0] in about else f" ({code[0]} is not among its families)"
        yield f"  {code} {RULES[code].title}: {', '.join(where)}{besides}"


def _best(walk: "Walked") -> Iterator[str]:
    from rapport.practice.play import played

    best = walk.best
    still = [
        f"{code} still speaks, {_at_lines(lines)}" for code, lines in walk.spoken_at(best).items()
    ]
    yield f"The best way there is ({'; '.join(still)}):" if still else "A way that goes well:"
    for number, one in enumerate(played(walk.scene, best), 1):
        yield f"  {number}. {one.line.say}"


def _at_lines(lines: list[int]) -> str:
    if not lines:
        return "as something is left out"
    return f"at line {' and '.join(map(str, lines))}"


def _typed(file: Path) -> str:
    import shlex

    return shlex.quote(str(file))


def _typed_words(words: Path | None) -> str:
    return f" --words {_typed(words)}" if words else ""


def _text(file: Path) -> str:
    from rapport.refusals import Refusal

    try:
        # Some editors begin a file with a mark that nobody sees.
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            f"{file} cannot be read as text.",
            next_step="Name a file that is there, saved as UTF-8.",
        ) from None
