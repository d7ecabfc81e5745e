"""Other classic views of a negotiation over the same records: both sides, what it is about, us.

- both sides: position, reasoning, values and needs, theirs beside ours;
- what it is mostly about: facts, norms or interests, by what is contested;
- how they see us: what we told them, what they get wrong, what a yes costs their standing.

Nothing here is written for its own sake, and nothing is judged: each line is a record.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.briefings.analysis_rows import (
    disagreement_rows,
    ground_rows,
    insight_rows,
    request_rows,
    told_rows,
    trust_rows,
)
from rapport.briefings.cells import (
    Cell,
    Heard,
    Origin,
    cell_of_ground,
    heard_in_these,
    heard_of,
    of_kinds,
)
from rapport.briefings.ground import disagreed
from rapport.briefings.mandates import in_force_with
from rapport.briefings.own_words import own_words
from rapport.briefings.person import relationship_of
from rapport.briefings.red_lines import every_red_line
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Cost,
    Disagreement,
    DisagreementCause,
    Disclosure,
    DisclosureKind,
    GroundKind,
    Insight,
    InsightKind,
    Mandate,
    OwnWordsKind,
    Sensitivity,
    Tie,
)

_STANDING = frozenset({Cost.REPUTATION, Cost.AUTHORITY, Cost.SUPERIORS, Cost.CONSTITUENTS})
"""The costs of a yes that touch how they stand with others."""

_SHOULD_KNOW = (
    DisclosureKind.ORGANISATION,
    DisclosureKind.MANDATE,
    DisclosureKind.PRINCIPLES,
    DisclosureKind.LIMITS,
)
"""What of us they should have heard before anything is asked of them."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of both sides: ``name`` is position, reasoning or values."""

    name: str
    theirs: tuple[Cell, ...]
    ours: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is contested of one sort (facts, norms, interests, or something else)."""

    sort: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Vouches:
    """Somebody they trust, who could speak for us; ``relationship`` where we know them."""

    name: str
    relationship: uuid.UUID | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class SeenByThem:
    """How they see us. ``untold`` are the kinds of what we never told them."""

    told: tuple[Cell, ...]
    untold: tuple[str, ...]
    misperceptions: tuple[Cell, ...]
    costs: tuple[Cell, ...]
    vouches: tuple[Vouches, ...]


@dataclass(frozen=True, slots=True)
class BothSides:
    """The three views of one relationship."""

    relationship: uuid.UUID
    alias: str
    layers: tuple[Layer, ...]
    contested: tuple[About, ...]
    us: SeenByThem
    may_change: bool
    for_named_only: bool
    circle: uuid.UUID

    @property
    def mostly(self) -> tuple[str, ...]:
        """Return the sort that most of what is contested is of; several where they are level.

        What comes from a misunderstanding, or from something broken, is of no sort.
        """
        counted = [one for one in self.contested if one.sort != "other"]
        most = max((len(one.cells) for one in counted), default=0)
        return tuple(one.sort for one in counted if most and len(one.cells) == most)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return every line."""
        sides = [cell for one in self.layers for cell in (*one.theirs, *one.ours)]
        apart = [cell for one in self.contested for cell in one.cells]
        us = [*self.us.told, *self.us.misperceptions, *self.us.costs]
        return (*sides, *apart, *us)


def both_sides(asking: Asking, key: uuid.UUID) -> BothSides:
    """Return the views of a relationship; raises ``NotThere``. A fixed number of questions."""
    me = asking.me
    row = relationship_of(asking, key)
    insights = insight_rows(me, key, asking.day)
    put, apart = ground_rows(me, key), disagreement_rows(me, key)
    asks, told = request_rows(me, key), told_rows(me, key)
    heard = heard_in_these(me, [*insights, *put, *apart, *told])
    ahead = [one for one in asks if one.is_ahead]
    known = {one.pk: one for one in insights}
    lines = [(one.kind, cell_of_ground(one, known, heard)) for one in put]
    return BothSides(
        relationship=row.pk,
        alias=row.called,
        layers=_layers(insights, heard, _ours(asking, ahead, in_force_with(asking, row))),
        contested=_contested(lines, apart, heard),
        us=SeenByThem(
            told=tuple(_told(one, heard) for one in told),
            untold=tuple(kind for kind in _SHOULD_KNOW if kind not in {one.kind for one in told}),
            misperceptions=of_kinds(insights, heard, {InsightKind.MISPERCEPTION}),
            costs=_costs(ahead),
            vouches=tuple(_vouches(one) for one in trust_rows(me, key, asking.day)),
        ),
        may_change=row.circle_id in me.writable_circles(),
        for_named_only=row.sensitivity >= Sensitivity.SEVERE,
        circle=row.circle_id,
    )


