"""What a person answers on the check page, kept in the map of the register."""

import json
from dataclasses import replace
from typing import Any

from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.names import fold, visible

_CELL = "cell "
_WAS = "was "
_LONGEST = 2_000


def correction(row: int | str, header: str) -> str:
    """Return where a correction is kept in a map: the row, a blank and the header."""
    return f"{row} {header}"


def value_of(*names: str) -> str:
    """Return what a tick box about names sends."""
    return json.dumps(names)


def names_in_value(written: str) -> list[str]:
    """Return the names a tick box stands for; a value that was not ours stands for none."""
    try:
        names = json.loads(written)
    except (ValueError, RecursionError):
        return []
    fits = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return names if fits else []


def with_answers(mapping: RegisterMap, typed: Any) -> RegisterMap:
    """Return the map with what was ticked, chosen and put right on the check page."""
    same, different = dict(mapping.same), list(mapping.different)
    for names in map(names_in_value, typed.getlist("apart")):
        same.pop(names[0] if names else "", None)
    for names in map(names_in_value, typed.getlist("same")):
        if len(names) == 2:
            same[names[0]] = names[1]
    for name, answer in _doubles(typed):
        different = [each for each in different if each != fold(name)]
        if answer == "two":
            same.pop(name, None)
            different.append(fold(name))
        elif same.get(name, name) == name:
            same[name] = name
    roughly = typed.get("roughly", "yes" if mapping.roughly else "no") != "no"
    answered = replace(
        mapping,
        same=same,
        different=different,
        corrections=_corrections(mapping, typed),
        roughly=roughly,
    )
    return mapping_from(answered.as_json())


def _doubles(typed: Any) -> list[tuple[str, str]]:
    """Return the names that were asked about, each with "one" or "two"."""
    asked = [(key, key.removeprefix("double ")) for key in typed if key.startswith("double ")]
    named = [(key, names_in_value(value)) for key, value in asked]
    return [(names[0], typed[key]) for key, names in named if names]


def _corrections(mapping: RegisterMap, typed: Any) -> dict[str, str]:
    """Return the cells put right: what was typed otherwise than it was shown."""
    kept = dict(mapping.corrections)
    for name in typed:
        where = name.removeprefix(_CELL)
        if where == name:
            continue
        text = visible(typed[name]).strip()[:_LONGEST]
        if text != typed.get(f"{_WAS}{where}", ""):
            kept[where] = text
    for where in typed.getlist("as_written"):
        kept.pop(where, None)
    return kept
