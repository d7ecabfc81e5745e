"""What a change set touched, as far as it matters to the rules, and judging it once at the end."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from rapport.records import judging
from rapport.records.hanging import (
    joining_kinds,
    joins,
    linked_relationships,
    noticed_at,
    relationships_joined,
    relationships_of,
    rows_joining,
)
from rapport.records.judging_mandates import negotiated_in
from rapport.records.models import (
    Actor,
    Breach,
    Colleague,
    Counterpart,
    Evidence,
    LoggedModel,
    Mandate,
    MeetingState,
    MeetingWith,
    Membership,
    Named,
    Office,
    Presence,
    Relationship,
    SealedName,
    Tenure,
)
from rapport.records.models.declared import Link
from rapport.records.name_index import open_name
from rapport.records.operations import ALIVE, Pending, about_in, key_of
from rapport.records.raw_rows import among
from rapport.rules.days import later
from rapport.rules.the_right_team import LOOKED_BACK

_FOR_THE_RULES = {"rule_settings", "ideal_days", "maximum_days"}
_WORDS = ("D03", "D04", "R06")
"""The rules whose settings hold an office's own words to look for in notes."""
_PLACE = {"circle", "sensitivity"}
"""What decides who sees a record."""
_NAMED_FOR = "relationship_id"
_OF_A_TEAM = {"function", "origin", "languages", "end_of_mission", "is_active"}
"""What of a colleague the rules about who goes rest on."""
_CALLED = "name"
"""What of a colleague tells that a text is about them."""
_LEAVING = {"end_of_mission", "is_active"}
"""What of a colleague decides whether they can keep something for us."""
_IN_REACH = "status"
"""What of a person decides whether they can vouch for anything."""


class Touched:
    """Gathers whom changes concern, before and after them, piece by piece."""

    def __init__(self) -> None:
        self._relationships: set[uuid.UUID] = set()
        self._names: list[str] = []
        self._colleagues: set[uuid.UUID] = set()
        self._circles: set[uuid.UUID] = set()
        self._mandates: set[uuid.UUID] = set()
        self._ends: set[uuid.UUID] = set()
        self._rules = False
        self._words = False

    def note(self, pending: Sequence[Pending]) -> None:
        """Note changes about to be written: the tables still say what was before."""
        given = (change for change in pending if change.patch and isinstance(change.row, Mandate))
        self._mandates.update(circle for change in given for circle in _circles_of(change))
        kinds: dict[type[LoggedModel], list[Pending]] = defaultdict(list)
        for change in pending:
            if change.patch:
                kinds[type(change.row)].append(change)
        for model, changes in kinds.items():
            link = noticed_at(model)
            if link is not None:
                before = relationships_of(
                    model, (c.row.pk for c in changes if not c.new), noticed=True
                )
                self._relationships.update(key for keys in before.values() for key in keys)
                self._relationships.update(_after(link, changes))
            self._note_ends(model, changes)
            for change in changes:
                if isinstance(change.row, SealedName):
                    self._names.append(open_name(bytes(change.row.sealed)))
                elif isinstance(change.row, Colleague):
                    self._note_colleague(change.row, change.patch.keys(), is_new=change.new)
                elif isinstance(change.row, Membership):
                    self._relationships.update(_held_within(change.row))
                    self._circles.add(change.row.circle_id)
                elif isinstance(change.row, Office) and not change.new:
                    self._note_office(change)

    def _note_ends(self, model: type[LoggedModel], changes: Sequence[Pending]) -> None:
        """Note whom a row joins, and what may hide the other end of one, or show it."""
        if joins(model):
            before = model._base_manager.filter(pk__in=among([one.row.pk for one in changes]))  # noqa: SLF001
            self._relationships.update(relationships_joined(model, before))
            self._relationships.update(relationships_joined(model, [one.row for one in changes]))
        elif model is Named:
            self._ends.update(getattr(change.row, _NAMED_FOR) for change in changes)
        elif model in {Relationship, Actor}:
            # Nothing joins what is new but what is noted with it.
            old = (change for change in changes if not change.new)
            self._ends.update(one.row.pk for one in old if _PLACE.intersection(one.patch))
        elif model in {Counterpart, Tenure}:
            self._ends.update(_of_people(model, changes))
        if model is Actor:
            groups = Relationship.objects.filter(actor__in=[change.row.pk for change in changes])
            self._relationships.update(groups.values_list("pk", flat=True))

    def _note_colleague(
        self, colleague: Colleague, columns: Collection[str], *, is_new: bool
    ) -> None:
        if {_CALLED, ALIVE}.intersection(columns):
            open_ = Breach.objects.filter(office=colleague.office_id, ended="")
            self._relationships.update(open_.values_list("relationship_id", flat=True))
        if is_new:
            return
        if _LEAVING.intersection(columns):
            self._relationships.update(_held_by(colleague))
            kept = Evidence.objects.filter(custodian=colleague)
            self._relationships.update(kept.values_list("relationship_id", flat=True))
        if _OF_A_TEAM.intersection(columns):
            self._colleagues.add(colleague.pk)
            parts = Membership.objects.filter(colleague=colleague)
            self._circles.update(parts.values_list("circle_id", flat=True))

    def _note_office(self, change: Pending) -> None:
        if _FOR_THE_RULES & change.patch.keys():
            self._rules = True
        if "rule_settings" in change.patch:
            settings = change.patch["rule_settings"]
            before = Office.objects.values_list("rule_settings", flat=True).get(pk=change.row.pk)
            self._words |= any(before.get(code) != settings.get(code) for code in _WORDS)

    def judge(self, day: date) -> None:
        """Judge anew whomever it concerned: everybody, where the rules themselves were changed."""
        if self._words:
            judging.mark_all()
        if self._rules:
            judging.rejudge_all(today=day)
            return
        judging.mark_notes_with(*self._names, today=day)
        self._relationships.update(_met_lately(self._colleagues, day))
        self._relationships.update(_to_be_met(self._circles, day))
        if self._mandates:
            self._relationships.update(negotiated_in(self._mandates, day))
        self._relationships.update(_joined_to(self._ends))
        judging.rejudge(self._relationships, today=day)


