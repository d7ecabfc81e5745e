"""Records by their kind from a program: noted, put right, removed, and what else there is to do."""

import json
import uuid
from typing import Any

import pytest

from actions.test_ties import group
from cast import Cast
from rapport.actions import by_kind, insights
from rapport.records.models import (
    Actor,
    ActorPlace,
    CommonGround,
    Disagreement,
    Insight,
    Interaction,
    Operation,
    Relationship,
    SecondReading,
)


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def done(client: Any, where: str, said: Any = None) -> dict[str, Any]:
    answer = post(client, where, said)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def concern(cast: Cast, kind: str = "concern") -> Insight:
    about = {"relationship": cast.kamil.pk, "kind": kind, "text": "Fears for the well."}
    return insights.note_insight(cast.asking("writer", 20), **about).row


def test_a_concern_is_answered_in_a_contact_comes_back_and_is_checked(
    cast: Cast, browser: Any
) -> None:
    note, visit, client = concern(cast), cast.meet(5), browser("writer")
    where = f"/api/records/insight/{note.pk}"
    said = {"answer": "It stays open.", "interaction": str(visit.pk)}
    done(client, f"{where}/answer/", said)
    note.refresh_from_db()
    assert (note.state, note.answered_on, note.answered_in) == ("answered", visit.on, visit)
    done(client, f"{where}/came-back/", {"on": "2026-03-14"})
    done(client, f"{where}/still-so/")
    note.refresh_from_db()
    assert (note.state, str(note.returned_on), note.checked_on) == (
        *("open", "2026-03-14"),
        cast.DAY,
    )


