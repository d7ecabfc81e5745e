"""Two who write at the same time: nobody writes over what they have not seen."""

import re
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cast import Cast, asked_by, at
from house.tree import SRC
from rapport.actions import commitments, insights, interactions, people, relationships, team
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    ActorKind,
    Commitment,
    Counterpart,
    Interaction,
    Operation,
)
from rapport.records.recording import change_set
from rapport.web.middleware import session_gate

TEMPLATES = SRC / "web" / "templates"
FREE_PAGES = {"import.html", "check.html", "columns.html", "welcome.html", "be.html",
              "shortcuts.html", "find.html", "reset.html", "erase.html",
              "palette_found.html"}  # fmt: skip
"""Pages whose form changes no record, or works beside the page."""


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_change_made_meanwhile_is_shown_before_it_is_written_over(
    cast: Cast, browser: Any
) -> None:
    visit = cast.meet(3, line="Come on Monday.")
    client, where = browser("writer"), f"/interactions/{visit.pk}/change/"
    page = client.get(where).content.decode()
    interactions.change_interaction(asking=asked_by(cast.keeper), key=visit.pk, line="Do not come.")
    said = {"purpose": "engagement", "asked": "no", "channel": "in_person", "two_way": "yes",
            "on": "2026-03-13", "line": "Come on Monday.", "topics": "tea"}  # fmt: skip
    answer = client.post(where, {**said, "seen": seen_on(page)})
    again = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed this" in again
    assert "Saved by them: Do not come." in again
    assert "Come on Monday." in again
    assert Interaction.objects.get(pk=visit.pk).line == "Do not come."
    assert client.post(where, {**said, "seen": seen_on(again)}).status_code == 302
    assert Interaction.objects.get(pk=visit.pk).line == "Come on Monday."


def test_a_form_that_nobody_else_touched_is_taken(cast: Cast, browser: Any) -> None:
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/change/"
    seen = seen_on(client.get(where).content.decode())
    said = {"alias": "Abu Kamil", "how_to_address": "Doctor", "status": "active", "seen": seen}
    assert client.post(where, said).status_code == 302
    assert client.post(where, {**said, "how_to_address": "Sir"}).status_code == 422


def test_the_rules_and_the_holders_are_minded_too(cast: Cast, browser: Any) -> None:
    client, where = browser("keeper"), f"/people/{cast.kamil.pk}/holders/"
    seen = seen_on(client.get(where).content.decode())
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    relationships.set_cadence(**about, ideal_days=10, maximum_days=20)
    said = {"lead": str(cast.writer.pk), "ideal_days": "30", "maximum_days": "60", "seen": seen}
    assert client.post(where, said).status_code == 422
    seen = seen_on(client.get("/rules/U02/").content.decode())
    team.set_rules(asking=asked_by(cast.keeper), raw={"U02": {"on": False}})
    answer = client.post("/rules/U02/", {"on": "on", "seen": seen})
    assert answer.status_code == 422


def test_an_actor_one_may_not_see_is_not_taken_away_by_saving(cast: Cast, browser: Any) -> None:
    with change_set("name_actor", asked_by(cast.outsider)) as changes:
        place = {"office_id": cast.elsewhere.office_id, "circle_id": cast.elsewhere.pk}
        actor = changes.create(Actor(**place, names=["Heron Brigade"], kind=ActorKind.ARMED_GROUP))
        changes.change(Counterpart.objects.get(pk=cast.kamil.counterpart_id), actor=actor)
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/change/"
    assert "Heron" not in client.get(where).content.decode()
    said = {"alias": "Abu Kamil", "how_to_address": "Doctor", "status": "active", "actor": ""}
    assert client.post(where, said).status_code == 302
    kept = Counterpart.objects.get(pk=cast.kamil.counterpart_id)
    assert (kept.how_to_address, kept.actor_id) == ("Doctor", actor.pk)


def test_the_actor_held_is_offered_among_however_many(cast: Cast, browser: Any) -> None:
    place = {"office_id": cast.circle.office_id, "circle_id": cast.circle.pk}
    with change_set("name_actors", asked_by(cast.writer)) as changes:
        actors = [changes.create(Actor(**place, names=[f"Group {n}"])) for n in range(510)]
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.counterpart_id}
    for actor in (actors[0], actors[-1]):
        people.change_counterpart(**about, actor=actor.pk)
        page = browser("writer").get(f"/people/{cast.kamil.pk}/change/").content.decode()
        assert f'value="{actor.pk}" selected' in page


def test_a_lead_who_has_left_is_not_followed_by_the_first_in_the_list(
    cast: Cast, browser: Any
) -> None:
    now = at()["now"]
    team.release(
        asking=Asking(cast.keeper, now, now.date()), circle=cast.circle.pk, colleague=cast.writer.pk
    )
    client, where = browser("keeper"), f"/people/{cast.kamil.pk}/holders/"
    page = client.get(where).content.decode()
    field = page[page.index('name="lead"') :].split("</select>")[0]
    assert "selected" not in field.replace('value="" selected', "")
    assert client.post(where, {"lead": "", "ideal_days": "10"}).status_code == 422
    cast.kamil.refresh_from_db()
    assert cast.kamil.lead_id == cast.writer.pk


def test_a_store_that_is_only_read_is_not_judged_by_looking_at_today(
    cast: Cast, browser: Any, monkeypatch: Any, on_postgresql: bool
) -> None:
    if on_postgresql:
        return
    insights.note_insight(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, kind="concern", text="Night.",
        expires=cast.DAY + timedelta(days=1),
    )  # fmt: skip
    cast.kamil.judge_again_on = cast.DAY - timedelta(days=1)
    cast.kamil.save(update_fields=["judge_again_on"])
    monkeypatch.setattr(session_gate, "ALARM", "An older copy of the store was put back.")
    for where in ("/", "/api/today/"):
        assert browser("writer").get(where).status_code == 200
    cast.kamil.refresh_from_db()
    assert cast.kamil.judge_again_on == cast.DAY - timedelta(days=1)


