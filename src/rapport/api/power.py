"""Changes of power, know-how, and the yearly review of groups, as JSON."""

import uuid
from typing import Any

from rapport.actions import know_how as verbs
from rapport.api.json_view import Request, reads, told, writes
from rapport.briefings.actor_reviews import reviews_of, years
from rapport.briefings.know_how import know_how, offers_to
from rapport.briefings.power_changes import power_changes, power_page
from rapport.briefings.told_power import told_changes, told_power
from rapport.records.entry import from_json, misfit
from rapport.records.models import Actor, ActorReview, KnowHow, Offer


@reads
def listed(request: Request) -> Any:
    """Answer the changes of power, the newest first."""
    return {"rows": told_changes(power_changes(request.asking))}


@reads
def one(request: Request, key: uuid.UUID) -> Any:
    """Answer one change of power: what it would touch, or what it changed, and the plan."""
    return told_power(power_page(request.asking, key, whole=True))


@reads
def every_know_how(request: Request) -> Any:
    """Answer what the office knows how to do."""
    return {"rows": know_how(request.asking)}


@writes
def add_know_how(request: Request) -> Any:
    """Add something the office knows how to do: ``{"topic": "customs", "text": "..."}``."""
    values = from_json(KnowHow, told(request))
    for name in ("topic", "text"):
        if name not in values:
            raise misfit(name)
    change = verbs.note_know_how(request.asking, **values)
    return {"added": change.row.pk, "change_set": change.key}


@reads
def reviews(request: Request) -> Any:
    """Answer how the yearly reviews went, counted in steps of three, without names."""
    return {"years": years(request.asking)}


@reads
def of_actor(request: Request, key: uuid.UUID) -> Any:
    """Answer the reviews of one group and what we offered it, the newest first."""
    me = request.asking.me
    Actor.objects.one_visible_to(me, key)
    return {
        "reviews": [_told(one, "on", "in_touch", "obstacle", "next_step", "note")
                    for one in reviews_of(me, key)],
        "offers": [_told(one, "topic", "what", "offered_on", "given_on", "answer")
                   for one in offers_to(me, key)],
    }  # fmt: skip


def _told(row: ActorReview | Offer, *names: str) -> dict[str, Any]:
    return {"key": row.pk, **{name: getattr(row, name) for name in names}}
