"""People as cards of an address book: vCard 4 or JSContact, one person or many."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.exchange.exports.frame import marked
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet
from rapport.exchange.exports.others.codes import code_in
from rapport.exchange.exports.others.people import people_wanted
from rapport.formats.cards import CardOfPerson, js_cards, vcards
from rapport.records.asking import Asking
from rapport.records.models import Actor, Relationship, Sensitivity, Tenure

FILTERS = ("key", "phase", "stage", "whose", "due")


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the people whom the reader sees, with what is known of each and is not for few."""
    rows = [row for row in people_wanted(asking, filters) if row.counterpart_id is not None]
    groups = _groups(asking, rows)
    posts = _posts(asking, rows)
    for row in rows:
        person: Any = row.counterpart
        group = groups.get(person.actor_id)
        held = posts.get(person.pk, [])
        resting = [row, person, *held, *([group] if group else [])]
        yield Row(
            Relationship,
            row.pk,
            max(one.sensitivity for one in resting),
            {
                "name": row.called,
                "groups": list(group.names) if group else [],
                "posts": [tenure.position.title for tenure in held],
                "languages": list(person.languages),
                "address_as": person.how_to_address,
            },
            person.pk,
        )


def _groups(asking: Asking, rows: Iterable[Relationship]) -> dict[uuid.UUID | None, Actor]:
    keys = {
        row.counterpart.actor_id for row in rows if row.counterpart and row.counterpart.actor_id
    }
    seen = Actor.objects.visible_to(asking.me).filter(sensitivity__lt=Sensitivity.SEVERE)
    return {one.pk: one for one in seen if one.pk in keys}


def _posts(asking: Asking, rows: Iterable[Relationship]) -> dict[uuid.UUID, list[Tenure]]:
    """Return what each holds today, as far as the reader sees the post and its group."""
    here = {row.counterpart_id for row in rows}
    held: dict[uuid.UUID, list[Tenure]] = {}
    now = Q(until__isnull=True) | Q(until__gte=asking.day)
    seen = Tenure.objects.visible_to(asking.me).filter(now, sensitivity__lt=Sensitivity.SEVERE)
    groups = Actor.objects.visible_to(asking.me).filter(sensitivity__lt=Sensitivity.SEVERE)
    known = seen.filter(
        position__sensitivity__lt=Sensitivity.SEVERE, position__actor__in=groups
    ).select_related("position")
    for tenure in known.order_by("since", "pk"):
        who = tenure.counterpart_id
        if who is not None and who in here:
            held.setdefault(who, []).append(tenure)
    return held


def _cards(sheet: Sheet) -> Iterator[CardOfPerson]:
    for row in sheet.rows:
        said = row.values
        code = str(code_in(row.key, sheet.at))
        real = [one for one in str(said.get("real_names") or "").split("; ") if one]
        yield CardOfPerson(
            unique=code,
            name=said.get("name") or code[:8],
            real_names=real,
            address_as=said.get("address_as") or "",
            groups=said.get("groups") or (),
            posts=said.get("posts") or (),
            languages=said.get("languages") or (),
        )


def _vcard(sheet: Sheet) -> bytes:
    return vcards(_cards(sheet), marked=marked(sheet))


def _jscontact(sheet: Sheet) -> bytes:
    return js_cards(_cards(sheet), marked=marked(sheet))


CARDS = Kind(
    name="cards",
    title=_("Contact cards"),
    columns=(
        Column("name", _("Name we use"), _("what we call them here; never their real name")),
        Column("groups", _("Group"), _("the group they belong to, in each script we know")),
        Column("posts", _("Positions"), _("the positions they hold today")),
        Column("languages", _("Languages"), _("the languages they speak, as codes")),
        Column("address_as", _("How to address them"), _("in our words"), is_words=True),
        Column("real_names", _("Real names"), _("as they are written"), is_name=True),
    ),
    forms=(
        Form("vcf", _("vCard 4, for an address book"), ".vcf", "text/vcard", _vcard),
        Form("json", _("JSContact, for a program"), ".json", "application/json", _jscontact),
    ),
    gather=gather,
    back="people",
    filters=FILTERS,
)
