"""Forms, verbs and the API take their columns from the records, and leave none out unsaid."""

import json
import re
from typing import Any

import pytest
from django import forms

from cast import Cast
from house.tree import DOCS
from rapport.briefings.today import today
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    Counterpart,
    Insight,
    Interaction,
    Occasion,
)
from rapport.web.asks import AskForm
from rapport.web.colleague_forms import AboutMeForm
from rapport.web.commitments import CommitmentForm
from rapport.web.insights import InsightForm
from rapport.web.interactions import LogForm
from rapport.web.occasions import OccasionForm
from rapport.web.people import ChangeForm

FORMS: tuple[tuple[type[forms.Form], Any, set[str]], ...] = (
    # The last are columns that no form asks for: the verbs set them, or another page does.
    (LogForm, Interaction, {"next_step_done_on"}),
    (AskForm, Ask, {"outcome", "made_on", "answered_on", "answer", "again_on"}),
    (CommitmentForm, Commitment, {"made_on", "state", "settled_on", "first_due", "told_on"}),
    (InsightForm, Insight, {"on", "checked_on", "state", "answered_on", "answer", "returned_on"}),
    (OccasionForm, Occasion, {"month", "day", "once", "mentioned_on", "greeted_on"}),
    (ChangeForm, Counterpart, {"channels"}),
    (AboutMeForm, Colleague, {"name", "sign_in", "duties", "is_active"}),
)

of_each_form = pytest.mark.parametrize(
    ("form", "model", "aside"), FORMS, ids=[form.__name__ for form, _, _ in FORMS]
)


@of_each_form
def test_a_form_asks_for_every_column_or_says_why_not(form, model, aside):
    columns = entered_columns(model).keys()
    assert columns - form.base_fields.keys() == aside


@of_each_form
def test_a_form_takes_no_more_than_the_column_can_hold(form, model, aside):
    for name, column in entered_columns(model).items():
        field = form.base_fields.get(name)
        if getattr(field, "max_length", None) and column.max_length:
            assert field.max_length <= column.max_length
        if column.choices and field is not None:
            assert {value for value, _ in field.choices} - {""} <= {
                v for v, _ in column.flatchoices
            }


def _sent(cast: Cast, browser: Any, **said: Any) -> Any:
    body = json.dumps({"who": [str(cast.kamil.pk)], **said})
    return browser("writer").post("/api/log/", body, content_type="application/json")


def test_the_api_takes_every_column_of_a_log(cast: Cast, browser: Any):
    values: dict[str, Any] = {}
    for name, column in entered_columns(Interaction).items():
        if column.choices:
            values[name] = column.flatchoices[-1][0] if name != "on_time" else "late"
        else:
            kind = column.get_internal_type()
            values[name] = {
                "DateField": "2026-03-15",
                "TimeField": "09:30:00",
                "BooleanField": True,
            }.get(kind, f"words for {name}")
    answer = _sent(cast, browser, **values)
    assert answer.status_code == 200, answer.content
    logged = Interaction.objects.get(pk=answer.json()["logged"][0])
    held = {name: getattr(logged, name) for name in values}
    assert {name: str(value) for name, value in held.items()} == {
        name: str(value) for name, value in values.items()
    }


def test_the_page_on_the_api_names_every_column_of_a_log():
    table = (
        (DOCS / "api.md")
        .read_text(encoding="utf-8")
        .partition("## Logging")[2]
        .partition("\n## ")[0]
    )
    rows = re.findall(r"(?m)^\| (`.+?`) \|", table)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(
        entered_columns(Interaction)
    )


def test_a_next_step_logged_by_the_api_is_on_today(cast: Cast, browser: Any):
    answer = _sent(
        cast,
        browser,
        on="2026-03-15",
        next_step="Bring the heron book.",
        next_step_on="2026-03-16",
        introduced_organisation=True,
    )
    assert answer.status_code == 200, answer.content
    (step,) = (
        row.step
        for heading in today(cast.asking("writer")).headings
        for row in heading.entries
        if row.step
    )
    assert (step.text, step.alias) == ("Bring the heron book.", "Abu Kamil")
    assert Interaction.objects.get().introduced_organisation is True


@pytest.mark.parametrize(
    "said",
    [
        {"two_way": "yes"},
        {"two_way": None},
        {"on": None},
        {"next_step_on": "soon"},
        {"next_step_on": 20260316},
        {"time": "half past"},
        {"line": 7},
        {"tone_ours": "warm"},
        {"sensitivity": 0},
        {"office": "x"},
        {"revised": 0},
        {"expires": "2026-04-01"},
    ],
)
def test_what_does_not_fit_its_column_is_refused_in_a_sentence(cast: Cast, browser: Any, said):
    answer = _sent(cast, browser, **said)
    assert answer.status_code == 409
    assert "is not valid" in answer.json()["says"]
    assert not Interaction.objects.exists()
