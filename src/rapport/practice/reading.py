"""Reading a scene from its file, and its words in another language from the file beside it.

A scene is TOML. What is wrong with it is said in plain sentences, all at once, each with its place;
``docs/practice.md`` describes the format for trainers.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapport.practice.faults import faults
from rapport.practice.parsing import SceneError, parsed
from rapport.practice.play import ways
from rapport.practice.scene import END, MOODS, Cards, Line, Scene, Step
from rapport.practice.words import in_words, words_faults

MOST_WAYS = 3000
"""So many ways through a scene are judged in the time somebody waits for a page."""


@lru_cache(maxsize=64)
def shipped(name: str, language: str = "en") -> Scene:
    """Return a scene that comes with the product; raises ``KeyError`` where there is none."""
    if name not in names():
        raise KeyError(name)
    folder = files("rapport.practice").joinpath("scenes")
    there = folder.joinpath(f"{name}.{language}.toml")
    words = there.read_text("utf-8") if language != "en" and there.is_file() else ""
    return read(name, folder.joinpath(f"{name}.toml").read_text("utf-8"), words)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Return the names of the scenes that come with the product, easy ones first."""
    folder = files("rapport.practice").joinpath("scenes")
    found = [
        one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")
    ]
    whole = [name for name in found if "." not in name]
    level = {
        name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))["level"]
        for name in whole
    }
    return tuple(sorted(whole, key=lambda name: (level[name], name)))


def read(name: str, text: str, words: str = "", *, there: str = "the words") -> Scene:
    """Return a scene from its file; ``words`` is the file with its words in another language.

    ``there`` is what that file is called. Raises ``SceneError`` with all that is wrong with both.
    """
    told, wrong = _checked(text)
    said: dict[str, Any] = {}
    if words:
        try:
            said = parsed(words)
        except SceneError as trouble:
            wrong += [f"{there}: {fault}" for fault in trouble.faults]
        else:
            wrong += words_faults(told, said, there) if told else ()
    if wrong:
        raise SceneError(wrong)
    scene = _scene(name, in_words(told, said) if said else told)
    through = ways(scene)
    if through > MOST_WAYS:
        says = f"There are {through} ways through it; {MOST_WAYS} are the most that are judged."
        advice = f'Take lines or steps out, or let a line say next = "{END}".'
        raise SceneError([f"{says} {advice}"])
    return scene


def _checked(text: str) -> tuple[dict[str, Any], list[str]]:
    try:
        told = parsed(text)
    except SceneError as trouble:
        return {}, trouble.faults
    return told, [*faults(told)]


# The scene


def _scene(name: str, told: Mapping[str, Any]) -> Scene:
    steps = told["step"]
    following = [*(step["id"] for step in steps[1:]), END]
    return Scene(
        name=name,
        title=told["title"],
        families=tuple(told["families"]),
        level=told["level"],
        who=told["with"],
        situation=_flowing(told["situation"]),
        pressure=_flowing(told["presses"]),
        mood=told["mood"],
        before=told.get("before", {}),
        meeting=told.get("meeting", {}),
        after_days=told.get("after_days", 0),
        steps=tuple(_step(step, after) for step, after in zip(steps, following, strict=True)),
        ends={mood: _flowing(told["ends"][mood]) for mood in MOODS},
        cards=Cards(_flowing(told["you"]), _flowing(told["them"]), tuple(told.get("observe", ()))),
    )


def _step(step: Mapping[str, Any], after: str) -> Step:
    lines = tuple(
        Line(
            say=_flowing(line["say"]),
            opens=line.get("opens", 0),
            does=tuple(line.get("does", ())),
            they=_flowing(line["they"]),
            leads_to=_leads_to(line.get("next"), after),
        )
        for line in step["line"]
    )
    return Step(step["id"], _flowing(step["says"]), lines)


def _flowing(text: str) -> str:
    """Return a text without the ends of lines of its file; an empty line begins a new paragraph."""
    return "\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _leads_to(said: Any, after: str) -> Mapping[str, str]:
    if isinstance(said, dict):
        return {mood: said.get(mood, after) for mood in MOODS}
    return dict.fromkeys(MOODS, said or after)
