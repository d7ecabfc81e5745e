"""A cell of a view over records: one line, and where it comes from.

Views such as the common ground have no text of their own. Each line in them is a record, and says
which one, of what day, and in which contact it was heard.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rapport.records.models import Colleague, CommonGround, Insight, Interaction, Nature
from rapport.records.models.scoped import FromInteraction
from rapport.records.raw_rows import among


class Heard(NamedTuple):
    """The contact in which something was heard, as far as the reader may see it."""

    on: date
    channel: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line comes from: the kind of record (and of insight), its day, the contact.

    ``known_from`` says who told, ``confidence`` how sure we are, where the record says so.
    ``reading`` is what we only read into what was said.
    """

    of: str
    on: date | None = None
    heard: Heard | None = None
    kind: str = ""
    known_from: str = ""
    confidence: str = ""
    reading: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of a view. ``may_travel``: it may be printed where somebody ticks it."""

    key: uuid.UUID
    text: str
    origin: Origin
    may_travel: bool = False
    state: str = ""

    @property
    def piece(self) -> str:
        """Return the name it is ticked by."""
        return f"{self.origin.of}:{self.key}"


def heard_in_these(me: Colleague, rows: Iterable[FromInteraction]) -> Mapping[uuid.UUID, Heard]:
    """Return the contacts that these rows come from and that the reader may see; one question."""
    keys = {row.interaction_id for row in rows if row.interaction_id is not None}
    if not keys:
        return {}
    seen = Interaction.objects.visible_to(me).filter(pk__in=among(list(keys)))
    return {key: Heard(on, channel) for key, on, channel in seen.values_list("pk", "on", "channel")}


def cell_of_insight(row: Insight, heard: Mapping[uuid.UUID, Heard]) -> Cell:
    """Return an insight as a line."""
    return Cell(
        key=row.pk,
        text=row.text,
        origin=origin_of_insight(row, heard),
        may_travel=row.may_be_ticked,
        state=row.state,
    )


def origin_of_insight(row: Insight, heard: Mapping[uuid.UUID, Heard]) -> Origin:
    """Return an insight as what something rests on."""
    return Origin(
        of="note",
        on=row.on,
        heard=heard_of(row, heard),
        kind=row.kind,
        known_from=row.known_from,
        confidence=row.confidence,
        reading=row.nature != Nature.FACT,
    )


def cell_of_ground(
    row: CommonGround, known: Mapping[uuid.UUID, Insight], heard: Mapping[uuid.UUID, Heard]
) -> Cell | None:
    """Return a line of the common ground, with what it rests on.

    One that rests on an insight is there as long as that is: not once it has ended, is hidden from
    the reader (it is not ``known``), or is kept as family, faith or health.
    """
    said = heard_of(row, heard)
    if row.insight_id is None:
        origin = Origin(of="ground", on=row.on, heard=said)
        return Cell(row.pk, row.text, origin, may_travel=row.may_be_ticked)
    insight = known.get(row.insight_id)
    if insight is None or insight.special:
        return None
    rests = origin_of_insight(insight, heard)
    origin = replace(rests, of="ground", heard=said or rests.heard)
    travels = row.may_be_ticked and insight.may_be_ticked
    return Cell(row.pk, row.text or insight.text, origin, may_travel=travels)


def heard_of(row: FromInteraction, heard: Mapping[uuid.UUID, Heard]) -> Heard | None:
    """Return the contact a row comes from, if the reader may see it."""
    return heard.get(row.interaction_id) if row.interaction_id else None


def of_kinds(
    rows: Iterable[Insight], heard: Mapping[uuid.UUID, Heard], kinds: Collection[str]
) -> tuple[Cell, ...]:
    """Return the insights of these kinds as lines, in the order they come."""
    return tuple(cell_of_insight(row, heard) for row in rows if row.kind in kinds)
