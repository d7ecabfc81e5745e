"""How a step of a plan names what it is about."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from rapport.records.models import PlanItem

register = template.Library()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a step is about: its name and its page, or neither."""

    name: str = ""
    address: str = ""


@register.simple_tag
def about(item: PlanItem) -> Subject:
    """Return what a step is about."""
    if item.relationship is not None:
        return Subject(item.relationship.called, reverse("person", args=[item.relationship_id]))
    if item.gate is not None:
        return Subject(item.gate.name, reverse("gate", args=[item.gate_id]))
    if item.agreement is not None:
        return Subject(item.agreement.what, reverse("agreement", args=[item.agreement_id]))
    if item.position is not None:
        return Subject(item.position.title, reverse("actor", args=[item.position.actor_id]))
    return Subject()
