"""Scenes for tests: steps of lines that do something, and nothing else."""

import json

from rapport.practice.reading import read
from rapport.practice.scene import Scene


def toml_of(*steps, opens=(), before="", extra="") -> str:
    """Return the text of a scene in which each line is a list of the words it does."""
    told = [
        'title = "A scene"\nfamilies = ["E"]\nlevel = 1\nwith = "The clerk"\nmood = "neutral"',
        'situation = "You sit down."\npresses = "Nothing."\nyou = "You."\nthem = "The clerk."',
        extra,
        f"[before]\n{before}" if before else "",
        '[meeting]\nchannel = "in_person"',
        "[ends]\n"
        + "\n".join(f'{mood} = "{mood}"' for mood in ("open", "neutral", "guarded", "hostile")),
    ]
    for number, lines in enumerate(steps):
        told.append(f'[[step]]\nid = "step-{number}"\nsays = "They look at you."')
        for at, does in enumerate(lines):
            open_ = opens[number][at] if opens else 0
            told.append(
                f'[[step.line]]\nsay = "Line {at}."\nopens = {open_}\ndoes = {does!r}\nthey = "So."'
            )
    return "\n".join(told)


def scene_of(*steps, opens=(), before=None) -> Scene:
    """Return such a scene; ``before`` is what there is already."""
    told = "\n".join(f"{name} = {_toml(value)}" for name, value in (before or {}).items())
    return read("scene", toml_of(*steps, opens=opens, before=told))


def _toml(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)
