"""Culture notes: by place, credited, shown where somebody goes; they name nobody."""

import json
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast
from rapport.actions import asks, culture_notes, gates, meetings
from rapport.briefings.culture_notes import customs_at, every_culture_note
from rapport.briefings.meeting_card import card
from rapport.briefings.who_goes import for_meeting, for_person
from rapport.records.models import CultureNote
from rapport.records.refusals import NotThere, NotYours


def note(cast: Cast, place: str = "Hazim Highlands", by: str = "writer", **more: Any) -> Any:
    values = {"topic": "greeting", "text": "Greet the oldest first.", "role": "From here"} | more
    return culture_notes.note_culture(cast.asking(by), place=place, **values).row


def plan(cast: Cast, place: str = "") -> Any:
    return meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY + timedelta(3), place=place
    ).row[0]


def test_each_change_is_one_and_whoever_writes_may_take_it_back(cast: Cast):
    is_one_change_set(cast, lambda: note(cast), "note_culture")
    row = note(cast)
    is_one_change_set(
        cast,
        lambda: culture_notes.change_culture(cast.asking("keeper"), key=row.pk, text="Wait."),
        "change_culture",
        by="keeper",
    )
    is_one_change_set(
        cast, lambda: culture_notes.remove_culture(cast.asking("writer"), key=row.pk),
        "remove_culture",
    )  # fmt: skip


def test_whoever_writes_another_text_is_its_author(cast: Cast):
    row = note(cast)
    culture_notes.change_culture(cast.asking("keeper"), key=row.pk, place="Hazim")
    assert CultureNote.objects.get().author == cast.writer
    culture_notes.change_culture(cast.asking("keeper"), key=row.pk, text="Wait.")
    assert CultureNote.objects.get().author == cast.keeper


def test_the_role_of_an_author_does_not_stay_under_the_words_of_another(cast: Cast, browser: Any):
    row, keeper = note(cast), cast.asking("keeper")
    now = lambda: (CultureNote.objects.get().author.name, CultureNote.objects.get().role)  # noqa: E731
    culture_notes.change_culture(keeper, key=row.pk, place="Hazim")
    assert now() == ("Writer", "From here")
    culture_notes.change_culture(keeper, key=row.pk, text="Wait.")
    assert now() == ("Kit Keeper", "")
    culture_notes.change_culture(cast.asking("writer"), key=row.pk, text="Sit.", role="From here")
    assert now() == ("Writer", "From here")
    culture_notes.change_culture(cast.asking("writer"), key=row.pk, text="Sit down.")
    assert now() == ("Writer", "From here")


@pytest.mark.parametrize(
    ("text", "role", "kept"),
    [
        ("Greet the oldest first.", "", ("Writer", "From here")),
        ("Wait.", "", ("Kit Keeper", "")),
        ("Wait.", "From here", ("Kit Keeper", "From here")),
    ],
)
def test_the_form_asks_another_author_how_they_know(cast: Cast, browser: Any, text, role, kept):
    row, client = note(cast), browser("keeper")
    where = f"/culture/{row.pk}/change/"
    assert "From here" not in client.get(where).content.decode()
    assert "From here" in browser("writer").get(where).content.decode()
    sent = {"place": row.place, "topic": row.topic, "text": text, "role": role}
    assert client.post(where, sent).status_code == 302
    held = CultureNote.objects.get()
    assert (held.author.name, held.role) == kept


def test_a_note_looked_at_again_is_as_old_as_today(cast: Cast):
    row = culture_notes.note_culture(
        cast.asking("writer", 90), place="Hazim", topic="dress", text="Long sleeves."
    ).row
    culture_notes.change_culture(cast.asking("writer"), key=row.pk, text="Long sleeves.")
    assert CultureNote.objects.get().on == cast.DAY


