"""The list of promises, theirs and ours."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy

from rapport.briefings.called_here import called_here
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import MOST, NAME, chunks, day_in
from rapport.records.asking import Asking
from rapport.records.models import Commitment, CommitmentState, Side


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the promises whoever asks may see, by their day; with filters, of some days only."""
    me = asking.me
    seen = Commitment.objects.visible_to(me)
    if (first := day_in(filters, "since")) is not None:
        seen = seen.filter(made_on__gte=first)
    if (last := day_in(filters, "until")) is not None:
        seen = seen.filter(made_on__lte=last)
    keys = list(seen.order_by("made_on", "pk").values_list("pk", flat=True)[:MOST])
    for some in chunks(keys):
        found = Commitment.objects.visible_to(me).filter(pk__in=some)
        rows = list(found.select_related("colleague", "relationship").order_by("made_on", "pk"))
        aliases = dict(called_here(me, list({row.relationship_id for row in rows})))
        for row in rows:
            if row.relationship_id not in aliases:
                continue
            values = {
                "name": aliases[row.relationship_id],
                "by": row.by,
                "text": row.text,
                "made_on": row.made_on,
                "first_due": row.first_due or row.due,
                "due": row.due,
                "told_on": row.told_on,
                "state": row.state,
                "settled_on": row.settled_on,
                "colleague": row.colleague.name if row.colleague else "",
            }
            level = max(row.sensitivity, row.relationship.sensitivity)
            yield Row(Commitment, row.pk, level, values)


PROMISES = Kind(
    name="promises",
    title=gettext_lazy("Promises"),
    columns=(
        NAME,
        Column("by", gettext_lazy("By whom"), codes=tuple(Side.choices)),
        Column(
            "text",
            gettext_lazy("What was promised"),
            gettext_lazy("In our words"),
            is_words=True,
        ),
        Column("made_on", gettext_lazy("Promised on")),
        Column("first_due", gettext_lazy("First due"), gettext_lazy("The day promised at first")),
        Column("due", gettext_lazy("Due"), gettext_lazy("The day it is due now")),
        Column("told_on", gettext_lazy("Told late on"), gettext_lazy("When a delay was told")),
        Column("state", gettext_lazy("Status"), codes=tuple(CommitmentState.choices)),
        Column("settled_on", gettext_lazy("Settled on")),
        Column(
            "colleague", gettext_lazy("Colleague"), gettext_lazy("Our colleague who sees to it")
        ),
    ),
    forms=FORMS,
    gather=gather,
    filters=("since", "until"),
)
