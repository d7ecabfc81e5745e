"""What the rules are told of what was agreed: its terms, how they are kept, and what shows it."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

ON_PAPER = frozenset({"minutes", "letters", "signed"})
"""The forms of an agreement, and of what they prefer, that are a paper both sides hold."""

NO_PAPER = frozenset({"none", "oral", "message"})
"""What somebody may prefer who wants no paper."""

READ_BACK_FORMS = frozenset({"message", "witnessed", "oral"})
"""The forms in which each side may remember another thing, until it was said back."""


class MarkFact(NamedTuple):
    """How a term was kept on a day (``kept``, ``wobbling``, ``breached``), and when raised."""

    key: Hashable
    keeping: str
    on: date
    followed_on: date | None

    def is_raised(self, today: date) -> bool:
        """Return whether it was raised with them by a day."""
        return self.followed_on is not None and self.followed_on <= today


class TermFact(NamedTuple):
    """One thing an agreement says. ``doer``, ``when`` and ``sign``: it says them.

    ``marks`` are in order of their day.
    """

    key: Hashable
    doer: bool
    when: bool
    sign: bool
    contested: bool
    is_over: bool
    marks: tuple[MarkFact, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether it says who does it, by when, and how one would notice."""
        return self.doer and self.when and self.sign

    def not_kept(self, today: date) -> tuple[MarkFact, ...]:
        """Return the marks since it was last kept, up to a day."""
        open_: list[MarkFact] = []
        for mark in self.marks:
            if mark.on <= today:
                open_ = [] if mark.keeping == "kept" else [*open_, mark]
        return tuple(open_)


class ReadBackFact(NamedTuple):
    """That it was said back to them: ``done``, ``confirmed`` or ``contested``."""

    key: Hashable
    on: date
    state: str


class GuarantorFact(NamedTuple):
    """Somebody who vouches for it, as far as all who see the agreement may know of them.

    ``here`` is false where they are no longer in reach. ``until`` is the last day of their last
    post, if they held any and none goes on.
    """

    key: Hashable
    here: bool
    until: date | None

    def is_gone(self, today: date) -> bool:
        """Return whether they can no longer vouch for it on a day."""
        return not self.here or (self.until is not None and self.until < today)


class EvidenceFact(NamedTuple):
    """What shows it. ``kept``: one of us keeps it, who is here up to the end of ``until``.

    ``here``: they are still with us and may see it. ``copied``: should it vanish, a copy of it is
    known by its fingerprint, or lies here.
    """

    key: Hashable
    kept: bool
    here: bool
    until: date | None
    vanishing: bool
    copied: bool


class LegalFact(NamedTuple):
    """A question for legal advice on it."""

    key: Hashable
    asked_on: date
    answered_on: date | None
    decided_on: date | None


class AgreementFact(NamedTuple):
    """What was agreed with them, on the day ``made_on``; ``ask`` is the request it came from.

    ``legal_mark``: a legal note stands on their group. Of one that has ended only its ask is told.
    """

    key: Hashable
    form: str
    made_on: date
    ask: Hashable | None
    live: bool
    review_on: date | None
    legal_mark: bool
    terms: tuple[TermFact, ...]
    read_backs: tuple[ReadBackFact, ...]
    guarantors: tuple[GuarantorFact, ...]
    evidence: tuple[EvidenceFact, ...]
    legal: tuple[LegalFact, ...]

    def in_force(self, today: date) -> bool:
        """Return whether it holds on a day."""
        return self.live and self.made_on <= today

    @property
    def open_terms(self) -> Iterator[TermFact]:
        """Yield the terms that are part of it."""
        return (term for term in self.terms if not term.is_over)

    def said_back(self, today: date) -> ReadBackFact | None:
        """Return what came of reading it back last, up to a day."""
        said = [one for one in self.read_backs if one.on <= today]
        return max(said, key=lambda one: one.on, default=None)


def in_force(agreements: Iterable[AgreementFact], today: date) -> list[AgreementFact]:
    """Return those that hold on a day."""
    return [one for one in agreements if one.in_force(today)]
