"""Findings that rest on records across circles, worked out for each reader from what they may see.

What is about the reader themselves is for them alone, and is worked out for each of them apart.

Whoever is in the same circles and named for the same people sees the same records: the answer is
worked out once for all of them, and again once anything is recorded or the day changes.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import combinations
from typing import Any, NamedTuple

from rapport.briefings.circles_told import circles_told
from rapport.briefings.closeness import called, close_ties
from rapport.briefings.facts_of_change import Called as ChangedRecord
from rapport.briefings.facts_of_change import behind_of, changes_seen, merged
from rapport.briefings.findings import Behind, Noticed
from rapport.briefings.introducers import introducer_facts
from rapport.briefings.kept import UntilRecorded
from rapport.briefings.noticed_across import Across, noticed_across
from rapport.briefings.one_person import Record, asked_of_one
from rapport.briefings.ties_with_actors import asked_lately, quiet_ties, ties_by_key
from rapport.briefings.unmet import actors_unmet, names_of, office_facts
from rapport.briefings.views import View, view_of
from rapport.briefings.ways_to_gates import gate_facts
from rapport.names import likeness
from rapport.records.asking import Asking
from rapport.records.models import Actor, Membership, OwnWaiver
from rapport.records.waiving import SetAside, waived_until
from rapport.rules.catalogue import RULES, judge_for_a_reader, validated_settings
from rapport.rules.facts_of_boundaries import CloseFacts
from rapport.rules.facts_of_many import ActorFacts, ActorTie
from rapport.rules.rule import About, Finding, Settings

_VIEWS_KEPT = 64
_OF_CHANGE = frozenset(code for code, rule in RULES.items() if rule.family == "C")


def across_circles(
    asking: Asking, *, mine: bool = False, view: View | None = None
) -> tuple[Noticed, ...]:
    """Return what the rules notice in all I may see, soonest first, set aside or not.

    With ``mine``, only what rests on something I lead or back up, or nobody does who is still in
    its circle, and what is about myself: a page of all of us may be looked at by several.
    ``view`` is what I may see, where that has been read already.
    """
    me = asking.me
    held = defaultdict(list)
    for waiver in OwnWaiver.objects.filter(by=me, until__gte=asking.day):
        aside = SetAside(waiver.code, waiver.until, frozenset(waiver.seen))
        held[waiver.about_kind, waiver.about_key].append(aside)
    view = view or view_of(asking)
    told = _ready(view)
    if mine:
        myself = (_Ready.of(one) for one in about_myself(asking, view))
        told = (*myself, *_mine(view, me.pk))
    return tuple(
        _set_aside(one, held.get((one.across.about_kind, one.across.about_key), ())) for one in told
    )


class _Ready(NamedTuple):
    """What is noticed as a page shows it, and who leads or backs up what it rests on."""

    across: Across
    noticed: Noticed
    who: frozenset[uuid.UUID | None]

    @classmethod
    def of(cls, one: Across) -> "_Ready":
        """Make it of what the rules notice."""
        return cls(one, noticed_across(one), frozenset(who for who, _ in one.holders))


@lru_cache(maxsize=_VIEWS_KEPT)
def _mine(view: View, me: uuid.UUID) -> tuple[_Ready, ...]:
    """Keep what somebody who leads or backs up is to see; it is mine too where all have gone."""
    told = _ready(view)
    held = frozenset().union(*(one.who for one in told if me not in one.who)) - {None}
    parts = Membership.objects.of_colleagues_here(view.day).filter(colleague__in=held)
    here = frozenset(parts.values_list("colleague_id", "circle_id")) if held else frozenset()
    return tuple(one for one in told if me in one.who or here.isdisjoint(one.across.holders))


def _set_aside(one: _Ready, set_aside: Sequence[SetAside]) -> Noticed:
    if not set_aside:
        return one.noticed
    until = waived_until(one.noticed.code, one.across.because, set_aside)
    return replace(one.noticed, waived_until=until)


def seen_by(asking: Asking) -> tuple[Across, ...]:
    """Return what the rules notice in all that whoever asks may see."""
    return _worked_out(view_of(asking))


def about_myself(asking: Asking, view: View | None = None) -> tuple[Across, ...]:
    """Return what is noticed of whoever asks: nobody else is told, or learns that there is none."""
    me = asking.me
    if me.is_narrowed:
        return ()
    view = view or view_of(asking)
    return _MYSELF.answer(view, me, work_out=partial(_about_myself, asking, view))


_MYSELF: UntilRecorded[tuple[Across, ...]] = UntilRecorded()


def _about_myself(asking: Asking, view: View) -> tuple[Across, ...]:
    me = asking.me
    facts = _close_ties(view, me.pk)
    settings = validated_settings(me.office.rule_settings)
    found = judge_for_a_reader(About.COLLEAGUE, facts, asking.day, settings)
    keys = [key for finding in found for _, key in finding.because if isinstance(key, uuid.UUID)]
    names = called(me, keys) if keys else {}
    last = {tie.key: tie.alone[-1] for tie in facts.ties}
    return tuple(
        Across(
            about_kind=About.COLLEAGUE,
            about_key=me.pk,
            name=me.name,
            finding=finding,
            behind=tuple(
                Behind("relationship", last[key], names[key], key) for key in keys if key in names
            ),
            holders=frozenset(),
        )
        for finding in found
    )


@lru_cache(maxsize=_VIEWS_KEPT)
def _close_ties(view: View, _me: uuid.UUID) -> CloseFacts:
    """Return whom a reader meets alone; ``_me`` parts those who share a view from each other."""
    return close_ties(view.reader, view.day)


@lru_cache(maxsize=_VIEWS_KEPT)
def _ready(view: View) -> tuple[_Ready, ...]:
    return tuple(_Ready.of(one) for one in _worked_out(view))


@lru_cache(maxsize=_VIEWS_KEPT)
def _worked_out(view: View) -> tuple[Across, ...]:
    settings = validated_settings(view.reader.office.rule_settings)
    found = [
        *_about_actors(view, settings),
        *_about_gates(view, settings),
        *_about_introducers(view, settings),
        *_about_people(view, settings),
        *_about_the_office(view, settings),
    ]
    return tuple(sorted(found, key=lambda one: (one.finding.when, one.finding.code, one.name)))


def _about_actors(view: View, settings: Settings) -> Iterator[Across]:
    quiet = quiet_ties(view, settings)
    contacts = asked_lately(view, settings)
    unmet = frozenset(actors_unmet(view, settings).alone)
    changes = changes_seen(view, settings)
    keys = list(dict.fromkeys((*quiet, *contacts, *sorted(unmet), *changes.facts)))
    actors = Actor.objects.visible_to(view.reader).in_bulk(keys)
    asked = ties_by_key(view, {one.tie for found in contacts.values() for one in found})
    for key in keys:
        ties = (ActorTie(row.key, row.opened, row.last_two_way) for row in quiet.get(key, ()))
        facts = ActorFacts(key, tuple(ties), tuple(contacts.get(key, ())), key in unmet)
        facts = merged(facts, changes.facts.get(key))
        by_key = asked | {row.key: row for row in quiet.get(key, ())}
        for finding in judge_for_a_reader(About.ACTOR, facts, view.day, settings):
            if finding.code in _OF_CHANGE:
                yield _of_change(key, actors[key].name, finding, changes.called)
                continue
            behind = [by_key[record] for _, record in finding.because if record in by_key]
            yield Across(
                about_kind=About.ACTOR,
                about_key=key,
                name=actors[key].name,
                finding=finding,
                behind=tuple(
                    Behind("relationship", row.last_two_way, row.name, row.key) for row in behind
                ),
                holders=frozenset(
                    (who, row.circle) for row in behind for who in (row.lead, row.backup)
                ),
            )


def _of_change(
    key: uuid.UUID, name: str, finding: Finding, called_here: Mapping[Any, ChangedRecord]
) -> Across:
    """Return what is noticed of a change, for whoever holds what is behind it, or for all."""
    behind = tuple(behind_of(finding.because, called_here))
    return Across(
        about_kind=About.ACTOR,
        about_key=key,
        name=name,
        finding=finding,
        behind=tuple(Behind(one.kind, one.on, one.name, one.relationship) for one in behind),
        holders=frozenset(holder for one in behind for holder in one.holders),
    )


def _about_gates(view: View, settings: Settings) -> Iterator[Across]:
    """Yield what is noticed of access, for whoever leads or backs up whom it hangs on."""
    if all(settings[code] is None for code in ("N01", "N02", "N08")):
        return
    for gate, facts, by_key in gate_facts(view):
        for finding in judge_for_a_reader(About.GATE, facts, view.day, settings):
            people = [by_key[key] for _, key in finding.because if key in by_key]
            people.sort(key=lambda one: one.relationship is None)  # a door leads to a person
            yield Across(
                about_kind=About.GATE,
                about_key=gate.pk,
                name=gate.name,
                finding=finding,
                behind=tuple(Behind(one.kind, None, one.name, one.relationship) for one in people),
                holders=frozenset(
                    holder for one in people if one.relationship for holder in one.holders
                ),
            )


def _about_introducers(view: View, settings: Settings) -> Iterator[Across]:
    """Yield what is noticed of who introduces us, for whoever leads or backs them up."""
    if settings["N07"] is None:
        return
    for who, facts in introducer_facts(view):
        for finding in judge_for_a_reader(About.INTRODUCER, facts, view.day, settings):
            asked = {one.key: one for one in facts.introductions}
            behind = [asked[key] for _, key in finding.because if key in asked]
            yield Across(
                about_kind=About.INTRODUCER,
                about_key=who.pk,
                name=who.called,
                finding=finding,
                behind=tuple(
                    Behind("introduction", one.asked_on, one.name, who.pk) for one in behind
                ),
                holders=frozenset((one, who.circle_id) for one in (who.lead_id, who.backup_id)),
            )


def _about_people(view: View, settings: Settings) -> Iterator[Across]:
    """Yield what is noticed of somebody of whom several circles keep a record."""
    asked = asked_of_one(view, settings)
    circles = circles_told(view.reader) if asked else {}
    for key, facts, records in asked:
        for finding in judge_for_a_reader(About.PERSON, facts, view.day, settings):
            behind = [records[one] for _, one in finding.because if one in records]
            told = circles if _alike(behind) else {}
            yield Across(
                about_kind=About.PERSON,
                about_key=key,
                name=behind[0].name,
                finding=finding,
                behind=tuple(
                    Behind(
                        "relationship",
                        row.last_two_way,
                        row.name,
                        row.key,
                        circle=told.get(row.circle, ""),
                    )
                    for row in behind
                ),
                holders=frozenset(
                    (who, row.circle) for row in behind for who in (row.lead, row.backup)
                ),
            )


def _alike(records: Sequence[Record]) -> bool:
    """Say whether any two of these are called nearly the same."""
    return any(likeness(one.name, other.name).probable for one, other in combinations(records, 2))


def _about_the_office(view: View, settings: Settings) -> Iterator[Across]:
    """Yield what is noticed of the work as a whole: it is for everybody who sees it."""
    office = view.reader.office
    facts = office_facts(view, settings)
    found = judge_for_a_reader(About.OFFICE, facts, view.day, settings)
    names = names_of(view, (record for finding in found for record in finding.because))
    for finding in found:
        yield Across(
            about_kind=About.OFFICE,
            about_key=office.pk,
            name=office.name,
            finding=finding,
            behind=tuple(
                Behind(kind, None, names[key], key if kind == "relationship" else None)
                for kind, key in finding.because
                if key in names and isinstance(key, uuid.UUID)
            ),
            holders=frozenset(),
        )