def test_what_cannot_be(cast: Cast):
    with cannot_be("needs a place"):
        note(cast, " ")
    with cannot_be("needs a text"):
        note(cast, text=" ")
    with cannot_be("not one of the choices"):
        note(cast, topic="weather")
    with pytest.raises(NotYours):
        note(cast, by="reader")
    from rapport.records.models import Office

    beside = Office.objects.create(name="Beside")
    theirs = CultureNote.objects.create(
        office=beside, place="Hazim", topic="dress", text="x", on=cast.DAY
    )
    with pytest.raises(NotThere):
        culture_notes.remove_culture(cast.asking("writer"), key=theirs.pk)
    assert not every_culture_note(cast.asking("writer"))


def test_the_place_is_found_however_it_is_written(cast: Cast):
    note(cast, topic="dress")
    note(cast, topic="taboo")
    there = lambda *places: [one.topic for one in customs_at(cast.writer, places)]  # noqa: E731
    assert there("hazim  HIGHLANDS") == ["taboo", "dress"]
    assert there("Market, Hazim Highlands") == ["taboo", "dress"]
    assert there("Hazim") == []
    assert there("New Hazim Highlandside") == []
    assert there("", " ") == []


def test_it_stands_in_the_plan_of_a_meeting_there_and_in_who_goes(cast: Cast, browser: Any):
    note(cast)
    here, elsewhere = plan(cast, "Hazim Highlands"), plan(cast, "Kar Dovi")
    assert [one.text for one in card(cast.asking("reader"), here.pk).customs] == [
        "Greet the oldest first."
    ]
    assert not card(cast.asking("reader"), elsewhere.pk).customs
    assert for_meeting(cast.asking("writer"), here.pk).customs
    assert for_person(cast.asking("writer"), cast.kamil.pk).customs
    client = browser("reader")
    for where in (f"/meetings/{here.pk}/", f"/meetings/{here.pk}/who-goes/"):
        page = client.get(where).content.decode()
        assert "Greet the oldest first." in page
        assert "From here" in page


def test_so_does_that_of_the_district_of_what_is_to_be_opened(cast: Cast):
    note(cast)
    gate = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="Ford", kind="passage",
        place="Hazim Highlands",
    ).row  # fmt: skip
    meeting = plan(cast)
    asks.plan_ask(
        cast.asking("writer"), relationship=cast.kamil.pk, what="Pass", gate=gate.pk,
        meeting=meeting.pk,
    )  # fmt: skip
    assert card(cast.asking("writer"), meeting.pk).customs


def test_the_page_lists_by_place_and_a_reader_has_no_form(cast: Cast, browser: Any):
    client = browser("writer")
    said = {"place": "Orsend", "topic": "dress", "text": "Long sleeves.", "role": ""}
    client.get("/culture/add/")
    assert client.post("/culture/add/", said).status_code == 302
    page = browser("reader").get("/culture/").content.decode()
    assert "Long sleeves." in page
    assert "Add a culture note" not in page
    assert browser("reader").get("/culture/add/").status_code == 403


def test_a_real_name_in_it_is_minded_and_holds_nothing_up(cast: Cast, browser: Any):
    note(cast, text="Kamil al-Rashid greets the oldest first.")
    warned = "This note may contain a real name"
    assert warned in browser("writer").get("/culture/").content.decode()
    # Whoever may not know of the person is not told that there is one.
    assert warned not in browser("outsider").get("/culture/").content.decode()


def test_the_api_lists_and_adds(cast: Cast, browser: Any):
    said = {"place": "Orsend", "topic": "dress", "text": "Long sleeves."}
    add = lambda who, said: browser(who).post(  # noqa: E731
        "/api/culture/add/", json.dumps(said), content_type="application/json"
    )
    assert add("writer", said).status_code == 200
    (place,) = browser("reader").get("/api/culture/").json()["places"]
    assert place["name"] == "Orsend"
    assert add("writer", {**said, "author": str(cast.keeper.pk)}).status_code in {400, 409, 422}
    assert add("writer", {"place": "Orsend"}).status_code in {400, 409, 422}
    assert add("reader", said).status_code == 403
