"""What is wrong with a scene: values that do not fit, and what leads or points nowhere."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rapport.practice.effects import EFFECTS, Effect, parted
from rapport.practice.layout import SCENE
from rapport.practice.scene import END
from rapport.practice.shapes import meant, shown

_NAMED = ("promises", "agreements", "colleagues", "knows")
"""What of ``before`` may have a name."""


def faults(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield everything that is wrong with a scene, each with its place."""
    yield from SCENE.faults("", told)
    before = told.get("before")
    before = before if isinstance(before, dict) else {}
    yield from _names_twice(before)
    steps = tables(told.get("step"))
    keys = [step.get("id") for step in steps]
    for at, step in enumerate(steps):
        place = f"Step {step.get('id') or at + 1}: "
        if step.get("id") == END:
            yield f"{place}{END!r} is the end of a scene; give the step another id."
        for number, line in enumerate(tables(step.get("line")), 1):
            for fault in _line_faults(line, keys, at, before):
                yield f"{place}line {number}: {fault}"
    twice = [key for key, times in Counter(filter(_is_text, keys)).items() if times > 1]
    yield from (f"Two steps have the id {key!r}; give one of them another." for key in twice)


def tables(value: Any) -> list[dict[str, Any]]:
    """Return the tables of a list; what is no table is said to be none elsewhere."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _names_twice(before: Mapping[str, Any]) -> Iterator[str]:
    named = Counter(
        one["id"] for kind in _NAMED for one in tables(before.get(kind)) if _is_text(one.get("id"))
    )
    for name, times in named.items():
        if times > 1:
            yield f"In before: {times} things have the id {name!r}; give each its own."


def _line_faults(
    line: Mapping[str, Any], keys: list[Any], at: int, before: Mapping[str, Any]
) -> Iterator[str]:
    does = line.get("does")
    for word in filter(_is_text, does if isinstance(does, list) else ()):
        yield from _word_faults(word, before)
    leads = line.get("next")
    for key in leads.values() if isinstance(leads, dict) else [leads]:
        if isinstance(key, str) and key != END:
            yield from _way_faults(key, keys, at)


def _way_faults(key: str, keys: list[Any], at: int) -> Iterator[str]:
    later = [*filter(_is_text, keys[at + 1 :]), END]
    if key in keys[: at + 1]:
        yield f"next leads back to {key!r}. Lead on to one of: {', '.join(later)}."
    elif key not in later:
        yield (
            f"there is no step {key!r} to go on to{meant(key, later)}"
            f" From here one can go on to: {', '.join(later)}."
        )


def _word_faults(word: str, before: Mapping[str, Any]) -> Iterator[str]:
    name, rest = parted(word)
    effect = EFFECTS.get(name)
    if effect is None:
        near = meant(name, EFFECTS)
        more = "" if near != "." else ' The words stand in the guide, "What a line may do".'
        yield f"{name!r} is no word of a scene{near}{more}"
    else:
        yield from _faults_after(name, rest, effect, before)


def _faults_after(name: str, rest: str, effect: Effect, before: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(effect.takes, tuple):
        if rest not in effect.takes:
            known, near = ", ".join(effect.takes), meant(rest, effect.takes)
            yield f"after {name!r} comes one of: {known}; {shown(rest)} is not{near}"
    elif effect.takes == "days":
        if not rest.isdecimal() or len(rest) > 4:
            yield f"after {name!r} comes a number of days, as {name + ' 12'!r}."
    elif effect.takes:
        known_here = _ids(before, effect.takes)
        if rest not in known_here:
            known = f"; there is: {', '.join(known_here)}" if known_here else ", and there is none"
            yield f"after {name!r} comes the id of one of {effect.takes} in [before]{known}."
    elif rest:
        yield f"nothing comes after {name!r}; take {rest!r} out."


def _ids(before: Mapping[str, Any], kind: str) -> list[str]:
    rows = tables(before.get(kind))
    unnamed = [
        f"knows-{one['kind']}" for one in rows if kind == "knows" and _is_text(one.get("kind"))
    ]
    return [*(one["id"] for one in rows if _is_text(one.get("id"))), *unnamed]
