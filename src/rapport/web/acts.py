"""What can be gone to and done from anywhere, and the keys for it: declared here, once.

The palette, the page of shortcuts and the keyboard (``static/js/keys.js``) are made from these
lists; a new room adds one line.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.names import fold
from rapport.web.act_pages import Act
from rapport.web.request import Request

ACTS = (
    Act(
        "log",
        gettext_lazy("Log contact"),
        "log",
        pgettext_lazy("found by", "met, called, note"),
        "who",
        needs="write",
        short=pgettext_lazy("act", "Log"),
    ),
    Act(
        "promise",
        gettext_lazy("Add promise"),
        "promise",
        pgettext_lazy("found by", "commitment"),
        "key",
        needs="write",
        short=pgettext_lazy("act", "Promise"),
    ),
    Act(
        "plan-meeting",
        gettext_lazy("Plan a meeting"),
        "month",
        pgettext_lazy("found by", "visit, appointment, agenda"),
        "key",
        needs="write",
        short=pgettext_lazy("act", "Plan"),
    ),
    Act(
        "ask",
        gettext_lazy("Plan request"),
        "request",
        pgettext_lazy("found by", "ask"),
        "key",
        needs="write",
        short=pgettext_lazy("act", "Request"),
    ),
    Act(
        "record-agreement",
        gettext_lazy("Record an agreement"),
        "promise",
        pgettext_lazy("found by", "agreed, yes, memorandum, terms"),
        "key",
        needs="write",
    ),
    Act(
        "record-breach",
        gettext_lazy("Record that trust broke"),
        "warn",
        pgettext_lazy("found by", "breach, repair, leak, anger"),
        "key",
        needs="write",
    ),
    Act(
        "my-handover",
        gettext_lazy("What you hand over"),
        "keep",
        pgettext_lazy("found by", "leave, successor, end of mission, pass on"),
    ),
    Act(
        "insight",
        gettext_lazy("Add insight"),
        "insight",
        pgettext_lazy("found by", "note"),
        "key",
        needs="write",
    ),
    Act(
        "brief",
        gettext_lazy("Open brief"),
        "log",
        pgettext_lazy("found by", "print, meeting"),
        "key",
        short=pgettext_lazy("act", "Brief"),
    ),
    Act(
        "message",
        gettext_lazy("Check a message"),
        "letter",
        pgettext_lazy("found by", "draft, text, write, tone, send"),
        "key",
    ),
    Act(
        "who-goes",
        gettext_lazy("Choose who goes"),
        "people",
        pgettext_lazy("found by", "team, first meeting, colleagues side by side"),
        "key",
    ),
    Act(
        "register-gift",
        gettext_lazy("Register a gift or favour"),
        "note",
        pgettext_lazy("found by", "present, hospitality, meal"),
        "key",
    ),
    Act(
        "boundary-check",
        gettext_lazy("Check a boundary"),
        "lock",
        pgettext_lazy("found by", "too close, favour, friend"),
        "key",
    ),
    Act(
        "note-pressure",
        gettext_lazy("Record pressure"),
        "lock",
        pgettext_lazy("found by", "threat, summons, demand"),
        "key",
    ),
    Act(
        "add-gate",
        gettext_lazy("Add gate"),
        "gate",
        pgettext_lazy("found by", "access, road, permit, clinic"),
        needs="write",
    ),
    Act(
        "record-power-change",
        gettext_lazy("Record a change of power"),
        "warn",
        pgettext_lazy("found by", "rumour, coup, front, appointment, merger, new government"),
        needs="write",
    ),
    Act(
        "add-person",
        gettext_lazy("Add person"),
        "add",
        pgettext_lazy("found by", "new contact"),
        needs="write",
    ),
    Act("give-mandate", gettext_lazy("Add mandate"), "letter", needs="write"),
    Act(
        "first-ten",
        gettext_lazy("Start with five people"),
        "people",
        pgettext_lazy("found by", "first ten minutes, begin"),
        needs="write",
    ),
    Act(
        "import",
        gettext_lazy("Import contacts"),
        "import",
        pgettext_lazy("found by", "register, csv, excel"),
        needs="write",
    ),
    Act(
        "look",
        gettext_lazy("Dark theme"),
        "theme",
        pgettext_lazy("found by", "night"),
        sends=("theme", "dark"),
    ),
    Act(
        "look",
        gettext_lazy("Light theme"),
        "theme",
        pgettext_lazy("found by", "day"),
        sends=("theme", "light"),
    ),
    Act(
        "look",
        gettext_lazy("Theme as the device"),
        "theme",
        pgettext_lazy("found by", "automatic"),
        sends=("theme", ""),
    ),
    Act(
        "look",
        gettext_lazy("Compact rows"),
        "density",
        pgettext_lazy("found by", "dense, small"),
        sends=("density", "compact"),
    ),
    Act(
        "look",
        gettext_lazy("Comfortable rows"),
        "density",
        pgettext_lazy("found by", "large"),
        sends=("density", ""),
    ),
    Act(
        "lock",
        gettext_lazy("Lock"),
        "lock",
        pgettext_lazy("found by", "close, hide"),
        sends=("lock", "1"),
        needs="laptop",
    ),
    Act(
        "sign-out",
        gettext_lazy("Sign out"),
        "leave",
        pgettext_lazy("found by", "leave, close"),
        sends=("out", "1"),
        needs="team",
    ),
)


def offered(request: Request, acts: tuple[Act, ...]) -> list[Act]:
    """Return those of these acts that are for whoever asks."""
    there = {
        "": True,
        "write": not request.read_only and bool(request.asking.me.writable_circles()),
        "rules": not request.read_only and request.asking.me.sets_rules(),
        "laptop": not settings.IS_TEAM,
        "team": settings.IS_TEAM,
        "demo": request.is_demo,
    }
    return [act for act in acts if there[act.needs]]


def address_of(act: Act, key: object = None) -> str:
    """Return where an act is done; about a person, whose key is given."""
    if act.about == "key":
        return reverse(act.page, args=[key])
    where = reverse(act.page)
    return f"{where}?who={key}" if act.about and key else where


def is_called(act: Act, text: str) -> bool:
    """Say whether a word of an act's title, or another of its words, begins like ``text``."""
    asked = fold(text)
    known = fold(f"{act.title} {act.words}".replace(",", " "))
    return known.startswith(asked) or f" {asked}" in known


