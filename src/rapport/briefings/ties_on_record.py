"""Ties on the record that is handed to a person: from both ends, and without another's name."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.briefings.tie_words import sentence
from rapport.briefings.ties import Tied, in_order, lines
from rapport.names import Mask
from rapport.records.asking import Asking
from rapport.records.models import Confidence, KnownFrom, Relationship, Tie, TieStrength

OnRecord = tuple[date | None, tuple[tuple[str, str], ...], date | None]
"""The first day of a tie, its words under their labels, and its last day."""


def on_record(asking: Asking, relationship: Relationship, mask: Mask) -> Iterator[OnRecord]:
    """Yield the ties of one person as far as whoever asks may see, those that hold first."""
    about = Q(relationship=relationship) | Q(other=relationship)
    rows = in_order(Tie.objects.visible_to(asking.me).filter(about))
    somebody = _("[another person]")
    for tie in lines(asking, rows, relationship.pk):
        one, other = (_called(end, relationship, somebody) for end in (tie.one, tie.other))
        says = sentence(tie.kind, one, other, from_the_other=tie.from_the_other)
        said = [
            ("", says),
            ("", mask.over(tie.note)),
            (_("What it is needed for"), mask.over(tie.need)),
            ("", str(KnownFrom(tie.known_from).label) if tie.known_from else ""),
            (_("How sure we are"), str(Confidence(tie.confidence).label)),
            (_("How strong"), str(TieStrength(tie.strength).label) if tie.strength else ""),
        ]
        yield tie.since, tuple(pair for pair in said if pair[1]), tie.until


def _called(end: Tied, relationship: Relationship, somebody: str) -> str:
    """Return what an end is called here: a group by its name, another person by nothing."""
    if end.relationship is None or end.relationship == relationship.pk:
        return end.name
    return somebody
