"""The list of groups and institutions, as its page filters it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from rapport.briefings.actor_list import Wanted, every_line
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import CODE, PLACE, places, sensitivities
from rapport.records.asking import Asking
from rapport.records.models import Acceptance, Actor, ActorKind

FILTERS = ("text", "kind", "place", "influence", "acceptance", "met")


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the groups whoever asks may see, narrowed as on the page."""
    asked: dict[str, Any] = {name: filters.get(name, "") for name in FILTERS}
    lines = every_line(asking, Wanted(**asked))
    levels = sensitivities(Actor, asking.me, [line.key for line in lines])
    for line in lines:
        values = {
            "group": line.name,
            "also": line.also,
            "kind": line.kind,
            "influence": line.influence,
            "acceptance": line.acceptance,
            "met": line.met,
            "last": line.last,
            **places(line.places),
        }
        yield Row(Actor, line.key, levels[line.key], values)


ACTORS = Kind(
    name="actors",
    title=gettext_lazy("Groups"),
    columns=(
        Column("group", gettext_lazy("Group"), gettext_lazy("The name it is called by first")),
        Column("also", gettext_lazy("Other names")),
        Column("kind", gettext_lazy("Type"), codes=tuple(ActorKind.choices)),
        CODE,
        PLACE,
        Column(
            "influence",
            gettext_lazy("Influence"),
            gettext_lazy("From 0 (none) to 4 (decides)"),
        ),
        Column("acceptance", gettext_lazy("Attitude to us"), codes=tuple(Acceptance.choices)),
        Column(
            "met",
            gettext_lazy("Met"),
            codes=(
                ("lately", gettext_lazy("met in the last 90 days")),
                ("before", gettext_lazy("met before that")),
                ("never", gettext_lazy("people known, never met")),
                ("nobody", gettext_lazy("nobody known there")),
            ),
        ),
        Column(
            "last",
            gettext_lazy("Last contact"),
            gettext_lazy("With anybody of it whom we know"),
        ),
    ),
    forms=FORMS,
    gather=gather,
    back="actors",
    filters=FILTERS,
)
