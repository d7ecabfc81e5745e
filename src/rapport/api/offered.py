"""What the side door offers by itself: every verb of the actions, every answer of the briefings.

Neither is listed by hand. A verb is a function of ``rapport.actions`` that takes who asks and
returns a ``Change``; an answer is one of ``rapport.briefings`` that takes who asks. Access is
decided in them, as for the pages. What is left out says why.
"""

import importlib
import inspect
import pkgutil
import typing
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import rapport.actions
import rapport.briefings
from rapport.actions.gates import put_right_by_word
from rapport.api.typed import NotToldError, Schema, schema_of
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Colleague,
    LoggedModel,
    MeetingOurs,
    MeetingWith,
    OurPresence,
    Presence,
)

VERBS_ELSEWHERE: Mapping[str, str] = {
    "actors.add_actor": "/api/actors/add/",
    "actors.change_actor": "/api/actors/KEY/change/",
    "agreements.record_agreement": "/api/agreements/add/",
    "asks.plan_ask": "/api/requests/plan/",
    "interactions.log_interaction": "/api/log/",
    "meetings.plan_meeting": "/api/meetings/",
    "one_person.add_one_person": "/api/people/add/",
    "people.add_counterpart": "/api/people/add/",
    "ties.note_tie": "/api/ties/add/",
    "correcting.change_record": "/api/records/KIND/KEY/change/",
    "correcting.remove_record": "/api/records/KIND/KEY/remove/",
    "sections.note_record": "/api/people/KEY/note/KIND/",
    "agreement_terms.change_of_agreement": "/api/records/KIND/KEY/change/",
    "agreement_terms.remove_of_agreement": "/api/records/KIND/KEY/remove/",
    "repair.change_of_breach": "/api/records/KIND/KEY/change/",
    "repair.remove_of_breach": "/api/records/KIND/KEY/remove/",
}
"""Verbs that a hand-written address reaches, with words for what types cannot say."""

VERBS_OF_PAGES: Mapping[str, str] = {
    "exports.ask_to_export": "the frame of every export asks",
    "exports.record_export": "the frame of every export enters it",
    "kept_files.note_fingerprint": "a file is read in the browser's own request",
    "kept_files.seal_file": "a file comes in by its page",
    "team.add_office": "an office is founded at a prompt",
    "team.found_office": "an office is founded at a prompt",
    "team.set_rules": "the page of each rule sets it",
}
"""Verbs that only a page or a prompt reaches, and why."""

PIECES: Mapping[str, str] = {
    "across_circles": "a part of Today",
    "actor_list.every_line": "the list of groups answers it page by page",
    "agreement_names": "a name said at a prompt",
    "agreements.agreement_lines": "lines of rows somebody else has read",
    "analysis_on_paper": "a sheet of paper",
    "card_on_paper": "a sheet of paper",
    "closeness": "what a rule reads",
    "contacts": "what the form of a log asks while it is filled in",
    "first_ten": "a step of the first ten minutes",
    "gate_names": "a name said at a prompt",
    "groups.groups_wanted": "a filter of the list of people",
    "leaving": "what the page of a colleague asks before access ends",
    "many": "what is done with people ticked on a list",
    "meetings.planned": "lines of rows somebody else has read",
    "mentions": "what the page that erases a person looks for",
    "own_records.shields": "a part of a page that is one's own",
    "people.keys_wanted": "what is done with people ticked on a list",
    "person.relationship_of": "the row that a page begins from",
    "person_record": "the whole of one person, which only the page made for it hands out",
    "rare_parts": "a part of a person's page",
    "since_a_breach": "what the form of a log asks while it is filled in",
    "snoozed.count_snoozed": "a part of Today",
    "terms_due": "what the form of a log asks while it is filled in",
    "ties.lines": "lines of rows somebody else has read",
    "up_to_date": "a part of Today",
    "views": "which rows answers may share",
    "week": "a part of Today",
    "who_facts": "what a comparison rests on",
    "with_us": "what the form of a log asks while it is filled in",
}
"""Answers that are no page's own, by room or by name."""

FOR_A_SESSION = frozenset(
    {
        *("access", "boundaries", "colleagues", "debriefs", "erasing", "leaving", "own_records"),
        *("reading", "sign_in", "team", "kept_files", "history", "exports", "phones"),
    }
)
"""Rooms a token does not reach: what is one's own, and who may do what."""

_OUR_SIZES = frozenset({"at_most", "at_once", "limit", "seen_by", "for_a_meeting", "view"})
"""How much is read at once is for the page to say; nobody reads everything in one piece."""

_SIZED_BY_PAGE = frozenset({"history.history", "people.people"})
_NO_PLAIN_ANSWER = ("QuerySet", "Callable", "Iterator", "View")

_WHO = {"interactions": (Presence, OurPresence), "meetings": (MeetingWith, MeetingOurs)}


@dataclass(frozen=True, slots=True)
class Offer:
    """One verb or answer: what it is called, what it takes, and what it says of itself."""

    room: str
    name: str
    function: Callable[..., Any]
    takes: Mapping[str, Any]
    needs: tuple[str, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, type[LoggedModel]] = field(default_factory=dict)
    several: str = ""

    @property
    def says(self) -> str:
        """Return the first sentence of what it says of itself."""
        return (inspect.getdoc(self.function) or "").split("\n\n")[0].replace("\n", " ")

    @property
    def for_a_session(self) -> bool:
        """Say whether a token does not reach it."""
        return self.room in FOR_A_SESSION

    def schema(self) -> Schema:
        """Return the JSON schema of the object that its arguments are."""
        every = {name: schema_of(kind) for name, kind in {**self.columns, **self.takes}.items()}
        if self.kinds:
            every["kind"] = {"enum": sorted(self.kinds)}
        needs = [*self.needs, *(["kind"] if self.kinds else [])]
        return {
            "type": "object",
            "properties": every,
            "additionalProperties": False,
            **({"required": needs} if needs else {}),
        }


