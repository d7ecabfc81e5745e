"""Reading a scene from its file, and its words in another language from the file beside it.

A scene is TOML. What is wrong with it is said in plain sentences, all at once, each with its place;
``docs/practice.md`` describes the format for trainers.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapport.practice.effects import EFFECTS, parted
from rapport.practice.scene import END, MOODS, Cards, Line, Scene, Step
from rapport.rules.rule import FAMILIES

FAMILIES_PLAYED = {**FAMILIES, "C": ""}
"""The families of rules, and C: what changes, which is judged by the rules of the others."""

_TEXTS = ("title", "with", "situation", "presses")
KNOWN_BEFORE = frozenset(
    {
        *("known_days", "phase", "stage", "prefers", "languages", "small", "backup"),
        *("disagreement", "met", "told", "told_days_ago", "knows", "promises", "agreements"),
        *(
            "feast_in",
            "colleagues",
            "plan_in",
            "plan_purpose",
            "new_lead_days_ago",
            "mandate",
            "answers_to",
        ),
    }
)
"""What may be said of what there is before a scene."""

_MEETING = frozenset(
    {"channel", "purpose", "small_talk", "introduced_self", "introduced_organisation"}
)
_OPENS = range(-2, 3)


class SceneError(Exception):
    """A scene cannot be played. ``faults`` says why, one plain sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


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


def read(name: str, text: str, words: str = "") -> Scene:
    """Return a scene from its file; ``words`` is the file with its words in another language.

    Raises ``SceneError``. A sentence that was not translated stays as it is.
    """
    told = _toml(text)
    if words:
        told = _in_words(told, _toml(words))
    faults = list(_faults(told))
    if faults:
        raise SceneError(faults)
    return _scene(name, told)


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise SceneError([f"The file is not TOML: {trouble}"]) from None


# In other words


def _in_words(told: dict[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scene with the words of another language in the place of its own."""
    changed = {
        **told,
        **{key: words[key] for key in (*_TEXTS, "you", "them", "observe") if key in words},
    }
    changed["ends"] = {**told.get("ends", {}), **words.get("ends", {})}
    by_key = {step.get("id"): step for step in words.get("step", ())}
    changed["step"] = [
        _step_in_words(step, by_key.get(step.get("id"), {})) for step in told.get("step", ())
    ]
    return changed


def _step_in_words(step: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    lines = list(step.get("line", ()))
    for number, said in enumerate(words.get("line", ())[: len(lines)]):
        spoken = {key: said[key] for key in ("say", "they") if key in said}
        lines[number] = {**lines[number], **spoken}
    return {**step, "says": words.get("says", step.get("says", "")), "line": lines}


# What is wrong


def _faults(told: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"It has no {name}." for name in (*_TEXTS, "you", "them") if not told.get(name))
    if told.get("level") not in (1, 2, 3):
        yield "The level must be 1, 2 or 3."
    if told.get("mood") not in MOODS:
        yield f"The mood at the beginning must be one of: {', '.join(MOODS)}."
    for letter in told.get("families") or [""]:
        if letter not in FAMILIES_PLAYED:
            yield f"There is no family of rules {letter!r}."
    missing = [mood for mood in MOODS if not told.get("ends", {}).get(mood)]
    if missing:
        yield f"In ends: what they took away is missing for {', '.join(missing)}."
    for part, known in (("before", KNOWN_BEFORE), ("meeting", _MEETING)):
        unknown = sorted(set(told.get(part, {})) - known)
        yield from (f"In {part}: {word!r} is not known." for word in unknown)
    yield from _faults_of_steps(told)


def _faults_of_steps(told: Mapping[str, Any]) -> Iterator[str]:
    steps = told.get("step") or []
    if not steps:
        yield "It has no step."
    keys = [step.get("id", "") for step in steps]
    for number, step in enumerate(steps, 1):
        at = step.get("id") or number
        yield from (f"Step {at}: {fault}" for fault in _step_faults(step, keys, told))
    if len(set(keys)) < len(keys):
        yield "Two steps have the same id."
    yield from _circles(steps, keys)


def _circles(steps: list[Mapping[str, Any]], keys: list[str]) -> Iterator[str]:
    """Say where a line leads back to its own step or to one before it: nobody would come out."""
    for at, step in enumerate(steps):
        for line in step.get("line") or ():
            leads = line.get("next")
            back = leads.values() if isinstance(leads, dict) else [leads]
            for key in sorted({key for key in back if key in keys[: at + 1]}):
                yield f"Step {keys[at]}: a line leads back to {key}; lead on to a later step."


def _step_faults(
    step: Mapping[str, Any], keys: list[str], told: Mapping[str, Any]
) -> Iterator[str]:
    if not step.get("id") or step["id"] == END:
        yield f"it needs an id, and not {END!r}."
    if not step.get("says"):
        yield "it says nothing (says)."
    lines = step.get("line") or []
    if not 2 <= len(lines) <= 5:
        yield "it needs two to five lines to choose from."
    for number, line in enumerate(lines, 1):
        yield from (f"line {number}: {fault}" for fault in _line_faults(line, keys, told))


def _line_faults(
    line: Mapping[str, Any], keys: list[str], told: Mapping[str, Any]
) -> Iterator[str]:
    for name, means in (("say", "what is said"), ("they", "how they answer")):
        if not line.get(name):
            yield f"{means} is missing ({name})."
    if line.get("opens", 0) not in _OPENS:
        yield "opens must be a whole number from -2 to 2."
    for word in line.get("does", ()):
        yield from _word_faults(word, told)
    leads = line.get("next")
    for key in leads.values() if isinstance(leads, dict) else [leads]:
        if key is not None and key != END and key not in keys:
            yield f"there is no step {key!r} to go on to."
    for mood in leads if isinstance(leads, dict) else ():
        if mood not in MOODS:
            yield f"there is no mood {mood!r}."


def _word_faults(word: str, told: Mapping[str, Any]) -> Iterator[str]:
    name, rest = parted(word)
    effect = EFFECTS.get(name)
    if effect is None:
        yield f"{name!r} is no word of a scene."
    elif effect.takes == "" and rest:
        yield f"nothing comes after {name!r}."
    elif isinstance(effect.takes, tuple) and rest not in effect.takes:
        yield f"after {name!r} comes one of: {', '.join(effect.takes)}."
    elif effect.takes == "days" and not rest.isdecimal():
        yield f"after {name!r} comes a number of days."
    elif effect.takes == "id" and rest not in _ids(told.get("before", {})):
        yield f"after {name!r} comes something that is named in before; {rest!r} is not."


def _ids(before: Mapping[str, Any]) -> set[str]:
    named = [
        one
        for kind in ("promises", "agreements", "colleagues", "knows")
        for one in before.get(kind, ())
    ]
    return {one["id"] for one in named if "id" in one} | {
        f"knows-{one['kind']}" for one in before.get("knows", ())
    }


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
