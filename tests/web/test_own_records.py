"""What is one's own is there for whoever wrote it and whom it names, and for nobody else.

What all others see before it is written, they see after it; what they could do, they can still do.
"""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from actions.change_sets import cannot_be, everything, is_one_change_set
from cast import Cast, asked_by
from in_turn import seeds
from rapport.actions import (
    access,
    boundaries,
    colleagues,
    erasing,
    history,
    interactions,
    merging,
    retention,
    team,
)
from rapport.briefings.find import find
from rapport.briefings.history import history as told
from rapport.briefings.own_records import own_records
from rapport.briefings.people import Wanted, people
from rapport.briefings.person import person
from rapport.briefings.person_record import person_record
from rapport.records import judging, rebuilding, verifying
from rapport.records.models import (
    AfterHardMeeting,
    BoundaryCheck,
    Colleague,
    Duty,
    Erasure,
    Finding,
    Interaction,
    Mark,
    Operation,
    Part,
    Pressure,
    SearchEntry,
    Sensitivity,
)
from rapport.records.refusals import NotThere

SECRET = "heron"
KINDS = ("check", "pressure", "answers")
ROLES = ("keeper", "auditor", "reader", "outsider", "member")
_KEYS = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|name="once" value="[^"]+"'
    # The length of the whole history, which an auditor compares with what others wrote down.
    r"|holds \d+ operations|\"operations\": \d+|\"at\": \"[^\"]+\""
)


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Everybody there is: who keeps the circle heads the office, and an auditor is in it too."""
    keeper = cast.asking("keeper", 90)
    for name, duty in (("member", Duty.NEGOTIATOR), ("auditor", Duty.AUDITOR)):
        one = team.add_colleague(keeper, name=name.title(), sign_in=name, duties=[duty]).row
        team.admit(keeper, circle=cast.circle.pk, colleague=one.pk, part=Part.WRITER)
        cast.everyone[name] = one
    cast.hand_over("member", days_ago=30)
    cast.meet(2, by="keeper", line="Tea by the gate.")
    return cast


def write(cast: Cast, kind: str, *, told: str = "", whom: Any = None) -> Any:
    """Write one of the three, with the secret wherever there are words; ``told`` is named in it."""
    about: dict[str, Any] = {"asking": cast.asking("writer")}
    about["relationship"] = (whom or cast.kamil).pk
    reader = cast.who(told).pk if told else None
    if kind == "check":
        return boundaries.check_boundary(**about, outcome="talk", told=reader).row
    if kind == "pressure":
        said = {"kind": "threat", "text": f"They spoke of the {SECRET}.", "told": reader}
        return boundaries.note_pressure(**about, **said).row
    visit = Interaction.objects.filter(theirs__relationship=about["relationship"]).latest("on")
    said = dict.fromkeys(boundaries.ANSWERS, f"The {SECRET} stays.")
    return boundaries.answer_for_oneself(**about, interaction=visit.pk, **said).row


def seen_by(cast: Cast, browser: Any, who: str) -> dict[str, str]:
    """Return every page and answer that could tell somebody of it, without the keys."""
    client, key = browser(who), cast.kamil.pk
    where = [
        *("/", "/?whose=office", "/people/", "/history/", "/rules/", "/colleagues/", "/erased/"),
        *("/only-you/", "/gifts/", "/lights/", "/reach/", "/api/today/", "/api/people/"),
        *(f"/api/people/{key}/", "/people/duplicates/"),
        *(f"/people/{key}/{page}" for page in ("", "brief/", "record/", "erase/", "access/")),
        *(f"/people/{key}/{page}/" for page in ("who-goes", "motives", "boundary", "pressure")),
        f"/colleagues/{cast.writer.pk}/",
        *sorted(of_the_api(key)),
    ]
    pages = {one: client.get(one).content.decode() for one in where}
    pages["find"] = client.post("/find/", {"text": SECRET}, follow=True).content.decode()
    judging.rejudge_all(today=cast.DAY)
    return {one: _TOKENS.sub("", _KEYS.sub("KEY", page)) for one, page in pages.items()}


def of_the_api(key: Any) -> set[str]:
    """Return every address of the API that answers of nothing in particular, or of one person."""
    book = get_resolver("rapport.api.urls").reverse_dict
    named = [name for name in book if isinstance(name, str)]
    asked = {(name, tuple(possible[1])) for name in named for possible in book.getlist(name)[0][0]}
    return {
        "/api/"
        + reverse(name, urlconf="rapport.api.urls", kwargs=dict.fromkeys(keys, key)).lstrip("/")
        for name, keys in asked
        if keys in ((), ("key",))
    }


def send(client: Any, page: str, **said: str) -> Any:
    """Open a form and send it as it was opened."""
    client.get(page)
    return client.post(page, said)


@pytest.mark.parametrize("who", seeds(ROLES))
def test_for_everybody_else_it_changes_nothing(world: Cast, browser: Any, who: str):
    twin = world.add("Abu Camille")
    before = seen_by(world, browser, who), told(world.asking(who))
    rows = [write(world, kind) for kind in KINDS]
    for page, shown in seen_by(world, browser, who).items():
        assert shown == before[0][page], page
    assert told(world.asking(who)) == before[1]
    boundaries.change_boundary_check(world.asking("writer"), key=rows[0].pk, outcome="fine")
    boundaries.tick_care(world.asking("writer"), key=rows[1].pk, is_safe=True)
    boundaries.change_answers(world.asking("writer"), key=rows[2].pk, stays="weapon")
    assert (seen_by(world, browser, who), told(world.asking(who))) == before
    for verb, row in zip(
        (
            boundaries.remove_boundary_check,
            boundaries.remove_pressure,
            boundaries.remove_answers,
        ),
        rows,
        strict=True,
    ):
        verb(world.asking("writer"), key=row.pk)
    assert (seen_by(world, browser, who), told(world.asking(who))) == before
    assert twin


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_its_addresses_are_nothing_to_others(world: Cast, browser: Any, kind: str, who: str):
    row = write(world, kind)
    pages = {
        "check": (f"/boundary/{row.pk}/change/", f"/boundary/{row.pk}/remove/"),
        "pressure": tuple(
            f"/pressure/{row.pk}/{page}" for page in ("", "change/", "care/", "shield/", "remove/")
        ),
        "answers": (f"/after/{row.pk}/change/", f"/after/{row.pk}/remove/"),
    }
    before = everything()
    for page in pages[kind]:
        for send in (browser(who).get, browser(who).post):
            answer = send(page)
            assert answer.status_code in (404, 405), page
            assert SECRET not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("kind", KINDS)
def test_its_writer_finds_it_and_takes_it_back(world: Cast, browser: Any, kind: str):
    row = write(world, kind)
    for page in ("/only-you/", f"/people/{world.kamil.pk}/"):
        assert str(row.pk) in browser("writer").get(page).content.decode()
    line = told(world.asking("writer")).change_sets[0]
    assert line.may_undo
    history.undo(world.asking("writer"), key=line.change_set)
    assert not type(row).objects.exists()
    for who in ("keeper", "auditor", "member", "reader", "outsider"):
        with pytest.raises(NotThere):
            history.undo(world.asking(who), key=line.change_set)


@pytest.mark.parametrize("kind", ["check", "pressure"])
def test_whom_it_names_reads_it_and_nobody_else(world: Cast, browser: Any, kind: str):
    row = write(world, kind, told="reader")
    assert any(one.pk == row.pk for one in own_records(world.asking("reader")).pressures) == (
        kind == "pressure"
    )
    named = browser("reader").get("/only-you/").content.decode()
    assert ("Pressure on a colleague" if kind == "pressure" else "I will talk") in named
    for who in ("keeper", "auditor", "member", "outsider"):
        assert not own_records(world.asking(who)).any
        assert not type(row).objects.visible_to(world.who(who)).exists()
    assert not find(world.asking("reader"), SECRET).notes, "search has one index for all of us"
    with pytest.raises(Exception, match="may read this"):
        boundaries.remove_pressure(
            world.asking("reader"), key=row.pk
        ) if kind == "pressure" else boundaries.remove_boundary_check(
            world.asking("reader"), key=row.pk
        )


def test_named_no_more_they_read_it_no_more(world: Cast):
    row = write(world, "pressure", told="reader")
    boundaries.change_pressure(world.asking("writer"), key=row.pk, told=world.keeper.pk)
    assert not own_records(world.asking("reader")).any
    assert own_records(world.asking("keeper")).any
    check = write(world, "check", told="reader")
    boundaries.change_boundary_check(world.asking("writer"), key=check.pk, outcome="fine")
    assert not own_records(world.asking("reader")).any


def test_whoever_looks_after_a_colleague_ticks_what_was_done(world: Cast, browser: Any):
    row = write(world, "pressure", told="reader")
    page = browser("reader").get(f"/pressure/{row.pk}/").content.decode()
    assert SECRET in page
    browser("reader").post(f"/pressure/{row.pk}/care/", {"is_safe": "on", "office_knows": "on"})
    done = Pressure.objects.get()
    assert (done.is_safe, done.office_knows, done.family_is_asked) == (True, True, False)
    line = told(world.asking("reader")).change_sets[0]
    assert (line.verb, line.may_undo) == ("tick_care", True)
    assert told(world.asking("keeper")).change_sets[0].verb != "tick_care"
    history.undo(world.asking("reader"), key=line.change_set)
    assert not Pressure.objects.get().is_safe


def test_the_colleague_who_is_pressed_reads_and_may_remove_it(world: Cast):
    row = boundaries.note_pressure(
        world.asking("writer"),
        relationship=world.kamil.pk,
        kind="summons",
        text="They called her in.",
        colleague=world.who("member").pk,
    ).row
    assert own_records(world.asking("member")).pressures == (row,)
    boundaries.remove_pressure(world.asking("member"), key=row.pk)
    assert not Pressure.objects.exists()


def test_nobody_is_named_who_cannot_see_the_person(world: Cast):
    whom = world.add("The governess", sensitivity=Sensitivity.SEVERE)
    for kind in ("check", "pressure"):
        with cannot_be("not in the circle"):
            write(world, kind, told="outsider")
        with cannot_be("cannot see this person"):
            write(world, kind, told="keeper", whom=whom)


def test_not_even_its_writer_carries_it_out_by_api_brief_or_paper(world: Cast, browser: Any):
    for kind in KINDS:
        write(world, kind)
    key, client = world.kamil.pk, browser("writer")
    answers = [person(world.asking("writer"), key), people(world.asking("writer"), wanted=Wanted())]
    assert SECRET not in repr(answers)
    pages = ("brief/", "brief/?for=road", "brief/?every=1", "record/", "readiness/", "motives/")
    where = [*(f"/people/{key}/{page}" for page in pages), f"/api/people/{key}/", "/api/today/"]
    for page in where:
        shown = client.get(page).content.decode()
        assert SECRET not in shown, page
        assert "Pressure on a colleague" not in shown, page


def test_nothing_of_it_is_indexed_marked_found_or_handed_on(world: Cast):
    before = set(SearchEntry.objects.values_list("row", flat=True))
    rows = [write(world, kind, told="reader" if kind != "answers" else "") for kind in KINDS]
    boundaries.change_pressure(world.asking("writer"), key=rows[1].pk, text="He is a terrorist.")
    judging.rejudge_all(today=world.DAY)
    judging.mark_all()
    rebuilding.rebuild()
    assert set(SearchEntry.objects.values_list("row", flat=True)) == before
    assert not Mark.objects.filter(row__in=[row.pk for row in rows]).exists()
    assert not Finding.objects.filter(code="D04").exists()
    for who in ("writer", "reader", "keeper"):
        assert SECRET not in repr(person_record(world.asking(who), world.kamil.pk))
        assert not find(world.asking(who), SECRET).notes


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_do_carries_it_along_in_silence(world: Cast, kind: str):
    twin = world.add("Abu Camille")
    visit = world.meet(2, by="keeper", whom=twin)
    row = write(world, kind, whom=twin)
    change = merging.merge_counterparts(
        world.asking("keeper"), keep=world.kamil.counterpart_id, merge=twin.counterpart_id
    )
    assert type(row).objects.get().relationship_id == world.kamil.pk
    line = told(world.asking("keeper")).change_sets[0]
    assert line.may_undo
    assert not {"pressure", "boundarycheck", "afterhardmeeting"} & set(line.kinds)
    history.undo(world.asking("keeper"), key=change.key)
    assert type(row).objects.get().relationship_id == twin.pk
    gone = interactions.remove_interaction(world.asking("keeper"), key=visit.pk)
    assert type(row).objects.exists()
    history.undo(world.asking("keeper"), key=gone.key)
    access.set_access(world.asking("keeper"), key=twin.pk, sensitivity=Sensitivity.SEVERE)
    assert type(row).objects.get().sensitivity == Sensitivity.SEVERE


def test_erasing_the_person_erases_it_and_counts_it_nowhere(world: Cast, browser: Any):
    page = f"/people/{world.kamil.pk}/erase/"
    before = re.findall(r"history: (\d+)", browser("keeper").get(page).content.decode())
    for kind in KINDS:
        write(world, kind)
    assert re.findall(r"history: (\d+)", browser("keeper").get(page).content.decode()) == before
    answer = browser("keeper").post(page, {"alias": "Abu Kamil", "reason": "It was asked for."})
    assert f"<dd>{before[0]}</dd>" in answer.content.decode()
    for kind in (BoundaryCheck, Pressure, AfterHardMeeting):
        assert not kind.objects.exists()
    assert erasing.receipts(world.asking("keeper"))


def purge(days: int) -> int:
    day = Cast.DAY + timedelta(days=days)
    return retention.purge(now=datetime.combine(day, time(9), tzinfo=UTC), today=day)


def test_answers_are_erased_from_tables_and_history_after_thirty_days(world: Cast, browser: Any):
    row = write(world, "answers")
    boundaries.change_answers(world.asking("writer", -20), key=row.pk, needs="The heron again.")
    assert purge(30) == 0
    assert AfterHardMeeting.objects.exists()
    before = {who: told(world.asking(who)) for who in ROLES}
    receipts = browser("keeper").get("/erased/").content.decode()
    assert purge(31) == 1
    assert not AfterHardMeeting.objects.exists()
    assert not Operation.objects.filter(row=row.pk, payload__isnull=False).exists()
    assert str(row.pk.hex) in str(Erasure.objects.get().rows)
    for who, said in before.items():
        assert told(world.asking(who)) == said, "nobody is told that anything went"
    after = browser("keeper").get("/erased/").content.decode()
    assert _TOKENS.sub("", after) == _TOKENS.sub("", receipts)
    assert not own_records(asked_by(world.writer, -31)).any


def test_a_boundary_check_goes_after_a_year(world: Cast):
    row = write(world, "check")
    assert purge(365) == 0
    assert purge(366) == 1
    assert not BoundaryCheck.objects.exists()
    assert not Operation.objects.filter(row=row.pk, payload__isnull=False).exists()


def test_what_has_ended_and_waits_for_the_purge_is_shown_to_nobody(world: Cast, browser: Any):
    write(world, "answers")
    assert own_records(asked_by(world.writer, -30)).answers
    assert not own_records(asked_by(world.writer, -31)).answers


def test_the_five_questions_are_asked_and_never_sent(world: Cast, browser: Any):
    page = browser("writer").get(f"/people/{world.kamil.pk}/boundary/").content.decode()
    ticks = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert len(ticks) == 5
    assert not [tick for tick in ticks if "name=" in tick], "what has no name is not sent"
    form = page[page.index('<form method="post" class="form') :]
    assert not set(ticks) & set(re.findall(r"<input[^>]*>", form[: form.index("</form>")]))
    send(browser("writer"), f"/people/{world.kamil.pk}/boundary/", outcome="fine", told="")
    check = BoundaryCheck.objects.get()
    assert (check.outcome, check.told, check.on) == ("fine", None, world.DAY)
    columns = {column.name for column in BoundaryCheck._meta.concrete_fields}
    assert columns == {
        *("id", "revised", "office", "circle", "sensitivity", "expires", "relationship"),
        *("writer", "on", "outcome", "told", "kept_until"),
    }


def test_whoever_only_reads_may_write_of_themselves(world: Cast, browser: Any):
    key = world.kamil.pk
    send(browser("reader"), f"/people/{key}/boundary/", outcome="fine", told="")
    assert BoundaryCheck.objects.get().writer == world.reader
    asking = world.asking("reader")
    is_one_change_set(
        world,
        lambda: boundaries.note_pressure(asking, relationship=key, kind="data", text="Names."),
        "note_pressure",
        by="reader",
    )
    with pytest.raises(NotThere):
        boundaries.check_boundary(world.asking("outsider"), relationship=key, outcome="fine")


def test_pressure_is_noted_and_a_shield_named_on_the_page(world: Cast, browser: Any):
    colleagues.say_of_myself(asked_by(world.who("member")), origin="international")
    client, key = browser("writer"), world.kamil.pk
    form = client.get(f"/people/{key}/pressure/").content.decode()
    assert "Member" in form
    said = {"kind": "threat", "text": "He knows where I live.", "colleague": str(world.writer.pk)}
    answer = send(client, f"/people/{key}/pressure/", **said, on="2026-03-15")
    note = Pressure.objects.get()
    assert answer.status_code == 302
    page = client.get(f"/pressure/{note.pk}/").content.decode()
    assert "international" in page
    assert "Who takes the contact" in page
    client.post(f"/pressure/{note.pk}/shield/", {"shield": str(world.who("member").pk)})
    note.refresh_from_db()
    assert (note.shield, note.contact_is_taken_over) == (world.who("member"), True)
    assert browser("member").get(f"/pressure/{note.pk}/").status_code == 200
    assert browser("keeper").get(f"/pressure/{note.pk}/").status_code == 404


def test_whoever_leaves_the_circle_reads_nothing_of_it_any_more(world: Cast):
    for kind in KINDS:
        write(world, kind, told="" if kind == "answers" else "reader")
    for who in ("reader", "writer"):
        team.release(world.asking("keeper"), circle=world.circle.pk, colleague=world.who(who).pk)
        assert not own_records(world.asking(who)).any


def test_no_day_to_come_is_taken(world: Cast):
    tomorrow = world.DAY + timedelta(days=1)
    about: dict[str, Any] = {"asking": world.asking("writer"), "relationship": world.kamil.pk}
    with cannot_be("in the future"):
        boundaries.check_boundary(**about, outcome="fine", on=tomorrow)
    with cannot_be("in the future"):
        boundaries.note_pressure(**about, kind="threat", text="x", on=tomorrow)


def test_whoever_is_pressed_cannot_be_their_own_shield(world: Cast):
    about = {"relationship": world.kamil.pk, "kind": "threat", "text": "x"}
    with cannot_be("the colleague who is pressed"):
        boundaries.note_pressure(world.asking("writer"), **about, shield=world.writer.pk)


def test_an_empty_page_of_answers_is_not_saved(world: Cast, browser: Any):
    with cannot_be("Nothing is written yet"):
        boundaries.answer_for_oneself(
            world.asking("keeper"),
            interaction=Interaction.objects.get(line="Tea by the gate.").pk,
            relationship=world.kamil.pk,
            stays=" ",
        )


def test_four_questions_are_offered_after_a_hard_log_alone(world: Cast, browser: Any):
    for tone, offered in (("hostile", True), ("open", False)):
        change = interactions.log_interaction(
            world.asking("writer"), theirs=[(world.kamil.pk,)], on=world.DAY, tone_theirs=tone
        )
        page = browser("writer").get(f"/people/{world.kamil.pk}/?done={change.key}")
        link = f'class="button" href="/interactions/{change.row[0].pk}/after/"'
        assert (link in page.content.decode()) == offered


def test_answered_again_the_answers_are_changed_and_kept_no_longer(world: Cast, browser: Any):
    visit = Interaction.objects.get(line="Tea by the gate.")
    page = f"/interactions/{visit.pk}/after/"
    send(browser("writer"), page, stays="His voice.")
    shown = browser("writer").get(page).content.decode()
    assert "His voice." in shown
    assert AfterHardMeeting.objects.get().kept_until == world.DAY + timedelta(days=30)
    send(browser("writer"), page, stays="His eyes.")
    assert AfterHardMeeting.objects.get().stays == "His eyes."
    send(browser("keeper"), page, stays="Mine.")
    assert {one.writer for one in AfterHardMeeting.objects.all()} == {world.writer, world.keeper}


def test_every_named_column_of_a_private_kind_is_a_reader():
    """Whoever is named in a note reads it: a colleague nobody told of it would be left alone."""
    for kind in (BoundaryCheck, Pressure, AfterHardMeeting):
        named = {
            column.name
            for column in kind._meta.concrete_fields
            if column.related_model is Colleague
        }
        assert named == set(kind.OWN_UNTIL.people)
