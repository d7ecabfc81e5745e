"""The usual section of a kind of record: noted, changed and removed by its columns alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils.html import escape
from django.utils.translation import gettext, override

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import correcting, sections
from rapport.briefings.person import person
from rapport.records.entry import entered_columns
from rapport.records.models import AboutRelationship, Commitment, Disclosure
from rapport.records.operations import recorded_models
from rapport.records.refusals import NotThere
from records import every_kind
from records.every_kind import WORDS, value_of

KINDS = [
    kind
    for kind in recorded_models().values()
    if issubclass(kind, AboutRelationship) and kind.SECTION
]


def note(cast: Cast, by: str = "writer", **values: Any) -> Disclosure:
    values = {"kind": "limits", "text": "No armed escort.", "on": cast.DAY, **values}
    return sections.note_record(
        cast.asking(by), Disclosure, relationship=cast.kamil.pk, **values
    ).row


def test_noting_changing_and_removing_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: note(cast), "note_disclosure")
    row = note(cast)

    def change() -> None:
        correcting.change_record(cast.asking("writer"), Disclosure, key=row.pk, text="No arms.")

    is_one_change_set(cast, change, "change_disclosure")
    is_one_change_set(
        cast,
        lambda: correcting.remove_record(cast.asking("writer"), Disclosure, key=row.pk),
        "remove_disclosure",
    )


def test_only_writers_note_change_and_remove(cast: Cast):
    row = note(cast)
    is_for_writers_only(cast, lambda who: note(cast, who))
    is_for_writers_only(
        cast,
        lambda who: correcting.change_record(cast.asking(who), Disclosure, key=row.pk, text="x"),
    )
    is_for_writers_only(
        cast, lambda who: correcting.remove_record(cast.asking(who), Disclosure, key=row.pk)
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": ""}, "cannot be left empty"),
        ({"on": None}, "cannot be left empty"),
        ({"kind": "gossip"}, "not one of the choices"),
        ({"on": Cast.DAY + timedelta(days=1)}, "in the future"),
    ],
)
def test_what_cannot_be_is_not_noted(cast: Cast, values, says):
    with cannot_be(says):
        note(cast, **values)


def test_a_kind_without_a_usual_section_is_not_there(cast: Cast):
    for name in ("commitment", "counterpart", "colleague", "nothing"):
        with pytest.raises(NotThere):
            sections.sectioned(name)
    assert Commitment.SECTION is None


def test_the_section_shows_the_newest_first_with_its_marks(cast: Cast):
    note(cast, text="Older.", on=cast.DAY - timedelta(days=9))
    note(cast)
    every = person(cast.asking("reader"), cast.kamil.pk).sections
    section = next(section for section in every if section.kind == "disclosure")
    assert [noted.text for noted in section.records] == ["No armed escort.", "Older."]
    assert section.records[0].marks == ("what we cannot do",)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_its_forms_open_change_and_remove_and_offer_undo(cast: Cast, browser: Any, kind):
    name = kind._meta.model_name
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/"
    assert client.get(f"{where}note/{name}/").status_code == 200
    row = every_kind.note(cast, kind, cast.kamil)
    change, words = f"/records/{name}/{row.pk}/change/", kind.SHOWN.words
    assert change in client.get(where).content.decode()
    assert WORDS in client.get(change).content.decode()
    columns = entered_columns(kind).items()
    others = {column: value_of(field, cast, other=True) for column, field in columns}
    sent = {column: value for column, value in others.items() if value not in (None, False)}
    assert "?done=" in client.post(change, sent).headers["Location"]
    row.refresh_from_db()
    assert getattr(row, words) == others[words]
    removed = client.post(f"/records/{name}/{row.pk}/remove/")
    assert "?done=" in removed.headers["Location"]
    assert not kind.objects.filter(pk=row.pk).exists()
    assert "Undo" in client.get(removed.headers["Location"]).content.decode()
    for language in ("en", "fr", "ar"):
        history = client.get("/history/", headers={"accept-language": language})
        with override(language):
            said = f"{gettext('removed')} ({kind.SECTION.title})"
        assert escape(said) in history.content.decode()
        assert language == "en" or said != f"removed ({kind.SECTION.title})"


def test_the_api_notes_it_by_its_columns(cast: Cast, browser: Any):
    where = f"/api/people/{cast.kamil.pk}/note/disclosure/"
    sent = {"kind": "limits", "text": "No escort.", "on": "2026-03-15"}
    client = browser("writer")
    answer = client.post(where, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Disclosure.objects.get(pk=answer.json()["noted"]).text == "No escort."
    for wrong in ({"kind": 7}, {"text": "x"}, {"relationship": str(cast.hidden.pk)}):
        refused = client.post(where, json.dumps(wrong), content_type="application/json")
        assert refused.status_code == 409, wrong
    assert Disclosure.objects.count() == 1
