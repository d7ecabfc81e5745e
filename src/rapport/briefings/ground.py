"""The common ground with somebody: agreed and contested facts, norms shared or not, options.

It is a view over records: what was put there, what is disagreed about, and what makes a yes
easier. Insights that are not on it yet are offered, and go there in one tap.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.briefings.analysis_rows import (
    disagreement_rows,
    ground_rows,
    insight_rows,
    reading_rows,
    request_rows,
)
from rapport.briefings.cells import (
    Cell,
    Heard,
    Origin,
    cell_of_ground,
    cell_of_insight,
    heard_in_these,
    heard_of,
)
from rapport.briefings.person import relationship_of
from rapport.briefings.second_reader import Read, readings
from rapport.records.asking import Asking
from rapport.records.models import (
    Analysis,
    Ask,
    Disagreement,
    DisagreementCause,
    GroundKind,
    Insight,
    InsightKind,
    Nature,
    Sensitivity,
)

OFFERED_IN: Mapping[str, tuple[str, ...]] = {
    InsightKind.POSITION: (
        GroundKind.CONTESTED_FACT,
        GroundKind.CONVERGENT_NORM,
        GroundKind.DIVERGENT_NORM,
    ),
    InsightKind.REASONING: (GroundKind.AGREED_FACT, GroundKind.CONTESTED_FACT),
    InsightKind.VALUE: (GroundKind.CONVERGENT_NORM, GroundKind.DIVERGENT_NORM),
    InsightKind.NEED: (GroundKind.AGREED_FACT, GroundKind.OPTION),
    InsightKind.CONCERN: (GroundKind.AGREED_FACT, GroundKind.CONTESTED_FACT),
    InsightKind.CONSTRAINT: (GroundKind.AGREED_FACT, GroundKind.CONTESTED_FACT),
    InsightKind.OFFER: (GroundKind.OPTION,),
}
"""Where on the common ground an insight of a kind may belong; of other kinds, nowhere."""

_ALSO_READ = frozenset({InsightKind.POSITION, InsightKind.OFFER})
"""Kinds that are offered also where we only read them into what was said."""

_CONTESTED: Mapping[str, str] = {
    DisagreementCause.FACTS: GroundKind.CONTESTED_FACT,
    DisagreementCause.NORMS: GroundKind.DIVERGENT_NORM,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the common ground: its lines that may be changed, and those of other records."""

    kind: str
    cells: tuple[Cell, ...]
    drawn: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """Say whether nothing stands here."""
        return not (self.cells or self.drawn)


@dataclass(frozen=True, slots=True)
class Offered:
    """An insight that is not on the common ground yet, and where it may belong."""

    cell: Cell
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The common ground with somebody, what could be put on it, and who was asked to read it."""

    relationship: uuid.UUID
    alias: str
    places: tuple[Place, ...]
    offered: tuple[Offered, ...]
    readings: tuple[Read, ...]
    may_change: bool
    for_named_only: bool
    circle: uuid.UUID

    @property
    def of(self) -> str:
        """Return which analysis it is."""
        return Analysis.COMMON_GROUND.value

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return every line on it."""
        return tuple(cell for place in self.places for cell in (*place.cells, *place.drawn))


def common_ground(asking: Asking, key: uuid.UUID) -> Ground:
    """Return the common ground with somebody; raises ``NotThere``. A fixed number of questions."""
    me = asking.me
    row = relationship_of(asking, key)
    put = ground_rows(me, key)
    insights = insight_rows(me, key, asking.day)
    apart = disagreement_rows(me, key)
    asks = request_rows(me, key)
    heard = heard_in_these(me, [*put, *insights, *apart, *asks])
    known = {one.pk: one for one in insights}
    drawn = [*_from_disagreements(apart, heard), *_from_requests(asks)]
    cells = [(one.kind, cell_of_ground(one, known, heard)) for one in put]
    lines = [(kind, cell) for kind, cell in cells if cell is not None]
    resting = {one.insight_id for one in put}
    return Ground(
        relationship=row.pk,
        alias=row.called,
        places=tuple(
            Place(
                kind,
                tuple(cell for where, cell in lines if where == kind),
                tuple(cell for where, cell in drawn if where == kind),
            )
            for kind in GroundKind.values
        ),
        offered=tuple(
            Offered(cell_of_insight(one, heard), tuple(OFFERED_IN[one.kind]))
            for one in insights
            if one.pk not in resting and _may_be_put(one)
        ),
        readings=readings(reading_rows(me, key), me, Analysis.COMMON_GROUND),
        may_change=row.circle_id in me.writable_circles(),
        for_named_only=row.sensitivity >= Sensitivity.SEVERE,
        circle=row.circle_id,
    )


def _may_be_put(one: Insight) -> bool:
    said = one.nature == Nature.FACT or one.kind in _ALSO_READ
    return said and one.kind in OFFERED_IN and not one.special


def _from_disagreements(
    rows: Sequence[Disagreement], heard: Mapping[uuid.UUID, Heard]
) -> list[tuple[str, Cell]]:
    return [
        (_CONTESTED[row.cause], disagreed(row, heard)) for row in rows if row.cause in _CONTESTED
    ]


def disagreed(row: Disagreement, heard: Mapping[uuid.UUID, Heard]) -> Cell:
    """Return a disagreement as a line."""
    origin = Origin(of="disagreement", on=row.on, heard=heard_of(row, heard), kind=row.cause)
    return Cell(row.pk, row.text, origin, state=row.state)


def _from_requests(rows: Sequence[Ask]) -> list[tuple[str, Cell]]:
    """Return what makes a yes to what we mean to ask easier: each an option."""
    found = []
    for row in rows:
        if row.is_ahead:
            origin = Origin(of="request", on=row.due_on)
            said = [row.softens, *(softened for *_, softened in row.weighed())]
            found += [
                (GroundKind.OPTION.value, Cell(row.pk, text, origin))
                for text in dict.fromkeys(said)
                if text
            ]
    return found
