"""Nothing typed is invisible: each column people fill in is shown where the person or gate is.

Whoever types something trusts that a colleague will read it. The columns come from the models; each
is changed in a real store, alone, and the pages are looked at again.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.db import DataError, IntegrityError
from django.db.models import CharField, Model, TextField
from django.db.transaction import atomic, set_rollback
from django.shortcuts import render

from cast import Cast
from rapport.briefings.actor_page import actor_page
from rapport.briefings.agreements import agreement_page
from rapport.briefings.breaches import breach_page
from rapport.briefings.brief import brief
from rapport.briefings.gates import gate_page
from rapport.briefings.ground import common_ground
from rapport.briefings.handover import handover_page
from rapport.briefings.introductions import introduction_page
from rapport.briefings.mandates import mandates
from rapport.briefings.passed import passed
from rapport.briefings.person import person
from rapport.briefings.power_changes import power_page
from rapport.briefings.serialize import plain
from rapport.briefings.told_power import told_power
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Actor,
    Agreement,
    AgreementParty,
    Breach,
    Consent,
    ConsentGroup,
    Counterpart,
    Gate,
    Handover,
    Needs,
    NotTied,
    PlanItem,
    Position,
    PowerChange,
    Relationship,
    ScopedModel,
    SealedName,
    SecondReading,
    Tenure,
    Term,
    TermMark,
    Tie,
    Waiver,
)
from rapport.records.models.agreements import OfAgreement
from rapport.records.models.gates import OfGate
from rapport.records.models.people import OfActor
from rapport.records.models.repair import OfBreach, RepairStep
from rapport.records.recording import change_set
from records import every_kind
from records.every_kind import shared_kinds, value_of

Column = tuple[type[ScopedModel], str]
Seen = dict[str, str]
"""What a page shows or an answer tells, by its place."""

_ANSWER = "answer: "
UNSEEN: dict[Column, str] = {
    (Actor, "influence"): "a list of dated values; shown and tested on the page of a group",
    (Actor, "acceptances"): "a list of dated values; shown and tested on the page of a group",
    (Handover, "in_person"): "ticks from a list; shown and tested on the page of a handover",
    (NotTied, "on"): "set by us; shown beside the proposals of ties, and tested there",
    (Tenure, "named"): "stands where nobody we know holds the post; tested with officials",
    (Tenure, "since_known"): "a day said as a month or a year; tested with officials",
    (Tie, "verified_on"): "shown as an age in months",
    (SecondReading, "asked_on"): "shown until the remark is there",
    (Counterpart, "channels"): "a list of ways; what a way has is tested with its page",
    (SealedName, "script"): "shown with the sealed name, on request, and the look is recorded",
}
"""Columns that need no place of their own, each with its reason."""

_PAGES = ("people/person.html", "people/brief.html", "mandates/mandates.html", "gates/gate.html")
_SHEET = re.compile(r"<article.*</article>", re.DOTALL)
_NEW_EACH_TIME = re.compile(r'name="(?:once|csrfmiddlewaretoken)" value="[^"]*"')


class World:
    """One record of each kind about one person, and what is shown of that person."""

    def __init__(self, cast: Cast, client: Any) -> None:
        self.cast = cast
        self.client = client
        self.request = client.get(f"/people/{cast.kamil.pk}/").wsgi_request
        self.asking = self.request.asking
        self.rows: dict[type[ScopedModel], Model] = {}
        self._person: Callable[[], Any] = lambda: None
        self._tell()

    def _tell(self) -> None:
        cast = self.cast
        kamil = Relationship.objects.get(pk=cast.kamil.pk)
        self.rows = {Counterpart: kamil.counterpart, Relationship: kamil}
        for kind in shared_kinds():
            if kind not in (Actor, Position, *self.rows):
                self.rows[kind] = every_kind.note(cast, kind, kamil)
        tenure: Any = next(row for row in self.rows.values() if hasattr(row, "position_id"))
        self.rows |= {Position: tenure.position, Actor: tenure.position.actor}
        self._one_gate()
        self._one_group()
        self._one_agreement()
        self._one_breach()
        self._one_change_of_power()
        with change_set("belong", cast.asking("writer")) as changes:
            changes.change(self.rows[Waiver], until=cast.DAY + timedelta(days=9))
            changes.change(Counterpart.objects.get(pk=kamil.counterpart_id), actor=self.rows[Actor])

    def _one_gate(self) -> None:
        """Let all that belongs to a gate, each with a gate of its own so far, belong to one."""
        gate, group = self.rows[Gate], self.rows[ConsentGroup]
        with change_set("belong", self.cast.asking("writer")) as changes:
            for row in self.rows.values():
                if isinstance(row, OfGate):
                    changes.change(row, gate=gate)
            changes.change(self.rows[Consent], group=group)
            changes.change(group, needs=Needs.SOME)

    def _one_agreement(self) -> None:
        """Let all that belongs to an agreement belong to one; a mark is of its term."""
        with change_set("belong", self.cast.asking("writer")) as changes:
            for row in self.rows.values():
                if isinstance(row, OfAgreement | AgreementParty):
                    changes.change(row, agreement=self.rows[Agreement])
            changes.change(self.rows[TermMark], term=self.rows[Term])

    def _one_breach(self) -> None:
        """Let all that belongs to a breach belong to one, at a stage of it."""
        with change_set("belong", self.cast.asking("writer")) as changes:
            for row in self.rows.values():
                if isinstance(row, OfBreach):
                    changes.change(row, breach=self.rows[Breach])
            changes.change(self.rows[RepairStep], stage="listen")
            changes.change(self.rows[Breach], ended="distance")

    def _one_change_of_power(self) -> None:
        """Let the step of a plan belong to the change of power, which proved false."""
        with change_set("belong", self.cast.asking("writer")) as changes:
            changes.change(self.rows[PlanItem], power_change=self.rows[PowerChange])
            changes.change(self.rows[PowerChange], false_on=self.cast.DAY)

    def _one_group(self) -> None:
        """Let all that belongs to a group belong to that of the person."""
        with change_set("belong", self.cast.asking("writer")) as changes:
            for row in self.rows.values():
                if isinstance(row, OfActor):
                    changes.change(row, actor=self.rows[Actor])
            changes.change(self.rows[Actor], influence=[], acceptances=[])
            changes.change(self.rows[SecondReading], read_on=self.cast.DAY)

    def look(self) -> Seen:
        """Return what is shown and answered, each under its place.

        Answers are under the name of what gives them; all else is a page.
        """
        return {place: see() for place, see in self._places().items()}

    def changed(self, usual: Seen, likely: Collection[str]) -> set[str]:
        """Return a page and an answer that differ from ``usual``, of all that may do.

        The ``likely`` places are looked at first, and of these the shortest, which are the soonest
        made; the others only as long as one of the two is missing.
        """
        found: set[str] = set()
        places = self._places()
        for place in sorted(places, key=lambda one: (one not in likely, len(usual[one]))):
            kinds = {one.startswith(_ANSWER) for one in found}
            if place.startswith(_ANSWER) not in kinds and places[place]() != usual[place]:
                found.add(place)
        return found

    def _places(self) -> dict[str, Callable[[], str]]:
        """Return how each place is looked at; the person's own are made of one answer."""
        self._person = cache(lambda: person(self.asking, self.cast.kamil.pk))
        return {**self._answers(), **self._pages()}

    def _answers(self) -> dict[str, Callable[[], str]]:
        answers: dict[str, Callable[[], Any]] = {
            "person": self._person,
            "mandates": lambda: mandates(self.asking),
            "gate": lambda: gate_page(self.asking, self.rows[Gate].pk),
            "group": lambda: actor_page(self.asking, self.rows[Actor].pk),
            "ground": lambda: common_ground(self.asking, self.cast.kamil.pk),
            "agreement": lambda: agreement_page(self.asking, self.rows[Agreement].pk),
            "breach": lambda: breach_page(self.asking, self.rows[Breach].pk),
            "introduction": lambda: introduction_page(self.asking, self.cast.kamil.pk),
            "power": lambda: told_power(power_page(self.asking, self.rows[PowerChange].pk)),
            "handover": lambda: handover_page(self.asking, self.rows[Handover].pk),
        }
        return {
            f"{_ANSWER}{place}": lambda see=see: repr(plain(see()))
            for place, see in answers.items()
        }

    def _pages(self) -> dict[str, Callable[[], str]]:
        whose = self.cast.kamil.pk
        beside = (f"/actors/{self.rows[Actor].pk}/", f"/people/{whose}/ground/",
                  f"/agreements/{self.rows[Agreement].pk}/", f"/breaches/{self.rows[Breach].pk}/",
                  f"/people/{whose}/introduction/", f"/power/{self.rows[PowerChange].pk}/",
                  f"/handovers/{self.rows[Handover].pk}/")  # fmt: skip
        made = {name: lambda name=name: self._rendered(name) for name in _PAGES}
        asked = {
            where: lambda where=where: self.client.get(where).content.decode() for where in beside
        }
        return {place: lambda see=see: _sheet(see()) for place, see in {**made, **asked}.items()}

    def _rendered(self, name: str) -> str:
        """Return a page, made of what its address gives it."""
        about: dict[str, Any]
        if name.startswith("mandates/"):
            about = {"mandates": mandates(self.asking)}
        elif name.startswith("gates/"):
            about = {"page": gate_page(self.asking, self.rows[Gate].pk)}
        else:
            answer = self._person()
            about = {"person": answer, "header": answer.header, "compose": {}}
            about |= {"brief": brief(answer)} if "brief" in name else {}
            about |= {} if "brief" in name else {"passed": passed(self.asking, answer)}
        return render(self.request, name, about).content.decode()

    @contextmanager
    def other(self, kind: type[ScopedModel], name: str) -> Iterator[None]:
        """Hold another value in one column for a while."""
        row = kind._base_manager.filter(pk=self.rows[kind].pk)
        before = row.values_list(name, flat=True).get()
        column = entered_columns(kind)[name]
        if isinstance(before, date):
            values = [before + timedelta(days=1), before - timedelta(days=1)]
        else:
            values = [value_of(column, self.cast, other=other) for other in (True, False)]
        for value in values:
            # The store may hold two days in their order.
            with suppress(IntegrityError), atomic():
                row.update(**{name: value})
            if row.values_list(name, flat=True).get() != before:
                break
        yield
        row.update(**{name: before})

    def words_found(self) -> dict[Column, set[str]]:
        """Give every free text a word of its own, look once, and say where each was found.

        Whatever is not found is looked at alone.
        """
        words: dict[Column, str] = {}
        with atomic():
            for kind, stored in self.rows.items():
                row = kind._base_manager.filter(pk=stored.pk)
                for name, column in entered_columns(kind).items():
                    if isinstance(column, CharField | TextField) and not column.choices:
                        word = f"zq{len(words):03}x"
                        with suppress(IntegrityError, DataError), atomic():
                            row.update(**{name: word})
                            words[kind, name] = word
            seen = self.look()
            set_rollback(True)
        return {
            column: {place for place, told in seen.items() if word in told}
            for column, word in words.items()
        }


