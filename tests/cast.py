"""The fixed cast: four of us with different parts, and two of them, in an invented office."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from rapport.actions import interactions, offers, people, relationships, team
from rapport.records import judging
from rapport.records.asking import Asking
from rapport.records.chain import open_store
from rapport.records.models import (
    Circle,
    Colleague,
    Duty,
    Interaction,
    OurPart,
    Part,
    Relationship,
    Sensitivity,
    TheirPart,
)


@dataclass
class Cast:
    """Who is who. Keys are read anew, so that a part changed in a test counts at once."""

    DAY: ClassVar[date] = date(2026, 3, 16)

    circle: Circle
    elsewhere: Circle
    kamil: Relationship
    hidden: Relationship
    everyone: dict[str, Colleague] = field(default_factory=dict)

    def who(self, name: str) -> Colleague:
        """Return ``keeper``, ``writer``, ``reader`` or ``outsider`` as they are now."""
        return Colleague.objects.select_related("office").get(pk=self.everyone[name].pk)

    @property
    def keeper(self) -> Colleague:
        return self.who("keeper")

    @property
    def writer(self) -> Colleague:
        return self.who("writer")

    @property
    def reader(self) -> Colleague:
        return self.who("reader")

    @property
    def outsider(self) -> Colleague:
        return self.who("outsider")

    def asking(self, name: str, days_ago: int = 0) -> Asking:
        """Return one of us as who asks on a day some days ago."""
        return asked_by(self.who(name), days_ago)

    def at(self, days_ago: int = 0) -> dict[str, Any]:
        """Return the ``now`` and ``today`` of a day some days ago."""
        return at(days_ago)

    def meet(
        self,
        days_ago: int = 0,
        *,
        by: str = "writer",
        whom: Relationship | None = None,
        **told: Any,
    ) -> Interaction:
        """Log an ordinary visit some days ago, with keyword changes."""
        who = self.who(by)
        told.setdefault("theirs", [((whom or self.kamil).pk, TheirPart.LEAD)])
        told.setdefault("ours", [(who.pk, OurPart.LEAD)])
        told.setdefault("on", self.DAY - timedelta(days=days_ago))
        told.setdefault("small_talk", True)
        return interactions.log_interaction(asked_by(who, days_ago), **told).row[0]

    def add(
        self, alias: str, *, by: str = "writer", days_ago: int = 0, **told: Any
    ) -> Relationship:
        """Add a counterpart we have met before to the circle of whoever adds it."""
        who = self.who(by)
        circle = self.elsewhere if by == "outsider" else self.circle
        told.setdefault("opened", self.DAY - timedelta(days=days_ago))
        told.setdefault("stage", "introduced")
        told.setdefault("circle", circle.pk)
        return people.add_counterpart(asked_by(who, days_ago), alias=alias, **told).row

    def hand_over(
        self,
        to: str,
        *,
        whom: Relationship | None = None,
        by: str = "writer",
        days_ago: int = 0,
        **told: Any,
    ) -> None:
        """Offer the lead to one of us, who accepts it on the same day."""
        key = (whom or self.kamil).pk
        lead = self.who(to)
        relationships.set_lead(self.asking(by, days_ago), key=key, lead=lead.pk, **told)
        if to != by:
            offers.accept_lead(asked_by(lead, days_ago), key=key, since=told.get("since"))


def rejudge_due(*, today: date) -> int:
    """Judge whom a new day has come for, as the server does beside its pages; return how many."""
    return judging.rejudge(judging.due(today).values_list("pk", flat=True), today=today)


def asked_by(who: Colleague, days_ago: int = 0, *, day: date | None = None) -> Asking:
    """Return who asks, at nine in the morning of a day (or some days before the cast's)."""
    day = day or Cast.DAY - timedelta(days=days_ago)
    return Asking(who, datetime.combine(day, time(9), tzinfo=UTC), day)


def at(days_ago: int = 0) -> dict[str, Any]:
    """Return the ``now`` and ``today`` of a day before the cast's day."""
    today = Cast.DAY - timedelta(days=days_ago)
    return {"now": datetime(today.year, today.month, today.day, 9, tzinfo=UTC), "today": today}


def tell() -> Cast:
    """Found an office with a circle, somebody outside it, and a person in each of two circles."""
    keeper = team.found_office(
        now=at(100)["now"],
        name="Lantern Aid",
        colleague="Kit Keeper",
        sign_in="keeper",
        circle="Talks",
        duties=[Duty.HEAD_OF_OFFICE],
    ).row
    everyone = {"keeper": keeper}
    for name in ("writer", "reader", "outsider"):
        everyone[name] = team.add_colleague(
            asked_by(keeper, 100), name=name.title(), sign_in=name, duties=[Duty.NEGOTIATOR]
        ).row
    circle = Circle.objects.get()
    for name, part in (("writer", Part.WRITER), ("reader", Part.READER)):
        team.admit(asked_by(keeper, 100), circle=circle.pk, colleague=everyone[name].pk, part=part)
    elsewhere = team.open_circle(asked_by(everyone["outsider"], 100), name="Elsewhere").row
    store = open_store()
    store.fixed_today = Cast.DAY
    store.owner = everyone["writer"]
    store.save(update_fields=["fixed_today", "owner"])
    cast = Cast(circle, elsewhere, Relationship(), Relationship(), everyone)
    cast.kamil = cast.add("Abu Kamil", days_ago=40, names=[("Arab", "كامل الراشد")])
    cast.hidden = cast.add(
        "Umm Sahar", days_ago=40, by="outsider", sensitivity=Sensitivity.CONFIDENTIAL
    )
    return cast
