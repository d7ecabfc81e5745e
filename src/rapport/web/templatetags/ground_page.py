"""What the places of the common ground are called, and how the origin of a line is worded."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.briefings.cells import Origin
from rapport.records.models import (
    Analysis,
    CultureTopic,
    DisagreementCause,
    DisagreementState,
    DisclosureKind,
    FollowedUp,
    GroundKind,
    InsightKind,
)
from rapport.records.models.scoped import KnownFrom

register = template.Library()

PLACES: dict[str, Any] = {
    GroundKind.AGREED_FACT: _("Agreed facts"),
    GroundKind.CONTESTED_FACT: _("Contested facts"),
    GroundKind.CONVERGENT_NORM: _("Norms we share"),
    GroundKind.DIVERGENT_NORM: _("Norms we do not share"),
    GroundKind.OPTION: _("Options"),
}

_NEXT: dict[str, Any] = {
    GroundKind.AGREED_FACT: _("What do both sides see in the same way? Ask how they would put it."),
    GroundKind.CONTESTED_FACT: _("Which facts do they dispute, and who could settle them?"),
    GroundKind.CONVERGENT_NORM: _("Which custom, rule or duty do both sides hold to?"),
    GroundKind.DIVERGENT_NORM: _("Where do their rules ask something else than ours? Ask why."),
    GroundKind.OPTION: _("What could they offer, and what would make a yes easier for them?"),
    "position": _("What do they say they want? Record it as a position."),
    "reasoning": _("Why do they want it, and what holds them back? Ask, and record their reasons."),
    "values": _("What matters most to them, and what can they not do without?"),
    "our_position": _("Plan the request, or add a mandate: what do we ask for?"),
    "our_reasoning": _("Write why access matters under Our words, and what we may say."),
    "our_values": _("Write who we are under Our words, and our red lines."),
    "contested": _("Nothing contested is recorded. Ask what they see differently."),
    "told": _("Tell them who we are and what we cannot do, and record that you did."),
    "misperceptions": _("Ask what people there say of us, and what they themselves expected."),
    "costs": _("Think it through: how could a yes cost their reputation, and with whom?"),
    "vouches": _("Find out who they trust, and add it on their page."),
}

_SORTS: dict[str, Any] = {
    "facts": _("Facts"),
    "norms": _("Norms"),
    "interests": _("Interests and positions"),
    "other": _("Something else"),
}

_MOSTLY: dict[str, Any] = {
    "facts": _(
        "Mostly about facts: a technical conversation. Bring whoever knows them, and agree first"
        " on how to check."
    ),
    "norms": _(
        "Mostly about norms: a conversation on what is right. Begin with those both sides share,"
        " and with people whose word counts there."
    ),
    "interests": _(
        "Mostly about interests and positions: a political conversation. Find out who decides, and"
        " what each side has to show at home."
    ),
}

_LAYERS: dict[str, Any] = {
    "position": _("Position"),
    "reasoning": _("Reasoning"),
    "values": _("Values and needs"),
}

_OF: dict[str, Any] = {
    "ground": _("added here"),
    "note": _("insight"),
    "disagreement": _("disagreement"),
    "request": _("what softens a request"),
    "ask": _("request"),
    "mandate": _("mandate"),
    "red_line": _("red line"),
    "own_words": _("our words"),
    "told": _("what we shared"),
    "tie": _("tie"),
}

_KINDS: dict[str, Any] = {
    "note": InsightKind,
    "ground": InsightKind,
    "disagreement": DisagreementCause,
    "told": DisclosureKind,
}

_ANALYSES: dict[str, Any] = {
    Analysis.MOTIVES: pgettext_lazy("analysis", "Motives"),
    Analysis.COMMON_GROUND: pgettext_lazy("analysis", "Common ground"),
}


@register.filter
def place_title(kind: str) -> Any:
    """Return what a place on the common ground is called."""
    return PLACES[kind]


@register.filter
def find_out(cell: str) -> Any:
    """Return what to find out next where a cell is empty."""
    return _NEXT[cell]


@register.filter
def sort_title(sort: str) -> Any:
    """Return what a sort of what is contested is called."""
    return _SORTS[sort]


@register.filter
def mostly_about(sorts: tuple[str, ...]) -> Any:
    """Return what a negotiation is mostly about, where one sort stands out."""
    return _MOSTLY[sorts[0]] if len(sorts) == 1 else ""


@register.filter
def layer_title(name: str) -> Any:
    """Return what a layer of both sides is called."""
    return _LAYERS[name]


@register.filter
def analysis_title(of: str) -> Any:
    """Return what an analysis is called."""
    return _ANALYSES[of]


@register.filter
def topic_title(topic: str) -> str:
    """Return what a culture note is about."""
    label = str(CultureTopic(topic).label)
    return label[:1].upper() + label[1:]


@register.filter
def origin_kind(origin: Origin) -> Any:
    """Return what kind of record a line comes from; of an insight, which kind."""
    if origin.of in {"note", "ground"} and origin.kind:
        return InsightKind(origin.kind).label
    return _OF[origin.of]


@register.filter
def origin_detail(origin: Origin) -> str:
    """Return what else the record says: where a disagreement comes from, what was shared."""
    choices = _KINDS.get(origin.of)
    if choices is None or not origin.kind or origin.of in {"note", "ground"}:
        return ""
    return str(choices(origin.kind).label)


@register.filter
def told_by(known_from: str) -> str:
    """Return who told."""
    return str(KnownFrom(known_from).label) if known_from else ""


@register.filter
def apart_state(state: str) -> str:
    """Return where a disagreement stands."""
    return str(DisagreementState(state).label) if state in DisagreementState.values else ""


@register.filter
def followed(state: str) -> str:
    """Return how far a misperception has been followed."""
    return str(FollowedUp(state).label)
