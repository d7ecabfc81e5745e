"""Agreements at a prompt: one line each, and one with its terms and what supports it."""

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.briefings.agreement_list import Agreements
from rapport.briefings.agreement_names import by_words
from rapport.briefings.agreement_terms import TermLine
from rapport.briefings.agreements import AgreementLine, AgreementPage, agreement_page
from rapport.briefings.legal import legal_pack
from rapport.briefings.read_back_words import PATTERNS, read_back_words
from rapport.cli.answers import days, say, table
from rapport.cli.people_answers import count_opened
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import (
    AgreementForm,
    AgreementState,
    Documentation,
    Evidence,
    Firmness,
    Keeping,
    LegalQuestion,
    PartyRole,
    ReadBackState,
    Term,
    TermMark,
    TermSide,
)
from rapport.records.refusals import CannotBe, NotThere
from rapport.site.called import as_called

_WORDS = {"kept": Keeping.KEPT, "partly": Keeping.WOBBLING, "not": Keeping.BREACHED}
_STANDS: dict[str, str] = {
    Keeping.KEPT: "kept",
    Keeping.WOBBLING: "wobbling",
    Keeping.BREACHED: "not kept",
}
_MISSING = {"who": "who does it", "when": "by when or how often", "notice": "how we would notice"}
_FIRMER = {
    "read_back": "Say it back once, and let them confirm or correct it.",
    "witness": "Let somebody they trust hear it once.",
    "guarantor": "Ask somebody both sides respect to vouch for it.",
    "first_step": "Begin with a small step, and see it kept.",
}


def page_on(store: Asking, name: str) -> AgreementPage:
    """Return the page of the one agreement meant by its words or by a person, or refuse it."""
    matches = by_words(store, name)
    if not matches:
        raise NotThere(
            "No agreement has these words.",
            next_step="See all with: rapport agreements",
        )
    if len(matches) > 1:
        raise CannotBe(
            "Several agreements are meant by this: %(names)s.",
            next_step="Write its words in full.",
            names="; ".join(one.what for one in matches[:8]),
        )
    count_opened(store, matches[0].relationship_id)
    return agreement_page(store, matches[0].pk)


def term_meant(page: AgreementPage, words: str) -> Term:
    """Return the one term of an agreement meant by words of it, or refuse them."""
    terms, meant = [line.term for line in page.terms], fold(words)
    exact = [term for term in terms if fold(term.what) == meant]
    found = exact or [term for term in terms if meant and meant in fold(term.what)]
    if len(found) == 1:
        return found[0]
    raise CannotBe(
        "Several of its terms are meant by this: %(names)s."
        if found
        else "No term of it has these words. It says: %(names)s.",
        next_step="Write more words of the one you mean.",
        names="; ".join(term.what for term in (found or terms)[:8]),
    )


def keeping_of(word: str) -> str:
    """Return how a term was kept, or refuse the word with those there are."""
    if word not in _WORDS:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Write one of them.",
            word=word,
            words=", ".join(_WORDS),
        )
    return _WORDS[word]


def say_list(answer: Agreements, today: date) -> None:
    """Say every agreement in one line, under its heads."""
    rows = [
        (
            line.agreement.what,
            line.alias,
            str(AgreementForm(line.agreement.form).label),
            _standing(line),
            _review(line, today),
        )
        for line in answer.lines
    ]
    table(rows, heads=("agreed", "with", "form", "kept", "review"))
    if not rows:
        say("No agreements here. Record one with: rapport note agreement ALIAS what=… form=oral")
        return
    if answer.following:
        say("", f"More on page {answer.following}.")
    say("", as_called("More on one: rapport agreement NAME"))


def say_words(page: AgreementPage, language: str) -> None:
    """Say the words in which it can be said back."""
    if language not in PATTERNS:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Ask a colleague who speaks it to write the words.",
            word=language[:40],
            words=", ".join(PATTERNS),
        )
    terms = [line.term for line in page.terms]
    say(read_back_words(page.line.agreement, terms, language))


def say_pack(store: Asking, page: AgreementPage) -> None:
    """Say what can be sent for legal advice; whoever sends it reads it first."""
    say(legal_pack(store, page.line.agreement.pk))


