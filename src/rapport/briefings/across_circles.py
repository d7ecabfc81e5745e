"""Findings that rest on records across circles, worked out for each reader from what they may see.

What is about the reader themselves is for them alone, and is worked out for each of them apart.

Whoever is in the same circles and named for the same people sees the same records: the answer is
worked out once for all of them, and again once anything is recorded or the day changes. In a large
office Today does not wait for that (``renewed``).
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple

from rapport.briefings.circles_told import circles_told
from rapport.briefings.facts_of_change import Called as ChangedRecord
from rapport.briefings.facts_of_change import behind_of, changes_seen, merged
from rapport.briefings.findings import Behind, Noticed
from rapport.briefings.introducers import introducer_facts
from rapport.briefings.noticed_across import Across, noticed_across
from rapport.briefings.noticed_of_oneself import about_myself, about_myself_lately
from rapport.briefings.one_person import Record, asked_of_one
from rapport.briefings.renewed import Renewed
from rapport.briefings.ties_with_actors import asked_lately, quiet_ties, ties_by_key
from rapport.briefings.unmet import actors_unmet, names_of, office_facts
from rapport.briefings.views import View, view_of
from rapport.briefings.ways_to_gates import gate_facts
from rapport.names import likeness
from rapport.records.asking import Asking
from rapport.records.models import Actor, Membership, OwnWaiver
from rapport.records.waiving import SetAside, waived_until
from rapport.rules.catalogue import RULES, judge_for_a_reader, validated_settings
from rapport.rules.facts_of_many import ActorFacts, ActorTie
from rapport.rules.rule import About, Finding, Settings

_OF_CHANGE = frozenset(code for code, rule in RULES.items() if rule.family == "C")


def across_circles(
    asking: Asking, *, mine: bool = False, view: View | None = None
) -> tuple[Noticed, ...]:
    """Return what the rules notice in all I may see, soonest first, set aside or not.

    With ``mine``, only what rests on something I lead or back up, or nobody does who is still in
    its circle, and what is about myself: a page of all of us may be looked at by several.
    ``view`` is what I may see, where that has been read already.
    """
    view = view or view_of(asking)
    myself = about_myself(asking, view) if mine else ()
    told = WORKED.now(view)
    return _told(
        asking, (*map(_Ready.of, myself), *(told.of(asking.me.pk) if mine else told.ready))
    )


def across_circles_lately(
    asking: Asking, view: View, *, mine: bool
) -> tuple[tuple[Noticed, ...], bool]:
    """Return the same, and whether it is of now: in a large office it may be of a moment ago.

    What rests on anything that was recorded since is left out until it is worked out anew.
    """
    worked, changed, is_now = WORKED.lately(view)
    told = worked.of(asking.me.pk) if mine else worked.ready
    told = tuple(one for one in told if changed.isdisjoint(one.rests_on)) if changed else told
    if mine:
        found, changed, of_now = about_myself_lately(asking, view)
        myself = (one for one in map(_Ready.of, found) if changed.isdisjoint(one.rests_on))
        told, is_now = (*myself, *told), is_now and of_now
    return _told(asking, told), is_now


def is_of_now(asking: Asking, view: View, *, mine: bool) -> bool:
    """Say whether Today would tell what is noticed now; what is not is being worked out then."""
    return WORKED.lately(view).is_now and (not mine or about_myself_lately(asking, view).is_now)


def _told(asking: Asking, told: Iterable["_Ready"]) -> tuple[Noticed, ...]:
    held = defaultdict(list)
    for waiver in OwnWaiver.objects.filter(by=asking.me, until__gte=asking.day):
        aside = SetAside(waiver.code, waiver.until, frozenset(waiver.seen))
        held[waiver.about_kind, waiver.about_key].append(aside)
    return tuple(
        _set_aside(one, held.get((one.across.about_kind, one.across.about_key), ())) for one in told
    )


class _Ready(NamedTuple):
    """What is noticed as a page shows it, who leads or backs up what it rests on, and that."""

    across: Across
    noticed: Noticed
    who: frozenset[uuid.UUID | None]
    rests_on: frozenset[Hashable]

    @classmethod
    def of(cls, one: Across) -> "_Ready":
        """Make it of what the rules notice."""
        rests_on: set[Hashable] = {one.about_key, *(each.relationship for each in one.behind)}
        rests_on |= {key for _, key in one.finding.because}
        who = frozenset(who for who, _ in one.holders)
        return cls(one, noticed_across(one), who, frozenset(rests_on))


class _Worked:
    """What the rules notice in all that a view shows, for all who share it and for each of them."""

    def __init__(self, view: View) -> None:
        self.across = _worked_out(view)
        self.ready = tuple(map(_Ready.of, self.across))
        held = frozenset().union(*(one.who for one in self.ready)) - {None}
        parts = Membership.objects.of_colleagues_here(view.day).filter(colleague__in=held)
        here = frozenset(parts.values_list("colleague_id", "circle_id")) if held else frozenset()
        self._held: dict[uuid.UUID | None, list[int]] = defaultdict(list)
        self._nobodys = []
        for place, one in enumerate(self.ready):
            for who in one.who:
                self._held[who].append(place)
            if here.isdisjoint(one.across.holders):
                self._nobodys.append(place)

    def of(self, me: uuid.UUID) -> tuple[_Ready, ...]:
        """Return what somebody leads or backs up; it is mine too where all have gone."""
        places = {*self._held.get(me, ()), *self._nobodys}
        return tuple(self.ready[place] for place in sorted(places))


WORKED: Renewed[_Worked] = Renewed(_Worked)


def _set_aside(one: _Ready, set_aside: Sequence[SetAside]) -> Noticed:
    if not set_aside:
        return one.noticed
    until = waived_until(one.noticed.code, one.across.because, set_aside)
    return replace(one.noticed, waived_until=until)


def seen_by(asking: Asking) -> tuple[Across, ...]:
    """Return what the rules notice in all that whoever asks may see."""
    return WORKED.now(view_of(asking)).across


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
