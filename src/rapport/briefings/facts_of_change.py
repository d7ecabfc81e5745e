"""What changed on their side, as one reader sees it: posts, plans, who rises, who may be in danger.

Nothing hidden has a part in it: a post may be filled by somebody whom others know.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from rapport.briefings.unmet import known_actors
from rapport.briefings.views import View
from rapport.records.models import (
    Actor,
    Colleague,
    Consent,
    Counterpart,
    CounterpartStatus,
    Phase,
    PlanItem,
    PlanStep,
    Position,
    PowerChange,
    Relationship,
    Tenure,
)
from rapport.records.models.relationships import of_actor
from rapport.records.raw_rows import among
from rapport.records.what_changes import seen_with
from rapport.rules.days import later
from rapport.rules.facts_of_change import LeftFact, PlanFact, PostFact, SeenFact
from rapport.rules.facts_of_many import ActorFacts
from rapport.rules.rule import Settings

Holder = tuple[uuid.UUID | None, uuid.UUID]


class Called(NamedTuple):
    """A record behind a finding: its kind, what it is called, whose page opens it, who holds it."""

    kind: str
    name: str
    on: date | None = None
    relationship: uuid.UUID | None = None
    holders: tuple[Holder, ...] = ()


class Changes(NamedTuple):
    """What the rules are told by actor, and what the records behind it are called."""

    facts: Mapping[uuid.UUID, ActorFacts]
    called: Mapping[Any, Called]


def changes_seen(view: View, settings: Settings) -> Changes:
    """Return what changed in the actors a reader sees."""
    found = _Found(view)
    if settings["C01"] is not None or settings["C03"] is not None:
        found.read_posts(settings)
    if settings["C02"] is not None:
        found.read_plans()
    if settings["C04"] is not None:
        found.read_rising()
    if (numbers := settings["C05"]) is not None:
        found.read_seen(numbers["days"])
    return found.answer()


class _Found:
    """What is found for one view, part by part."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._parts: dict[uuid.UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._met: set[uuid.UUID] = set()
        self._called: dict[Any, Called] = {}

    def answer(self) -> Changes:
        """Return it all; a group the reader does not see has no part in it."""
        seen = known_actors(self._view).kinds if self._parts else {}
        facts = {}
        for key, parts in self._parts.items():
            if key in seen:
                told: dict[str, Any] = {name: tuple(rows) for name, rows in parts.items()}
                facts[key] = ActorFacts(key, (), (), met=key in self._met, **told)
        return Changes(facts, self._called)

    def read_posts(self, settings: Settings) -> None:
        """Read the posts nobody we know holds, and who left one."""
        view = self._view
        held = _held_now(view).order_by()
        gone = _tenures(view).filter(until__lte=view.day)
        if settings["C03"] is not None:
            self._read_left(gone, set(held.values_list("counterpart_id", flat=True)))
        if settings["C01"] is None:
            return
        ended = gone.order_by("until").values_list("position_id", "until")
        last: dict[uuid.UUID, date] = dict(ended)
        needed = _gates_by_post(view)
        unknown = Position.objects.visible_to(view.reader).filter(
            pk__in=among(sorted({*last, *needed}))
        )
        unknown = unknown.exclude(pk__in=held.values("position"))
        for key, title, actor in unknown.order_by("pk").values_list("pk", "title", "actor_id"):
            gates = needed.get(key, {})
            fact = PostFact(key, title, last.get(key), tuple(gates))
            self._parts[actor]["posts"].append(fact)
            self._called[key] = Called("position", title)
            self._called |= {gate: Called("gate", name) for gate, name in gates.items()}

    def _read_left(self, gone: "QuerySet[Any]", holding: set[uuid.UUID]) -> None:
        ours = Relationship.objects.visible_to(self._view.reader)
        ours = ours.exclude(phase__in=(Phase.DORMANT, Phase.CLOSED)).filter(
            counterpart__status__in=(CounterpartStatus.ACTIVE, CounterpartStatus.LEFT_POST)
        )
        with_us = "counterpart__relationships__"
        silent = Q(**{f"{with_us}last_two_way__isnull": True})
        silent |= Q(**{f"{with_us}last_two_way__lte": F("until")})
        rows = gone.filter(silent, counterpart__relationships__in=ours)
        for actor, who, alias, person, post, title, until, circle, lead, backup in rows.order_by(
            "-until", "pk"
        ).values_list(
            "position__actor_id", f"{with_us}pk", "counterpart__alias", "counterpart_id",
            "position_id", "position__title", "until",
            f"{with_us}circle_id", f"{with_us}lead_id", f"{with_us}backup_id",
        ):  # fmt: skip
            if person in holding:
                continue
            holding.add(person)  # of several posts they left, the last is spoken of
            self._parts[actor]["left"].append(LeftFact(who, alias, post, title, until))
            holders = ((lead, circle), (backup, circle))
            self._called[who] = Called("relationship", alias, until, who, holders)

    def read_plans(self) -> None:
        """Read the steps that are due, of plans of changes of power that are applied."""
        rows = PlanItem.objects.visible_to(self._view.reader).filter(
            done_on__isnull=True, due__lte=self._view.day, power_change__applied_in__isnull=False
        )
        for item in rows.select_related("power_change").order_by("due", "pk"):
            power = item.power_change
            actor = power.risen_id or power.fallen_id
            if actor is None:
                continue
            self._parts[actor]["plan"].append(PlanFact(item.pk, power.pk, item.due))
            name = item.text or PlanStep(item.step).label
            holders = ((item.owner_id, item.circle_id),) if item.owner_id else ()
            self._called[item.pk] = Called("planitem", str(name), item.due, None, holders)

    def read_rising(self) -> None:
        """Read whose influence rose, and whether anybody of us was in contact with them."""
        rising = known_actors(self._view).rising
        if not rising:
            return
        rows = Relationship.objects.visible_to(self._view.reader).filter(last_two_way__isnull=False)
        ours = rows.annotate(theirs=of_actor()).filter(theirs__in=among(sorted(rising)))
        self._met |= set(ours.order_by().values_list("theirs", flat=True))
        held = _held_now(self._view).filter(counterpart__relationships__in=rows)
        self._met |= set(held.order_by().values_list("position__actor_id", flat=True))
        for actor, dated in rising.items():
            self._parts[actor]["influence"] += dated

    def read_seen(self, days: int) -> None:
        """Read who was seen with those who lost power lately, and is not known to be safe."""
        me, day = self._view.reader, self._view.day
        lately = PowerChange.objects.visible_to(me).filter(
            applied_in__isnull=False, fallen__isnull=False, on__lte=day, on__gt=later(day, -days)
        )
        for power in lately.order_by("on", "pk"):
            safe = PlanItem.objects.visible_to(me).filter(
                power_change=power, step=PlanStep.SAFETY, done_on__isnull=False
            )
            checked = set(safe.values_list("relationship_id", flat=True))
            keys, colleagues = seen_with(me, power)
            people = tuple(key for key in keys if key not in checked)
            if power.fallen_id is None or not (people or colleagues):
                continue
            fact = SeenFact(power.pk, power.on, people, colleagues)
            self._parts[power.fallen_id]["seen"].append(fact)
            self._called |= _people(me, people)
            ours = Colleague.objects.filter(pk__in=among(list(colleagues)))
            self._called |= {one.pk: Called("colleague", one.name) for one in ours}


