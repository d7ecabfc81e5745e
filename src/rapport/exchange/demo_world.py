"""The demo world: an invented republic, an invented NGO, and a clock that stands still.

Everything is told relative to one day, and recorded on the day it happened, so that the history
reads like one. Scenes are small functions, in the order in which they happened.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rapport.actions import asks, commitments, insights, occasions, people, relationships, team
from rapport.actions import interactions as logs
from rapport.records import judging
from rapport.records.chain import open_store
from rapport.records.models import (
    Acceptance,
    Actor,
    ActorKind,
    Circle,
    Colleague,
    Duty,
    Function,
    Office,
    Origin,
    Part,
    Relationship,
    Sensitivity,
)
from rapport.records.recording import deed

DAY = date(2026, 3, 16)
"""The day on which the demo world stands still: four days before a feast."""


@dataclass
class World:
    """What has been told so far."""

    day: date
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Relationship] = field(default_factory=dict)
    scenes: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def at(self, days_ago: int) -> dict[str, Any]:
        """Return the ``now`` and ``today`` of a day some days ago."""
        today = self.day - timedelta(days=days_ago)
        return {"now": datetime(today.year, today.month, today.day, 9, tzinfo=UTC), "today": today}

    def who(self, name: str) -> Colleague:
        """Return a colleague as they are now: parts in circles are read anew."""
        return Colleague.objects.select_related("office").get(pk=self.colleagues[name].pk)


def build(day: date = DAY) -> World:
    """Fill an empty store with the demo world and stop its clock."""
    world = World(day)
    _team(world)
    _actors(world)
    _people(world)
    _scenes(world)
    for _, scene in sorted(world.scenes, key=lambda one: -one[0]):
        scene()
    store = open_store()
    store.fixed_today = day
    store.owner = world.colleagues["idris"]
    store.save(update_fields=["fixed_today", "owner"])
    judging.rejudge_all(today=day)
    return world


_COLLEAGUES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "mira",
        {
            "name": "Mira Lindqvar",
            "languages": ["en", "fr"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.ACCESS,
            "duties": [Duty.ACCESS_COORDINATOR, Duty.NEGOTIATOR],
        },
    ),
    (
        "yusra",
        {
            "name": "Yusra Halwen",
            "languages": ["ar", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.MANAGEMENT,
            "duties": [Duty.HEAD_OF_OFFICE, Duty.NEGOTIATOR],
        },
    ),
    (
        "idris",
        {
            "name": "Idris Fane",
            "languages": ["ar", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.ACCESS,
            "duties": [Duty.NEGOTIATOR],
            "exposure_notes": "Kin in the district.",
        },
    ),
    (
        "ines",
        {
            "name": "Ines Caldor",
            "languages": ["fr", "en"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.PROGRAMME,
            "duties": [Duty.SUPPORT],
        },
    ),
    (
        "tomas",
        {
            "name": "Tomas Brekken",
            "languages": ["en"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.SECURITY,
            "duties": [Duty.SECURITY_FOCAL_POINT],
        },
    ),
    (
        "leila",
        {
            "name": "Leila Samar",
            "languages": ["ar", "fr", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.LEGAL,
            "duties": [Duty.LEGAL_ADVISER, Duty.DATA_PROTECTION, Duty.AUDITOR],
        },
    ),
)


def _team(world: World) -> None:
    begun = world.at(400)
    monte = team.found_office(
        now=begun["now"],
        name="Lantern Aid, Velmara",
        colleague="Rafael Monte",
        sign_in="monte",
        circle="Whole office",
        area="QV",
        languages=["en", "fr"],
        origin=Origin.INTERNATIONAL,
        function=Function.MANAGEMENT,
        duties=[Duty.MANDATOR, Duty.HEAD_OF_OFFICE],
    )
    world.colleagues["monte"] = monte
    team.add_office(by=monte, now=begun["now"], name="Field office Orsend", area="QV03")
    for key, about in _COLLEAGUES:
        world.colleagues[key] = team.add_colleague(by=monte, now=begun["now"], sign_in=key, **about)
    world.circles["office"] = Circle.objects.get()
    parts = {"mira": Part.KEEPER, "yusra": Part.WRITER, "idris": Part.WRITER, "ines": Part.WRITER}
    for key in ("mira", "yusra", "idris", "ines", "tomas"):
        _admit(world, "monte", "office", key, parts.get(key, Part.READER))
    world.circles["hazim"] = team.open_circle(
        by=world.who("yusra"), now=begun["now"], name="Hazim talks"
    )
    _admit(world, "yusra", "hazim", "idris", Part.WRITER)
    _admit(world, "yusra", "hazim", "monte", Part.READER)
    _admit(world, "yusra", "hazim", "mira", Part.WRITER)


def _admit(world: World, keeper: str, circle: str, key: str, part: str) -> None:
    team.admit(
        by=world.who(keeper),
        now=world.at(400)["now"],
        circle=world.circles[circle].pk,
        colleague=world.colleagues[key].pk,
        part=part,
    )


def _actors(world: World) -> None:
    rows = (
        ("brigade", "4th Brigade", ActorKind.STATE_SECURITY, "office", Acceptance.TOLERANT),
        ("front", "Hazim Front", ActorKind.ARMED_GROUP, "hazim", Acceptance.TOLERANT),
        (
            "governorate",
            "Governorate of Orsend",
            ActorKind.STATE_CIVIL,
            "office",
            Acceptance.ACCEPTING,
        ),
        (
            "women",
            "Women's Relief Committee of Orsend",
            ActorKind.COMMUNITY,
            "office",
            Acceptance.SUPPORTIVE,
        ),
        ("elders", "Elders of Kar Dovi", ActorKind.COMMUNITY, "office", Acceptance.SUPPORTIVE),
    )
    office = Office.objects.get(parent__isnull=True)
    with deed("add_actors", by=world.who("mira"), now=world.at(399)["now"]) as it:
        for key, name, kind, circle, acceptance in rows:
            actor = Actor(
                office=office,
                circle=world.circles[circle],
                names=[name],
                kind=kind,
                acceptance=acceptance,
            )
            world.actors[key] = it.create(actor)


@dataclass(frozen=True)
class Someone:
    """A counterpart of the demo world, told in one line."""

    key: str
    alias: str
    by: str
    known: int
    circle: str = "office"
    actor: str = ""
    names: tuple[tuple[str, str], ...] = ()
    address: str = ""
    backup: str = ""
    reason: str = "proactive"
    sensitivity: int = Sensitivity.RESTRICTED
    documentation: str = ""


_PEOPLE = (
    Someone(
        "samer",
        "The Colonel at Kar Dovi",
        "idris",
        20,
        actor="brigade",
        names=(("Latn", "Samer Wadran"), ("Arab", "سامر وادران")),
        address="Sayyid al-Aqid; stands to greet",
        documentation="oral",
    ),
    Someone(
        "hanan",
        "Dr Hanan",
        "yusra",
        6,
        circle="hazim",
        actor="front",
        reason="crisis",
        sensitivity=Sensitivity.CONFIDENTIAL,
    ),
    Someone(
        "nour",
        "Abu Nour",
        "idris",
        210,
        circle="hazim",
        actor="front",
        address="Abu Nour",
        documentation="oral",
        sensitivity=Sensitivity.CONFIDENTIAL,
    ),
    Someone(
        "permits",
        "Permits desk",
        "idris",
        160,
        actor="governorate",
        backup="ines",
        documentation="signed",
    ),
    Someone("clerk", "Clerk with the green pen", "mira", 80, actor="governorate", backup="ines"),
    Someone("women", "Sitt Maryam", "yusra", 300, actor="women", backup="ines"),
    Someone(
        "musa",
        "Haji Musa",
        "idris",
        240,
        actor="elders",
        names=(("Latn", "Musa Qarri"), ("Arab", "موسى قاري")),
        address="Haji",
    ),
    Someone("karim", "Ustad Karim", "idris", 150, actor="elders", address="Ustad"),
    Someone("governor", "The Governor", "mira", 95, actor="governorate", backup="yusra"),
    Someone("liaison", "UN liaison", "mira", 320),
)


def _people(world: World) -> None:
    for one in _PEOPLE:
        world.scenes.append((one.known, _adding(world, one)))


def _adding(world: World, one: Someone) -> Callable[[], None]:
    def scene() -> None:
        at = world.at(one.known)
        world.people[one.key] = people.add_counterpart(
            by=world.who(one.by),
            **at,
            new=people.NewCounterpart(
                alias=one.alias,
                circle=world.circles[one.circle].pk,
                opened=at["today"],
                names=one.names,
                how_to_address=one.address,
                actor=world.actors[one.actor].pk if one.actor else None,
                open_reason=one.reason,
                backup=world.colleagues[one.backup].pk if one.backup else None,
                sensitivity=one.sensitivity,
                documentation=one.documentation,
            ),
        )

    return scene


_STAGES = (
    (97, "nour", "idris", "working_trust", "He gave his word, and the first convoy passed."),
    (80, "musa", "idris", "tested_trust", "He spoke for us at the funeral, unasked."),
    (120, "karim", "idris", "rapport", "He asks after our families before anything else."),
    (120, "women", "yusra", "working_trust", "They told us first of the blocked well."),
    (60, "governor", "mira", "introduced", "His secretary received us and took our card."),
    (70, "clerk", "mira", "rapport", "Keeps the forms aside for us."),
    (100, "permits", "idris", "introduced", "They know our file by its number."),
    (300, "liaison", "mira", "introduced", "Met at the coordination meeting."),
)


def _stages(tell: "_Teller") -> None:
    for days, who, by, stage, evidence in _STAGES:
        about = {"who": who, "named": "key", "stage": stage, "evidence": evidence}
        tell.do(days, by, relationships.take_stage, **about)


def _scenes(world: World) -> None:
    for told in (_tea, _measles, _abu_nour, _permits, _small_actors, _elders, _governor, _stages):
        told(_Teller(world))


class _Teller:
    """Puts scenes down: what happened, how many days ago."""

    def __init__(self, world: World) -> None:
        self.world = world

    def log(self, days_ago: int, who: str, by: str, line: str, **about: Any) -> None:
        """Tell an interaction."""

        def scene() -> None:
            at = self.world.at(days_ago)
            known = {"small_talk": True, "tone_theirs": "neutral", "tone_ours": "open", **about}
            new = logs.NewInteraction(
                theirs=[(self._key(who), "lead")], on=at["today"], line=line, **known
            )
            logs.log_interaction(by=self.world.who(by), **at, new=new)

        self.world.scenes.append((days_ago, scene))

    def do(self, days_ago: int, by: str, verb: Callable[..., Any], **about: Any) -> None:
        """Tell any other verb; ``who`` becomes its relationship."""
        who = about.pop("who")
        name = about.pop("named", "relationship")

        def scene() -> None:
            at = self.world.at(days_ago)
            verb(by=self.world.who(by), **at, **{name: self._key(who)}, **about)

        self.world.scenes.append((days_ago, scene))

    def ask(self, days_ago: int, who: str, by: str, what: str, **about: Any) -> None:
        """Tell an ask that was planned."""

        def scene() -> None:
            new = asks.NewAsk(relationship=self._key(who), what=what, **about)
            asks.plan_ask(by=self.world.who(by), **self.world.at(days_ago), new=new)

        self.world.scenes.append((days_ago, scene))

    def day(self, ahead: int) -> date:
        """Return a day some days from the demo's today."""
        return self.world.day + timedelta(days=ahead)

    def _key(self, who: str) -> uuid.UUID:
        return self.world.people[who].pk


