"""Which agreement somebody means by its words, or by whom it was made with."""

from rapport.briefings.with_group import dealt_with
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Agreement, AgreementState


def by_words(asking: Asking, words: str) -> tuple[Agreement, ...]:
    """Return the agreements meant: those called so, else those with these words or this person.

    Of those made with a person, the ones in force are meant where there are any.
    """
    meant = fold(words)
    every = _every(asking)
    exact = tuple(one for one in every if fold(one.what) == meant)
    within = tuple(one for one in every if meant and meant in fold(one.what))
    if exact or within:
        return exact or within
    whom = {person.relationship for person in dealt_with(asking.me, words)}
    theirs = tuple(one for one in every if one.relationship_id in whom)
    return tuple(one for one in theirs if one.state == AgreementState.LIVE) or theirs


def _every(asking: Asking) -> list[Agreement]:
    return list(Agreement.objects.visible_to(asking.me).order_by("-made_on", "-pk"))
