"""The card of a meeting for the road: roles and numbers, and the words that were ticked.

Paper is read at checkpoints by people it was not written for. No alias and no name of a colleague
is ever on it; the words of the plan are, piece by piece, where whoever prints it ticked them
(decision 0048), and so is how to refuse at a red line, but nothing else of red lines or mandates.
A dash stands for a name within them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.briefings.meeting_card import Card
from rapport.messages import gettext_noop
from rapport.names import Mask
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Counterpart, Meeting, RedLineTopic, Sensitivity
from rapport.records.note_flags import with_real_names
from rapport.records.refusals import CannotBe

CARRIED = (
    *("opener", "listening_question", "acknowledgement", "may_say", "not_to_raise", "respect"),
    *("closing", "place", "journey", "guests"),
)
"""The columns of a meeting that may be carried where they are ticked; no other ever is."""

BLANK = "—"
"""Stands for a name within the words that were ticked."""

_LEAST = 3
"""Letters of a part of a name without which it is not looked for alone: "de", "al"."""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece that may be ticked: the column it is of, its title, the words."""

    name: str
    title: Any
    text: str


@dataclass(frozen=True, slots=True)
class MayBeCarried:
    """What may be ticked: of the plan, and to refuse with; for named people only, nothing."""

    pieces: tuple[Words, ...]
    refusals: tuple[Words, ...]
    for_named_only: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """The page to carry: the day and hour, how, who of us by their parts alone, what was ticked."""

    on: date
    begins: datetime | None
    channel: str
    ours: tuple[str, ...]
    no_request: bool
    fewest: int
    pieces: tuple[Words, ...]


def what_may_be_carried(asking: Asking, card: Card) -> MayBeCarried:
    """Return the pieces that may be ticked: never one in which a real name stands."""
    meeting = card.planned.meeting
    if meeting.sensitivity >= Sensitivity.SEVERE:
        return MayBeCarried((), (), for_named_only=True)
    plan = [Words(name, _title(name), text) for name in CARRIED if (text := getattr(meeting, name))]
    refusals = list(_refusals(card))
    # As it was written: with an alias covered, half of a name would pass for no name.
    named = with_real_names((one.text for one in (*plan, *refusals)), circle=meeting.circle_id)
    planned = card.planned
    going = [*(us.name for us in planned.ours), *filter(None, [card.remark_by])]
    covered = covering(asking, aliases=[one.alias for one in planned.theirs], going=going)

    def nameless(found: Iterable[Words]) -> tuple[Words, ...]:
        kept = (one for one in found if one.text not in named)
        return tuple(replace(one, text=covered(one.text)) for one in kept)

    return MayBeCarried(nameless(plan), nameless(refusals), for_named_only=False)


def _refusals(card: Card) -> Iterable[Words]:
    """Yield how to refuse at each red line; what the line itself says stays among us."""
    for line in card.red_lines:
        if line.refusal:
            other = line.topic == RedLineTopic.OTHER
            title = _("How to refuse") if other else RedLineTopic(line.topic).label
            yield Words(f"refusal:{line.key}", title, line.refusal)


def _title(name: str) -> Any:
    column: Any = Meeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    return column.verbose_name


def card_on_paper(asking: Asking, card: Card, *, ticked: Collection[str] = ()) -> Paper:
    """Return the page to carry with what was ticked; refuses what is not offered."""
    offered = what_may_be_carried(asking, card)
    pieces = (*offered.pieces, *offered.refusals)
    if not {piece.name for piece in pieces}.issuperset(ticked):
        raise CannotBe(
            gettext_noop("One of the ticked items may not be carried."),
            next_step=gettext_noop("Choose again from the current list."),
        )
    planned = card.planned
    return Paper(
        on=planned.on,
        begins=planned.begins,
        channel=planned.meeting.channel,
        ours=tuple(us.part for us in planned.ours),
        no_request=card.no_request,
        fewest=card.fewest,
        pieces=tuple(piece for piece in pieces if piece.name in ticked),
    )


def covering(
    asking: Asking, *, aliases: Sequence[str], going: Sequence[str] = ()
) -> Callable[[str], str]:
    """Return what puts a dash for every name we know in a text, however it is spelled.

    Of everybody whom the reader may see, and of every colleague of the office, the whole name is
    looked for as words. Of whom the page is about it is looked for within longer words too, and of
    who goes each part of the name alone: it is those that such a plan is full of.
    """
    here = [*aliases, *going]
    others = Counterpart.objects.visible_to(asking.me).values_list("alias", flat=True)
    colleagues = Colleague.objects.filter(office=asking.me.office).values_list("name", flat=True)
    parts = {part for name in going for part in name.split() if len(part) >= _LEAST}
    uncased = {part for part in parts if part.upper() == part.lower()}
    mask = Mask([*here, *others, *colleagues, *uncased], BLANK)
    within = _anywhere(here)
    # As it is written, or in capitals: "Will comes" names somebody, "we will come" does not.
    alone = _as_words({said for part in parts - uncased for said in (part, part.upper())})

    def cover(text: str) -> str:
        for pattern in (within, alone):
            text = pattern.sub(BLANK, text) if pattern else text
        return text

    return lambda text: cover(mask.over(text))


def _anywhere(names: Iterable[str]) -> re.Pattern[str] | None:
    said = _alternatives(names)
    return re.compile(said, re.IGNORECASE) if said else None


def _as_words(parts: Iterable[str]) -> re.Pattern[str] | None:
    said = _alternatives(parts)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)") if said else None


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
