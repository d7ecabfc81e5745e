"""What the rules are told of turnover: a backup they have met, a lead who leaves, the handover."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from rapport.records.models import Handover, OurPresence, Relationship
from rapport.records.questions import Question
from rapport.records.raw_rows import Key
from rapport.rules.facts_of_turnover import TurnoverFact

_MET = OurPresence.objects.filter(
    colleague=OuterRef("backup"),
    interaction__two_way=True,
    interaction__theirs__relationship=OuterRef("pk"),
)
_LEAVES = Q(lead__end_of_mission__isnull=False, lead__is_active=True)
_HOLDING = Question(
    lambda wanted, today: (
        Relationship.objects.filter(pk__in=wanted)
        .filter(Q(backup__isnull=False) | _LEAVES)
        .annotate(met=Exists(_MET.filter(interaction__on__lte=today)))
        .filter(Q(met=True) | _LEAVES)
        .order_by("pk")
    ),
    *("pk", "met", "lead__end_of_mission", "lead__is_active"),
)
_HANDOVERS = Question(
    lambda wanted, _today: Handover.objects.filter(
        relationship__in=wanted, leaver=F("relationship__lead")
    ).order_by("pk"),
    *("relationship_id", "pk", "offer__answer"),
)


def turnover_of(wanted: RawSQL, today: date) -> Mapping[Key, Sequence[TurnoverFact]]:
    """Return who could step in and who leaves, by relationship; of most there is nothing."""
    rows = _HOLDING.ask(wanted, today)
    leaving = any(until and active for _, _, until, active in rows)
    begun: dict[Key, tuple[Key, str]] = {
        about: (key, answer or "")
        for about, key, answer in (_HANDOVERS.ask(wanted, today) if leaving else ())
    }
    nothing: tuple[Key | None, str] = (None, "")
    return {
        about: (TurnoverFact(bool(met), until if active else None, *begun.get(about, nothing)),)
        for about, met, until, active in rows
    }
