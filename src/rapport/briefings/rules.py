"""The rules as a reference, with what this office changed and what is set aside."""

from dataclasses import dataclass
from typing import Any

from rapport.records.asking import Asking
from rapport.records.models import OwnWaiver, Waiver
from rapport.rules.catalogue import RULES
from rapport.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleInOffice:
    """A rule as this office listens to it."""

    rule: Rule[Any]
    on: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class RulesBriefing:
    """Every rule by family, the waivers I may see, and those for myself alone."""

    families: tuple[tuple[str, tuple[RuleInOffice, ...]], ...]
    waivers: tuple[Waiver, ...]
    own_waivers: tuple[OwnWaiver, ...]


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
        .select_related("relationship__counterpart", "by")
        .order_by("until")[:100]
    )
    return RulesBriefing(
        families=tuple((family, tuple(found)) for family, found in families.items()),
        waivers=tuple(waivers),
        own_waivers=tuple(
            OwnWaiver.objects.filter(by=asking.me, until__gte=asking.day).order_by("until", "pk")
        ),
    )
