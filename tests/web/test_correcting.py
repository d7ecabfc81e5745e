"""What was noted can be put right on its page, and nothing is changed by accident."""

from datetime import date, timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import asks, commitments, correcting, relationships
from rapport.records.models import (
    Ask,
    Commitment,
    Disclosure,
    Holder,
    Insight,
    Interaction,
    Occasion,
    Operation,
    Relationship,
    Step,
)
from rapport.records.recording import change_set
from rapport.web.costs_field import weighed
from records import every_kind

KINDS = (Ask, Commitment, Disclosure, Holder, Insight, Occasion, Step)
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
DAY = Cast.DAY
PROPER: dict[type, dict[str, Any]] = {
    Ask: {
        "made_on": DAY - timedelta(9),
        "answered_on": DAY - timedelta(8),
        "costs": [["career", 2]],
    },
    Commitment: {"made_on": DAY - timedelta(9), "state": "kept", "settled_on": DAY},
    Insight: {"expires": DAY + timedelta(9)},
    Occasion: {"feast": "", "month": 5, "day": 1, "once": None, "mentioned_by_them": True},
}
"""Values that fit together, where those that fit a column each do not."""


def noted(cast: Cast, kind: type) -> Any:
    at = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    if kind is Step:
        relationships.take_stage(**at, stage="rapport", evidence="He rang back.")
        return cast.kamil.steps.get()
    if kind is Holder:
        cast.hand_over("keeper")
        row = cast.kamil.holders.get(until=None)
        # As where somebody who was there has been taken out of the log since.
        PROPER[Holder] = {"introduced_in": cast.meet(5)}
    else:
        row = every_kind.note(cast, kind, cast.kamil)
    with change_set("proper", cast.asking("writer")) as changes:
        changes.change(row, **PROPER.get(kind, {}))
    return kind.objects.get(pk=row.pk)


