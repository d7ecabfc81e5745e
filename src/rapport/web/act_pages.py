"""The pages that can be gone to from anywhere, and what a page or a deed of the palette is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True, slots=True)
class Act:
    """A page to go to, or something to do.

    ``page`` is the name of the address; about a person (``about``) it takes their key, or is given
    it as ``who``. What ``sends`` something is a POST of that field and value. ``words`` are other
    words it is found by. ``needs`` is who is offered it: "write", "rules", "laptop", "team",
    "demo", or anybody. What stands beside each person found has a ``short`` title.
    """

    page: str
    title: Any
    icon: str
    words: Any = ""
    about: str = ""
    sends: tuple[str, str] | None = None
    needs: str = ""
    short: Any = ""


PAGES = (
    Act("today", pgettext_lazy("menu", "Today"), "today"),
    Act(
        "people",
        pgettext_lazy("menu", "People"),
        "people",
        pgettext_lazy("found by", "list, contacts"),
    ),
    Act(
        "gates",
        pgettext_lazy("menu", "Gates"),
        "gate",
        pgettext_lazy("found by", "access, road, permit, clinic, consents, closed"),
    ),
    Act(
        "find", pgettext_lazy("menu", "Find"), "search", pgettext_lazy("found by", "search, notes")
    ),
    Act(
        "colleagues", gettext_lazy("Team"), "team", pgettext_lazy("found by", "colleagues, circles")
    ),
    Act(
        "lights",
        gettext_lazy("Five lights"),
        "visible",
        pgettext_lazy("found by", "health, overview"),
    ),
    Act(
        "month",
        gettext_lazy("The month"),
        "month",
        pgettext_lazy("found by", "figures, report, donor, headquarters"),
    ),
    Act(
        "reach",
        gettext_lazy("Who can be reached"),
        "phone",
        pgettext_lazy("found by", "readiness, matrix, districts, services"),
    ),
    Act(
        "dependence",
        gettext_lazy("Dependence"),
        "swap",
        pgettext_lazy("found by", "hangs on, single point, what if, resilience"),
    ),
    Act(
        "requests",
        gettext_lazy("Requests"),
        "request",
        pgettext_lazy("found by", "asked, answer, refused, granted, postponed"),
    ),
    Act(
        "agreements",
        gettext_lazy("Agreements"),
        "promise",
        pgettext_lazy("found by", "agreed, terms, kept, review, evidence, guarantor"),
    ),
    Act(
        "gifts",
        gettext_lazy("Gifts and favours"),
        "note",
        pgettext_lazy("found by", "register, hospitality, review"),
    ),
    Act(
        "only-you",
        gettext_lazy("Only for you"),
        "lock",
        pgettext_lazy("found by", "private, boundary, pressure, after a hard meeting"),
    ),
    Act("rules", gettext_lazy("Rules"), "rule"),
    Act(
        "practice",
        gettext_lazy("Practise a meeting"),
        "meet",
        pgettext_lazy("found by", "practice, training, workshop, role play, learn"),
    ),
    Act(
        "office-place",
        gettext_lazy("Set the place of the office"),
        "place",
        pgettext_lazy("found by", "weekend, prayer times, coordinates"),
        needs="rules",
    ),
    Act(
        "greetings",
        gettext_lazy("Greetings this week"),
        "month",
        pgettext_lazy("found by", "feast, holiday, birthday, wish, eid, christmas"),
    ),
    Act(
        "own-words",
        gettext_lazy("Our words"),
        "note",
        pgettext_lazy("found by", "who we are, red lines, introduce"),
    ),
    Act(
        "culture",
        gettext_lazy("Culture notes"),
        "place",
        pgettext_lazy("found by", "customs, greeting, what to avoid"),
    ),
    Act(
        "lessons",
        gettext_lazy("Lessons"),
        "note",
        pgettext_lazy("found by", "learned, what helps, repair, debrief"),
    ),
    Act(
        "power-changes",
        gettext_lazy("Changes of power"),
        "warn",
        pgettext_lazy("found by", "rumour, regime, front, plan, thirty days"),
    ),
    Act(
        "know-how",
        gettext_lazy("What we know how to do"),
        "note",
        pgettext_lazy("found by", "offer, customs, ports, seasons, competence"),
    ),
    Act(
        "review-actors",
        gettext_lazy("Every group, once a year"),
        "people",
        pgettext_lazy("found by", "review, actors, in contact, obstacle"),
    ),
    Act("mandates", gettext_lazy("Mandates"), "letter", pgettext_lazy("found by", "may decide")),
    Act("red-lines", gettext_lazy("Red lines"), "warn", pgettext_lazy("found by", "refuse")),
    Act(
        "exports",
        gettext_lazy("Exports"),
        "export",
        pgettext_lazy("found by", "download, spreadsheet, sheet, csv, excel, archive"),
    ),
    Act(
        "tokens",
        gettext_lazy("Programs and calendars"),
        "key",
        pgettext_lazy("found by", "API, token, script, subscription"),
    ),
    Act("history", gettext_lazy("History"), "history", pgettext_lazy("found by", "undo, changes")),
    Act(
        "duplicates",
        gettext_lazy("Possible duplicates"),
        "merge",
        pgettext_lazy("found by", "merge, twice"),
    ),
    Act(
        "shortcuts",
        gettext_lazy("Keyboard shortcuts"),
        "keyboard",
        pgettext_lazy("found by", "keys, help"),
    ),
    Act("be", gettext_lazy("View as another colleague"), "swap", needs="demo"),
    Act("sessions", gettext_lazy("Where you are signed in"), "key", needs="team"),
)
