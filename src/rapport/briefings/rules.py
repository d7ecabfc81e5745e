"""The rules as a reference, with what this office changed and what is set aside."""

from dataclasses import dataclass
from typing import Any

from rapport.records.asking import Asking
from rapport.records.models import Actor, OwnWaiver, Waiver
from rapport.rules.catalogue import RULES
from rapport.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleInOffice:
    """A rule as this office listens to it."""

    rule: Rule[Any]
    on: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class SetAsideForMe:
    """A waiver for oneself, and what it is about; empty where that is not to be seen any more."""

    waiver: OwnWaiver
    about: str


@dataclass(frozen=True, slots=True)
class RulesBriefing:
    """Every rule by family, the waivers I may see, and those for myself alone."""

    families: tuple[tuple[str, tuple[RuleInOffice, ...]], ...]
    waivers: tuple[Waiver, ...]
    own_waivers: tuple[SetAsideForMe, ...]


def rules(asking: Asking) -> RulesBriefing:
    """Return the reference for the office of whoever asks."""
    held = asking.me.office.rule_settings
    families: dict[str, list[RuleInOffice]] = {}
    for code, rule in RULES.items():
        said = held.get(code, {})
        numbers = {name: value for name, value in said.items() if name in rule.settings}
        changed = any(rule.settings[name].value != value for name, value in numbers.items())
        families.setdefault(rule.family, []).append(
            RuleInOffice(rule, on=said.get("on", True), changed=changed or not said.get("on", True))
        )
    waivers = (
        Waiver.objects.visible_to(asking.me)
        .filter(until__gte=asking.day)
        .select_related("relationship__counterpart", "relationship__actor", "by")
        .order_by("until")[:100]
    )
    return RulesBriefing(
        families=tuple((family, tuple(found)) for family, found in families.items()),
        waivers=tuple(waivers),
        own_waivers=_own_waivers(asking),
    )


def _own_waivers(asking: Asking) -> tuple[SetAsideForMe, ...]:
    """Return what I set aside for myself, with what it is about as far as I may see it now.

    It may rest on records of several circles, so a token of mine is told nothing of it.
    """
    if asking.me.is_narrowed:
        return ()
    rows = list(
        OwnWaiver.objects.filter(by=asking.me, until__gte=asking.day).order_by("until", "pk")
    )
    actors = Actor.objects.visible_to(asking.me).in_bulk([row.about_key for row in rows])
    return tuple(
        SetAsideForMe(row, actors[row.about_key].name if row.about_key in actors else "")
        for row in rows
    )