def test_a_group_has_a_place_that_is_put_right_and_removed(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    said = {"place": "Nahr", "control": "present", "since": "2025-01-01", "note": "Seen there."}
    key = done(client, f"/api/records/actor/{board.pk}/place/", said)["done"]
    done(client, f"/api/records/actorplace/{key}/change/", {"until": "2026-03-01"})
    (before,) = client.get(f"/api/actors/{board.pk}/").json()["places_before"]
    assert (before["place"], before["until"], before["note"]) == (
        "Nahr",
        "2026-03-01",
        "Seen there.",
    )
    done(client, f"/api/records/actorplace/{key}/remove/")
    assert not ActorPlace.objects.exists()


def test_what_was_said_of_a_group_is_taken_back(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    for what, value in (("influence", 3), ("acceptance", "hostile")):
        said = {"value": value, "on": "2026-03-10"}
        done(client, f"/api/actors/{board.pk}/{what}/", said)
        done(client, f"/api/records/actor/{board.pk}/take-back-{what}/", {"on": "2026-03-10"})
    told = client.get(f"/api/actors/{board.pk}/").json()
    assert (told["influence"], told["acceptances"], told["acceptance"]) == ([], [], "unknown")


def test_what_was_said_without_a_day_is_taken_back_too(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    Actor.objects.filter(pk=board.pk).update(acceptance="tolerant")
    done(client, f"/api/records/actor/{board.pk}/take-back-acceptance/", {"on": None})
    assert Actor.objects.get(pk=board.pk).acceptance == "unknown"


def test_a_relationship_with_a_group_is_begun_led_kept_and_met(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    said = {"opened": "2021-03-16", "ideal_days": 60, "maximum_days": 100}
    key = done(client, f"/api/records/actor/{board.pk}/begin/", said)["done"]
    where = f"/api/records/relationship/{key}"
    done(client, f"{where}/describe/", {"terms": "Lists stay with them."})
    done(client, f"{where}/rhythm/", {"ideal_days": 30, "maximum_days": None})
    done(client, f"{where}/backup/", {"backup": str(cast.reader.pk)})
    done(client, f"{where}/second-reading/", {"of": "motives", "reader": str(cast.reader.pk)})
    done(
        client, f"/api/people/{key}/note/disclosure/", {"kind": "organisation", "on": "2026-03-01"}
    )
    done(client, f"/api/people/{key}/note/disagreement/", {"text": "The list", "on": "2026-03-01"})
    done(client, "/api/log/", {"who": [key], "line": "Their courtyard"})
    told = client.get(f"/api/people/{key}/").json()
    assert (told["header"]["terms"], told["header"]["ideal_days"]) == ("Lists stay with them.", 30)
    assert (told["header"]["backup"], told["header"]["opened"]) == ("Reader", "2021-03-16")
    assert Interaction.objects.get().theirs.get().relationship_id == uuid.UUID(key)
    assert Disagreement.objects.get().relationship_id == uuid.UUID(key)
    reading = SecondReading.objects.get()
    remark = f"/api/records/secondreading/{reading.pk}/remark/"
    done(browser("reader"), remark, {"remark": "We read too much into it."})
    assert post(client, remark, {"remark": "Not mine."}).status_code == 404
    assert post(client, f"{where}/remove-with-group/").status_code == 409, "it has a contact"


def test_common_ground_rests_on_an_insight_moves_and_is_removed(cast: Cast, browser: Any) -> None:
    note, client = concern(cast), browser("writer")
    said = {"kind": "contested_fact", "insight": str(note.pk)}
    key = done(client, f"/api/people/{cast.kamil.pk}/note/commonground/", said)["noted"]
    done(client, f"/api/records/commonground/{key}/change/", {"kind": "agreed_fact"})
    row = CommonGround.objects.get()
    assert (row.text, row.kind, row.insight) == ("", "agreed_fact", note)
    done(client, f"/api/records/commonground/{key}/remove/")
    assert not CommonGround.objects.exists()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("insight/NOTE/answer/", {"state": "open"}),
        ("insight/NOTE/answer/", {"text": "No such name"}),
        ("insight/NOTE/came-back/", {}),
        ("insight/NOTE/still-so/", {"checked_on": "2020-01-01"}),
        ("actor/GROUP/place/", {"place": "Nahr"}),
        ("actor/GROUP/place/", {"place": "Nahr", "control": "rules"}),
        ("actor/GROUP/take-back-influence/", {}),
        ("actor/GROUP/begin/", {"opened": "2030-01-01"}),
        ("actor/GROUP/begin/", {"lead": "nobody"}),
        ("relationship/KAMIL/rhythm/", {"ideal_days": 3}),
        ("relationship/KAMIL/describe/", {"phase": "closed"}),
        ("relationship/KAMIL/second-reading/", {"of": "motives"}),
    ],
)
def test_what_does_not_fit_or_is_missing_is_refused(
    cast: Cast, browser: Any, where: str, said: dict[str, Any]
) -> None:
    keys = {"NOTE": concern(cast).pk, "GROUP": group(cast).pk, "KAMIL": cast.kamil.pk}
    for word, key in keys.items():
        where = where.replace(word, str(key))
    before = Operation.objects.count()
    assert post(browser("writer"), f"/api/records/{where}", said).status_code == 409
    assert Operation.objects.count() == before


def test_nothing_is_done_by_whoever_may_not_nor_what_is_no_deed(cast: Cast, browser: Any) -> None:
    rows = {"insight": concern(cast).pk, "actor": group(cast).pk, "relationship": cast.kamil.pk}
    said = {
        "place": {"place": "Nahr", "control": "present"},
        "post": {"title": "Clerk"},
        "loses-power": {"what": "They left.", "kind": "regime"},
        "gains-power": {"what": "They came.", "kind": "regime"},
        "rhythm": {"ideal_days": 3, "maximum_days": 9},
        "lead": {"lead": str(cast.writer.pk)},
        "backup": {"backup": str(cast.writer.pk)},
        "second-reading": {"of": "motives", "reader": str(cast.writer.pk)},
        "take-back-influence": {"on": "2026-03-01"},
        "take-back-acceptance": {"on": "2026-03-01"},
        "not-tied": {"other": str(cast.add("Umm Nadir").pk)},
        "offer": {"topic": "ports", "what": "Cranes."},
        "review": {"in_touch": "yes", "obstacle": "none", "next_step": "keep"},
        "hand-over": {"successor": str(cast.writer.pk)},
    }
    before = Operation.objects.count()
    for kind, key in rows.items():
        for what in by_kind.done_with(kind):
            for who, status in (("outsider", {404}), ("reader", {403, 404})):
                answer = post(browser(who), f"/api/records/{kind}/{key}/{what}/", said.get(what))
                assert answer.status_code in status, (who, kind, what)
        assert post(browser("writer"), f"/api/records/{kind}/{key}/sing/").status_code == 404
    assert Operation.objects.count() == before
    assert Relationship.objects.filter(actor__isnull=False).count() == 0