def sent_as_shown(page: Any) -> dict[str, Any]:
    """Return what a browser sends of a form that was opened and not touched."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    for one in weighed(values.pop("costs", ())):
        values.setdefault("costs", []).append(one.cost)
        values |= {
            f"costs-weight-{one.cost}": one.weight,
            f"costs-softens-{one.cost}": one.softened,
        }
    shown = {name: value for name, value in values.items() if value not in (None, False, "")}
    return {
        name: value.isoformat() if isinstance(value, date) else "on" if value is True else value
        for name, value in shown.items()
    }


def where(row: Any, what: str = "change") -> str:
    return f"/records/{row._meta.model_name}/{row.pk}/{what}/"


@each
def test_its_page_leads_to_the_form_and_saving_it_untouched_changes_nothing(
    cast: Cast, browser, kind
):
    row, client = noted(cast, kind), browser("writer")
    assert where(row) in client.get(f"/people/{cast.kamil.pk}/").content.decode()
    page = client.get(where(row))
    assert where(row, "remove") in page.content.decode()
    before = Operation.objects.count()
    answer = client.post(where(row), sent_as_shown(page))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Operation.objects.count() == before


@each
def test_a_reader_is_led_to_no_form(cast: Cast, browser, kind):
    row = noted(cast, kind)
    page = browser("reader").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert where(row) not in page
    assert browser("reader").get(where(row)).status_code == 403


@each
def test_every_column_that_can_be_put_right_is_asked(cast: Cast, browser, kind):
    row = noted(cast, kind)
    asked = set(browser("writer").get(where(row)).context["form"].fields)
    together = {"once", "month", "day"} if kind is Occasion else set()
    assert set(correcting.corrected_columns(kind)) - together <= asked


@each
def test_it_is_removed_with_the_offer_to_undo(cast: Cast, browser, kind):
    client, row = browser("writer"), noted(cast, kind)
    removed = client.post(where(row, "remove"))
    assert "?done=" in removed.headers["Location"]
    assert not kind.objects.filter(pk=row.pk).exists()
    assert "Undo" in client.get(removed.headers["Location"]).content.decode()


def test_nobody_writes_over_what_they_have_not_seen(cast: Cast, browser):
    ask = asks.plan_ask(asked_by(cast.writer), relationship=cast.kamil.pk, what="The road").row
    client = browser("writer")
    sent = sent_as_shown(client.get(where(ask)))
    correcting.change_record(asked_by(cast.keeper), Ask, key=ask.pk, what="The bridge")
    answer = client.post(where(ask), {**sent, "what": "The river"})
    assert answer.status_code == 422
    assert "The bridge" in answer.content.decode()
    assert Ask.objects.get(pk=ask.pk).what == "The bridge"


def test_the_weight_of_a_cost_stays_when_another_is_added(cast: Cast, browser):
    row, client = noted(cast, Ask), browser("writer")
    sent = sent_as_shown(client.get(where(row)))
    client.post(where(row), {**sent, "costs": ["career", "safety"]})
    assert sorted(Ask.objects.get(pk=row.pk).costs) == [["career", 2], ["safety", 1]]


def test_a_button_may_come_with_the_day_it_happened(cast: Cast, browser):
    client, about = browser("writer"), {"relationship": cast.kamil.pk}
    asking = asked_by(cast.writer, 9)
    ask = asks.plan_ask(asking, **about, what="The road").row
    promise = commitments.make_commitment(asking, **about, text="Chalk.", due=DAY).row
    on = DAY - timedelta(days=3)
    client.post(f"/asks/{ask.pk}/settle/", {"outcome": "granted", "on": on.isoformat()})
    client.post(f"/commitments/{promise.pk}/settle/", {"state": "kept", "on": on.isoformat()})
    assert Ask.objects.get(pk=ask.pk).answered_on == on
    assert Commitment.objects.get(pk=promise.pk).settled_on == on
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "on time" in page
    wrong = client.post(f"/asks/{ask.pk}/settle/", {"outcome": "granted", "on": "soonish"})
    assert "is not a date we can read." in wrong.content.decode()


def test_they_are_told_of_a_new_day(cast: Cast, browser):
    client = browser("writer")
    promise = commitments.make_commitment(
        asked_by(cast.writer, 9), relationship=cast.kamil.pk, text="Chalk.", due=DAY
    ).row
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert f"/commitments/{promise.pk}/late/" in page
    assert "late_silent" not in page
    assert client.get(f"/commitments/{promise.pk}/late/").status_code == 200
    client.post(f"/commitments/{promise.pk}/late/", {"due": "2026-03-20", "on": "2026-03-15"})
    promise.refresh_from_db()
    assert (promise.state, promise.due) == ("open", date(2026, 3, 20))
    assert (promise.first_due, promise.told_on) == (DAY, date(2026, 3, 15))


def test_the_meeting_of_an_introduction_is_chosen_where_two_of_us_were(cast: Cast, browser):
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    together: Interaction = cast.meet(5, ours=both)
    cast.meet(4)
    client, form = browser("writer"), f"/people/{cast.kamil.pk}/holders/"
    page = client.get(form)
    offered = [key for key, _ in page.context["form"].fields["introduced_in"].choices]
    assert offered == ["", str(together.pk)]
    assert f"/log/?who={cast.kamil.pk}" in page.content.decode()
    assert "joint_introduction" not in page.content.decode()
    sent = {
        "lead": str(cast.keeper.pk),
        "since": (DAY - timedelta(days=5)).isoformat(),
        "introduced_in": str(together.pk),
    }
    assert client.post(form, sent).status_code == 302
    offer = cast.kamil.holders.get(until=None, colleague=cast.keeper)
    assert offer.introduced_in == together
    browser("keeper").post(f"/people/{cast.kamil.pk}/lead/accept/")
    assert cast.kamil.holders.get(pk=offer.pk).accepted_on is not None
    assert "introduced together" in client.get(f"/people/{cast.kamil.pk}/").content.decode()


def test_a_feast_says_what_sort_of_day_it_is(cast: Cast, browser):
    client, form = browser("writer"), f"/people/{cast.kamil.pk}/occasion/"
    page = client.get(form).content.decode()
    assert "Ashura (mourning)" in page
    client.post(form, {"name": "Ashura", "feast": "ashura", "tone": "joyful"})
    assert cast.kamil.occasions.get().tone == "mourning"


@pytest.mark.parametrize("what", ["phase", "stage"])
def test_a_step_may_be_of_an_earlier_day(cast: Cast, browser, what):
    to = {"phase": "repair", "stage": "rapport"}[what]
    sent = {"to": to, "why": "So.", "on": "2026-03-01"}
    assert browser("writer").post(f"/people/{cast.kamil.pk}/{what}/", sent).status_code == 302
    assert cast.kamil.steps.get().on == date(2026, 3, 1)
    relationships.take_stage(
        asked_by(cast.writer), key=cast.kamil.pk, stage="strained", evidence="So."
    )
    assert Relationship.objects.get(pk=cast.kamil.pk).stage == "strained"


def test_the_usual_days_are_set_on_a_page_of_their_own(cast: Cast, browser):
    client = browser("keeper")
    assert "/rules/days/" in client.get("/rules/").content.decode()
    assert client.get("/rules/days/").status_code == 200
    sent = {"ideal_days": 20, "maximum_days": 40, "concern_days": 90}
    assert client.post("/rules/days/", sent).status_code == 302
    assert cast.keeper.office.concern_days == 90
    assert browser("writer").get("/rules/days/").status_code == 404