def test_each_of_two_tabs_of_one_person_is_offered_to_undo_what_it_did_itself(
    cast: Cast, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="Bring chalk."
    ).row
    settle = commitments.settle_commitment
    other: list[str] = []

    def settled_while_the_other_tab_logs(*asked: Any, **said: Any) -> Any:
        monkeypatch.undo()
        form = {"who": str(cast.kamil.pk), "purpose": "engagement", "asked": "no", "save": "1",
                "channel": "phone", "on": "2026-03-16", "two_way": "yes"}  # fmt: skip
        other.append(browser("writer").post("/log/", form).headers["Location"])
        return settle(*asked, **said)

    monkeypatch.setattr(commitments, "settle_commitment", settled_while_the_other_tab_logs)
    where = f"/commitments/{promise.pk}/settle/"
    mine = browser("writer").post(where, {"state": "kept"}).headers["Location"]
    verbs = [
        set(Operation.objects.filter(change_set=place.partition("?done=")[2]).values_list("verb"))
        for place in (mine, *other)
    ]
    assert verbs == [{("settle_commitment",)}, {("log_interaction",)}]


def test_what_was_never_seen_is_not_written_over(cast: Cast, browser: Any) -> None:
    client, where = browser("writer"), f"/people/{cast.kamil.pk}/change/"
    said = {"alias": "Abu Kamil", "how_to_address": "Doctor", "status": "active", "seen": ""}
    assert client.post(where, said).status_code == 422
    sent = {**said, "once": "", "seen": seen_on(client.get(where).content.decode())}
    assert client.post(where, sent).status_code == 409, "nothing is compared beside the lock"
    assert Counterpart.objects.get(pk=cast.kamil.counterpart_id).how_to_address != "Doctor"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_form_at_the_same_moment_one_is_told(
    cast: Cast, browser: Any
) -> None:
    where = f"/people/{cast.kamil.pk}/change/"
    for _ in range(12):
        together, told = threading.Barrier(2), {}

        def save(name: str, client: Any, seen: str, together: Any, told: dict[str, int]) -> None:
            said = {"alias": "Abu Kamil", "how_to_address": name, "status": "active"}
            together.wait(30)
            told[name] = client.post(where, {**said, "seen": seen}).status_code
            connection.close()

        threads = []
        for name in ("writer", "keeper"):
            client = browser(name)
            seen = seen_on(client.get(where).content.decode())
            threads.append(threading.Thread(target=save, args=(name, client, seen, together, told)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told.values()) == [302, 422]
        (won,) = (name for name, status in told.items() if status == 302)
        assert Counterpart.objects.get(pk=cast.kamil.counterpart_id).how_to_address == won
        # The next two begin from something neither of them wrote.
        people.change_counterpart(
            asking=asked_by(cast.keeper), key=cast.kamil.counterpart_id, how_to_address="Sir"
        )


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_four_times_at_once_is_one_change(cast: Cast, browser: Any) -> None:
    once, together = str(uuid.uuid4()), threading.Barrier(4)
    said = {"by": "us", "text": "Bring chalk.", "once": once}
    led_to = []

    def send(client: Any) -> None:
        together.wait(30)
        answer = client.post(f"/people/{cast.kamil.pk}/promise/", said)
        led_to.append((answer.status_code, answer.headers.get("Location")))
        connection.close()

    threads = [threading.Thread(target=send, args=(browser("writer"),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Commitment.objects.filter(text="Bring chalk.").count() == 1
    assert len(set(led_to)) == 1
    assert led_to[0][0] == 302


def test_a_form_that_was_refused_can_be_sent_again(cast: Cast, browser: Any) -> None:
    client, once = browser("writer"), str(uuid.uuid4())
    where, said = f"/people/{cast.kamil.pk}/promise/", {"by": "us", "once": once}
    assert client.post(where, {**said, "text": ""}).status_code == 422
    assert client.post(where, {**said, "text": "Bring chalk."}).status_code == 302
    assert Commitment.objects.filter(text="Bring chalk.").count() == 1


def test_the_key_of_anothers_form_is_nobodys_way_in(cast: Cast, browser: Any) -> None:
    once, where = str(uuid.uuid4()), f"/people/{cast.kamil.pk}/promise/"
    said = {"by": "us", "once": once}
    assert browser("writer").post(where, {**said, "text": "Bring chalk."}).status_code == 302
    answer = browser("keeper").post(where, {**said, "text": "Bring tea."})
    assert answer.status_code == 409
    assert not Commitment.objects.filter(text="Bring tea.").exists()


def test_every_form_of_the_pages_that_changes_something_carries_its_key() -> None:
    free = {
        "lock", "unlock", "sign-in", "sign-out", "language", "look", "find", "people", "names",
        "sign-in-code", "end-session", "reset-passphrase",
        "import-run", "import-stop", "import-undo", "import-forget", "import-columns",
        "officials-columns", "officials-undo", "officials-forget", "remove-view", "save-view",
    }  # fmt: skip
    forms = re.compile(r'<form[^>]*method="post".*?{% csrf_token %}.{10}')
    checked = 0
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in forms.findall(path.read_text(encoding="utf-8")):
            address = re.search(r"{% url '([\w-]+)'", form)
            if (address and address[1] in free) or path.name in FREE_PAGES:
                continue
            assert form.endswith("{% once %}"), (path.name, form[:90])
            checked += 1
    assert checked > 10