def _joined_to(ends: Collection[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Yield the relationships at the ends of what joins one of these, or one of these groups."""
    for model in joining_kinds() if ends else ():
        yield from relationships_joined(model, rows_joining(model, ends))


def _held_by(colleague: Colleague) -> Iterator[uuid.UUID]:
    """Yield the relationships somebody leads or backs up: when they leave, findings move on."""
    for held in (colleague.leads, colleague.backs_up):
        yield from held.values_list("pk", flat=True)


def _held_within(part: Membership) -> Iterator[uuid.UUID]:
    """Yield what somebody leads, backs up or keeps in a circle that opens or closes to them."""
    for held in (part.colleague.leads, part.colleague.backs_up):
        yield from held.filter(circle=part.circle_id).values_list("pk", flat=True)
    kept = Evidence.objects.filter(custodian=part.colleague, circle=part.circle_id)
    yield from kept.values_list("relationship_id", flat=True)


def _of_people(model: type[LoggedModel], changes: Sequence[Pending]) -> Iterator[uuid.UUID]:
    """Yield what we have with people who may have come into reach, or gone out of it."""
    people = {
        getattr(one.row, "counterpart_id", one.row.pk)
        for one in changes
        if model is Tenure or (not one.new and _IN_REACH in one.patch)
    }
    if people:
        rows = Relationship.objects.filter(counterpart__in=people)
        yield from rows.values_list("pk", flat=True)


def _circles_of(change: Pending) -> Iterator[uuid.UUID]:
    """Yield the circles a mandate was in and will be in."""
    yield change.row.scope()
    if moved := change.patch.get("circle"):
        yield uuid.UUID(moved)
    if not change.new:
        there = Mandate._base_manager.filter(pk=change.row.pk)  # noqa: SLF001 - Meta API
        yield from there.values_list("circle_id", flat=True)


def _met_lately(colleagues: Collection[uuid.UUID], day: date) -> Iterator[uuid.UUID]:
    """Yield the relationships of which a rule may still ask who of us was there first."""
    if colleagues:
        since = later(day, -LOOKED_BACK)
        met = Presence.objects.filter(on__gt=since, interaction__ours__colleague__in=colleagues)
        yield from met.values_list("relationship_id", flat=True).distinct()


def _to_be_met(circles: Collection[uuid.UUID], day: date) -> Iterator[uuid.UUID]:
    """Yield the relationships of these circles with whom a meeting is planned."""
    if circles:
        ahead = MeetingWith.objects.filter(
            meeting__circle__in=circles, meeting__state=MeetingState.PLANNED, meeting__on__gte=day
        )
        yield from ahead.values_list("relationship_id", flat=True).distinct()


def _after(link: Link, changes: Sequence[Pending]) -> Iterator[uuid.UUID]:
    """Yield the relationships that rows of one kind will be about once they are written."""
    values = set()
    column = link.ours.removesuffix("_id")
    for change in changes:
        yield from about_in(change.patch)
        plain = change.patch.get(column)
        values.add(key_of(plain) if plain else getattr(change.row, link.ours))
    values.discard(None)  # it may name nobody: a consent of a group
    if link.theirs == "pk":
        yield from values
    else:
        for keys in linked_relationships(link, values).values():
            yield from keys
