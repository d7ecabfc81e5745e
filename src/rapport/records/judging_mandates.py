"""Facts about mandates, loaded for the rules: only of the circles in which somebody negotiates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from rapport.records.models import (
    Mandate,
    MeetingState,
    MeetingWith,
    Phase,
    Purpose,
    Relationship,
    Sensitivity,
)
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among, as_uuid
from rapport.rules import facts as shapes

_MANDATES = Question(
    lambda wanted, _today: Mandate.objects.filter(
        circle__in=wanted, sensitivity__lt=Sensitivity.SEVERE
    ).order_by("since", "pk"),
    *("circle_id", "pk", "since", "until", "gate_id"),
)


def negotiates(phase: str, meetings: Sequence[shapes.MeetingFact]) -> bool:
    """Say whether a mandate is needed: we negotiate with them, or plan a meeting to."""
    return phase == Phase.NEGOTIATION or any(
        meeting.purpose == Purpose.NEGOTIATION and meeting.state == MeetingState.PLANNED
        for meeting in meetings
    )


def mandates_needed(circles: Iterable[Key]) -> Mapping[Key, tuple[shapes.MandateFact, ...]]:
    """Return the mandates of these circles; where there is no circle, nothing is asked."""
    wanted = {as_uuid(circle) for circle in circles}
    found: dict[Key, list[shapes.MandateFact]] = defaultdict(list)
    if wanted:
        for circle, *mandate in _MANDATES.ask(among(sorted(wanted))):
            found[circle].append(shapes.MandateFact(*mandate))
    return {circle: tuple(mandates) for circle, mandates in found.items()}


def negotiated_in(circles: Iterable[UUID], day: date) -> Iterator[UUID]:
    """Yield the relationships of these circles of which a mandate is asked (``negotiates``)."""
    wanted = among(sorted(circles))
    in_phase = Relationship.objects.filter(circle__in=wanted, phase=Phase.NEGOTIATION)
    yield from in_phase.values_list("pk", flat=True)
    ahead = MeetingWith.objects.filter(
        relationship__circle__in=wanted,
        meeting__purpose=Purpose.NEGOTIATION,
        meeting__state=MeetingState.PLANNED,
        meeting__on__gte=day,
    )
    yield from ahead.values_list("relationship_id", flat=True)
