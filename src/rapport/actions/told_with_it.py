"""What a log may bring with it: a concern, promises, requests made in it, a greeting, our words."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.asks import ANSWERS
from rapport.actions.commitments import make_commitment
from rapport.actions.exceptions import ForLives
from rapport.actions.insights import note_insight, tell
from rapport.actions.presences import There
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Asked,
    DisclosureKind,
    Gate,
    InsightKind,
    Interaction,
    KnownFrom,
    Nature,
    Occasion,
    OnTime,
    Outcome,
    OwnWords,
    OwnWordsKind,
    Relationship,
    Side,
    spoken,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.packed_facts import NOT_AS_A_PERSON
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice

SETTLED_BY_A_LOG = (Outcome.MADE, *sorted(ANSWERS))
"""What a log may say became of a request: asked with no answer yet, or their answer."""


@dataclass(frozen=True, slots=True)
class AlsoHeard:
    """A concern and promises. Each names whose it is; without that it is the first one's named."""

    concern: str = ""
    concern_of: uuid.UUID | None = None
    our_promise: str = ""
    our_promise_due: date | None = None
    our_promise_to: uuid.UUID | None = None
    their_promise: str = ""
    their_promise_due: date | None = None
    their_promise_of: uuid.UUID | None = None


class AskedFor(NamedTuple):
    """A planned request that a log settles, and what became of it (one of ``SETTLED_BY_A_LOG``)."""

    ask: uuid.UUID
    outcome: str = Outcome.MADE


class Requests:
    """The requests that a log settles, with those they were made of.

    ``for_lives`` and ``gate`` say of all that was asked in it that lives depend on it, and for
    which gate it is.
    Raises ``CannotBe`` where nobody of the log was asked for it, or could have been, and
    ``NotThere`` for a request one may not change.
    """

    def __init__(
        self,
        asking: Asking,
        asked_for: Iterable[AskedFor],
        *,
        theirs: Mapping[uuid.UUID, There],
        on: date,
        on_time: str = "",
        for_lives: ForLives | None = None,
        gate: Gate | None = None,
    ) -> None:
        self.on = on
        self._asking, self.for_lives, self.gate = asking, for_lives, gate
        self._outcomes = {entry.ask: entry.outcome for entry in asked_for}
        rows = Ask.objects.changeable_by(asking.me).filter(pk__in=self._outcomes)
        self._asks = list(rows.order_by("pk"))
        if len(self._asks) != len(self._outcomes):
            raise NotThere(NOT_THERE)
        for ask in self._asks:
            self._check(ask, theirs)
        self._asked = {ask.pk for ask in self._asks if is_asked_by(ask, self._outcomes[ask.pk], on)}
        if self._asks and on_time == OnTime.ABSENT:
            raise CannotBe(
                gettext_noop("We were not there, so no request was made."),
                next_step=gettext_noop("Untick the request, or record that we were there."),
            )

    def _check(self, ask: Ask, theirs: Mapping[uuid.UUID, There]) -> None:
        there = theirs.get(ask.relationship_id)
        if there is None:
            raise CannotBe(
                gettext_noop("This request is for somebody who was not chosen."),
                next_step=gettext_noop("Choose them too, or untick the request."),
            )
        if there.part in NOT_AS_A_PERSON:
            raise CannotBe(
                gettext_noop("An interpreter or introducer is not the person we ask."),
                next_step=gettext_noop("Choose another role for them, or untick the request."),
            )
        check_choice(self._outcomes[ask.pk], SETTLED_BY_A_LOG)
        if ask.outcome != Outcome.MADE and not ask.is_ahead:
            raise CannotBe(
                gettext_noop("This request already has an outcome."),
                next_step=gettext_noop("Change it on their page."),
            )

    def _asked_now(self, ask: Ask) -> bool:
        """Say whether it was asked in this contact; an answer may come to an earlier request.

        What was so before the log is meant: once it is settled, a request looks otherwise.
        """
        return ask.pk in self._asked

    def presence(self, there: There) -> There:
        """Return somebody's place, with the word that they were asked if they were."""
        asked = any(
            ask.relationship_id == there.relationship and self._asked_now(ask) for ask in self._asks
        )
        return there._replace(asked=Asked.YES) if asked else there

    def save_lives(self, relationships: Iterable[uuid.UUID]) -> bool:
        """Say whether the life-saving exception was used with one of these people."""
        among = set(relationships)
        return self.for_lives is not None or any(
            ask.life_saving and ask.relationship_id in among and self._asked_now(ask)
            for ask in self._asks
        )

    def settle(self, changes: ChangeSet, logged: Mapping[uuid.UUID, Interaction]) -> None:
        """Say what became of each, on the day of the log; ``logged`` are the logs by person."""
        for ask in self._asks:
            outcome = self._outcomes[ask.pk]
            said: dict[str, Any] = {"outcome": outcome}
            if self._asked_now(ask) and ask.interaction_id is None:
                said["interaction"] = logged[ask.relationship_id]
            said["made_on"] = min(ask.made_on or self.on, self.on)
            if outcome in ANSWERS:
                said["answered_on"] = self.on
            if self.for_lives is not None and not ask.life_saving and self._asked_now(ask):
                said |= self.for_lives.columns(self._asking, ask.circle)
            if self._may_open(ask):
                said["gate"] = self.gate
            if ask.outcome == Outcome.DEFERRED:
                said["again_on"] = None
                said.setdefault("answered_on", None)
            changes.change(ask, **said)

    def _may_open(self, ask: Ask) -> bool:
        """Say whether a request was asked for the gate of the log, and for no other before."""
        gate = self.gate
        here = gate is not None and gate.circle_id == ask.circle_id
        return here and ask.gate_id is None and self._asked_now(ask)

    def opening(self) -> set[uuid.UUID]:
        """Return of whom a request was settled, made or answered, that is for the log's gate."""
        gate = self.gate.pk if self.gate else None
        return {ask.relationship_id for ask in self._asks if gate and ask.gate_id == gate}

    def of(self) -> set[uuid.UUID]:
        """Return of whom a request was made that was planned."""
        return {ask.relationship_id for ask in self._asks if self._asked_now(ask)}