def _tea(tell: _Teller) -> None:
    tell.log(
        20,
        "samer",
        "idris",
        "Tea at the checkpoint. Talked of the road, the rain, his son's football.",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="neutral",
        place="QV0301",
    )
    tell.do(
        20,
        "idris",
        insights.note_insight,
        who="samer",
        kind="concern",
        nature="fact",
        text="Worries that trucks passing at night are put down to him.",
        confidence="high",
        expires=tell.day(345),
    )
    tell.do(20, "idris", insights.tell, who="samer", kind="organisation", text="Who we are.")
    tell.log(
        9,
        "samer",
        "idris",
        "Called to ask after the boy's match. He laughed; they lost.",
        channel="phone",
        tone_theirs="open",
        next_step="Bring the clinic's opening hours, as he asked",
        next_step_on=tell.day(0),
    )
    tell.do(
        9,
        "idris",
        commitments.make_commitment,
        who="samer",
        text="Bring him the clinic's opening hours",
        due=tell.day(1),
    )
    tell.do(
        9,
        "idris",
        occasions.note_occasion,
        who="samer",
        name="Eid al-Fitr",
        feast="eid_al_fitr",
        mentioned_by_them=True,
        safe_channel="phone",
    )
    tell.do(
        9,
        "idris",
        relationships.take_stage,
        who="samer",
        named="key",
        stage="rapport",
        evidence="He rang back himself, and spoke of his family first.",
    )


