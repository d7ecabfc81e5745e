"""Introductions and dependence as programs are told of them: names, keys, numbers, days."""

from typing import Any

from rapport.briefings.dependence import Dependence, GateLine
from rapport.briefings.introductions import Hop, IntroductionPage, Way
from rapport.briefings.sums_of_gates import Chance
from rapport.briefings.ways_to_gates import Called


def told_introductions(page: IntroductionPage) -> dict[str, Any]:
    """Return who could introduce us to somebody, and what was planned and done for it."""
    return {
        "relationship": page.relationship,
        "alias": page.alias,
        "known_by": [{"name": one.name, "last": one.last} for one in page.known_by],
        "ways": [_way(one) for one in page.ways],
        "introductions": page.introductions,
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "ours": _who(way.ours),
        "hops": [_hop(one) for one in way.hops],
        "between": [
            {
                **_who(one.who),
                "consent": one.consent,
                "consent_on": one.consent_on,
                "asked_in_a_year": one.used.times,
                "asked_too_often": one.too_often,
                "last_asked": one.used.last,
                "risk": one.used.risk,
                "risk_text": one.used.risk_text,
            }
            for one in way.between
        ],
        "is_stale": way.is_stale,
        "lacks_consent": way.lacks_consent,
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "from": _who(hop.one),
        "to": _who(hop.other),
        "says": hop.says,
        "tie": hop.tie,
        "confidence_now": ("low", "medium", "high")[hop.sure],
        "checked_on": hop.checked_on,
        "is_stale": hop.is_stale,
    }


def _who(one: Called) -> dict[str, Any]:
    return {"kind": one.kind, "key": one.key, "name": one.name}


def told_dependence(found: Dependence) -> dict[str, Any]:
    """Return the gates by what they hang on, when that was true, and what changes if one goes."""
    what = found.what_if
    return {
        "rows": [told_line(one) for one in found.lines],
        "total": found.total,
        "following": found.page + 1 if found.page < found.pages else None,
        "counts": dict(found.counts),
        "trend": found.trend,
        "what_if": what,
        "at": found.at,
        "is_now": found.is_now,
        "working": found.working is not None,
        "ended": found.ended,
    }


def told_gate(line: GateLine) -> dict[str, Any]:
    """Return what one gate alone hangs on, with when that was true."""
    return {**told_line(line), "at": line.at, "is_now": line.is_now}


def told_line(line: GateLine) -> dict[str, Any]:
    """Return what one gate hangs on; chances are out of a hundred cases."""
    return {
        "gate": line.key,
        "name": line.name,
        "place": line.place,
        "consent_known": line.is_known,
        "can_open": line.can_open,
        "redundancy": line.redundancy,
        "alone": [_who(one) for one in line.alone],
        "more_alone": line.more_alone,
        "in_3_months": _chance(line.soon),
        "in_12_months": _chance(line.later),
        "would_help": [
            {
                **_who(one.whom),
                "opens": one.opens,
                "planned": one.planned.pk if one.planned else None,
            }
            for one in line.helps
        ],
        "guarantee": line.guarantee,
    }


def _chance(chance: Chance | None) -> dict[str, int] | None:
    return None if chance is None else chance._asdict()
