"""What a negotiation rests on, made ready piece by piece."""

from datetime import date, timedelta
from typing import Any

from cast import Cast
from rapport.actions import asks, mandates
from rapport.briefings.readiness import Readiness, readiness
from rapport.briefings.readiness_items import Item
from rapport.records.models import Ask, Mandate, Relationship

DAY = Cast.DAY


def ago(days: int) -> date:
    return DAY - timedelta(days)


def ready(cast: Cast, whom: Relationship | None = None, who: str = "writer") -> Readiness:
    return readiness(cast.asking(who), (whom or cast.kamil).pk)


def item(cast: Cast, name: str, whom: Relationship | None = None) -> Item:
    return next(one for one in ready(cast, whom).items if one.name == name)


def about(cast: Cast, days_ago: int = 0) -> dict[str, Any]:
    return {"asking": cast.asking("writer", days_ago), "relationship": cast.kamil.pk}


def mandate(cast: Cast, since: int = 10, until: int | None = None, **values: Any) -> Mandate:
    told = {"title": "Passage on the north road", "since": ago(since), **values}
    if until is not None:
        told["until"] = DAY + timedelta(until)
    return mandates.give_mandate(cast.asking("keeper"), circle=cast.circle.pk, **told).row


def request(cast: Cast, **values: Any) -> Ask:
    return asks.plan_ask(**about(cast), **{"what": "Six trucks on Tuesdays", **values}).row
