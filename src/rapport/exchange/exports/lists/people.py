"""The list of people, as its page filters it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy

from rapport.briefings import people as listing
from rapport.briefings.wanted import Wanted
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.exchange.exports.lists.shared_columns import (
    CODE,
    MOST,
    NAME,
    PLACE,
    chunks,
    key_in,
    places,
)
from rapport.records.asking import Asking
from rapport.records.models import CounterpartStatus, Phase, Relationship, Stage

FILTERS = (
    *("text", "group", "place", "stage", "phase", "due", "lead", "whose", "met", "smaller", "sort"),
)


def wanted(filters: Mapping[str, str]) -> Wanted:
    """Return whom the filters of the page ask for."""
    sort, lead = filters.get("sort", "due"), filters.get("lead", "")
    return Wanted(
        text=filters.get("text", ""),
        phase=filters.get("phase", ""),
        stage=filters.get("stage", ""),
        due=filters.get("due", ""),
        met=filters.get("met", ""),
        mine=bool(filters.get("whose")),
        lead=key_in(filters, "lead") or lead,
        actor=key_in(filters, "group"),
        place=filters.get("place", ""),
        smaller=bool(filters.get("smaller")),
        order=sort.removeprefix("-"),
        backwards=sort.startswith("-"),
    )


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the people whoever asks may see, narrowed as on the page."""
    me = asking.me
    for some in chunks(listing.keys_wanted(asking, wanted(filters), most=MOST)):
        seen = Relationship.objects.visible_to(me).select_related("counterpart__actor")
        rows = {row.pk: row for row in seen.filter(pk__in=some)}
        for key, person in listing.persons(me, some).items():
            row = rows.get(key)
            if row is None or row.counterpart is None:
                continue
            levels = [row.sensitivity, row.counterpart.sensitivity]
            if person.actor and row.counterpart.actor is not None:
                levels.append(row.counterpart.actor.sensitivity)
            values = {
                "name": person.alias,
                "group": person.actor,
                "status": person.status,
                "phase": person.phase,
                "stage": person.stage,
                "last_two_way": person.last_two_way,
                "next_due": person.next_due,
                "lead": person.lead,
                "backup": person.backup,
                "opened": row.opened,
                "objective": row.objective,
                **places(person.places),
            }
            yield Row(Relationship, key, max(levels), values, row.counterpart_id)


PEOPLE = Kind(
    name="people",
    title=gettext_lazy("People"),
    columns=(
        NAME,
        Column("group", gettext_lazy("Group"), gettext_lazy("The group they belong to")),
        CODE,
        PLACE,
        Column("status", gettext_lazy("Status"), codes=tuple(CounterpartStatus.choices)),
        Column("phase", gettext_lazy("Phase"), codes=tuple(Phase.choices)),
        Column("stage", gettext_lazy("Stage"), codes=tuple(Stage.choices)),
        Column("opened", gettext_lazy("Since"), gettext_lazy("The day the relationship began")),
        Column(
            "last_two_way",
            gettext_lazy("Last contact"),
            gettext_lazy("The last day both sides spoke or wrote"),
        ),
        Column("next_due", gettext_lazy("Next due"), gettext_lazy("By when a contact is due")),
        Column("lead", gettext_lazy("Lead"), gettext_lazy("Our colleague who leads")),
        Column("backup", gettext_lazy("Backup"), gettext_lazy("Our colleague who stands in")),
        Column(
            "objective",
            gettext_lazy("Objective"),
            gettext_lazy("What the relationship is for, in our words"),
            is_words=True,
        ),
        Column(
            "real_names",
            gettext_lazy("Real names"),
            gettext_lazy("Their real names, in the scripts we know"),
            is_name=True,
        ),
    ),
    forms=FORMS,
    gather=gather,
    back="people",
    filters=FILTERS,
)
