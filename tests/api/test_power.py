"""A change of power for other programs: heard of, looked at, applied, and undone."""

import json
from typing import Any

from cast import Cast
from power_world import world


def post(client: Any, where: str, told: Any) -> Any:
    return client.post(where, json.dumps(told), content_type="application/json").json()


def test_it_is_recorded_looked_at_applied_and_undone(cast: Cast, browser: Any) -> None:
    made, client = world(cast), browser("writer")
    told = {"what": "The port changes hands", "kind": "regime", "risen": str(made.risen.pk)}
    key = post(client, f"/api/records/actor/{made.fallen.pk}/loses-power/", told)["done"]
    page = client.get(f"/api/power/{key}/").json()
    assert [one["alias"] for one in page["touches"]["ends"]] == ["Customs", "Governor"]
    assert page["plan"] == []
    leave = [page["touches"]["ends"][0]["key"]]
    assert "change_set" in post(client, f"/api/records/powerchange/{key}/apply/", {"leave": leave})
    page = client.get(f"/api/power/{key}/").json()
    assert [one["alias"] for one in page["touches"]["ends"]] == ["Governor"]
    assert client.get("/api/today/").json()["plan"]["items"]
    post(client, f"/api/records/powerchange/{key}/take-back/", {"because": "A rumour."})
    assert client.get(f"/api/power/{key}/").json()["false_because"] == "A rumour."
    assert client.get("/api/power/").json()["rows"][0]["applied_on"] is None
    assert browser("outsider").get(f"/api/power/{key}/").status_code == 404
    assert browser("outsider").get("/api/power/").json()["rows"] == []
