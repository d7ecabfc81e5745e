"""A gate as programs are told of it: its columns, what is worked out, and its groups as they stand.

What somebody said after the day that is asked for is left out.
"""

from datetime import date
from typing import Any

from rapport.briefings.gates import GateLine, GatePage, Held


def told_line(line: GateLine) -> dict[str, Any]:
    """Return a gate in one line, with what is worked out from it."""
    return {
        "gate": line.gate,
        "standing": line.standing,
        "since": line.since,
        "reason": line.reason,
        "consents": line.consents,
        "needed": line.needed,
        "differ": line.differ,
        "stalled": line.stalled,
        "weakest": line.weakest,
        "paths": line.paths,
        "incidents": line.incidents,
        "last_incident": line.last_incident,
    }


def told_page(page: GatePage) -> dict[str, Any]:
    """Return all that is known of one gate on the day of the page."""
    return {
        **told_line(page.line),
        "day": page.day,
        "groups": [_held(one, page.day) for one in page.groups],
        "states": page.states,
        "incidents": page.incidents,
        "paths": page.paths,
        "helps": page.helps,
        "may_change": page.may_change,
    }


def _held(held: Held, day: date) -> dict[str, Any]:
    """Return a group with its consents; what somebody said later than the day is not told."""
    return {
        "group": held.group.pk,
        "needs": held.group.needs,
        "count": held.group.count,
        "comes_to": held.comes_to,
        "consents": [
            {
                "consent": whose.consent.pk,
                "kind": whose.consent.kind,
                "name": whose.name,
                "relationship": whose.relationship,
                "state": whose.state,
                "since": whose.since,
                "note": whose.conditions,
                "states": [said for said in whose.consent.states if said[0] <= day.isoformat()],
            }
            for whose in held.consents
        ],
        "groups": [_held(one, day) for one in held.groups],
    }
