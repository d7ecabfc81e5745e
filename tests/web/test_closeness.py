"""B01: whom one meets alone is told to them, and nobody learns whether they checked."""

from datetime import timedelta

from django.test import Client

from cast import Cast, asked_by
from rapport.actions import access, boundaries, interactions, upkeep
from rapport.briefings.across_circles import across_circles
from rapport.briefings.closeness import close_ties
from rapport.briefings.today import today
from rapport.records import judging
from rapport.records.models import Finding, Office, OwnWaiver, Sensitivity


def alone(cast: Cast, times: int = 8, **told) -> None:
    for number in range(times):
        cast.meet(3 * number + 1, **told)


def told_to(cast: Cast, who: str, days_ago: int = 0):
    found = across_circles(cast.asking(who, days_ago), mine=True)
    return next((one for one in found if one.code == "B01" and one.waived_until is None), None)


def test_whoever_meets_somebody_alone_is_told_with_a_door(cast: Cast):
    alone(cast)
    said = told_to(cast, "writer")
    assert [one.text for one in said.because] == ["Abu Kamil"]
    door = said.doors["check_a_boundary"]
    assert (door.act, door.relationship) == ("boundary-check", cast.kamil.pk)


def test_nobody_else_is_told_and_nothing_is_stored(cast: Cast):
    alone(cast)
    judging.rejudge_all(today=cast.DAY)
    assert not Finding.objects.filter(code="B01").exists()
    for who in ("keeper", "reader", "outsider"):
        assert told_to(cast, who) is None
        assert "B01" not in repr(today(cast.asking(who), mine=False))


def test_the_page_of_all_of_us_does_not_show_it_over_a_shoulder(cast: Cast):
    alone(cast)
    assert not [one for one in across_circles(cast.asking("writer")) if one.code == "B01"]


def test_a_second_of_us_or_of_them_makes_it_no_meeting_alone(cast: Cast):
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    alone(cast, ours=both)
    salma = cast.add("Salma")
    alone(cast, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "second")])
    assert close_ties(cast.writer, cast.asking("writer").day).ties == ()


def test_letters_and_waiting_in_vain_are_no_closeness(cast: Cast):
    alone(cast, channel="letter")
    alone(cast, on_time="absent")
    assert close_ties(cast.writer, cast.asking("writer").day).ties == ()


def test_a_check_silences_it_on_its_day_and_undone_it_speaks(cast: Cast):
    from rapport.actions import history

    alone(cast)
    done = boundaries.check_boundary(
        cast.asking("writer"), relationship=cast.kamil.pk, outcome="fine"
    )
    assert told_to(cast, "writer") is None
    history.undo(cast.asking("writer"), key=done.key)
    assert told_to(cast, "writer")
    backdated = cast.DAY - timedelta(days=60)
    boundaries.check_boundary(
        cast.asking("writer"), relationship=cast.kamil.pk, outcome="fine", on=backdated
    )
    assert told_to(cast, "writer"), "all of it was since"


def test_a_check_of_a_colleague_silences_nobody_else(cast: Cast):
    alone(cast)
    alone(cast, by="keeper")
    boundaries.check_boundary(
        cast.asking("keeper"),
        relationship=cast.kamil.pk,
        outcome="talk",
        told=cast.writer.pk,
    )
    assert told_to(cast, "keeper") is None
    assert told_to(cast, "writer")


def test_of_somebody_severe_only_the_named_are_told(cast: Cast):
    alone(cast, by="keeper")
    assert told_to(cast, "keeper")
    access.set_access(
        cast.asking("writer"),
        key=cast.kamil.pk,
        sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk],
    )
    assert told_to(cast, "keeper") is None


def test_an_office_switches_it_off(cast: Cast):
    alone(cast)
    Office.objects.update(rule_settings={"B01": {"on": False}})
    assert told_to(cast, "writer") is None


def test_corrected_it_falls_silent(cast: Cast):
    alone(cast, times=7)
    visit = cast.meet(0)
    assert told_to(cast, "writer")
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    interactions.change_interaction(cast.asking("writer"), key=visit.pk, ours=both)
    assert told_to(cast, "writer") is None


def test_snoozed_it_is_silent_for_its_colleague_alone_and_in_their_own_chain(cast: Cast, browser):
    alone(cast)
    client: Client = browser("writer")
    page = f"/today/colleague/{cast.writer.pk}/waive/B01/"
    assert "Only you are told of this" in client.get(page).content.decode()
    client.post(page, {"reason": "Next week.", "until": "2026-03-30"})
    assert OwnWaiver.objects.get().by == cast.writer
    assert told_to(cast, "writer") is None
    assert browser("keeper").get(page).status_code == 404
    upkeep.lift_own_waiver(cast.asking("writer"), key=OwnWaiver.objects.get().pk)
    assert told_to(cast, "writer")


def test_on_today_it_leads_to_the_five_questions(cast: Cast, browser):
    alone(cast)
    page = browser("writer").get("/?whose=mine&when=later").content.decode()
    page += browser("writer").get("/?whose=mine").content.decode()
    page += browser("writer").get("/?whose=mine&when=week").content.decode()
    assert f"/people/{cast.kamil.pk}/boundary/" in page


def test_whom_a_colleague_names_is_told_on_today(cast: Cast, browser):
    says = "A colleague named you"
    assert says not in browser("reader").get("/").content.decode()
    boundaries.note_pressure(
        cast.asking("writer"),
        relationship=cast.kamil.pk,
        kind="threat",
        text="x",
        told=cast.reader.pk,
    )
    assert says in browser("reader").get("/?whose=mine").content.decode()
    assert says not in browser("reader").get("/?whose=office").content.decode()
    for who in ("keeper", "writer", "outsider"):
        assert says not in browser(who).get("/?whose=mine").content.decode()
    assert asked_by(cast.reader)
