"""Playing a scene at a prompt: a number for each line, and at the end what the rules say."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from rapport.cli import answers
from rapport.practice.play import outcome, played, standing
from rapport.rules.catalogue import RULES, worded
from rapport.rules.days import later

if TYPE_CHECKING:
    from rapport.practice.play import Noticed, Played
    from rapport.practice.scene import Scene, Step

_BACK = "b"
_WIDE = 88


def play_through(scene: "Scene") -> None:
    """Play a scene to its end; ``b`` goes back a line. Nothing of it is stored."""
    _say(
        scene.title,
        "",
        scene.who,
        scene.situation,
        f"What puts pressure on you: {scene.pressure}",
        "",
    )
    path: tuple[int, ...] = ()
    while (step := standing(scene, path)) is not None:
        _say(step.says)
        chosen = _chosen(step, may_go_back=bool(path))
        path = path[:-1] if chosen is None else (*path, chosen)
        if chosen is not None:
            last = played(scene, path)[-1]
            _say("", f"{last.line.they} ({last.mood})", "")
    _end(scene, path)


def _chosen(step: "Step", *, may_go_back: bool) -> int | None:
    """Return the number of a line from 0, or None to go back; asks until it is one of them."""
    for number, line in enumerate(step.lines, 1):
        _say(f"{number}. {line.say}")
    most = len(step.lines)
    back = f", or {_BACK} to go back" if may_go_back else ""
    while True:
        typed = typer.prompt(f"What do you say? 1 to {most}{back}").strip().lower()
        if typed.isdecimal() and 1 <= int(typed[:4]) <= most:
            return int(typed) - 1
        if typed == _BACK and may_go_back:
            return None
        answers.say(f"Type a number from 1 to {most}{back}.")


def _end(scene: "Scene", path: Sequence[int]) -> None:
    ended, lines = outcome(scene, path), played(scene, path)
    _say(f"What they took away ({ended.mood}): {scene.ends[ended.mood]}", "")
    if not ended.noticed:
        _say("The rules have nothing to say. Another line might have been as good.")
    for one in ended.noticed:
        _noticed(scene, one, lines)
    for code in ended.put_right:
        _say(f"You put right: {RULES[code].title} [{code}].")


def _noticed(scene: "Scene", one: "Noticed", lines: "Sequence[Played]") -> None:
    finding, rule = one.finding, RULES[one.finding.code]
    day = later(scene.day, scene.after_days)
    _say(f"{rule.title}: {worded(finding.says, finding.params, day)} [{finding.code}]")
    for at in one.lines:
        _say(f"  Because of your line {at + 1}: {lines[at].line.say}")
    if not one.lines:
        _say("  Because of something you did not say or do.")
    _say(f"  {rule.reason}", "")


def _say(*texts: str) -> None:
    for text in texts:
        for part in text.split("\n"):
            indent = " " * (len(part) - len(part.lstrip()))
            answers.say(textwrap.fill(part, _WIDE, subsequent_indent=indent))
