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
    if door.act in (RECORD, "change-legal"):
        return _change(door)
    if door.act in _DEEDS:
        of, deed, values = _DEEDS[door.act]
        return f"rapport act {of} {door.key} {deed} {values}"
    if door.relationship is None:
        return ""
    given = dict(door.given)
    return {
        "change-introduction": f"rapport change introduction {door.key} consent=given",
        "introduction": f"rapport introduction {whom}",
        PLAN: " ".join(["rapport plan", whom, *(f"--{name} {given[name]}" for name in given)]),
        "phase": f'rapport phase {whom} {given.get("to")} "…"',
        "begin-handover": f"rapport act relationship {whom} hand-over successor=…",
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


_DEEDS = {
    "add-term": ("agreement", "term", 'what="…"'),
    "read-back": ("agreement", "read-back", 'words="…"'),
    "review-agreement": ("agreement", "review", "state=live"),
    "add-party": ("agreement", "party", "role=guarantor relationship=…"),
    "ask-legal": ("agreement", "legal", 'question="…"'),
    "answer-read-back": ("readback", "answer", "state=…"),
    "follow-up-mark": ("termmark", "follow-up", 'how="…"'),
    "pass-custody": ("evidence", "pass-on", "custodian=…"),
    "review-gift": ("gift", "review", 'remark="…"'),
    "manage-interest": ("interest", "manage", 'managed="…"'),
    "choose-bringer": ("meeting", "say-who", 'bringer=… first_words="…"'),
    "handover": ("handover", "successor", "successor=…"),
    "hold-post": ("position", "hold", "relationship=…"),
    "screen-demand": ("demand", "screen", "screened=refer"),
    "add-name-consent": ("breach", "name", 'who="…" for_what="…"'),
}
"""What ``rapport act`` does with a record: of which kind, the deed, and the values it takes."""

_CHANGED = frozenset(
    {
        *("interaction", "ask", "commitment", "insight", "disclosure", "occasion", "step"),
        *("holder", "agreement", "term", "evidence", "legalquestion", "gift"),
        *("breach", "repairstep", "demand"),
    }
)
"""The kinds ``rapport change`` puts right; anything else is changed on its page."""

_TICKED = {"on": "yes"}


def _change(door: Door) -> str:
    if door.kind not in _CHANGED:
        return ""
    given = [f"{name}={_TICKED.get(value, value)}" for name, value in door.given]
    return f"rapport change {door.kind} {door.key} {' '.join(given) or '…=…'}"