@cache
def verbs() -> Mapping[tuple[str, str], Offer]:
    """Return every verb by its room and name."""
    return {(one.room, one.name): one for one in _found(rapport.actions, _verb)}


@cache
def answers() -> Mapping[tuple[str, str], Offer]:
    """Return every answer by its room and name."""
    return {(one.room, one.name): one for one in _found(rapport.briefings, _answer)}


def _found(package: Any, offer: Callable[[str, str, Any], Offer | None]) -> Iterator[Offer]:
    for module in pkgutil.iter_modules(package.__path__):
        room = importlib.import_module(f"{package.__name__}.{module.name}")
        for name, function in sorted(vars(room).items()):
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            if function.__module__ == room.__name__ and _asks(function):
                found = offer(module.name, name, function)
                if found is not None:
                    yield found


def _asks(function: Any) -> bool:
    first = next(iter(inspect.signature(function).parameters), "")
    return typing.get_type_hints(function).get(first) is Asking


def _verb(room: str, name: str, function: Any) -> Offer | None:
    hints = typing.get_type_hints(function)
    called = f"{room}.{name}"
    if typing.get_origin(hints["return"]) is not Change or called in VERBS_ELSEWHERE:
        return None
    return None if called in VERBS_OF_PAGES else _told(room, name, function, hints)


def _answer(room: str, name: str, function: Any) -> Offer | None:
    hints = typing.get_type_hints(function)
    if {room, f"{room}.{name}"} & PIECES.keys() or _no_plain_answer(hints["return"]):
        return None
    return _told(room, name, function, hints)


def _told(room: str, name: str, function: Any, hints: Mapping[str, Any]) -> Offer | None:
    """Return the offer, or nothing where JSON cannot say what the function takes."""
    try:
        return _offer(room, name, function, hints)
    except NotToldError:
        return None


def _offer(room: str, name: str, function: Any, hints: Mapping[str, Any]) -> Offer:
    takes: dict[str, Any] = {}
    needs: list[str] = []
    columns: Mapping[str, Any] = {}
    kinds: Mapping[str, type[LoggedModel]] = {}
    several = ""
    _, *others = inspect.signature(function).parameters.values()
    for one in others:
        hint = _hint(room, one.name, hints.get(one.name))
        if one.kind is one.VAR_KEYWORD:
            columns = _columns_of(name, hints["return"])
        elif one.kind is one.VAR_POSITIONAL:
            several, takes[one.name] = one.name, _several_of(hint)
        elif typing.get_origin(hint) is type:
            kinds = _kinds_of(typing.get_args(hint)[0])
        elif not _is_left_out(room, name, one):
            schema_of(hint)
            takes[one.name] = hint
            if one.default is one.empty:
                needs.append(one.name)
    columns = {column: kind for column, kind in columns.items() if column not in takes}
    return Offer(room, name, function, takes, tuple(needs), columns, kinds, several)


def _is_left_out(room: str, name: str, one: inspect.Parameter) -> bool:
    """Say whether an argument is ours to set: how much at once, or an office by its row."""
    if one.default is one.empty:
        return False
    sized = one.name == "page" and f"{room}.{name}" in _SIZED_BY_PAGE
    ours = one.name in _OUR_SIZES and one.annotation is not str
    return sized or ours or "Office" in str(one.annotation)


def _hint(room: str, name: str, hint: Any) -> Any:
    """Return the type of an argument; who was there is rows of keys and parts."""
    if room in _WHO and name in ("theirs", "ours"):
        return list[tuple[_key_and_words(_WHO[room][name == "ours"])]]  # type: ignore[misc]
    return hint


def _several_of(hint: Any) -> Any:
    """Return the type of a list of these; which they are is known only now."""
    return list.__class_getitem__(hint)


def _key_and_words(rows: Any) -> Any:
    return (uuid.UUID, *[str] * (len(rows.VALUES) - 1))


def _no_plain_answer(hint: Any) -> bool:
    return any(word in str(hint) for word in _NO_PLAIN_ANSWER)


def _columns_of(verb: str, returns: Any) -> Mapping[str, Any]:
    """Return the columns of the record that a verb changes."""
    (row,) = typing.get_args(returns)
    model = typing.get_args(row)[0] if typing.get_args(row) else row
    if model is Colleague:
        by = Colleague.BY_THEMSELVES if verb == "say_of_myself" else Colleague.BY_THE_OFFICE
        return _of(Colleague, by | Colleague.BY_EITHER)
    return entered_columns(model) if _is_record(model) else {}


def _of(model: Any, names: Collection[str]) -> Mapping[str, Any]:
    return {name: model._meta.get_field(name) for name in sorted(names)}  # noqa: SLF001 - Meta API


def _is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, LoggedModel)


def _kinds_of(above: Any) -> Mapping[str, type[LoggedModel]]:
    return {word: kind for word, kind in put_right_by_word().items() if issubclass(kind, above)}
