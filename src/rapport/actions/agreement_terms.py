"""Verbs about what belongs to an agreement: its terms, how they are kept, what shows it."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.agreements import checked_term
from rapport.actions.gates import stripped
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Agreement,
    Evidence,
    Keeping,
    ReadBack,
    ReadBackState,
    Term,
    TermMark,
)
from rapport.records.models.agreements import OfAgreement
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, check_needed, require_text

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def add_term(asking: Asking, *, agreement: uuid.UUID, **values: Any) -> Change[Term]:
    """Add a term to an agreement; who, when and how one notices may come later."""
    about = _one(asking, agreement)
    with change_set("add_term", asking) as changes:
        return changes.made(_added(changes, Term, about, **checked_term(values)))


def mark_term(
    asking: Asking, *, term: uuid.UUID, keeping: str, on: date | None = None, note: str = ""
) -> Change[TermMark]:
    """Note how a term was kept on a day (today); a second mark of a day takes the first's place."""
    what: Term = Term.objects.one_changeable_by(asking.me, term)
    day = on or asking.day
    _check_mark(asking, what.agreement, keeping, day)
    with change_set("mark_term", asking) as changes:
        return changes.made(_marked(changes, what, keeping, day, note))


def _marked(changes: ChangeSet, term: Term, keeping: str, day: date, note: str = "") -> TermMark:
    there: TermMark | None = term.marks.filter(on=day).order_by("pk").first()
    if there is None:
        said = {"term": term, "keeping": keeping, "on": day, "note": note}
        mark: TermMark = _added(changes, TermMark, term.agreement, **said)
        return mark
    changes.change(there, keeping=keeping, note=note.strip() or there.note)
    return there


class Marked(NamedTuple):
    """How a term was kept, as a log says."""

    term: uuid.UUID
    keeping: str


class KeptInALog:
    """How a log says terms were kept, of those who were there; raises ``NotThere`` for others."""

    def __init__(
        self, asking: Asking, marked: Iterable[Marked], *, theirs: Iterable[uuid.UUID], on: date
    ) -> None:
        self._said, self._on = {one.term: one.keeping for one in marked}, on
        rows = Term.objects.changeable_by(asking.me).filter(
            pk__in=self._said, relationship__in=list(theirs)
        )
        self._rows: Sequence[Term] = list(rows.select_related("agreement").order_by("pk"))
        if len(self._rows) != len(self._said):
            raise NotThere(NOT_THERE)
        for row in self._rows:
            _check_mark(asking, row.agreement, self._said[row.pk], on)

    def mark(self, changes: ChangeSet) -> None:
        """Write each, in the place of what was said of the day before."""
        for row in self._rows:
            _marked(changes, row, self._said[row.pk], self._on)


def follow_up_mark(
    asking: Asking, *, key: uuid.UUID, how: str = "", on: date | None = None
) -> Change[TermMark]:
    """Note that a term which was not kept was raised with them, when and how."""
    mark: TermMark = TermMark.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    if mark.keeping == Keeping.KEPT:
        raise CannotBe(
            gettext_noop("This term was kept: there is nothing to follow up."),
            next_step=gettext_noop("Correct how it was kept first."),
        )
    _check_followed(asking, mark.on, day)
    with change_set("follow_up_mark", asking) as changes:
        changes.change(mark, followed_on=day, followed_how=how.strip())
        return changes.made(mark)


def read_back(
    asking: Asking,
    *,
    agreement: uuid.UUID,
    words: str,
    language: str = "",
    state: str = ReadBackState.DONE,
    on: date | None = None,
    answer: str = "",
) -> Change[ReadBack]:
    """Note that an agreement was said back to them, in which words, and what they answered."""
    about = _one(asking, agreement)
    check_choice(state, ReadBackState.values)
    require_text(
        words,
        gettext_noop("A read-back needs its words."),
        gettext_noop("Write what was said back to them."),
    )
    day = on or asking.day
    _check_since(asking, about, day)
    with change_set("read_back", asking) as changes:
        said = {"words": words, "language": language, "state": state, "on": day, "answer": answer}
        return changes.made(_added(changes, ReadBack, about, **said))


def answer_read_back(
    asking: Asking,
    *,
    key: uuid.UUID,
    state: str,
    answer: str = "",
    contested: frozenset[uuid.UUID] | set[uuid.UUID] = frozenset(),
) -> Change[ReadBack]:
    """Note what they answered; the terms they see otherwise become open points.

    Where they confirm it, no term is an open point any more.
    """
    said: ReadBack = ReadBack.objects.one_changeable_by(asking.me, key)
    check_choice(state, ReadBackState.values)
    terms = list(said.agreement.terms.order_by("pk"))
    if contested - {term.pk for term in terms}:
        raise NotThere(NOT_THERE)
    with change_set("answer_read_back", asking) as changes:
        changes.change(said, state=state, answer=answer.strip() or said.answer)
        for term in terms:
            if state == ReadBackState.CONFIRMED:
                changes.change(term, contested=False)
            elif term.pk in contested:
                changes.change(term, contested=True)
        return changes.made(said)