def is_asked_by(ask: Ask, outcome: str, on: date) -> bool:
    """Say whether a log of a day that settles a request so is one in which it was asked.

    An answer to a request that was made on another day, or in another contact, asks nothing anew.
    """
    made_before = ask.outcome == Outcome.MADE and (
        ask.interaction_id is not None or ask.made_on != on
    )
    return not made_before or outcome == Outcome.MADE


def greeted(
    asking: Asking, keys: Iterable[uuid.UUID], about: Iterable[uuid.UUID]
) -> list[Occasion]:
    """Return the occasions a contact was for, of those who were there."""
    wanted = set(keys)
    rows = Occasion.objects.changeable_by(asking.me).filter(pk__in=wanted)
    found = list(rows.filter(relationship__in=list(about)).order_by("pk"))
    if len(found) != len(wanted):
        raise NotThere(NOT_THERE)
    return found


def note_what_was_heard(
    asking: Asking, also: AlsoHeard, logged: Mapping[uuid.UUID, Interaction]
) -> None:
    """Note a concern and promises, each of the one it is of, in the log they were there in.

    ``logged`` are the logs by person, whoever was named first before the others.
    """
    if also.concern:
        note_insight(
            asking,
            **_where(also.concern_of, logged),
            kind=InsightKind.CONCERN,
            nature=Nature.FACT,
            known_from=KnownFrom.TOLD_US,
            text=also.concern,
        )
    for side, text, due, whose in (
        (Side.US, also.our_promise, also.our_promise_due, also.our_promise_to),
        (Side.THEM, also.their_promise, also.their_promise_due, also.their_promise_of),
    ):
        if text:
            where = _where(whose, logged)
            made_on = where.pop("on")
            make_commitment(asking, **where, by=side, text=text, due=due, made_on=made_on)


def _where(whose: uuid.UUID | None, logged: Mapping[uuid.UUID, Interaction]) -> dict[str, Any]:
    about = whose or next(iter(logged))
    if about not in logged:
        raise CannotBe(
            gettext_noop("The concern belongs to somebody who was not chosen."),
            next_step=gettext_noop("Choose them too, or say whose it is."),
        )
    return {"relationship": about, "interaction": logged[about].pk, "on": logged[about].on}


TOLD_AS = {
    OwnWordsKind.WHO_WE_ARE: DisclosureKind.ORGANISATION,
    OwnWordsKind.NOT_DO: DisclosureKind.PRINCIPLES,
    OwnWordsKind.WHY_ACCESS: DisclosureKind.MANDATE,
    OwnWordsKind.RED_LINES: DisclosureKind.LIMITS,
}
"""What was shared where one of our own words was told."""

_SHORT = 200
"""So much of the words is kept with it: enough to know which they were."""


class Told:
    """Which of our own words were told in a contact, to all who were there as themselves.

    Raises ``CannotBe`` where we were not there to say anything.
    """

    def __init__(self, asking: Asking, kinds: Iterable[str], *, on_time: str = "") -> None:
        self._asking = asking
        self._kinds = list(dict.fromkeys(kinds))
        for kind in self._kinds:
            check_choice(kind, [one.value for one in TOLD_AS])
        if self._kinds and on_time == OnTime.ABSENT:
            raise CannotBe(
                gettext_noop("We were not there, so nothing was told."),
                next_step=gettext_noop("Untick what was told, or record that we were there."),
            )

    def note(
        self, theirs: Mapping[uuid.UUID, There], logged: Mapping[uuid.UUID, Interaction]
    ) -> None:
        """Note it for each of them, in the words of a language they speak."""
        if not self._kinds:
            return
        words = list(OwnWords.objects.filter(office=self._asking.me.office_id).order_by("pk"))
        rows = Relationship.objects.filter(pk__in=logged).select_related("counterpart", "actor")
        for about in rows.order_by("pk"):
            if theirs[about.pk].part in NOT_AS_A_PERSON:
                continue
            cards = spoken(
                words,
                [
                    *(about.counterpart.languages if about.counterpart else ()),
                    *self._asking.me.languages,
                ],
            )
            for kind in self._kinds:
                tell(
                    self._asking,
                    relationship=about.pk,
                    on=logged[about.pk].on,
                    interaction=logged[about.pk].pk,
                    kind=TOLD_AS[OwnWordsKind(kind)],
                    text=_shortly(cards[kind].text) if kind in cards else "",
                )


def _shortly(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _SHORT else f"{whole[:_SHORT].rsplit(' ', 1)[0]}…"
