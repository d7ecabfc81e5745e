"""The list of gates, as its page filters it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy

from rapport.briefings.gate_list import Wanted, gate_list
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import CODE, PLACE, places
from rapport.records.asking import Asking
from rapport.records.models import Gate, GateKind, Service, Standing


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the gates whoever asks may see, narrowed as on the page."""
    wanted = Wanted(
        standing=filters.get("standing", ""),
        kind=filters.get("kind", ""),
        service=filters.get("service", ""),
        place=filters.get("place", ""),
        past=bool(filters.get("past")),
    )
    while True:
        page = gate_list(asking, wanted)
        for line in (line for group in page.groups for line in group.lines):
            row = line.gate
            values = {
                "gate": row.name,
                "kind": row.kind,
                "service": row.service,
                "standing": line.standing,
                "standing_since": line.since,
                "needed_from": row.since,
                "needed_until": row.until,
                "reason": line.reason,
                **places([row.place]),
            }
            yield Row(Gate, row.pk, row.sensitivity, values)
        if page.page >= page.pages:
            return
        wanted = replace(wanted, page=page.page + 1)


GATES = Kind(
    name="gates",
    title=gettext_lazy("Gates"),
    columns=(
        Column("gate", gettext_lazy("Gate"), gettext_lazy("What must be open")),
        Column("kind", gettext_lazy("Type"), codes=tuple(GateKind.choices)),
        Column("service", gettext_lazy("Service"), codes=tuple(Service.choices)),
        CODE,
        PLACE,
        Column("standing", gettext_lazy("How it stands"), codes=tuple(Standing.choices)),
        Column("standing_since", gettext_lazy("Since")),
        Column("needed_from", gettext_lazy("Needed from")),
        Column("needed_until", gettext_lazy("Needed until")),
        Column("reason", gettext_lazy("How we know"), gettext_lazy("In our words"), is_words=True),
    ),
    forms=FORMS,
    gather=gather,
    back="gates",
    filters=("standing", "kind", "service", "place", "past"),
)
