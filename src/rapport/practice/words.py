"""The words of a scene in another language, which stand in a file beside it.

It repeats what is read, in the same order, and nothing of what a line does.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.practice.faults import tables
from rapport.practice.layout import WORDS

_TEXTS = ("title", "with", "situation", "presses", "you", "them")


def in_words(told: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scene with the words of another language in the place of its own."""
    changed = {**told, **{key: words[key] for key in (*_TEXTS, "observe") if key in words}}
    changed["ends"] = words["ends"]
    changed["step"] = [
        {
            **step,
            "says": said["says"],
            "line": [
                {**line, "say": spoken["say"], "they": spoken["they"]}
                for line, spoken in zip(step["line"], said["line"], strict=True)
            ],
        }
        for step, said in zip(told["step"], words["step"], strict=True)
    ]
    return changed


def words_faults(told: Mapping[str, Any], words: Mapping[str, Any], there: str) -> Iterator[str]:
    """Yield what is wrong with words, each with its place; ``there`` is the name of their file."""
    steps, said = tables(told.get("step")), tables(words.get("step"))
    # A translator may leave the ids out; a step is then called as in the scene.
    named = [{"id": step.get("id"), **one} for step, one in zip(steps, said, strict=False)] + said[
        len(steps) :
    ]
    whole = {**words, "step": named} if isinstance(words.get("step"), list) else words
    for fault in WORDS.faults("", whole):
        yield f"{there}: {fault.replace('It has', 'it has', 1)}"
    watched, seen = _length(told.get("observe")), _length(words.get("observe"))
    if watched != seen:
        yield f"{there}: observe has {seen} sentences, and the scene {watched}; write as many."
    if "step" in words:
        yield from _faults_of_steps(steps, said, there)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _faults_of_steps(
    steps: list[dict[str, Any]], said: list[dict[str, Any]], there: str
) -> Iterator[str]:
    for number, step in enumerate(steps):
        key = step.get("id")
        if number >= len(said):
            yield f"Step {key} has no words in {there}; add says, and say and they of each line."
            continue
        other = said[number].get("id", key)
        if other != key:
            yield (
                f"{there}: step {number + 1} is {other!r}, and {key!r} in the scene; keep the steps"
                " in the same order, or leave every id out."
            )
            continue
        yield from _faults_of_lines(step, said[number], there)
    if len(said) > len(steps):
        yield (
            f"{there}: it has {len(said)} steps, and the scene {len(steps)}; take out what is too"
            " much, or look whether these are the words of another scene."
        )


def _faults_of_lines(step: Mapping[str, Any], said: Mapping[str, Any], there: str) -> Iterator[str]:
    lines, spoken = tables(step.get("line")), tables(said.get("line"))
    for number in range(len(spoken) + 1, len(lines) + 1):
        yield f"Step {step.get('id')}: line {number} has no words in {there}; add say and they."
    for number in range(len(lines) + 1, len(spoken) + 1):
        yield f"Step {step.get('id')}: line {number} of {there} is not in the scene; take it out."


def unchanged(told: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the words of another language are those of the scene: they may be forgotten."""
    for step, said in zip(told["step"], words["step"], strict=True):
        if step["says"] == said["says"]:
            yield f"Step {step['id']}: says reads as in the scene. Is it translated?"
        for number, (line, spoken) in enumerate(zip(step["line"], said["line"], strict=True), 1):
            for name in ("say", "they"):
                if line[name] == spoken[name]:
                    where = f"Step {step['id']}: line {number}"
                    yield f"{where}: {name} reads as in the scene. Is it translated?"
