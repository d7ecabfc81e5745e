"""Which agreement somebody means by its words, or by whom it was made with."""

from django.db.models import QuerySet

from rapport.briefings.with_group import dealt_with
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Agreement, AgreementState


def by_words(asking: Asking, words: str) -> tuple[Agreement, ...]:
    """Return the agreements meant: those called so, else those with these words or this person.

    Of those made with a person, the ones in force are meant where there are any.
    """
    meant = fold(words)
    seen: QuerySet[Agreement] = Agreement.objects.visible_to(asking.me)
    said = {key: fold(what) for key, what in seen.values_list("pk", "what")}
    exact = [key for key, what in said.items() if what == meant]
    within = [key for key, what in said.items() if meant and meant in what]
    if exact or within:
        return _newest_first(seen.filter(pk__in=exact or within))
    whom = {person.relationship for person in dealt_with(asking.me, words)}
    theirs = _newest_first(seen.filter(relationship__in=whom))
    return tuple(one for one in theirs if one.state == AgreementState.LIVE) or theirs


def _newest_first(agreements: "QuerySet[Agreement]") -> tuple[Agreement, ...]:
    return tuple(agreements.order_by("-made_on", "-pk"))
