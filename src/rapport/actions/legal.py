"""Verbs about legal questions: ask one, note the answer, note what was decided."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Agreement, LegalQuestion
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text


def ask_legal(
    asking: Asking,
    *,
    agreement: uuid.UUID,
    question: str,
    pack: str = "",
    asked_of: str = "",
    asked_on: date | None = None,
) -> Change[LegalQuestion]:
    """Note a question for legal advice, with what is sent; nothing is sent by the product."""
    about: Agreement = Agreement.objects.one_changeable_by(asking.me, agreement)
    day = asked_on or asking.day
    values = {"question": question, "pack": pack, "asked_of": asked_of, "asked_on": day}
    checked = checked_question(asking, values)
    with change_set("ask_legal", asking) as changes:
        row = changes.add(LegalQuestion, about.relationship, agreement=about, **checked)
        return changes.made(row)


def change_legal(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[LegalQuestion]:
    """Put a legal question right, or note the answer to it and what was decided."""
    row: LegalQuestion = LegalQuestion.objects.one_changeable_by(asking.me, key)
    names = ("question", "asked_on", "answer", "answered_on", "decision", "decided_on")
    whole = {name: getattr(row, name) for name in names} | values
    checked = checked_question(asking, whole)
    with change_set("change_legal", asking) as changes:
        changes.change(row, **stripped(checked))
        return changes.made(row)


def remove_legal(asking: Asking, *, key: uuid.UUID) -> Change[LegalQuestion]:
    """Remove a legal question."""
    row: LegalQuestion = LegalQuestion.objects.one_changeable_by(asking.me, key)
    with change_set("remove_legal", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def checked_question(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a legal question, or refuse what cannot be.

    What is answered or decided without a day was so today.
    """
    checked = dict(values)
    require_text(
        checked["question"],
        gettext_noop("A legal question needs a text."),
        gettext_noop("Write what we want to know, without names."),
    )
    for text, day in (("answer", "answered_on"), ("decision", "decided_on")):
        if (checked.get(text) or "").strip() and checked.get(day) is None:
            checked[day] = asking.day
    for name in ("asked_on", "answered_on", "decided_on"):
        if checked.get(name) is not None:
            check_date(checked[name], asking.day)
            if checked[name] < checked["asked_on"]:
                raise CannotBe(
                    gettext_noop("This is before the day it was asked."),
                    next_step=gettext_noop("Check both dates."),
                )
    return checked
