"""The file of a scene as TOML, and every line of it that cannot be read, in plain sentences."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

LARGEST = 200_000
"""So many characters a file may have: a whole scene has some six thousand."""

_AT_LINE = re.compile(r"at line (\d+)")
_CURLY = re.compile("[“”„‟‘’«»]")
_HOW = (
    "Every text stands between two straight quotes (\"), on one line; inside it use ' or « »."
    " Numbers, true and false stand without quotes."
)
_OPEN = re.compile("Unclosed|Unterminated|Expected ['\"]{4}")
_SINGLE = re.compile(r"^[ \t]*\[[ \t]*(step|step\.line)[ \t]*\][ \t]*(?:#.*)?$", re.MULTILINE)
_MOST = 10
"""So many lines are named at once; of headings every one."""


class SceneError(Exception):
    """A scene cannot be played. ``faults`` says why, one plain sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def parsed(text: str) -> dict[str, Any]:
    """Return what a file says; raises ``SceneError`` with every line that cannot be read."""
    if len(text) > LARGEST:
        raise SceneError([f"It has {len(text)} characters; shorten it to {LARGEST} or fewer."])
    lines = text.replace("\r\n", "\n").split("\n")
    faults: list[str] = []
    if _SINGLE.search(text):
        faults = [*_headings_put_right(lines)]
    while len(faults) < _MOST:
        try:
            told = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as trouble:
            at = _line_of(str(trouble), lines)
            faults.append(_said(str(trouble), lines, at))
            if not at:
                break
            lines[at - 1] = ""  # and see whether a later line cannot be read either
        else:
            if faults:
                break
            return told
    raise SceneError(faults)


def _headings_put_right(lines: list[str]) -> Iterator[str]:
    """Put right the headings of steps and lines that have one bracket, and say where they were."""
    for at, line in enumerate(lines):
        if found := _SINGLE.match(line):
            yield f"Line {at + 1}: write [[{found[1]}]], with two brackets on each side."
            lines[at] = f"[[{found[1]}]]"


def _line_of(trouble: str, lines: list[str]) -> int:
    """Return the number of the line that cannot be read, or 0 where something stays open."""
    if found := _AT_LINE.search(trouble):
        return int(found[1])
    if "end of document" not in trouble or _OPEN.search(trouble):
        return 0
    return max((at for at, line in enumerate(lines, 1) if line.strip()), default=0)


def _said(trouble: str, lines: list[str], at: int) -> str:
    if not at:
        return 'A text or a list is open where the file ends. Look where a " or a ] is missing.'
    if "Cannot overwrite" in trouble:
        return f"Line {at} says {_name(lines[at - 1])} a second time. Keep one of the two."
    if "Cannot declare" in trouble:
        heading = lines[at - 1].strip()
        return f"Line {at} begins {heading} a second time. Put what is below both under one."
    if lines[at - 1].count("{") != lines[at - 1].count("}"):
        return f"Line {at} cannot be read. What stands between {{ and }} stands on one line."
    if _CURLY.search(lines[at - 1]) and lines[at - 1].count('"') < 2:
        return f'Line {at} has no straight quotes ("). Write them in the place of the curly ones.'
    return f"Line {at} cannot be read. {_HOW}"


def _name(line: str) -> str:
    return line.partition("=")[0].strip() or "it"
