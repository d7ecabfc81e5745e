"""Mandates, and what is said of requests, before a negotiation."""

from datetime import timedelta
from typing import Any

import pytest

from briefings.getting_ready import DAY, ago, item, mandate, request
from cast import Cast
from rapport.actions import asks, gates, mandates
from rapport.records.models import Ask

# Mandates


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [(10, None, True), (10, 0, True), (0, 0, True), (10, -1, False), (-1, None, False)],
)
def test_a_mandate_holds_from_its_first_day_to_its_last(
    cast: Cast, since: int, until: int | None, there: bool
) -> None:
    mandate(cast, since, until)
    found = item(cast, "mandate")
    assert found.there is there
    assert found.params == ({"until": DAY} if there and until == 0 else {})


def test_a_mandate_of_another_circle_is_none_here(cast: Cast) -> None:
    mandates.give_mandate(
        cast.asking("outsider"), circle=cast.elsewhere.pk, title="Heron", since=ago(3)
    )
    assert not item(cast, "mandate").there


def test_a_mandate_for_a_gate_holds_where_a_request_is_for_that_gate(cast: Cast) -> None:
    asking = cast.asking("writer")
    road, clinic = (
        gates.add_gate(asking, circle=cast.circle.pk, name=name, kind="passage").row
        for name in ("North road", "Clinic")
    )
    mandate(cast, gate=road.pk)
    assert not item(cast, "mandate").there
    planned = Ask.objects.filter(pk=request(cast).pk)
    planned.update(gate=clinic)
    assert not item(cast, "mandate").there
    planned.update(gate=road)
    assert item(cast, "mandate").there


def test_of_several_mandates_the_last_day_of_all_counts(cast: Cast) -> None:
    mandate(cast, until=5), mandate(cast, until=9)
    assert item(cast, "mandate").params == {"until": DAY + timedelta(9)}
    mandate(cast)
    assert "without a last day" in item(cast, "mandate").says


# Requests


@pytest.mark.parametrize(
    ("costs", "softens", "there"),
    [
        ([], "", False),
        ([("career", 2, "")], "", True),
        ([("career", 3, "")], "", False),
        ([("career", 3, "His superior asks")], "", True),
        ([("career", 3, "")], "His superior asks", True),
        ([("career", 3, "His superior asks"), ("safety", 3, "")], "", False),
        ([("career", 3)], "", False),
    ],
)
def test_heavy_costs_need_something_that_eases_them(
    cast: Cast, costs: Any, softens: str, there: bool
) -> None:
    request(cast, costs=costs, softens=softens)
    assert item(cast, "risk").there is there


def test_one_of_two_requests_without_a_cost_is_counted_and_its_form_opened(cast: Cast) -> None:
    request(cast, costs=[("career", 1)])
    without = request(cast)
    found = item(cast, "risk")
    assert found.params == {"planned": 2, "unnamed": 1, "hard": 0}
    assert found.door
    assert (found.door.kind, found.door.key) == ("ask", without.pk)


def test_what_was_answered_is_no_request_any_more(cast: Cast) -> None:
    asks.settle_ask(cast.asking("writer"), key=request(cast).pk, outcome="refused")
    assert item(cast, "risk").params == {}


@pytest.mark.parametrize(
    ("for_them", "checked", "there"),
    [("", False, False), ("", True, False), ("Fewer queues", False, False), ("Fewer", True, True)],
)
def test_a_reason_for_them_is_named_and_checked(
    cast: Cast, for_them: str, checked: bool, there: bool
) -> None:
    request(cast, for_them=for_them, benefit_checked=checked)
    assert item(cast, "for_them").there is there
