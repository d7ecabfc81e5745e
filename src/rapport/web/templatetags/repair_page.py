"""How a repair is drawn: the words of its stages, what lies ahead, until when both cool off."""

from datetime import date

from django import template

from rapport.briefings.breaches import BreachPage, StageCard
from rapport.records.models import Lesson, RepairStage
from rapport.web.repair_words import STAGE_WORDS, StageWords

register = template.Library()


@register.filter
def stage_words(stage: str) -> StageWords:
    """Return what to do, to say, and not to do at a stage."""
    return STAGE_WORDS[stage]


@register.filter
def stage_title(stage: str) -> str:
    """Return what a stage is called."""
    return str(STAGE_WORDS[stage].title)


@register.filter
def ahead(page: BreachPage) -> list[StageCard]:
    """Return the stages that come later and have no step yet."""
    return [card for card in page.cards if card.state == "ahead" and not card.steps]


@register.filter
def behind(page: BreachPage) -> list[StageCard]:
    """Return the stages that are done, were gone on without, or have a step before their time."""
    return [
        card for card in page.cards if card.state == "past" or (card.state != "now" and card.steps)
    ]


@register.filter
def blames(card: StageCard) -> bool:
    """Say whether a text of a stage blames a colleague."""
    return any(one.blame for one in card.steps)


@register.filter
def cooling(page: BreachPage, today: date) -> date | None:
    """Return the day up to which both sides cool off, if that is still to come."""
    cooled = (
        one.step.until
        for card in page.cards
        if card.stage == RepairStage.COOL
        for one in card.steps
        if one.step.until and one.step.until > today
    )
    return max(cooled, default=None)


@register.filter
def family_word(family: str) -> str:
    """Return what a lesson is useful for, in words."""
    column = Lesson._meta.get_field("family")  # noqa: SLF001 - documented Meta API
    return str(dict(column.flatchoices).get(family, family))
