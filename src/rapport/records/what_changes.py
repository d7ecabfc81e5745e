"""What a change of power touches, worked out from what somebody may see, before anything changes.

A post is touched where it is of the group that loses power, or of a part of it, in the place the
change is about; where one post is named, only that one. Nothing here writes.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.names import fold
from rapport.records.models import (
    Actor,
    ActorPlace,
    Agreement,
    AgreementParty,
    AgreementState,
    Colleague,
    Connection,
    Consent,
    Control,
    Counterpart,
    Gate,
    GateState,
    PartyRole,
    Phase,
    Position,
    PowerChange,
    PowerKind,
    Relationship,
    Standing,
    Tenure,
    Tie,
    TieKind,
)
from rapport.records.models.relationships import of_actor
from rapport.records.raw_rows import among

Keys = tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """The keys of all that a change touches, each list in order; see the page for their words.

    ``tenures`` end, ``posts`` have nobody we know from then on, ``agreements`` are left without
    anybody who vouches for them. ``rising`` are relationships with people of the group that gains
    power, ``seen`` those with people of ours or theirs who are seen with the one that loses it;
    ``colleagues`` are of us. ``gates`` rest on who falls. ``places`` pass on, those that end.
    """

    tenures: Keys = ()
    posts: Keys = ()
    agreements: Keys = ()
    rising: Keys = ()
    gates: Keys = ()
    seen: Keys = ()
    colleagues: Keys = ()
    places: Keys = ()

    @property
    def lists(self) -> tuple[Keys, ...]:
        """Return every list of them."""
        return tuple(getattr(self, one.name) for one in fields(self))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing known to the reader is touched."""
        return not any(self.lists)


def effects(me: Colleague, change: PowerChange, day: date) -> Effects:
    """Return what a change touches, as far as somebody sees, if it were so on its day."""
    fallen = with_parts(me, change.fallen_id)
    risen = with_parts(me, change.risen_id) - fallen
    posts = _posts(me, change, fallen)
    held = _held(me, change, posts)
    people = {person for person in held.values() if person is not None}
    ending = set(held)
    gates = _gates(me, change, fallen, people, day)
    still = _posts_still_held(me, posts, ending, change.on)
    return Effects(
        tenures=tuple(held),
        posts=tuple(post for post in posts if post not in still),
        agreements=_agreements(me, fallen, people, ending, change.on),
        rising=_with_people_of(me, risen),
        gates=gates,
        seen=_seen_with(me, fallen, people),
        colleagues=_colleagues_seen_with(me, fallen, people),
        places=_places(me, change, fallen),
    )


def seen_with(me: Colleague, change: PowerChange) -> tuple[Keys, Keys]:
    """Return the people and the colleagues seen with the side that lost power in a change."""
    fallen = with_parts(me, change.fallen_id)
    posts = _posts(me, change, fallen)
    left: QuerySet[Any] = Tenure.objects.visible_to(me).filter(position__in=among(posts))
    left = left.filter(until=change.on, counterpart__in=Counterpart.objects.visible_to(me))
    people = set(left.order_by().values_list("counterpart_id", flat=True))
    groups = fallen if change.position_id is None else frozenset()
    return _seen_with(me, groups, people), _colleagues_seen_with(me, groups, people)


def with_parts(me: Colleague, actor: uuid.UUID | None) -> frozenset[uuid.UUID]:
    """Return a group and all that is part of it, as far as somebody sees."""
    if actor is None:
        return frozenset()
    below: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for key, parent in Actor.objects.visible_to(me).order_by().values_list("pk", "parent_id"):
        below[parent].append(key)
    found, left = {actor}, [actor]
    while left:
        new = [key for key in below[left.pop()] if key not in found]
        found.update(new)
        left += new
    return frozenset(found)


