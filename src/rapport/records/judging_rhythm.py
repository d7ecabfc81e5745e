"""The rhythm of a relationship, from the contacts loaded of it, where the office lets it count."""

from collections.abc import Sequence

from rapport.records.models import Office
from rapport.rules.facts import InteractionFact
from rapport.rules.rhythm import RhythmFact, rhythm_of
from rapport.rules.rule import Settings


def own_rhythm(
    contacts: Sequence[InteractionFact] | None,
    ideal: int | None,
    office: Office,
    settings: Settings,
) -> RhythmFact | None:
    """Return what is usual, or None where U02 would not ask for it: the work is spared."""
    numbers = settings["U02"]
    if not contacts or not numbers or not 0 < numbers["contacts"] <= len(contacts):
        return None
    days = [contact.on for contact in contacts if contact.two_way]
    return rhythm_of(days, ideal or office.ideal_days) if len(days) >= numbers["contacts"] else None
