"""Tokens: what they open and what they never do; made, listed, revoked, and counted."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from api.test_offered import _arguments as arguments
from cast import Cast
from rapport.actions import access_tokens as verbs
from rapport.actions import boundaries, debriefs, insights, leaving, meetings, team
from rapport.api.offered import FOR_A_SESSION, answers
from rapport.api.offered import verbs as verbs_offered
from rapport.briefings.rules import rules as briefing_of_rules
from rapport.records import access_tokens as counted
from rapport.records.models import (
    AccessToken,
    Circle,
    Export,
    Operation,
    OwnWaiver,
    Part,
    Sensitivity,
)
from rapport.records.models.access_tokens import TokenUse
from rapport.records.refusals import CannotBe, NotThere


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    counted.forget_all()


def token_of(cast: Cast, who: str = "writer", **told: Any) -> str:
    told.setdefault("circles", [cast.circle.pk])
    told.setdefault("until", cast.DAY + timedelta(days=30))
    return verbs.make_token(cast.asking(who), label="Team spreadsheet", **told)


def program(secret: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1", headers={"authorization": f"Bearer {secret}"})
    if settings.IS_TEAM:
        client.defaults["wsgi.url_scheme"] = "https"
    return client


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def test_a_token_reads_what_its_owner_reads_without_any_session(cast: Cast) -> None:
    client = program(token_of(cast))
    assert [row["alias"] for row in client.get("/api/people/").json()["rows"]] == ["Abu Kamil"]
    told = post(client, "/api/answers/person/person/", {"key": str(cast.kamil.pk)})
    assert told.json()["answer"]["header"]["alias"] == "Abu Kamil"
    assert not client.cookies


def test_a_token_opens_no_page_and_nothing_without_being_known(cast: Cast) -> None:
    secret = token_of(cast)
    assert program(secret).get("/people/").status_code == 302
    for wrong in ("", "x", secret[:-1], secret + "é"):
        answer = program(wrong).get("/api/people/")
        assert (answer.status_code, answer.json()["code"]) == (401, "no_token")


def test_what_lies_in_the_table_opens_nothing(cast: Cast) -> None:
    secret = token_of(cast)
    row = AccessToken.objects.get()
    said = json.dumps([str(value) for value in vars(row).values()])
    assert secret not in said
    assert secret.removeprefix("rapport_") not in said
    assert program(row.trace).get("/api/people/").status_code == 401
    logged = [bytes(one.content or b"") for one in Operation.objects.all()]
    assert not any(secret.encode() in one for one in logged)


def test_a_token_that_reads_changes_nothing(cast: Cast) -> None:
    client, before = program(token_of(cast)), Operation.objects.count()
    said = {"relationship": str(cast.kamil.pk), "text": "Send the list"}
    answer = post(client, "/api/verbs/commitments/make_commitment/", said)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    assert post(client, "/api/log/", {"who": [str(cast.kamil.pk)]}).status_code == 403
    assert Operation.objects.count() == before


def test_a_token_that_writes_writes_in_its_owner_s_name(cast: Cast) -> None:
    client = program(token_of(cast, may_write=True))
    said = {"relationship": str(cast.kamil.pk), "text": "Send the list"}
    assert post(client, "/api/verbs/commitments/make_commitment/", said).status_code == 200
    assert Operation.objects.latest("sequence").by == cast.everyone["writer"].pk


def test_no_token_is_wider_than_its_owner(cast: Cast) -> None:
    with pytest.raises(NotThere):
        token_of(cast, circles=[cast.circle.pk, cast.elsewhere.pk])
    with pytest.raises(NotThere):
        token_of(cast, circles=[])
    client = program(token_of(cast, "reader", may_write=True))
    said = {"relationship": str(cast.kamil.pk), "text": "Send the list"}
    assert post(client, "/api/verbs/commitments/make_commitment/", said).status_code == 403
    forged = AccessToken.objects.get()
    forged.circles = [cast.circle.pk.hex, cast.elsewhere.pk.hex]
    forged.save()
    assert [row["alias"] for row in client.get("/api/people/").json()["rows"]] == ["Abu Kamil"]


def test_a_token_opens_its_circles_alone_and_no_duty(cast: Cast, browser: Any) -> None:
    other = team.open_circle(cast.asking("keeper"), name="Second").row
    row = cast.add("Umm Second", by="keeper", circle=other.pk)
    client = program(token_of(cast, "keeper", circles=[other.pk], may_write=True))
    assert [one["alias"] for one in client.get("/api/people/").json()["rows"]] == ["Umm Second"]
    assert client.get(f"/api/people/{cast.kamil.pk}/").status_code == 404
    assert client.get(f"/api/people/{row.pk}/").status_code == 200
    for where in ("team/open_circle", "colleagues/change_colleague", "reading/set_brake"):
        assert post(client, f"/api/verbs/{where}/").status_code == 404
    assert post(client, "/api/answers/reading/readings/").status_code == 404
    call = post(client, "/api/verbs/gifts/set_whom_to_call/", {"whom_to_call": "x"})
    assert call.status_code == 404
    mine = post(browser("keeper"), "/api/verbs/gifts/set_whom_to_call/", {"whom_to_call": "x"})
    assert mine.status_code == 200


def test_losing_a_part_or_leaving_counts_at_once(cast: Cast) -> None:
    client = program(token_of(cast, may_write=True))
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.writer.pk, part=Part.READER
    )
    said = {"relationship": str(cast.kamil.pk), "text": "Send the list"}
    assert post(client, "/api/verbs/commitments/make_commitment/", said).status_code == 403
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.writer.pk)
    assert client.get("/api/people/").json()["rows"] == []
    reader = program(token_of(cast, "reader"))
    assert reader.get("/api/people/").status_code == 200
    leaving.end_access(cast.asking("keeper"), colleague=cast.reader.pk)
    assert reader.get("/api/people/").status_code == 401
    assert not AccessToken.objects.filter(colleague=cast.reader).exists()


def test_a_revoked_token_and_one_past_its_day_open_nothing(cast: Cast, browser: Any) -> None:
    first, second = program(token_of(cast)), program(token_of(cast))
    key = AccessToken.objects.order_by("made", "key").first()
    page = browser("writer")
    assert page.get("/tokens/").content.decode().count("Team spreadsheet") == 2
    assert browser("reader").post(f"/tokens/{key.pk}/revoke/").status_code == 404
    assert first.get("/api/today/").status_code == second.get("/api/today/").status_code == 200
    page.post(f"/tokens/{key.pk}/revoke/")
    codes = {first.get("/api/today/").status_code, second.get("/api/today/").status_code}
    assert codes == {200, 401}
    AccessToken.objects.update(until=cast.DAY - timedelta(days=1))
    assert second.get("/api/today/").status_code == 401
    assert first.get("/api/today/").status_code == 401


def test_a_token_that_comes_too_often_waits_and_another_does_not(
    cast: Cast, monkeypatch: Any
) -> None:
    monkeypatch.setattr(counted, "MOST_A_MINUTE", 3)
    client, other = program(token_of(cast)), program(token_of(cast))
    codes = [client.get("/api/").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert client.get("/api/")["Retry-After"] == "60"
    assert other.get("/api/").status_code == 200


def test_a_token_makes_no_token_and_reads_no_list_of_them(cast: Cast) -> None:
    asking = cast.asking("writer")
    narrow = asking.me.narrowed([cast.circle.pk], may_write=True)
    from rapport.records.asking import Asking

    with pytest.raises(NotThere):
        verbs.make_token(
            Asking(narrow, asking.now, asking.day),
            label="x", circles=[cast.circle.pk], until=asking.day,
        )  # fmt: skip


@pytest.mark.parametrize("told", [{"until": Cast.DAY - timedelta(days=1)},
                                  {"until": Cast.DAY + timedelta(days=400)}])  # fmt: skip
def test_a_token_lasts_at_most_a_year(cast: Cast, told: Any) -> None:
    with pytest.raises(CannotBe):
        token_of(cast, **told)


def test_making_and_revoking_are_in_the_history_of_the_owner(cast: Cast) -> None:
    token_of(cast)
    verbs.revoke_token(cast.asking("writer"), key=AccessToken.objects.get().pk)
    last = Operation.objects.order_by("-sequence").values_list("verb", "by")[:2]
    assert list(last) == [
        ("revoke_token", cast.everyone["writer"].pk), ("make_token", cast.everyone["writer"].pk),
    ]  # fmt: skip


def test_the_page_shows_a_new_token_once(cast: Cast, browser: Any) -> None:
    page = browser("writer")
    form = page.get("/tokens/add/").content.decode()
    assert "Circles it may read" in form
    said = {"label": "My script", "circles": [cast.circle.pk.hex], "until": "1 April"}
    if settings.IS_TEAM:
        said["use"] = TokenUse.PROGRAM
    shown = page.post("/tokens/add/", said).content.decode()
    secret = re.search(r"rapport_[\w-]{43}", shown)
    assert secret is not None
    assert program(secret[0]).get("/api/people/").status_code == 200
    assert secret[0] not in page.get("/tokens/").content.decode()


def test_a_cookie_beside_a_token_counts_for_nothing(cast: Cast, browser: Any) -> None:
    """Whoever sends both is the token: another site cannot lend a session to a token of its own."""
    client = browser("outsider")
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token_of(cast)}"
    rows = client.get("/api/people/").json()["rows"]
    assert [row["alias"] for row in rows] == ["Abu Kamil"]


def test_no_token_opens_what_is_severe_but_to_the_named(cast: Cast) -> None:
    cast.add("Umm Severe", sensitivity=Sensitivity.SEVERE)
    names = [row["alias"] for row in program(token_of(cast)).get("/api/people/").json()["rows"]]
    assert sorted(names) == ["Abu Kamil", "Umm Severe"]
    names = [
        row["alias"] for row in program(token_of(cast, "reader")).get("/api/people/").json()["rows"]
    ]
    assert names == ["Abu Kamil"]


def test_a_feed_is_only_for_a_team_and_says_codes_alone(cast: Cast, browser: Any) -> None:
    meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk, "")], on=cast.DAY + timedelta(days=2),
        place="Canary Street", opener="Canary words",
    )  # fmt: skip
    if not settings.IS_TEAM:
        with pytest.raises(NotThere):
            token_of(cast, use=TokenUse.CALENDAR)
        assert Client(SERVER_NAME="127.0.0.1").get("/feed/x/calendar.ics").status_code == 302
        assert browser("writer").get("/feed/x/calendar.ics").status_code == 404
        return
    said = {"label": "Phone", "use": "calendar", "circles": [cast.circle.pk.hex],
            "until": "1 April"}  # fmt: skip
    shown = browser("writer").post("/tokens/add/", said).content.decode()
    secret = re.search(r"rapport_[\w-]{43}", shown)
    assert secret is not None
    (entry,) = Export.objects.all()
    assert (entry.what, entry.purpose, entry.columns) == ("calendar", "meeting", ["times"])
    client = Client(SERVER_NAME="127.0.0.1")
    client.defaults["wsgi.url_scheme"] = "https"
    told = client.get(f"/feed/{secret[0]}/calendar.ics")
    text = told.content.decode()
    assert told.status_code == 200
    assert text.count("BEGIN:VEVENT") == 1
    for word in ("Kamil", "Canary", "Talks", "Writer"):
        assert word not in text
    assert client.get("/api/people/").status_code == 302
    assert program(secret[0]).get("/api/people/").status_code == 401
    AccessToken.objects.all().delete()
    assert client.get(f"/feed/{secret[0]}/calendar.ics").status_code == 401


def test_what_is_one_s_own_is_for_no_token_of_one_s_own(
    cast: Cast, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counted, "MOST_A_MINUTE", 10_000)  # every answer is asked for
    asking, about = cast.asking("writer"), {"relationship": cast.kamil.pk}
    visit = cast.meet(2)
    debriefs.write_debrief(asking, **about, interaction=visit.pk, heard="Canary debrief")
    boundaries.note_pressure(asking, **about, kind="threat", text="Canary pressure")
    boundaries.answer_for_oneself(asking, **about, interaction=visit.pk, stays="Canary answer")
    client = program(token_of(cast, may_write=True))
    wheres = ["/api/today/", f"/api/people/{cast.kamil.pk}/", "/api/people/"]
    told = [client.get(where).content.decode() for where in wheres]
    told.append(post(client, "/api/find/", {"text": "canary"}).content.decode())
    for (room, name), offer in answers().items():
        said = arguments(offer, str(cast.kamil.pk), "canary")
        told.append(post(client, f"/api/answers/{room}/{name}/", said).content.decode())
    assert not [one for one in told if "Canary" in one]
    mine = post(browser("writer"), "/api/answers/own_records/own_records/")
    assert "Canary pressure" in mine.content.decode()
    kept = debriefs.of_contact(asking, visit.pk, cast.kamil.pk)
    assert kept is not None
    assert kept.heard == "Canary debrief"
    key = {"key": str(kept.pk)}
    assert post(client, "/api/verbs/debriefs/share_debrief/", key).status_code == 404
    assert post(browser("writer"), "/api/verbs/debriefs/share_debrief/", key).status_code == 200


def test_each_room_that_needs_a_session_is_there_and_no_token_is_told_of_it(cast: Cast) -> None:
    rooms = {room for room, _ in (*answers(), *verbs_offered())}
    # What opens a session is offered to nobody who has one.
    assert rooms >= FOR_A_SESSION - {"sign_in"}
    listed = program(token_of(cast, may_write=True)).get("/api/").json()
    told = {one["room"] for one in (*listed["answers"], *listed["verbs"])}
    assert told
    assert not told & FOR_A_SESSION


def test_by_no_door_does_a_token_change_who_may_see_what(cast: Cast, browser: Any) -> None:
    """Also not by an address that names the deed in words, nor for many at once."""
    client, before = program(token_of(cast, may_write=True)), Operation.objects.count()
    me, whom = str(cast.writer.pk), str(cast.kamil.pk)
    last = {"on": str(cast.DAY)}
    assert post(client, f"/api/records/colleague/{me}/last-day/", last).status_code == 404
    severe = {"relationships": [whom], "sensitivity": 3}
    assert post(client, "/api/verbs/many/set_access_of_many/", severe).status_code == 404
    assert Operation.objects.count() == before
    done = post(browser("writer"), f"/api/records/colleague/{me}/last-day/", last)
    assert done.status_code == 200


def test_no_token_hears_of_what_one_set_aside_for_oneself_alone(cast: Cast) -> None:
    OwnWaiver.objects.create(
        by=cast.writer, code="N06", about_kind="actor", about_key=cast.kamil.pk,
        reason="Canary waiver", until=cast.DAY, seen=[],
    )  # fmt: skip
    assert briefing_of_rules(cast.asking("writer")).own_waivers
    said = post(program(token_of(cast)), "/api/answers/rules/rules/").content.decode()
    assert "Canary waiver" not in said


def test_notes_of_other_circles_are_not_found_by_a_token(cast: Cast) -> None:
    other = Circle.objects.get(pk=cast.elsewhere.pk)
    insights.note_insight(
        cast.asking("outsider"), relationship=cast.hidden.pk, text="Canary note", kind="concern"
    )
    team.admit(cast.asking("outsider"), circle=other.pk, colleague=cast.writer.pk, part=Part.READER)
    narrow, wide = (
        program(token_of(cast)),
        program(token_of(cast, circles=[cast.circle.pk, other.pk])),
    )
    assert post(narrow, "/api/find/", {"text": "canary"}).json()["notes"] == []
    assert len(post(wide, "/api/find/", {"text": "canary"}).json()["notes"]) == 1