def _posts(me: Colleague, change: PowerChange, fallen: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return the posts that change hands, by what they are called."""
    rows: QuerySet[Position] = Position.objects.visible_to(me).order_by("title", "pk")
    if change.position_id is not None:
        return list(rows.filter(pk=change.position_id).values_list("pk", flat=True))
    rows = rows.filter(actor__in=among(sorted(fallen)))
    place = fold(change.place)
    return [
        key
        for key, area in rows.values_list("pk", "area")
        if not place or not area or fold(area) == place
    ]


def _held(
    me: Colleague, change: PowerChange, posts: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID | None]:
    """Return who held these posts before the day and on it, in the order of the posts.

    Whoever came on the day itself came with the change. Whom we know by name only is None.
    """
    rows: QuerySet[Any] = Tenure.objects.visible_to(me).filter(position__in=among(list(posts)))
    seen = Q(counterpart__isnull=True) | Q(counterpart__in=Counterpart.objects.visible_to(me))
    rows = rows.filter(seen, _goes_on(change.on)).exclude(since=change.on)
    rows = rows.order_by("position__title", "counterpart__alias", "pk")
    return dict(rows.values_list("pk", "counterpart_id"))


def _goes_on(day: date) -> Q:
    """Return the condition of what had begun by a day and goes on after it."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    return begun & (Q(until__isnull=True) | Q(until__gt=day))


def _posts_still_held(
    me: Colleague, posts: Iterable[uuid.UUID], ending: Collection[uuid.UUID], day: date
) -> set[uuid.UUID]:
    """Return the posts that somebody we know holds all the same: who came on the day or after."""
    later = Q(since__gte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    rows = Tenure.objects.visible_to(me).filter(position__in=among(list(posts)))
    known = rows.filter(later, counterpart__isnull=False)
    held = known.order_by().values_list("pk", "position_id")
    return {post for tenure, post in held if tenure not in ending}


def _gates(
    me: Colleague,
    change: PowerChange,
    fallen: Collection[uuid.UUID],
    people: Collection[uuid.UUID],
    day: date,
) -> Keys:
    """Return the gates that are needed and rest on who falls, unless one knew more since."""
    groups, persons = among(sorted(fallen)), among(sorted(people))
    posts = Position.objects.visible_to(me)
    of_post = Q(position__actor__in=groups, position__in=posts)
    if change.position_id is not None:
        of_post = Q(position=change.position_id)
    whose = of_post | Q(relationship__counterpart__in=persons)
    if change.position_id is None:
        whose |= Q(actor__in=groups) | Q(relationship__counterpart__actor__in=groups)
    consents = Consent.objects.visible_to(me).filter(whose)
    needed = Q(until__isnull=True) | Q(until__gte=day)
    rows = Gate.objects.visible_to(me).filter(needed, pk__in=consents.values("gate"))
    place = fold(change.place)
    found = [
        key
        for key, where in rows.order_by("name", "pk").values_list("pk", "place")
        if not place or not where or fold(where) == place
    ]
    newest = _newest_states(me, found)
    return tuple(key for key in found if not _is_known(newest.get(key), change.on))


def _is_known(newest: tuple[date, str] | None, day: date) -> bool:
    """Say whether it was said since how a gate stands, or that nobody knows."""
    return newest is not None and (newest[0] > day or newest[1] == Standing.UNKNOWN)


def _newest_states(
    me: Colleague, gates: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[date, str]]:
    rows = GateState.objects.visible_to(me).filter(gate__in=among(list(gates)))
    told = rows.order_by("on", "pk").values_list("gate_id", "on", "standing")
    return {gate: (on, standing) for gate, on, standing in told}


def _agreements(
    me: Colleague,
    fallen: Collection[uuid.UUID],
    people: Collection[uuid.UUID],
    ending: Collection[uuid.UUID],
    day: date,
) -> Keys:
    """Return the agreements in force that have a guarantor, and none any more from the day on."""
    live = Agreement.objects.visible_to(me).filter(state=AgreementState.LIVE)
    parties = AgreementParty.objects.visible_to(me).filter(
        role=PartyRole.GUARANTOR, agreement__in=live
    )
    persons = set(people) - _with_another_post(me, people, ending, day)
    vouch: dict[uuid.UUID, list[bool]] = defaultdict(list)
    for agreement, actor, person in parties.order_by().values_list(
        "agreement_id", "actor_id", "relationship__counterpart_id"
    ):
        vouch[agreement].append(actor in fallen or person in persons)
    lost = among([key for key, gone in vouch.items() if all(gone)])
    rows = live.filter(pk__in=lost).order_by("made_on", "pk")
    return tuple(rows.values_list("pk", flat=True))


def _with_another_post(
    me: Colleague, people: Collection[uuid.UUID], ending: Collection[uuid.UUID], day: date
) -> set[uuid.UUID]:
    """Return those of these people who hold a post that does not end."""
    rows = Tenure.objects.visible_to(me).filter(counterpart__in=among(sorted(people)))
    held = rows.filter(_goes_on(day)).order_by().values_list("pk", "counterpart_id")
    return {person for tenure, person in held if tenure not in ending}


def _ours(me: Colleague) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Relationship.objects.visible_to(me).exclude(phase=Phase.CLOSED)
    return rows


def _with_people_of(me: Colleague, actors: Collection[uuid.UUID]) -> Keys:
    """Return the relationships with these groups and their people, the oldest first."""
    if not actors:
        return ()
    rows = _ours(me).annotate(theirs=of_actor()).filter(theirs__in=among(sorted(actors)))
    return tuple(rows.order_by("opened", "pk").values_list("pk", flat=True))


def _with_fallen(
    me: Colleague, fallen: Collection[uuid.UUID], people: Collection[uuid.UUID]
) -> "QuerySet[Any]":
    """Return the relationships with those who fall: of these groups, or who leave their posts."""
    rows = _ours(me).annotate(theirs=of_actor())
    groups = Q(theirs__in=among(sorted(fallen))) if fallen else Q(pk__isnull=True)
    found: QuerySet[Any] = rows.filter(groups | Q(counterpart__in=among(sorted(people))))
    return found


def _seen_with(me: Colleague, fallen: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> Keys:
    """Return the relationships with people who fall, and with those who are tied to them."""
    theirs = _with_fallen(me, fallen, people).order_by().values("pk")
    groups = among(sorted(fallen))
    ties = Tie.objects.visible_to(me).filter(until__isnull=True).exclude(kind=TieKind.AT_ODDS_WITH)
    to_them = ties.filter(Q(other_actor__in=groups) | Q(other__in=theirs))
    from_them = ties.filter(Q(actor__in=groups) | Q(relationship__in=theirs))
    tied = Q(pk__in=to_them.values("relationship")) | Q(pk__in=from_them.values("other"))
    rows = _ours(me).filter(tied | Q(pk__in=theirs), counterpart__isnull=False)
    return tuple(rows.order_by("opened", "pk").values_list("pk", flat=True))


def _colleagues_seen_with(
    me: Colleague, fallen: Collection[uuid.UUID], people: Collection[uuid.UUID]
) -> Keys:
    """Return those of us who lead or back up what we have with who falls, or share with them."""
    theirs = _with_fallen(me, fallen, people).order_by()
    found: set[uuid.UUID | None] = set()
    for lead, backup in theirs.values_list("lead_id", "backup_id"):
        found |= {lead, backup}
    shared = Connection.objects.visible_to(me).filter(relationship__in=theirs.values("pk"))
    found.update(shared.values_list("colleague_id", flat=True))
    here = Colleague.objects.filter(pk__in=among([key for key in found if key]), is_active=True)
    return tuple(here.order_by("name", "pk").values_list("pk", flat=True))


def _places(me: Colleague, change: PowerChange, fallen: Collection[uuid.UUID]) -> Keys:
    """Return where those who fall are in control, if the front moves or the government changes."""
    if change.position_id is not None or change.kind == PowerKind.APPOINTMENT:
        return ()
    rows: QuerySet[ActorPlace] = ActorPlace.objects.visible_to(me)
    rows = rows.filter(
        _goes_on(change.on), actor__in=among(sorted(fallen)), control=Control.CONTROLS
    )
    place = fold(change.place)
    return tuple(
        key
        for key, where in rows.order_by("place", "pk").values_list("pk", "place")
        if not place or fold(where) == place
    )