def _measles(tell: _Teller) -> None:
    tell.ask(
        5,
        "hanan",
        "yusra",
        "Let the vaccination team into Tel Saray",
        planned_for=tell.day(-4),
        life_saving=True,
        life_saving_reason="Measles outbreak, three children have died.",
        authorised_by=tell.world.colleagues["monte"].pk,
        costs=(("superiors", 2),),
        softens="The letter can name the outbreak, not the Front.",
    )
    tell.log(
        4,
        "hanan",
        "yusra",
        "Called at once about the outbreak. Heard out; will speak to the council tonight.",
        channel="phone",
        purpose="negotiation",
        asked=True,
        life_saving=True,
        small_talk=False,
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="guarded",
    )


def _abu_nour(tell: _Teller) -> None:
    tell.log(
        205,
        "nour",
        "idris",
        "First tea, at Haji Musa's house. Nothing asked.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        188,
        "nour",
        "idris",
        "Walked the orchard with him. Spoke of the drought.",
        tone_theirs="open",
    )
    for days, line, asked in (
        (150, "He sent a cousin to guide us round the closed ford.", False),
        (118, "Asked for six trucks on Tuesdays. He will think.", True),
        (97, "He agreed by voice: six trucks, Tuesdays, medicines not searched.", True),
        (71, "First convoy passed. Rang to thank him.", False),
    ):
        tell.log(
            days,
            "nour",
            "idris",
            line,
            asked=asked,
            purpose="negotiation" if asked else "engagement",
            tone_theirs="open",
        )
    tell.do(
        71,
        "idris",
        relationships.switch_phase,
        who="nour",
        named="key",
        phase="aftercare",
        reason="He kept his word on the first Tuesday.",
    )
    tell.do(
        97,
        "idris",
        insights.note_insight,
        who="nour",
        kind="value",
        text="Keeps his word when it is spoken before elders.",
        confidence="medium",
        expires=tell.day(3),
    )
    tell.do(
        71,
        "idris",
        commitments.make_commitment,
        who="nour",
        side="them",
        text="Medicines are not searched on Tuesdays",
        due=tell.day(-6),
    )
    tell.do(
        41,
        "idris",
        insights.note_insight,
        who="nour",
        kind="connection",
        nature="fact",
        text="Musa Qarri vouched for us with him.",
        expires=tell.day(300),
    )
    tell.log(
        41,
        "nour",
        "idris",
        "Sat with him after the funeral of a neighbour.",
        tone_theirs="open",
        next_step="Ask after his mother",
        next_step_on=tell.day(-2),
    )


