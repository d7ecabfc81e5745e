"""How what a negotiation rests on is called, and why it is dear to hurry past what is missing."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from rapport.briefings.doors import Door
from rapport.briefings.readiness import Line, Sheet
from rapport.web.doors import address

register = template.Library()

CALLED: dict[str, Any] = {
    "meetings": _("Meetings without a request"),
    "lead": _("The lead is introduced"),
    "stage": _("Stage of the relationship"),
    "concerns": _("Concerns followed up"),
    "promises": _("Our promises kept"),
    "mandate": _("Mandate"),
    "red_lines": _("Red lines"),
    "limits": _("What we cannot agree to"),
    "risk": _("What a yes costs them"),
    "for_them": _("A legitimate reason for them"),
}
_HERE: dict[str, Any] = {
    "plan-meeting": _("Plan a meeting"),
    "holders": _("Choose a lead"),
    "stage": _("Note the evidence"),
    "ask": _("Plan a request"),
    "tell": _("Note what we shared"),
    "ask-record": _("Complete the request"),
    "commitment-record": _("Settle the promise"),
}
_PRICE: dict[str, Any] = {
    "meetings": _(
        "Somebody we met only to ask for something refuses more easily, and a refusal is hard to"
        " reverse: saying yes later costs them more."
    ),
    "lead": _("A promise to somebody they hardly know is worth little once that person leaves."),
    "stage": _("Trust that is only assumed does not carry the first difficult day."),
    "concerns": _("Whoever was not heard answers what worries them, not what we ask."),
    "promises": _(
        "Asking again while a promise of ours is open makes our next promise worth less."
    ),
    "mandate": _(
        "What is agreed without a mandate may have to be withdrawn, and the trust goes with it."
    ),
    "red_lines": _("A limit we decide only in the meeting is decided under pressure."),
    "limits": _("What we cannot agree to sounds like a broken promise when it is said afterwards."),
    "risk": _("They carry the risk of a yes. What would ease it for them takes time to prepare."),
    "for_them": _("Without a reason they can give to their own people, a yes does not last."),
}


@register.filter
def called(line: Line) -> str:
    """Name an item."""
    return str(CALLED[line.name])


@register.filter
def where(door: Door) -> str:
    """Return the address of the form behind a door."""
    return address(door)


@register.filter
def does(door: Door) -> str:
    """Say what is done behind a door."""
    return str(_HERE[f"{door.kind}-{door.act}" if door.kind else door.act])


@register.filter
def price(sheet: Sheet) -> list[str]:
    """Return why it is dear to hurry, for what is missing."""
    return [str(_PRICE[line.name]) for line in sheet.missing]