def _people(me: Colleague, keys: Iterable[uuid.UUID]) -> dict[Any, Called]:
    rows = Relationship.objects.visible_to(me).filter(pk__in=among(list(keys)))
    found: dict[Any, Called] = {}
    for one in rows.select_related("counterpart", "actor"):
        holders = ((one.lead_id, one.circle_id), (one.backup_id, one.circle_id))
        found[one.pk] = Called("relationship", one.called, None, one.pk, holders)
    return found


def _tenures(view: View) -> "QuerySet[Any]":
    """Return who held which post at any time, as far as the reader sees both."""
    rows: QuerySet[Any] = Tenure.objects.visible_to(view.reader)
    return rows.filter(
        position__in=Position.objects.visible_to(view.reader),
        position__actor__in=Actor.objects.visible_to(view.reader),
        counterpart__in=Counterpart.objects.visible_to(view.reader),
    )


def _held_now(view: View) -> "QuerySet[Any]":
    begun = Q(since__isnull=True) | Q(since__lte=view.day)
    return _tenures(view).filter(begun, Q(until__isnull=True) | Q(until__gt=view.day))


def _gates_by_post(view: View) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Return the gates that are needed and that a post decides on, by the post."""
    needed = Q(gate__until__isnull=True) | Q(gate__until__gte=view.day)
    rows = Consent.objects.visible_to(view.reader).filter(needed, position__isnull=False)
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    told = rows.order_by("gate__name", "pk").values_list("position_id", "gate_id", "gate__name")
    for post, gate, name in told:
        found[post][gate] = name
    return found


def merged(one: ActorFacts, other: ActorFacts | None) -> ActorFacts:
    """Return what is known of our ties with an actor, with what changed there."""
    if other is None:
        return one
    return other._replace(ties=one.ties, contacts=one.contacts, nobody=one.nobody)


def behind_of(because: Iterable[tuple[str, Any]], called: Mapping[Any, Called]) -> Iterator[Called]:
    """Yield what records behind a finding are called, people first: a door leads to a person."""
    found = [called[key] for _, key in because if key in called]
    yield from sorted(found, key=lambda one: one.relationship is None)