def _permits(tell: _Teller) -> None:
    days = (86, 75, 66, 54, 45, 37, 28, 19, 10)
    for count, ago in enumerate(days):
        asked = count not in (0, 5)
        tell.log(
            ago,
            "permits",
            "idris",
            "Asked for the travel permits again." if asked else "Brought back the signed forms.",
            asked=asked,
            purpose="negotiation" if asked else "follow_up",
            small_talk=False,
            tone_theirs="guarded" if ago < 20 else "neutral",
            on_time="late" if ago in (19, 10) else "on_time",
        )
    tell.do(
        10,
        "idris",
        commitments.make_commitment,
        who="permits",
        text="Return the stamped list of vehicles",
        due=tell.day(-3),
    )
    for ago, line in (
        (60, "Tea break in the corridor; she explained the colours of the stamps."),
        (26, "Sent thanks for finding the lost form."),
    ):
        tell.log(
            ago,
            "clerk",
            "mira",
            line,
            introduced_self=True,
            introduced_organisation=True,
            tone_theirs="open",
            channel="in_person" if ago == 60 else "phone",
        )


def _small_actors(tell: _Teller) -> None:
    tell.log(
        290,
        "women",
        "yusra",
        "Visited the sewing room; long talk about the winter.",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="open",
    )
    tell.log(
        120, "women", "yusra", "They showed us the list of families they feed.", tone_theirs="open"
    )
    tell.log(300, "liaison", "mira", "Coordination lunch.", channel="in_person")


