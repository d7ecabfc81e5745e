"""The command at a prompt that does what an option of a finding means."""

import shlex

from rapport.briefings.doors import LOG, PLAN, RECORD, Door

_FORMS = {"ask": "ask", "promise": "commitment", "insight": "insight", "tell": "disclosure"}
_WORDS = {"ask": "what", "promise": "text", "insight": "text", "tell": "text"}


def command(door: Door, alias: str) -> str:
    """Return the command that does what a door opens, with … where words are to be written.

    What has a page alone has no command.
    """
    whom = shlex.quote(alias)
    if door.act == LOG:
        return _log(door, whom)
    if door.act in _FORMS:
        said = "".join(f" {name}={value}" for name, value in door.given)
        return f'rapport note {_FORMS[door.act]} {whom}{said} {_WORDS[door.act]}="…"'
    if door.act == RECORD:
        return _change(door)
    if door.relationship is None:
        return ""
    given = dict(door.given)
    return {
        PLAN: " ".join(["rapport plan", whom, *(f"--{name} {given[name]}" for name in given)]),
        "phase": f'rapport phase {whom} {given.get("to")} "…"',
        "holders": f"rapport lead {whom} …",
        "late": f"rapport late {door.key} …",
        "keep": f'rapport keep {door.key} … "…"',
    }.get(door.act, "")


def _log(door: Door, whom: str) -> str:
    given = dict(door.given)
    told = [f"--{name} {given[name]}" for name in ("purpose", "channel") if name in given]
    if given.get("asked") == "no":
        told.append("--not-asked")
    if door.kind == "occasion":
        told.append(f"--greeted {door.key}")
    return " ".join([f'rapport log {whom} "…"', *told])


_CHANGED = frozenset(
    {"interaction", "ask", "commitment", "insight", "disclosure", "occasion", "step", "holder"}
)
"""The kinds ``rapport change`` puts right; anything else is changed on its page."""

_TICKED = {"on": "yes"}


def _change(door: Door) -> str:
    if door.kind not in _CHANGED:
        return ""
    given = [f"{name}={_TICKED.get(value, value)}" for name, value in door.given]
    return f"rapport change {door.kind} {door.key} {' '.join(given) or '…=…'}"
