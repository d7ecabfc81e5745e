"""What must be open in the demo world: roads, a permit, a vaccination; and whose word opens it."""

from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import ConsentOf, GateKind, IncidentKind, Needs, Service, Standing


def north_road_gate(tell: Teller) -> None:
    """Tell of the road that one man's word keeps open, known to one of us alone."""
    tell.gate(
        118, "idris", "north", "North road", circle="hazim", kind=GateKind.PASSAGE,
        place="Tel Saray", service=Service.HEALTH, standing=Standing.UNKNOWN,
    )  # fmt: skip
    tell.standing(71, "idris", "north", Standing.CONDITIONAL, "The first convoy passed.")
    at_the_barrier = "He told the men at the barrier to let the first trucks through."
    tell.helped(71, "idris", "north", at_the_barrier, "nour", thanked=41)
    tell.consent(
        97, "idris", "north", who="nour", kind=ConsentOf.ARMED_GROUP, state="conditional",
        note="Six trucks, on Tuesdays",
    )  # fmt: skip


def entry_to_tel_saray(tell: Teller) -> None:
    """Tell of the town whose council has not answered yet."""
    tell.gate(
        6, "yusra", "tel_saray", "Entry to Tel Saray", circle="hazim", kind=GateKind.AREA,
        place="Tel Saray", service=Service.HEALTH,
    )  # fmt: skip
    tell.consent(4, "yusra", "tel_saray", who="hanan", kind=ConsentOf.ARMED_GROUP)
    way = "Vaccinate at the crossroads below the town, and let families come to us."
    tell.second_path(3, "yusra", "tel_saray", way)


def vaccination_protocol(tell: Teller) -> None:
    """Tell of a protocol that everybody calls agreed, although one of two took it back."""
    tell.gate(
        45, "ines", "measles", "Measles vaccination in Orsend", kind=GateKind.VACCINATION,
        place="Orsend", service=Service.HEALTH, since=tell.day(-45), until=tell.day(75),
    )  # fmt: skip
    tell.group(45, "ines", "measles", "both", Needs.ALL)
    tell.group(45, "ines", "measles", "authorities", Needs.ALL, within="both")
    tell.group(45, "ines", "measles", "elders", Needs.ANY, within="both")
    authority = {"gate": "measles", "group": "authorities", "kind": ConsentOf.AUTHORITY}
    tell.consent(40, "mira", actor="governorate", state="given", **authority)
    tell.consent(38, "mira", actor="brigade", named="brigade", state="given", **authority)
    elder = {"gate": "measles", "group": "elders", "kind": ConsentOf.COMMUNITY}
    tell.consent(34, "idris", who="musa", state="given", **elder)
    tell.consent(34, "idris", who="karim", **elder)
    tell.consent(34, "yusra", who="women", **elder)
    tell.standing(30, "ines", "measles", Standing.OPEN, "Both letters are signed.")
    safe = "He told the other elders that the vaccine is safe."
    tell.helped(31, "idris", "measles", safe, "musa")
    tell.answer(
        6, "mira", "brigade", "withdrawn", "Not before the new commander has seen the letter"
    )


def permits_gate(tell: Teller) -> None:
    """Tell of the desk whose stamp is never far and never there."""
    tell.gate(
        86, "idris", "permits", "Travel permits", kind=GateKind.PERMIT, place="Orsend",
        service=Service.LOGISTICS, standing=Standing.CONDITIONAL,
        reason="Nine forms, and a new stamp each month.",
    )  # fmt: skip
    tell.consent(
        86, "idris", "permits", who="permits", kind=ConsentOf.AUTHORITY, state="conditional",
        note="The list of vehicles three days ahead",
    )  # fmt: skip
    tell.incident(19, "idris", "permits", IncidentKind.DELAYED, "The stamp came four days late.")


def ford_road(tell: Teller) -> None:
    """Tell of the road that closed, and of the way round it."""
    tell.gate(
        140, "idris", "ford", "Ford road to Kar Dovi", kind=GateKind.PASSAGE, place="Kar Dovi",
        service=Service.WATER, standing=Standing.OPEN, reason="The water is low.",
    )  # fmt: skip
    tell.consent(20, "idris", "ford", who="samer", kind=ConsentOf.AUTHORITY)
    tell.incident(12, "idris", "ford", IncidentKind.SEARCHED, "An hour; every pipe unloaded.")
    tell.incident(8, "idris", "ford", IncidentKind.REFUSED, "Two trucks; no reason was given.")
    tell.standing(8, "idris", "ford", Standing.CLOSED, "A new barrier stands at the ford.")
    way = "By the canal track, with a guide from the school."
    tell.second_path(7, "idris", "ford", way, who="karim")


GATES = (north_road_gate, entry_to_tel_saray, vaccination_protocol, permits_gate, ford_road)
