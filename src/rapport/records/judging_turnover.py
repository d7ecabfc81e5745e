"""What the rules are told of turnover: a backup they have met, a lead who leaves, the handover."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F
from django.db.models.expressions import RawSQL

from rapport.records.models import Handover, Relationship
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among_stored
from rapport.rules.facts import InteractionFact
from rapport.rules.facts_of_turnover import TurnoverFact

_LEAVES = Question(
    lambda wanted, _today: Relationship.objects.filter(
        pk__in=wanted, lead__end_of_mission__isnull=False, lead__is_active=True
    ).order_by("pk"),
    *("pk", "lead__end_of_mission"),
)
_BACKUP_THERE = Question(
    lambda wanted, _today: Relationship.objects.filter(
        pk__in=wanted, backup__isnull=False, presences__interaction__ours__colleague=F("backup")
    ).order_by("pk"),
    *("pk", "presences__interaction_id"),
)
_HANDOVERS = Question(
    lambda wanted, _today: Handover.objects.filter(
        relationship__in=wanted, leaver=F("relationship__lead")
    ).order_by("pk"),
    *("relationship_id", "pk", "offer__answer"),
)


def turnover_of(
    wanted: RawSQL,
    today: date,
    interactions: Mapping[Key, Sequence[InteractionFact]],
    backed: Sequence[Key],
) -> Mapping[Key, Sequence[TurnoverFact]]:
    """Return who could step in and who leaves, by relationship; of most there is nothing.

    Whether the backup was ever met is asked only of those ``backed``: there a rule may want it.
    """
    leaving = dict(_LEAVES.ask(wanted, today))
    met = _backup_met(backed, interactions)
    begun: dict[Key, tuple[Key, str]] = {
        about: (key, answer or "")
        for about, key, answer in (_HANDOVERS.ask(wanted, today) if leaving else ())
    }
    nothing: tuple[Key | None, str] = (None, "")
    return {
        about: (TurnoverFact(about in met, leaving.get(about), *begun.get(about, nothing)),)
        for about in leaving.keys() | met
    }


def _backup_met(
    backed: Sequence[Key], interactions: Mapping[Key, Sequence[InteractionFact]]
) -> set[Key]:
    """Return the relationships whose backup was in a contact in which both sides spoke.

    Of the contacts only their keys are asked for, which indexes have; the rest is loaded already.
    """
    there: dict[Key, set[Key]] = defaultdict(set)
    if backed:
        for about, contact in _BACKUP_THERE.ask(among_stored(backed)):
            there[about].add(contact)
    return {
        about
        for about, keys in there.items()
        if any(one.two_way and one.key in keys for one in interactions.get(about, ()))
    }