def keep_evidence(
    asking: Asking,
    *,
    agreement: uuid.UUID,
    what: str,
    custodian: uuid.UUID | None = None,
    kept_since: date | None = None,
    **values: Any,
) -> Change[Evidence]:
    """Note what shows an agreement, which colleague keeps it and where; nothing is copied here."""
    about = _one(asking, agreement)
    checked = _checked_evidence(asking, about, {**values, "what": what, "custodian": custodian})
    if custodian is not None:
        checked["kept_since"] = kept_since or asking.day
    with change_set("keep_evidence", asking) as changes:
        return changes.made(_added(changes, Evidence, about, **checked))


def pass_custody(
    asking: Asking, *, key: uuid.UUID, custodian: uuid.UUID, on: date | None = None
) -> Change[Evidence]:
    """Note that another of us keeps what shows an agreement, from a day on."""
    kept: Evidence = Evidence.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    check_date(day, asking.day)
    keeper = colleague_in(asking, kept.circle, custodian)
    with change_set("pass_custody", asking) as changes:
        changes.change(kept, custodian=keeper, kept_since=day)
        return changes.made(kept)


@cache
def of_agreement_by_word() -> dict[str, type[OfAgreement]]:
    """Return the kinds of what belongs to an agreement and can be put right, by their words."""
    kinds = (kind for kind in recorded_models().values() if issubclass(kind, OfAgreement))
    return {kind.PUT_RIGHT.word: kind for kind in kinds if kind.PUT_RIGHT is not None}


@cache
def words_of_agreements() -> dict[str, str]:
    """Return the word of each of these kinds, by its name in the log."""
    return {str(kind._meta.model_name): word for word, kind in of_agreement_by_word().items()}  # noqa: SLF001


def change_of_agreement(
    asking: Asking, kind: type[OfAgreement], /, *, key: uuid.UUID, **values: Any
) -> Change[Any]:
    """Put right what belongs to an agreement: a term, a mark, a read-back, what shows it."""
    row: Any = kind.objects.one_changeable_by(asking.me, key)
    check_needed(kind, values)
    if kind is Evidence:
        held = values.get("custodian")
        if held is not None and held == row.custodian_id:
            values = {name: value for name, value in values.items() if name != "custodian"}
        values = _checked_evidence(asking, row.agreement, {"what": row.what, **values})
    elif values.get("on"):
        _check_since(asking, row.agreement, values["on"])
    if kind is TermMark and values.get("followed_on"):
        _check_followed(asking, values.get("on") or row.on, values["followed_on"])
    with change_set(f"change_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.change(row, **stripped(values))
        return changes.made(row)


def remove_of_agreement(
    asking: Asking, kind: type[OfAgreement], /, *, key: uuid.UUID
) -> Change[Any]:
    """Remove what belongs to an agreement; a term goes with its marks."""
    row: Any = kind.objects.one_changeable_by(asking.me, key)
    with change_set(f"remove_{kind._meta.model_name}", asking) as changes:  # noqa: SLF001
        changes.delete(row)
        return changes.made(row)


def _one(asking: Asking, key: uuid.UUID) -> Agreement:
    agreement: Agreement = Agreement.objects.one_changeable_by(asking.me, key)
    return agreement


def _added(changes: ChangeSet, kind: type[Any], about: Agreement, **values: Any) -> Any:
    return changes.add(kind, about.relationship, agreement=about, **values)


def _check_mark(asking: Asking, about: Agreement, keeping: str, day: date) -> None:
    check_choice(keeping, Keeping.values)
    _check_since(asking, about, day)


def _check_since(asking: Asking, about: Agreement, day: date) -> None:
    check_date(day, asking.day)
    if day < about.made_on:
        raise CannotBe(
            gettext_noop("This is before the day of the agreement."),
            next_step=gettext_noop("Check both dates."),
        )


def _check_followed(asking: Asking, marked: date, day: date) -> None:
    check_date(day, asking.day)
    if day < marked:
        raise CannotBe(
            gettext_noop("This is before the day it was not kept."),
            next_step=gettext_noop("Check both dates."),
        )


def _checked_evidence(asking: Asking, about: Agreement, values: dict[str, Any]) -> dict[str, Any]:
    checked = dict(values)
    require_text(
        checked["what"],
        gettext_noop("Say in short what it says."),
        gettext_noop("Such as “thumbs-up to: six trucks every Tuesday”."),
    )
    for name in ("on", "kept_since"):
        if checked.get(name) is not None:
            check_date(checked[name], asking.day)
    mark = (checked.get("fingerprint") or "").replace(" ", "").lower()
    if mark and not _FINGERPRINT.fullmatch(mark):
        raise CannotBe(
            gettext_noop("A SHA-256 fingerprint has 64 digits from 0 to f."),
            next_step=gettext_noop("Choose the file instead, or leave it empty."),
        )
    if "fingerprint" in checked:
        checked["fingerprint"] = mark
    if "custodian" in checked:
        checked["custodian"] = colleague_in(asking, about.circle, checked["custodian"])
    return checked
