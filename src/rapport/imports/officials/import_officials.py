"""A register of officials imported as one change set, or not at all."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import sealed_name
from rapport.actions.posts import let_consents_be_unknown
from rapport.imports.known import name_key
from rapport.imports.officials.check import OfficialsCheck, check_officials
from rapport.imports.officials.claims import Claim
from rapport.imports.officials.known import Person
from rapport.imports.officials.mapping import OfficialsMap
from rapport.imports.officials.posts import Group, Post
from rapport.imports.uploads import change_upload
from rapport.names import fold, visible
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Circle,
    Confidence,
    Counterpart,
    DayKnown,
    ImportState,
    Position,
    RegisterImport,
    Tenure,
)
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.rules.successions import Span, exactness


@dataclass
class OfficialsResult:
    """What an import of officials brought, and the change set that undoes it."""

    change_set: uuid.UUID | None
    groups: int
    posts: int
    tenures: int
    filled: int
    again: int
    waiting: int
    left_out: int
    known: int
    successions: int
    faults: dict[str, int] = field(default_factory=dict)

    def as_report(self) -> dict[str, Any]:
        """Return what a page says of it."""
        said = asdict(self)
        del said["change_set"]
        return said


def import_officials(
    asking: Asking,
    *,
    mapping: OfficialsMap,
    name: str,
    data: bytes,
    upload: RegisterImport | None = None,
) -> OfficialsResult:
    """Import a register of officials: all that is sure, as one change set, or nothing.

    Names are written in clear, so that somebody has to have said that the circle may read them.
    """
    if not mapping.names_shown:
        raise CannotBe(
            gettext_noop("The names of officials would be readable by everybody in the circle."),
            next_step=gettext_noop("Confirm that these names may be shown."),
        )
    with change_set("import_officials", asking) as changes:
        changes.wait_for_others()
        check = check_officials(asking, mapping=mapping, name=name, data=data)
        writer = _Writer(asking, changes, check, mapping)
        writer.write()
        result = OfficialsResult(
            None if check.brings_nothing else changes.key,
            groups=check.groups,
            posts=check.posts,
            tenures=check.new,
            filled=check.fills,
            again=check.again,
            waiting=check.waiting,
            left_out=len(check.faults),
            known=writer.known,
            successions=check.successions,
            faults=dict(Counter(fault.code for fault in check.faults)),
        )
        if upload is not None:
            change_upload(
                upload,
                state=ImportState.DONE,
                change_set=result.change_set,
                report=result.as_report(),
                file=None,
            )
    return result


class _Writer:
    """Writes into one change set what a check says is new."""

    def __init__(
        self, asking: Asking, changes: ChangeSet, check: OfficialsCheck, mapping: OfficialsMap
    ) -> None:
        self.known = 0
        self._asking = asking
        self._changes = changes
        self._check = check
        self._sensitivity = mapping.sensitivity
        self._actors: dict[int, Actor] = {}
        self._counterparts: Mapping[uuid.UUID, Counterpart] = Counterpart.objects.in_bulk(
            [one.counterpart for one in check.people_chosen.values()]
        )

    def write(self) -> None:
        """Write groups, posts and who held them."""
        for one in self._check.plan.posts:
            if not one.comes:
                continue
            post = self._post(one.post)
            for claim in one.standing:
                if claim.is_new:
                    self._hold(post, claim)
                elif claim.fills:
                    self._fill(claim)

    def _group(self, group: Group) -> Actor:
        found = self._actors.get(id(group))
        if found is None:
            if group.key is not None:
                found = Actor.objects.one_changeable_by(self._asking.me, group.key)
            else:
                names = list(dict.fromkeys(visible(name) for name in (group.name, *group.also)))
                found = self._add(Actor, self._check.circle, names=names[:20])
            self._actors[id(group)] = found
        return found

    def _post(self, post: Post) -> Position:
        if post.key is not None:
            return Position.objects.one_changeable_by(self._asking.me, post.key)
        actor = self._group(post.group)
        title = visible(post.title).strip()
        return self._changes.add(Position, actor, title=title, area=visible(post.area).strip())

    def _add(self, kind: type[Actor], circle: Circle, **values: Any) -> Actor:
        return self._changes.add(kind, circle, sensitivity=self._sensitivity, **values)

    def _hold(self, post: Position, claim: Claim) -> None:
        who = self._check.people_chosen.get(name_key(claim.name))
        person = self._counterparts.get(who.counterpart) if who is not None else None
        until = claim.until.last
        told: dict[str, Any] = {
            "since": claim.since.first,
            "since_known": exactness(claim.since),
            "until": until,
            "until_known": exactness(claim.until),
            "why_ended": visible(claim.why_ended),
            "acting": claim.acting,
            "confidence": Confidence.MEDIUM,
            "named": "" if person is not None else visible(claim.name).strip(),
        }
        if person is not None:
            told["sensitivity"] = max(post.sensitivity, person.sensitivity)
        if until is None and claim.is_over:
            # They are gone, and nobody says when.
            told |= _gone_by(self._asking.day, claim.since)
        self._changes.add(Tenure, post, counterpart=person, **told)
        if person is not None and who is not None:
            self.known += 1
            self._keep_name(person, who, claim.name)

    def _keep_name(self, person: Counterpart, who: Person, name: str) -> None:
        """Seal how a file calls somebody we know, so that the next file finds them by it."""
        if fold(name) not in map(fold, who.names):
            self._changes.create(sealed_name(person, "", visible(name)))

    def _fill(self, claim: Claim) -> None:
        if claim.tenure is None:
            return
        row: Tenure = Tenure.objects.one_changeable_by(self._asking.me, claim.tenure.key)
        since, until = claim.fills.get("since"), claim.fills.get("until")
        values: dict[str, Any] = {}
        if isinstance(since, Span):
            values |= {"since": since.first, "since_known": exactness(since)}
        if isinstance(until, Span):
            values |= {"until": until.last, "until_known": exactness(until)}
        if why := claim.fills.get("why_ended"):
            values["why_ended"] = why
        self._changes.change(row, **values)
        if isinstance(until, Span) and until.last is not None and until.last <= self._asking.day:
            self._changes.write()
            let_consents_be_unknown(self._changes, self._asking, [row.position_id], until.last)


def _gone_by(day: date, since: Span) -> dict[str, Any]:
    """Return the end of a tenure of which only is told that it is over."""
    return {"until": max(day, since.first or day), "until_known": DayKnown.BY}
