"""A small world in which power changes hands: a governor's office, a front, their posts, a road."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cast import Cast, asked_by
from rapport.actions import actor_places, actors, agreements, consents, gates, posts, ties
from rapport.actions import power_changes as verbs
from rapport.records.models import Actor, Gate, PowerChange, Relationship, Tenure

DAY = Cast.DAY


@dataclass
class World:
    """Who is who in it: those who fall, those who rise, and what rests on them."""

    cast: Cast
    fallen: Actor
    part: Actor
    risen: Actor
    people: dict[str, Relationship] = field(default_factory=dict)
    tenures: dict[str, Tenure] = field(default_factory=dict)
    posts: dict[str, Any] = field(default_factory=dict)
    gate: Any = None
    place: Any = None
    agreement: Any = None

    def hears(self, by: str = "writer", **told: Any) -> PowerChange:
        """Record that the front takes over, with keyword changes."""
        told = {
            "what": "The front takes the port", "kind": "regime",
            "fallen": self.fallen.pk, "risen": self.risen.pk, "on": DAY, **told,
        }  # fmt: skip
        return verbs.record_power_change(self.cast.asking(by), **told).row

    def applies(self, row: PowerChange, by: str = "writer", **told: Any) -> PowerChange:
        return verbs.apply_power_change(self.cast.asking(by), key=row.pk, **told).row

    def takes_back(self, row: PowerChange, by: str = "writer", **told: Any) -> PowerChange:
        return verbs.undo_power_change(self.cast.asking(by), key=row.pk, **told).row


def world(cast: Cast) -> World:
    """Tell of all of it, some months ago."""
    asking = asked_by(cast.writer, 30)
    where = cast.circle.pk
    fallen = actors.add_actor(asking, circle=where, name="Governor's office").row
    risen = actors.add_actor(asking, circle=where, name="The front").row
    part = actors.add_actor(
        asking, circle=cast.circle.pk, name="Customs house", parent=fallen.pk
    ).row
    made = World(cast, fallen, part, risen)
    _people(made)
    _posts(made)
    made.place = actor_places.note_place(
        asking, actor=fallen.pk, place="Port Istrin", control="controls"
    ).row
    road: Gate = gates.add_gate(
        asking, circle=cast.circle.pk, name="Port road", kind="passage", standing="open"
    ).row
    made.gate = road
    consents.need_consent(asking, gate=road.pk, kind="authority", actor=fallen.pk)
    made.agreement = agreements.record_agreement(
        asking, relationship=cast.kamil.pk, what="Six trucks a week", form="oral"
    ).row
    agreements.add_party(
        asking, agreement=made.agreement.pk, role="guarantor",
        relationship=made.people["governor"].pk,
    )  # fmt: skip
    ties.note_tie(
        asking, one=ties.End(relationship=cast.kamil.pk), kind="answers_to",
        other=ties.End(relationship=made.people["governor"].pk),
    )  # fmt: skip
    return made


def _people(made: World) -> None:
    for alias, group in (("governor", made.fallen), ("customs", made.part), ("hanan", made.risen)):
        made.people[alias] = made.cast.add(alias.title(), days_ago=50, actor=group.pk)


def _posts(made: World) -> None:
    asking = asked_by(made.cast.writer, 30)
    for title, who, group in (
        ("Governor", "governor", made.fallen),
        ("Customs director", "customs", made.part),
        ("Clerk", None, made.fallen),
    ):
        post = posts.add_post(asking, actor=group.pk, title=title).row
        made.posts[title] = post
        if who:
            made.tenures[who] = posts.hold_post(
                asking, post=post.pk, relationship=made.people[who].pk,
                since=DAY - timedelta(days=40),
            ).row  # fmt: skip