def _layers(
    insights: Sequence[Insight],
    heard: Mapping[uuid.UUID, Heard],
    ours: Mapping[str, list[Cell]],
) -> tuple[Layer, ...]:
    layers = {
        "position": {InsightKind.POSITION},
        "reasoning": {InsightKind.REASONING, InsightKind.CONSTRAINT},
        "values": {InsightKind.VALUE, InsightKind.NEED},
    }
    return tuple(
        Layer(name, of_kinds(insights, heard, kinds), tuple(ours[name]))
        for name, kinds in layers.items()
    )


def _ours(
    asking: Asking, ahead: Sequence[Ask], mandates: Sequence[Mandate]
) -> Mapping[str, list[Cell]]:
    """Return our side: what we ask, what we say for it, what we hold to and cannot do without."""
    words = own_words(asking.me, asking.me.languages)
    position = [
        Cell(one.pk, one.what, _request(one), may_travel=one.may_be_ticked) for one in ahead
    ]
    reasoning = [
        Cell(one.pk, text, _request(one))
        for one in ahead
        for text in (one.may_say, one.for_them, one.life_saving_reason)
        if text
    ]
    for one in mandates:
        origin = Origin(of="mandate", on=one.since, by=one.title)
        position += [Cell(one.pk, one.may_decide, origin)] if one.may_decide else []
        reasoning += [Cell(one.pk, one.may_say, origin)] if one.may_say else []
    values = [Cell(line.pk, line.text, Origin(of="red_line")) for line in every_red_line(asking.me)]
    for card in words:
        where = reasoning if card.kind == OwnWordsKind.WHY_ACCESS else values
        if card.kind != OwnWordsKind.RED_LINES:
            where.append(Cell(card.key, card.text, Origin(of="own_words")))
    values += [Cell(one.pk, one.bottom_line, _request(one)) for one in ahead if one.bottom_line]
    return {"position": position, "reasoning": reasoning, "values": values}


def _request(one: Ask) -> Origin:
    return Origin(of="ask", on=one.due_on)


def _contested(
    lines: Sequence[tuple[str, Cell | None]],
    apart: Sequence[Disagreement],
    heard: Mapping[uuid.UUID, Heard],
) -> tuple[About, ...]:
    placed = {
        "facts": (GroundKind.CONTESTED_FACT, DisagreementCause.FACTS),
        "norms": (GroundKind.DIVERGENT_NORM, DisagreementCause.NORMS),
        "interests": (None, DisagreementCause.INTERESTS),
    }
    sorted_out = {cause for _, cause in placed.values()}
    found = [
        About(
            sort,
            (
                *(cell for where, cell in lines if where == kind and cell is not None),
                *(disagreed(one, heard) for one in apart if one.cause == cause),
            ),
        )
        for sort, (kind, cause) in placed.items()
    ]
    rest = tuple(disagreed(one, heard) for one in apart if one.cause not in sorted_out)
    return (*found, About("other", rest))


def _told(one: Disclosure, heard: Mapping[uuid.UUID, Heard]) -> Cell:
    origin = Origin(of="told", on=one.on, heard=heard_of(one, heard), kind=one.kind)
    return Cell(one.pk, one.text, origin)


def _costs(ahead: Sequence[Ask]) -> tuple[Cell, ...]:
    """Return what touches their standing: ``state`` is the cost, ``text`` what softens it."""
    return tuple(
        Cell(one.pk, softened, Origin(of="ask", on=one.due_on, by=one.what), state=cost)
        for one in ahead
        for cost, _, softened in one.weighed()
        if cost in _STANDING
    )


def _vouches(tie: Tie) -> Vouches:
    origin = Origin(of="tie", on=tie.verified_on, known_from=tie.known_from)
    if tie.other is not None:
        return Vouches(tie.other.called, tie.other_id, origin)
    name = tie.other_actor.name if tie.other_actor is not None else ""
    return Vouches(name, None, origin)