@dataclass(frozen=True, slots=True)
class Key:
    """A key: how it is shown, what it does, and for ``keys.js`` where it leads or what it is for.

    A single letter goes by its place on the keyboard (``KeyT``), for an Arabic one has no T.
    """

    shown: tuple[str, ...]
    title: Any
    code: str = ""
    page: str = ""
    does: str = ""


KEYS: tuple[tuple[Any, tuple[Key, ...]], ...] = (
    (gettext_lazy("Anywhere"), (
        Key(("Ctrl", "K"), gettext_lazy("Go to a page or a person, or do something")),
        Key(("c",), gettext_lazy("Log contact"), "KeyC", does="log"),
        Key(("Ctrl", "Enter"), gettext_lazy("Save the form you are in")),
        Key(("Ctrl", "Shift", "L"), gettext_lazy("Lock at once")),
        Key(("Esc",), gettext_lazy("Close a menu or the palette")),
        Key(("?",), gettext_lazy("Show these shortcuts"), "?", "shortcuts"),
    )),
    (gettext_lazy("Pages"), (
        Key(("t",), pgettext_lazy("menu", "Today"), "KeyT", "today"),
        Key(("p",), pgettext_lazy("menu", "People"), "KeyP", "people"),
        Key(("n",), gettext_lazy("Log contact"), "KeyN", "log"),
        Key(("/",), pgettext_lazy("menu", "Find"), "/", "find"),
    )),
    (gettext_lazy("Lists"), (
        Key(("j",), gettext_lazy("Next row"), "KeyJ", does="next"),
        Key(("k",), gettext_lazy("Previous row"), "KeyK", does="previous"),
        Key(("Enter",), gettext_lazy("Open the row")),
        Key(("e",), gettext_lazy("Edit the row, or the person shown"), "KeyE", does="edit"),
        Key(("x",), gettext_lazy("Select the row"), "KeyX", does="tick"),
    )),
)  # fmt: skip
"""All the keys there are, under the headings of the page of shortcuts."""


def for_the_keyboard() -> str:
    """Return what single keys do, as ``keys.js`` reads it."""
    said = {
        key.code: {"to": reverse(key.page)} if key.page else {"does": key.does}
        for _, keys in KEYS
        for key in keys
        if key.code
    }
    return json.dumps(said)