def _sheet(page: str) -> str:
    found = _SHEET.search(page)
    return _NEW_EACH_TIME.sub("", found[0]) if found else ""


def _both(places: Iterable[str]) -> bool:
    """Say whether a page and an answer are among these."""
    return {place.startswith(_ANSWER) for place in places} == {True, False}


@pytest.fixture
def world(cast: Cast, browser: Any) -> World:
    return World(cast, browser("keeper"))


def test_each_column_is_shown_on_the_page_or_in_the_brief_and_answered(world: World) -> None:
    usual = world.look()
    found = world.words_found()
    shown = {column for column, places in found.items() if _both(places)}
    assert len(shown) > 30
    unseen = []
    columns = {(kind, name) for kind in world.rows for name in entered_columns(kind)}
    for kind, name in columns - UNSEEN.keys() - shown:
        # Where another column of its kind stands it is likely to stand as well.
        likely = {place for (of, _), places in found.items() if of is kind for place in places}
        with world.other(kind, name):
            changed = world.changed(usual, likely)
            if not _both(changed):
                unseen.append((kind.__name__, name, changed))
    assert unseen == []
    assert world.look() == usual


def test_an_exception_is_of_a_column_there_is() -> None:
    for kind, name in UNSEEN:
        assert name in entered_columns(kind), f"{kind.__name__} has no column {name}."
