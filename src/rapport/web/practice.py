"""Practice: a meeting in the invented country, played line by line. Every state is an address.

The path that was played stands in the address, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from rapport.practice.office import FOLDER, Shelf, of_office, shelf
from rapport.practice.play import Noticed, Played, good_path, outcome, played, standing
from rapport.practice.reading import names, shipped
from rapport.practice.scene import Scene
from rapport.rules.catalogue import RULES
from rapport.rules.days import later
from rapport.rules.rule import Finding, Rule
from rapport.web.request import Request


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it was played, its number from 1, and where to play again from before it."""

    number: int
    one: Played
    again: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule noticed, the rule, and the lines behind it."""

    finding: Finding
    rule: Rule[Any]
    lines: tuple[Said, ...]


@require_GET
def practice(request: Request) -> HttpResponse:
    """Show the scenes, easy ones first, those of the office before ours."""
    ours, own = [_scene(name) for name in names()], _own()
    levels = [
        (level, *([one for one in scenes if one.level == level] for scenes in (own.scenes, ours)))
        for level in (1, 2, 3)
    ]
    return render(
        request, "practice/practice.html", {"levels": levels, "unplayable": own.unplayable}
    )


@require_GET
def workshop(request: Request) -> HttpResponse:
    """Show how to practise with a group."""
    scenes = [*_own().scenes, *(_scene(name) for name in names())]
    return render(request, "practice/workshop.html", {"scenes": scenes})


@require_GET
def scene(request: Request, name: str) -> HttpResponse:
    """Show what there is before a meeting."""
    return render(request, "practice/scene.html", {"scene": _scene(name)})


@require_GET
def cards(request: Request, name: str) -> HttpResponse:
    """Show the cards of a scene for two players and an observer, to print."""
    found = _scene(name)
    observe = [RULES[code] for code in _touched(found)]
    return render(request, "practice/cards.html", {"scene": found, "rules": observe})


@require_GET
def play(request: Request, name: str) -> HttpResponse:
    """Show a scene where a path stands, or how it ended."""
    return shown(
        request,
        _scene(name),
        start=reverse("play-scene", args=[name]),
        home=reverse("scene", args=[name]),
    )


def shown(request: Request, found: Scene, *, start: str, home: str) -> HttpResponse:
    """Return the page of a scene where the path in the address stands.

    ``start`` is the address of the scene with no line said, ``home`` where one came from.
    """
    path = _path(request.GET.get("path", ""))
    try:
        lines, step = played(found, path), standing(found, path)
    except LookupError:
        raise Http404 from None
    said = [Said(at + 1, one, _address(start, path[:at])) for at, one in enumerate(lines)]
    context: dict[str, Any] = {"scene": found, "said": said, "step": step, "home": home}
    if step is not None:
        context["choices"] = [
            (line.say, _address(start, (*path, number))) for number, line in enumerate(step.lines)
        ]
        return render(request, "practice/play.html", context)
    context |= {"start": start, **_end(found, path, said, start)}
    return render(request, "practice/end.html", context)


def _end(found: Scene, path: Sequence[int], said: Sequence[Said], start: str) -> dict[str, Any]:
    ended = outcome(found, path)
    good = good_path(found)
    return {
        "took_away": found.ends[ended.mood],
        "mood": ended.mood,
        "noticed": [_told(one, said) for one in ended.noticed],
        "put_right": [RULES[code] for code in ended.put_right],
        "good": played(found, good) if tuple(path) != good else (),
        "good_address": _address(start, good),
        "day_of_scene": later(found.day, found.after_days),
    }


def _told(one: Noticed, said: Sequence[Said]) -> Told:
    behind = tuple(said[number] for number in one.lines)
    return Told(one.finding, RULES[one.finding.code], behind)


def _touched(found: Scene) -> list[str]:
    """Return the rules of the families a scene is about; an observer watches for them."""
    return [code for code in RULES if code[0] in found.families][:8]


def _scene(name: str) -> Scene:
    try:
        return shipped(name, _language())
    except KeyError:
        pass
    try:
        return of_office(_folder(), name, _language())
    except KeyError:
        raise Http404 from None


def _own() -> Shelf:
    """Return what the office wrote itself."""
    return shelf(_folder(), _language())


def _folder() -> Path | None:
    return settings.RAPPORT_BESIDE / FOLDER if settings.RAPPORT_BESIDE else None


def _language() -> str:
    return (get_language() or "en")[:2]


def _path(written: str) -> tuple[int, ...]:
    parts = written.split(".") if written else []
    if len(parts) > 50 or not all(part.isdecimal() and len(part) < 3 for part in parts):
        raise Http404
    return tuple(map(int, parts))


def _address(start: str, path: Sequence[int]) -> str:
    return f"{start}?path={'.'.join(map(str, path))}" if path else start
