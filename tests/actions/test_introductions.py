"""Introductions: planned over somebody, with consent and risk, and what came of them."""

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions.introductions import (
    change_introduction,
    plan_introduction,
    remove_introduction,
)
from rapport.records.models import Colleague, Introduction, Sensitivity
from rapport.records.refusals import NotThere


@pytest.fixture
def musa(cast: Cast):
    return cast.add("Haji Musa")


@pytest.fixture
def karim(cast: Cast):
    return cast.add("Ustad Karim")


def test_one_is_planned_changed_and_removed(cast: Cast, musa):
    asking = cast.asking("writer")
    about = {"relationship": cast.kamil.pk, "introducer": musa.pk}
    is_one_change_set(cast, lambda: plan_introduction(asking, **about), "plan_introduction")
    row = plan_introduction(asking, **about, risk=3, asks=" A word. ").row
    assert (row.asks, row.consent, row.outcome) == ("A word.", "not_asked", "planned")
    is_one_change_set(
        cast,
        lambda: change_introduction(asking, key=row.pk, consent="given"),
        "change_introduction",
    )
    is_one_change_set(cast, lambda: remove_introduction(asking, key=row.pk), "remove_introduction")


def test_it_is_for_writers_only(cast: Cast, musa):
    row = plan_introduction(cast.asking("writer"), relationship=cast.kamil.pk).row
    for verb, about in (
        (plan_introduction, {"relationship": cast.kamil.pk}),
        (change_introduction, {"key": row.pk, "gives": "Tea"}),
        (remove_introduction, {"key": row.pk}),
    ):
        is_for_writers_only(cast, lambda by, v=verb, a=about: v(asked_by(cast.who(by)), **a))


def test_what_follows_is_filled_in(cast: Cast, musa):
    asking = cast.asking("writer")
    about = {"relationship": cast.kamil.pk, "introducer": musa.pk}
    row = plan_introduction(asking, **about, consent="given").row
    assert row.consent_on == cast.DAY
    row = change_introduction(asking, key=row.pk, outcome="introduced").row
    assert (row.asked_on, row.is_open) == (cast.DAY, False)
    row = change_introduction(asking, key=row.pk, consent="not_asked").row
    assert row.consent_on is None


def test_nobody_is_on_a_path_twice(cast: Cast, musa, karim):
    asking = cast.asking("writer")
    about = {"relationship": cast.kamil.pk}
    with cannot_be("Somebody is on this path twice."):
        plan_introduction(asking, **about, introducer=cast.kamil.pk)
    with cannot_be("Somebody is on this path twice."):
        plan_introduction(asking, **about, introducer=musa.pk, second=musa.pk)
    with cannot_be("The path has no first person."):
        plan_introduction(asking, **about, second=musa.pk)
    with cannot_be("maybe is not one of the choices."):
        plan_introduction(asking, **about, outcome="maybe")
    row = plan_introduction(asking, **about, introducer=musa.pk, second=karim.pk).row
    with cannot_be("The path has no first person."):
        change_introduction(asking, key=row.pk, introducer=None)


def test_it_is_as_severe_as_the_severest_on_it(cast: Cast):
    severe = cast.add("Severe", sensitivity=Sensitivity.SEVERE)
    row = plan_introduction(
        cast.asking("writer"), relationship=cast.kamil.pk, introducer=severe.pk
    ).row
    assert row.sensitivity == Sensitivity.SEVERE
    seen = [who for who in Colleague.objects.all() if row in Introduction.objects.visible_to(who)]
    assert seen == [cast.writer], "only whoever may see everybody on it"


def test_nobody_is_named_whom_one_cannot_see(cast: Cast):
    with pytest.raises(NotThere):
        plan_introduction(
            cast.asking("writer"), relationship=cast.kamil.pk, introducer=cast.hidden.pk
        )
