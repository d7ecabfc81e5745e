"""Greetings this week: whom to greet, in which words, and nobody who did not speak of the day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from cast import Cast, asked_by
from rapport.actions import occasions, own_words, people, upkeep
from rapport.briefings.greetings import PATTERNS, greetings
from rapport.records.feasts import FEASTS, falls_now
from rapport.records.models import Occasion, Relationship, Waiver
from rapport.records.refusals import CannotBe
from rapport.rules.draft_cues import cues_in

DAY = Cast.DAY
"""16 March 2026: Eid al-Fitr is on the 20th."""


def note(cast: Cast, whom: Any = None, **told: Any) -> Occasion:
    told = {"name": "Eid", "feast": "eid_al_fitr", "mentioned_by_them": True, **told}
    if "feast" in told and ("once" in told or "month" in told):
        told["feast"] = ""
    about = (whom or cast.kamil).pk
    return occasions.note_occasion(asked_by(cast.writer), relationship=about, **told).row


def found(cast: Cast, name: str = "writer", **options: Any) -> Any:
    return greetings(asked_by(cast.who(name)), **{"mine": False, **options})


def test_somebody_who_spoke_of_the_feast_is_there_with_all_that_is_needed(cast: Cast) -> None:
    note(cast, safe_channel="message")
    (one,) = found(cast).open
    assert (one.alias, one.feast, one.channel) == (cast.kamil.called, "eid_al_fitr", "message")
    assert (one.falls.on - DAY).days == 4
    assert (one.falls.fits_from, one.falls.fits_until) == (
        DAY + timedelta(days=3),
        DAY + timedelta(days=7),
    )
    assert one.falls.about == "±1 day, confirm locally"


@pytest.mark.parametrize(
    "told",
    [
        {"mentioned_by_them": False},
        {"feast": "christmas"},
        {"feast": "", "once": DAY + timedelta(days=2), "name": "Independence Day"},
        {"feast": "", "once": DAY + timedelta(days=2), "tone": "political"},
        {"feast": "", "once": DAY - timedelta(days=1)},
    ],
)
def test_nobody_is_there_who_did_not_speak_of_it_nor_for_a_day_of_politics(cast, told) -> None:
    note(cast, **told)
    assert not found(cast).open
    assert not found(cast).quiet


@pytest.mark.parametrize(
    ("told", "tone"),
    [({"tone": "mourning"}, "mourning"), ({"name": "His brother's death"}, "mourning")],
)
def test_a_day_of_mourning_is_told_and_no_greeting_drafted(cast: Cast, told, tone) -> None:
    note(cast, once=DAY + timedelta(days=2), **told)
    (one,) = found(cast).quiet
    assert (one.tone, one.drafts, found(cast).open) == (tone, (), ())


def test_no_feast_of_mourning_or_politics_is_ever_to_greet(cast: Cast) -> None:
    noted = {note(cast, feast=feast, name=feast).pk for feast in FEASTS}
    for ahead in range(0, 400, 3):
        told = greetings(asked_by(cast.writer, -ahead), mine=False)
        assert not [one for one in told.open if one.occasion in noted and one.feast in _NOT_GREETED]


_NOT_GREETED = ("ashura", "arbaeen", "hijri_new_year", "good_friday", "good_friday_orthodox")


def test_a_word_fits_until_the_feast_is_over_wherever_the_moon_was_seen(cast: Cast) -> None:
    eid = note(cast)
    fits = [
        ahead
        for ahead in range(12)
        if (now := falls_now(eid, DAY + timedelta(days=ahead)))
        and now.fits_from <= DAY + timedelta(days=ahead)
    ]
    assert fits == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("kind", sorted(PATTERNS))
def test_our_own_drafts_would_pass_our_own_mirror(kind: str, language: str) -> None:
    with override(language):
        text = gettext(PATTERNS[kind])
    assert (language == "en") == (text == PATTERNS[kind])
    assert ("{feast}" in text) == (kind == "feast")
    cues = cues_in(text)
    assert cues.greeting
    assert cues.warm
    assert (cues.asks, cues.orders, cues.blames) == ((), (), ())


def test_a_draft_is_in_their_language_and_in_the_words_of_the_office(cast: Cast) -> None:
    note(cast)
    person = cast.kamil.counterpart
    people.change_counterpart(asked_by(cast.writer), key=person.pk, languages=["ar", "so"])
    (one,) = found(cast).open
    assert [draft.language for draft in one.drafts] == ["ar"]
    assert "عيد الفطر" in one.drafts[0].text
    own_words.write_own_words(
        asked_by(cast.writer), language="so", texts={"feast": "Salaan. {feast} wanaagsan."}
    )
    (one,) = found(cast).open
    assert [draft.language for draft in one.drafts] == ["ar", "so"]
    assert one.drafts[1].text == "Salaan. Eid al-Fitr wanaagsan."
    people.change_counterpart(asked_by(cast.writer), key=person.pk, languages=["am"])
    (one,) = found(cast).open
    assert [(draft.language, draft.theirs) for draft in one.drafts] == [("en", False)]


def test_several_are_greeted_at_once_and_undone_at_once(cast: Cast, browser: Any) -> None:
    client, nour = browser("writer"), cast.add("Nour")
    keys = [note(cast).pk, note(cast, whom=nour).pk]
    page = client.get("/greetings/?whose=office").content.decode()
    assert page.count('name="occasion"') == 2
    answer = client.post("/greetings/greeted/?whose=office", {"occasion": keys})
    assert answer.status_code == 302
    assert [one.greeted_on for one in found(cast).greeted] == [DAY, DAY]
    done = answer["Location"].split("done=")[1]
    client.post(f"/history/{done}/undo/")
    assert len(found(cast).open) == 2


def test_one_is_greeted_by_one_tap_whatever_is_ticked(cast: Cast, browser: Any) -> None:
    first, second = note(cast).pk, note(cast, whom=cast.add("Nour")).pk
    browser("writer").post("/greetings/greeted/", {"occasion": [first], "only": second})
    assert [one.occasion for one in found(cast).greeted] == [second]
    assert browser("writer").post("/greetings/greeted/", {}).status_code == 302
    assert browser("reader").post("/greetings/greeted/", {"only": first}).status_code in (403, 404)


def test_not_this_year_has_a_reason_and_is_for_this_day_alone(cast: Cast, browser: Any) -> None:
    eid, nowruz = note(cast), note(cast, feast="nowruz", name="Nowruz")
    where = f"/greetings/{eid.pk}/not-this-year/"
    client = browser("writer")
    assert client.get(where).status_code == 200
    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"why": "moment"}).status_code == 302
    told = found(cast)
    assert [one.occasion for one in told.open] == [nowruz.pk]
    assert [one.why_not for one in told.passed_over] == ["This is not the moment for it."]
    today = client.get("/?whose=office").content.decode()
    assert "Nowruz" in today
    upkeep.lift_waiver(asked_by(cast.writer), key=Waiver.objects.get().pk)
    assert len(found(cast).open) == 2
    with pytest.raises(CannotBe):
        occasions.not_this_year(asked_by(cast.writer), key=eid.pk, reason=" ")


def test_the_calendar_file_has_codes_and_days_and_no_word(cast: Cast, browser: Any) -> None:
    note(cast, name="Their wedding", once=DAY + timedelta(days=3))
    note(cast)
    content = browser("writer").get("/greetings/calendar/?whose=office").content.decode()
    assert content.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260319" in content
    said = [line for line in content.splitlines() if line.startswith("SUMMARY")]
    assert all(line.startswith("SUMMARY:Rapport ") and len(line) == 20 for line in said)
    for word in (cast.kamil.called, "Eid", "wedding", "Their"):
        assert word not in content


@pytest.mark.parametrize("name", ["writer", "keeper", "reader", "outsider"])
def test_what_a_reader_may_not_see_changes_nothing(cast: Cast, name: str) -> None:
    note(cast)
    hidden = {"feast": "eid_al_fitr", "name": "Eid", "mentioned_by_them": True}
    occasions.note_occasion(asked_by(cast.outsider), relationship=cast.hidden.pk, **hidden)
    me = cast.who(name)
    before = greetings(asked_by(me), mine=False)
    with transaction.atomic():
        for kind in (Occasion, Waiver, Relationship):
            hidden = kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk"))
            kind.objects.filter(pk__in=list(hidden.values_list("pk", flat=True))).delete()
        assert greetings(asked_by(me), mine=False) == before
        transaction.set_rollback(True)


def test_mine_are_those_i_lead_and_those_nobody_leads(cast: Cast) -> None:
    note(cast)
    lead = Relationship.objects.get(pk=cast.kamil.pk).lead_id
    told = found(cast, "writer", mine=True).open
    assert bool(told) == (lead in (None, cast.writer.pk))