def _elders(tell: _Teller) -> None:
    tell.log(
        236,
        "musa",
        "idris",
        "Paid respects after the harvest.",
        introduced_self=True,
        introduced_organisation=True,
        tone_theirs="open",
    )
    tell.log(181, "musa", "idris", "Coffee; he told how the road was built.", tone_theirs="open")
    tell.log(
        34,
        "musa",
        "idris",
        "Asked after his health. He is better.",
        channel="phone",
        tone_theirs="open",
    )
    tell.do(
        34,
        "idris",
        insights.note_insight,
        who="musa",
        kind="constraint",
        text="Has been unwell; does not travel after dark.",
        special="health",
        need="So that nobody invites him to an evening meeting.",
        expires=tell.day(20),
    )
    tell.do(
        34,
        "idris",
        occasions.note_occasion,
        who="musa",
        name="Eid al-Fitr",
        feast="eid_al_fitr",
        mentioned_by_them=True,
        safe_channel="phone",
    )
    tell.log(
        140,
        "karim",
        "idris",
        "Met at the school; he knows everyone's sons.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        63,
        "karim",
        "idris",
        "He asked for chalk and exercise books; said what we can and cannot do.",
        tone_theirs="open",
    )
    tell.do(
        63,
        "idris",
        insights.tell,
        who="karim",
        kind="limits",
        text="We cannot pay for introductions.",
    )


def _governor(tell: _Teller) -> None:
    tell.log(
        92,
        "governor",
        "mira",
        "Courtesy visit with Yusra. Spoke of the plain and its canals.",
        introduced_self=True,
        introduced_organisation=True,
    )
    tell.log(
        48,
        "governor",
        "mira",
        "He asked what other offices do in the coast. Listened a long while.",
        tone_theirs="open",
    )
    tell.do(
        48,
        "mira",
        insights.note_insight,
        who="governor",
        kind="reasoning",
        text="Wants to show the capital that the plain is quiet.",
        confidence="medium",
        expires=tell.day(200),
    )
    tell.ask(
        2,
        "governor",
        "mira",
        "A standing permit for the clinic at Tel Saray",
        planned_for=tell.day(6),
        costs=(("superiors", 2), ("reputation", 1)),
    )
