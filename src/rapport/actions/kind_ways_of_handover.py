"""How the doors that name a kind in words reach handovers, and the last day of a colleague."""

from collections.abc import Mapping

from rapport.actions import handed_notes, handovers, leaving
from rapport.actions.kind_ways import Verb, Way, columns_of
from rapport.records.entry import Keys, entered_columns
from rapport.records.models import (
    Colleague,
    Handover,
    Holder,
    LoggedModel,
    Meeting,
    NoteOffer,
)

DONE_IN_A_HANDOVER: Mapping[tuple[str, str], Way] = {
    ("relationship", "hand-over"): Way(
        handovers.begin_handover,
        "relationship",
        {**entered_columns(Handover), **columns_of(Handover, "successor")},
    ),
    ("colleague", "last-day"): Way(
        leaving.set_last_day, "colleague", columns_of(Colleague, on="end_of_mission")
    ),
    ("handover", "successor"): Way(
        handovers.change_successor, "key", columns_of(Handover, "successor")
    ),
    ("handover", "introduce"): Way(
        handovers.plan_introduction, "key", columns_of(Meeting, "on", "place", at="time")
    ),
    ("handover", "accept"): Way(
        handovers.accept_handover,
        "key",
        {**columns_of(Holder, "since"), "evidence": Keys(), "channels": Keys()},
    ),
    ("handover", "note"): Way(
        handed_notes.offer_note, "handover", columns_of(NoteOffer, "insight", "need")
    ),
    ("noteoffer", "agree"): Way(
        lambda asking, **told: handed_notes.answer_note(asking, agreed=True, **told), "key", {}
    ),
    ("noteoffer", "decline"): Way(
        lambda asking, **told: handed_notes.answer_note(asking, agreed=False, **told), "key", {}
    ),
}
"""What can be done with a handover, and with a note that was offered."""

CHANGED_OF_HANDOVER: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "handover": (Handover, handovers.change_handover, handovers.remove_handover),
}
"""Kinds that are changed and removed by verbs of their own."""