def show(page: AgreementPage, today: date) -> None:
    """Say all that is known of one agreement."""
    say(*_head(page, today))
    _say_part("Terms", (row for line in page.terms for row in _term(line)))
    _say_part("Done, or no longer part of it", (line.term.what for line in page.over))
    said = (_said(one.on, ReadBackState(one.state).label, one.answer) for one in page.read_backs)
    _say_part("Read back", said)
    _say_part("Evidence", map(_kept, page.evidence))
    _say_part(
        "Guarantor, witnesses, other parties",
        (f"{one.name}, {PartyRole(one.role).label}" for one in page.parties),
    )
    _say_part("Legal questions", map(_question, page.legal))
    if page.line.may_change:
        _say_part("What would make it firmer", (_FIRMER[way] for way in page.firmer))


def _head(page: AgreementPage, today: date) -> Iterator[str]:
    line, row = page.line, page.line.agreement
    yield f"{row.what} ({line.alias})"
    yield f"  {AgreementForm(row.form).label}, agreed {row.made_on.isoformat()}"
    yield f"  how it is kept: {_standing(line)}"
    why = f": {row.why}" if row.why else ""
    yield f"  how far we rely on it: {Firmness(row.firmness).label}{why}"
    yield f"  review: {_review(line, today)}"
    if page.prefers:
        yield f"  record they prefer: {Documentation(page.prefers).label}"
    if row.note:
        yield f"  {row.note}"
    thanked, reviewed = page.aftercare.thanked_on, page.aftercare.reviewed_on
    yield f"  first contact without a request: {days(thanked) or 'due'}"
    if reviewed:
        yield f"  last reviewed: {reviewed.isoformat()}"


def _standing(line: AgreementLine) -> str:
    if line.agreement.state != AgreementState.LIVE:
        return str(AgreementState(line.agreement.state).label)
    kept = _STANDS.get(line.keeping, "nothing recorded yet")
    points = line.open_points
    return f"{kept}, {points} open point{'s' if points > 1 else ''}" if points else kept


def _review(line: AgreementLine, today: date) -> str:
    on = line.agreement.review_on
    if on is None:
        return "none planned"
    late = (today - on).days
    return f"{on.isoformat()}, {late} days ago" if late > 0 else on.isoformat()


def _term(line: TermLine) -> Iterator[str]:
    term = line.term
    about = [
        str(TermSide(term.side).label) if term.side else "",
        term.who,
        f"by {term.due.isoformat()}" if term.due else "",
        term.every,
        term.place,
    ]
    yield " · ".join([term.what, *filter(None, about)])
    yield f"  {term.pk}"
    if term.notice:
        yield f"  how we would notice: {term.notice}"
    if term.contested:
        yield "  open point: they see it otherwise"
    if line.missing:
        yield f"  not said yet: {', '.join(_MISSING[name] for name in line.missing)}"
    yield from (f"  {_mark(mark)}" for mark in line.row)


def _mark(mark: TermMark) -> str:
    said = _said(mark.on, Keeping(mark.keeping).label, mark.note)
    if mark.followed_on or mark.followed_how:
        how = ": ".join(filter(None, [days(mark.followed_on), mark.followed_how]))
        return f"{said} (followed up {how})"
    return said


def _kept(row: Evidence) -> str:
    keeper = f"kept by {row.custodian.name}" if row.custodian else "nobody keeps it"
    about = [row.what, keeper, row.kept_where, row.app]
    about += ["messages there disappear" if row.vanishing else "", row.fingerprint]
    return _said(row.on, " · ".join(filter(None, about)))


def _question(row: LegalQuestion) -> str:
    answer = f" Answer: {row.answer}" if row.answer else " Not answered yet."
    decided = f" What we decided: {row.decision}" if row.decision else ""
    return f"{_said(row.asked_on, row.question)}{answer}{decided}"


def _said(on: date | None, *words: object) -> str:
    told = ": ".join(str(word) for word in words if word)
    return f"{on.isoformat()}  {told}" if on else told


def _say_part(heading: str, rows: Iterable[str]) -> None:
    told = list(rows)
    if told:
        say(heading, *(f"  {row}" for row in told))
