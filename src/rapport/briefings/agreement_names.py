"""Which agreement somebody means by its words, or by whom it was made with."""

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Agreement, AgreementState


def by_words(asking: Asking, words: str) -> tuple[Agreement, ...]:
    """Return the agreements meant: those called so, else those with these words or this person.

    Of those made with a person, the ones in force come first, and alone where there are any.
    """
    meant = fold(words)
    every = _every(asking)
    exact = tuple(one for one in every if fold(one.what) == meant)
    within = tuple(one for one in every if meant and meant in fold(one.what))
    theirs = [one for one in every if meant and meant in fold(one.relationship.called)]
    live = [one for one in theirs if one.state == AgreementState.LIVE]
    return exact or within or tuple(live or theirs)


def _every(asking: Asking) -> list[Agreement]:
    rows = Agreement.objects.visible_to(asking.me)
    whole = rows.select_related("relationship__counterpart", "relationship__actor")
    return list(whole.order_by("-made_on", "-pk"))
