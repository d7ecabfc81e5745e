"""How the doors that name a kind in words reach changes of power, plans, know-how and reviews."""

from collections.abc import Mapping

from rapport.actions import actor_reviews, know_how, plans, power_changes
from rapport.actions.kind_ways import Verb, Way, columns_of
from rapport.records.entry import Keys, entered_columns
from rapport.records.models import (
    ActorReview,
    KnowHow,
    LoggedModel,
    Offer,
    PlanItem,
    PowerChange,
)

_HEARD = {
    **columns_of(PowerChange, "what", "kind", "certainty", "on", "place", "basis"),
    **columns_of(PowerChange, "fallen", "risen", "position"),
}


def _but(name: str) -> dict[str, object]:
    return {key: column for key, column in _HEARD.items() if key != name}


DONE_WITH_POWER: Mapping[tuple[str, str], Way] = {
    ("actor", "loses-power"): Way(power_changes.record_power_change, "fallen", _but("fallen")),
    ("actor", "gains-power"): Way(power_changes.record_power_change, "risen", _but("risen")),
    ("actor", "offer"): Way(know_how.make_offer, "actor", entered_columns(Offer)),
    ("actor", "review"): Way(actor_reviews.review_actor, "actor", entered_columns(ActorReview)),
    ("powerchange", "apply"): Way(power_changes.apply_power_change, "key", {"leave": Keys()}),
    ("powerchange", "take-back"): Way(
        power_changes.undo_power_change, "key", columns_of(PowerChange, because="false_because")
    ),
    ("powerchange", "step"): Way(
        plans.add_plan_item, "power_change", columns_of(PlanItem, "text", "owner", "due")
    ),
    ("planitem", "done"): Way(
        plans.finish_plan_item, "key", columns_of(PlanItem, "outcome", on="done_on")
    ),
}
"""What can be done with a group when power changes hands, with the change, and with its plan."""

CHANGED_OF_POWER: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "actorreview": (ActorReview, actor_reviews.change_review, actor_reviews.remove_review),
    "knowhow": (KnowHow, know_how.change_know_how, know_how.remove_know_how),
    "offer": (Offer, know_how.change_offer, know_how.remove_offer),
    "planitem": (PlanItem, plans.change_plan_item, plans.remove_plan_item),
    "powerchange": (
        PowerChange,
        power_changes.change_power_change,
        power_changes.remove_power_change,
    ),
}
"""Kinds that are changed and removed by verbs of their own."""

NAMED_OF_POWER: Mapping[str, tuple[str, ...]] = {
    "planitem": ("owner",),
    "powerchange": ("fallen", "risen", "position"),
}
"""What one of these names by its key, beside what people fill in."""
