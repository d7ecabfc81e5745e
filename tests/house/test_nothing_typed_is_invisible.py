"""Nothing typed is invisible: each column people fill in is shown where the person or gate is.

Whoever types something trusts that a colleague will read it. The columns come from the models; each
is changed in a real store, alone, and the pages are looked at again.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
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

    def look(self) -> tuple[str, Any]:
        """Return the person's pages with the whole brief, their gate, and what the API answers.

        These are made of one answer, as their addresses make them; beside them the page of their
        group, and their common ground.
        """
        answer = person(self.asking, self.cast.kamil.pk)
        gate = gate_page(self.asking, self.rows[Gate].pk)
        about = {"person": answer, "brief": brief(answer), "header": answer.header}
        of_circle = mandates(self.asking)
        about |= {"mandates": of_circle, "page": gate}
        about |= {"passed": passed(self.asking, answer), "compose": {}}
        pages = (render(self.request, name, about).content.decode() for name in _PAGES)
        group, whose = self.rows[Actor].pk, self.cast.kamil.pk
        agreed = self.rows[Agreement].pk
        broke, handed = self.rows[Breach].pk, self.rows[Handover].pk
        power = self.rows[PowerChange].pk
        beside = (f"/actors/{group}/", f"/people/{whose}/ground/", f"/agreements/{agreed}/",
                  f"/breaches/{broke}/", f"/people/{whose}/introduction/",
                  f"/power/{power}/", f"/handovers/{handed}/")  # fmt: skip
        others = (self.client.get(where).content.decode() for where in beside)
        sheets = (_SHEET.search(page) for page in (*pages, *others))
        shown = "".join(sheet[0] for sheet in sheets if sheet)
        more = (
            actor_page(self.asking, group),
            common_ground(self.asking, whose),
            agreement_page(self.asking, agreed),
            breach_page(self.asking, broke),
            introduction_page(self.asking, whose),
            told_power(power_page(self.asking, power)),
            handover_page(self.asking, handed),
        )
        return _NEW_EACH_TIME.sub("", shown), plain((answer, of_circle, gate, *more))

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

    def words_found(self) -> tuple[set[Column], set[Column]]:
        """Give every free text a word of its own, look once, and say which words were found.

        One set is of the pages, one of the answers. Whatever is not found is looked at alone.
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
            page, answer = self.look()
            set_rollback(True)
        told = repr(answer)
        return (
            {column for column, word in words.items() if word in page},
            {column for column, word in words.items() if word in told},
        )


@pytest.fixture
def world(cast: Cast, browser: Any) -> World:
    return World(cast, browser("keeper"))


def test_each_column_is_shown_on_the_page_or_in_the_brief_and_answered(world: World) -> None:
    page, answer = world.look()
    on_pages, in_answers = world.words_found()
    assert len(on_pages & in_answers) > 30
    unseen, unanswered = [], []
    columns = {(kind, name) for kind in world.rows for name in entered_columns(kind)}
    for kind, name in columns - UNSEEN.keys() - (on_pages & in_answers):
        with world.other(kind, name):
            other_page, other_answer = world.look()
        if other_page == page:
            unseen.append(f"{kind.__name__}.{name}")
        if other_answer == answer:
            unanswered.append(f"{kind.__name__}.{name}")
    assert (unseen, unanswered) == ([], [])
    assert world.look() == (page, answer)


def test_an_exception_is_of_a_column_there_is() -> None:
    for kind, name in UNSEEN:
        assert name in entered_columns(kind), f"{kind.__name__} has no column {name}."
