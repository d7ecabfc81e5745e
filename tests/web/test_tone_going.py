"""Where the tone has been going stands in a line on the page of a person, with its meetings."""

from typing import Any

import pytest

from cast import Cast
from rapport.actions import access
from rapport.briefings.tone_going import tone_going
from rapport.records import spirals
from rapport.records.models import Relationship

WORSE, BETTER = "getting more guarded", "getting better"


def met(cast: Cast, before: str, lately: str) -> Relationship:
    who = cast.add("The heron", days_ago=300)
    for days_ago in range(280, 60, -20):
        cast.meet(days_ago, whom=who, tone_theirs=before, tone_ours=before)
    for days_ago, tone in ((22, lately), (15, lately), (10, lately), (5, lately)):
        cast.meet(days_ago, whom=who, tone_theirs=tone, tone_ours=tone)
    return who


@pytest.mark.parametrize(
    ("before", "lately", "said"), [("open", "hostile", WORSE), ("hostile", "open", BETTER)]
)
def test_a_kept_answer_is_said_with_its_meetings(
    cast: Cast, browser: Any, before: str, lately: str, said: str
) -> None:
    who = met(cast, before, lately)
    client, where = browser("writer"), f"/people/{who.pk}/"
    assert said not in client.get(where).content.decode()
    spirals.renew([who.pk], today=cast.DAY)
    shown = client.get(where).content.decode()
    assert said in shown
    going = tone_going(cast.asking("writer"), who.pk)
    assert going is not None
    assert len(going.meetings) == 4
    assert all(str(key) in shown for key, _ in going.meetings)
    assert said in browser("writer").get(f"/people/{who.pk}/brief/").content.decode()


def test_where_nothing_goes_up_or_down_nothing_is_said(cast: Cast) -> None:
    who = met(cast, "neutral", "neutral")
    spirals.renew([who.pk], today=cast.DAY)
    assert tone_going(cast.asking("writer"), who.pk) is None


def test_an_answer_that_is_old_or_rests_on_other_meetings_is_not_said(cast: Cast) -> None:
    who = met(cast, "open", "hostile")
    spirals.renew([who.pk], today=cast.DAY)
    assert tone_going(cast.asking("writer", -15), who.pk) is None
    cast.meet(1, whom=who, tone_theirs="open", tone_ours="open")
    assert tone_going(cast.asking("writer"), who.pk) is None


def test_nobody_is_told_of_somebody_they_may_not_see(cast: Cast) -> None:
    who = met(cast, "open", "hostile")
    spirals.renew([who.pk], today=cast.DAY)
    assert tone_going(cast.asking("outsider"), who.pk) is None
    access.set_access(cast.asking("writer"), key=who.pk, sensitivity=3)
    assert tone_going(cast.asking("reader"), who.pk) is None
