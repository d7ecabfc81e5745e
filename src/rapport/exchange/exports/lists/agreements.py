"""The list of agreements, as its page filters it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy

from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import NAME
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    Firmness,
    Keeping,
)


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the agreements whoever asks may see, narrowed as on the page."""
    wanted = WantedAgreements(
        form=filters.get("form", ""),
        firmness=filters.get("firmness", ""),
        to_review=bool(filters.get("review")),
        ended=bool(filters.get("ended")),
    )
    while True:
        page = agreement_list(asking, wanted)
        for line in page.lines:
            row = line.agreement
            gate = row.gate_shown
            levels = [row.sensitivity, row.relationship.sensitivity]
            if gate is not None:
                levels.append(gate.sensitivity)
            values = {
                "name": line.alias,
                "what": row.what,
                "form": row.form,
                "made_on": row.made_on,
                "state": row.state,
                "firmness": row.firmness,
                "keeping": line.keeping,
                "open_points": line.open_points,
                "gate": gate.name if gate else "",
                "review_on": row.review_on,
                "reviewed_on": row.reviewed_on,
            }
            yield Row(Agreement, row.pk, max(levels), values)
        if not page.following:
            return
        wanted = replace(wanted, page=page.following)


AGREEMENTS = Kind(
    name="agreements",
    title=gettext_lazy("Agreements"),
    columns=(
        NAME,
        Column(
            "what",
            gettext_lazy("What was agreed"),
            gettext_lazy("In our words"),
            is_words=True,
        ),
        Column("form", gettext_lazy("Form"), codes=tuple(AgreementForm.choices)),
        Column("made_on", gettext_lazy("Agreed on")),
        Column("state", gettext_lazy("Status"), codes=tuple(AgreementState.choices)),
        Column("firmness", gettext_lazy("How far we rely on it"), codes=tuple(Firmness.choices)),
        Column(
            "keeping",
            gettext_lazy("How it is kept"),
            gettext_lazy("That of the term that stands worst"),
            codes=tuple(Keeping.choices),
        ),
        Column(
            "open_points", gettext_lazy("Open points"), gettext_lazy("Terms they see otherwise")
        ),
        Column("gate", gettext_lazy("Gate"), gettext_lazy("What it is to open")),
        Column("review_on", gettext_lazy("Review on")),
        Column("reviewed_on", gettext_lazy("Last reviewed on")),
    ),
    forms=FORMS,
    gather=gather,
    back="agreements",
    filters=("form", "firmness", "review", "ended"),
)
