"""What there is before a scene, read from its file: records, and what is said of the tie itself."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from rapport.practice import records
from rapport.practice.their_side import rows_of_their_side
from rapport.rules.facts import DisclosureFact, HolderChange, MandateFact
from rapport.rules.facts_agreed import AgreementFact, MarkFact, ReadBackFact
from rapport.rules.facts_repair import DemandFact
from rapport.rules.facts_understood import TieFact

_BEFORE_YOU = "the colleague before you"

FIELDS: dict[str, Any] = {
    "key": "them",
    "open_reason": "proactive",
    "status": "active",
    "ideal_days": 30,
    "maximum_days": 90,
    "visits_only": False,
    "lead": records.YOU,
    "spiral": None,
}
"""What a scene does not speak of."""


def said_of_it(before: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return what is said of the relationship as such."""
    return {
        **FIELDS,
        "opened": day - timedelta(days=before.get("known_days", 30)),
        "phase": before.get("phase", "engagement"),
        "stage": before.get("stage", "introduced"),
        "documentation": before.get("prefers", ""),
        "languages": frozenset(before.get("languages", ())),
        "small": before.get("small", False),
        "backup": before.get("backup"),
        "disagreements": before.get("disagreement", False),
    }


def rows(before: Mapping[str, Any], day: date) -> Iterator[tuple[str, Any]]:
    """Yield the records there are, each with the column of the facts it belongs to."""
    yield from _of_the_past(before, day)
    for one in before.get("promises", ()):
        due = day + timedelta(days=one["due_in"])
        made = min(day - timedelta(days=10), due)
        yield "commitments", records.promise(one["id"], made, due, one.get("by", "us"))
    for one in before.get("agreements", ()):
        yield "agreements", _agreed(one, day)
    for one in before.get("colleagues", ()):
        yield "colleagues", records.colleague(**one)
    feast, plan = before.get("feast_in"), before.get("plan_in")
    if feast is not None:
        yield "occasions", records.feast(day + timedelta(days=feast))
    if plan is not None:
        yield "meetings", records.plan(day + timedelta(days=plan), before)
    if (demanded := before.get("demanded_days_ago")) is not None:
        on = day - timedelta(days=demanded)
        yield "breaches", records.broken("broken", on, (DemandFact("demand", on, screened=False),))
    yield from rows_of_their_side(before, day)
    if before.get("mandate"):
        yield "mandates", MandateFact("mandate", day - timedelta(days=1), None, None)


def _of_the_past(before: Mapping[str, Any], day: date) -> Iterator[tuple[str, Any]]:
    for number, one in enumerate(before.get("met", ())):
        told = {name: value for name, value in one.items() if name != "days_ago"}
        on = day - timedelta(days=one["days_ago"])
        yield "interactions", records.contact(f"met-{number}", on, **told)
    on = day - timedelta(days=before.get("told_days_ago", 20))
    for kind in before.get("told", ()):
        yield "disclosures", DisclosureFact(f"told-{kind}", kind, on)
    for one in before.get("knows", ()):
        fields = {name: value for name, value in one.items() if name == "nature"}
        key = one.get("id", f"knows-{one['kind']}")
        heard = day - timedelta(days=one.get("days_ago", 20))
        yield "insights", records.insight(key, one["kind"], heard, **fields)
    if before.get("answers_to"):
        known = TieFact("answers-to", "answers_to", theirs=True, since=None, until=None)
        yield "ties", known
    if changed := before.get("new_lead_days_ago"):
        on = day - timedelta(days=changed)
        yield "holder_changes", HolderChange("lead", on, records.YOU, _BEFORE_YOU, introduced=False)


def _agreed(one: Mapping[str, Any], day: date) -> AgreementFact:
    marks = tuple(
        MarkFact(f"mark-{days}", keeping, day - timedelta(days=days), None)
        for days, keeping in one.get("marks", ())
    )
    made = day - timedelta(days=one.get("days_ago", 20))
    said_back = (ReadBackFact("said-back", made, "confirmed"),)
    return records.agreement(
        one.get("id", "agreed"),
        one["form"],
        made,
        (records.term("term", whole=one.get("whole", True))._replace(marks=marks),),
        review_on=day + timedelta(days=one.get("review_in", 14)),
        read_backs=said_back if one.get("confirmed", True) else (),
    )
