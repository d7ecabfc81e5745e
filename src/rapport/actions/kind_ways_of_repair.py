"""How the doors that name a kind in words reach breaches, their repair, and lessons."""

from collections.abc import Mapping

from rapport.actions import breaches, lessons, repair
from rapport.actions.kind_ways import Verb, Way, columns_of
from rapport.records.entry import Keys, entered_columns
from rapport.records.models import (
    Breach,
    Demand,
    Lesson,
    LoggedModel,
    NameConsent,
    RepairStep,
)
from rapport.records.models.repair import OfBreach


def _change_of(kind: type[OfBreach]) -> Verb:
    return lambda asking, **told: repair.change_of_breach(asking, kind, **told)


def _remove_of(kind: type[OfBreach]) -> Verb:
    return lambda asking, **told: repair.remove_of_breach(asking, kind, **told)


_STEP = ("stage", "text", "on", "until", "fitting", "speaker")

DONE_IN_A_REPAIR: Mapping[tuple[str, str], Way] = {
    ("breach", "step"): Way(repair.take_repair_step, "breach", columns_of(RepairStep, *_STEP)),
    ("breach", "without"): Way(
        repair.go_on_without, "breach", columns_of(RepairStep, "stage", because="text")
    ),
    ("breach", "demand"): Way(repair.add_demand, "breach", columns_of(Demand, "text", "on")),
    ("breach", "name"): Way(repair.note_name, "breach", entered_columns(NameConsent)),
    ("breach", "pause"): Way(
        breaches.pause_requests,
        "key",
        {"asks": Keys(), **columns_of(Breach, because="paused_because", until="ended_on")},
    ),
    ("breach", "review"): Way(
        breaches.review_repair,
        "key",
        columns_of(Breach, "ended", why="ended_because", on="ended_on"),
    ),
    ("demand", "screen"): Way(
        repair.screen_demand,
        "key",
        columns_of(Demand, "screened", "red_line", "refer_to", "refusal"),
    ),
}
"""What can be done with a breach, and with a demand, beside changing and removing it."""

CHANGED_OF_REPAIR: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "breach": (Breach, breaches.change_breach, breaches.remove_breach),
    "demand": (Demand, _change_of(Demand), _remove_of(Demand)),
    "lesson": (Lesson, lessons.change_lesson, lessons.remove_lesson),
    "nameconsent": (NameConsent, _change_of(NameConsent), _remove_of(NameConsent)),
    "repairstep": (RepairStep, _change_of(RepairStep), _remove_of(RepairStep)),
}
"""Kinds that are changed and removed by verbs of their own."""

NAMED_OF_REPAIR: Mapping[str, tuple[str, ...]] = {
    "demand": ("red_line", "refer_to"),
    "repairstep": ("speaker",),
}
"""What one of these names by its key, beside what people fill in."""
