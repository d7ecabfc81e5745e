"""A picture of the network as a file: our ways to a gate, who is around somebody, or everybody.

It holds aliases and what ties them, and no key. A tie that rests on a record for few goes only
where such records may.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils.translation import get_language_bidi, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rapport import pictures
from rapport.briefings.network_picture import (
    OUR_OFFICE,
    DrawnNode,
    DrawnTie,
    NetworkPicture,
    around,
    ways_to_gate,
    whole,
)
from rapport.exchange.exports.frame import marked
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet
from rapport.formats.graphml import Edge, graphml
from rapport.formats.graphml import Node as GraphNode
from rapport.formats.png import png_of
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Consent,
    Gate,
    Interaction,
    Relationship,
    Sensitivity,
    Tenure,
    Tie,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

FILTERS = ("gate", "person", "place", "group")


class _Drawn(NamedTuple):
    """One who is drawn, as the file says it."""

    key: str
    label: str
    kind: pictures.Kind
    is_middle: bool


class _Tied(NamedTuple):
    """A tie of the file; an end that has no record of its own, of ours, is told with it."""

    tail: _Drawn
    head: _Drawn
    says: str
    line: pictures.Line
    both: bool


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield who is drawn, then what ties them; of each how sensitive what it rests on is."""
    found = _found(asking, filters)
    levels = _Levels(asking, found)
    drawn = {one.key: _drawn(one, found, asking) for one in found.nodes}
    about = {one.key: one for one in found.nodes}
    for one in found.nodes:
        kind, _, key = one.key.partition(":")
        if kind in _MODELS:
            model, said = _MODELS[kind], {"drawn": drawn[one.key], "ties": None}
            yield Row(model, uuid.UUID(key), levels.of_node(one), said)
    for tie in found.ties:
        if tie.of != "us":
            head, tail = about[tie.head], about[tie.tail]
            told = _Tied(drawn[tie.tail], drawn[tie.head], _says(tie), tie.line, tie.both)
            of, rests_on = levels.rests_on(tie)
            yield Row(of, rests_on, levels.of_tie(tie, tail, head), {"drawn": None, "ties": told})


def _found(asking: Asking, filters: Mapping[str, str]) -> NetworkPicture:
    if "gate" in filters:
        return ways_to_gate(asking, _key(filters["gate"]))
    if "person" in filters:
        return around(asking, _key(filters["person"]))
    group = _key(filters["group"]) if "group" in filters else None
    return whole(asking, place=filters.get("place", ""), group=group)


def _key(told: str) -> uuid.UUID:
    try:
        return uuid.UUID(told)
    except ValueError:
        raise NotThere(NOT_THERE) from None


_MODELS: Mapping[str, Any] = {"relationship": Relationship, "actor": Actor, "gate": Gate}


def _drawn(one: DrawnNode, found: NetworkPicture, asking: Asking) -> _Drawn:
    return _Drawn(one.key, one.name or asking.me.office.name, one.kind, one.key == found.middle)


def _says(tie: DrawnTie) -> str:
    if tie.of == "consent":
        return gettext("its consent is needed")
    if tie.of == "member":
        return gettext("belongs to it")
    on = {"ago": tie.checked_on.isoformat() if tie.checked_on else ""}
    if tie.of == "contact":
        return gettext("last met %(ago)s") % on
    return f"{tie.says} ({gettext('checked %(ago)s') % on})"


class _Levels:
    """How sensitive what each part of a picture rests on is; rather too much than too little."""

    def __init__(self, asking: Asking, found: NetworkPicture) -> None:
        me = asking.me
        mine = Relationship.objects.visible_to(me).select_related("counterpart")
        people = mine.in_bulk(_keys(found, "relationship"))
        actors = Actor.objects.visible_to(me).in_bulk(_keys(found, "actor"))
        gates = Gate.objects.visible_to(me).in_bulk(_keys(found, "gate"))
        self.by_key: dict[str, int] = {
            f"{kind}:{key}": max(row.sensitivity, getattr(beside, "sensitivity", 0))
            for kind, rows in (("relationship", people), ("actor", actors), ("gate", gates))
            for key, row in rows.items()
            for beside in (getattr(row, "counterpart", None),)
        }
        self.claims: dict[uuid.UUID, int] = dict(
            Tie.objects.visible_to(me)
            .filter(pk__in=[one.claim for one in found.ties if one.claim])
            .values_list("pk", "sensitivity")
        )
        met = Interaction.objects.visible_to(me).filter(two_way=True).order_by()
        self.met: dict[tuple[Any, Any], int] = {
            (ours, theirs): most
            for ours, theirs, most in met.values("ours__colleague_id", "theirs__relationship_id")
            .annotate(most=Max("sensitivity"))
            .values_list("ours__colleague_id", "theirs__relationship_id", "most")
        }
        asked = Consent.objects.visible_to(me).order_by().values("gate_id")
        self.asked: dict[Any, int] = dict(
            asked.annotate(most=Max("sensitivity")).values_list("gate_id", "most")
        )
        held = Tenure.objects.visible_to(me).select_related("position")
        self.held: dict[Any, int] = {}
        for row in held:
            most = max(row.sensitivity, row.position.sensitivity)
            self.held[row.counterpart_id] = max(most, self.held.get(row.counterpart_id, 0))
        self.counterparts = {
            f"relationship:{key}": row.counterpart_id for key, row in people.items()
        }

    def of_node(self, one: DrawnNode) -> int:
        return self.by_key.get(one.key, Sensitivity.OPEN)

    def rests_on(self, tie: DrawnTie) -> tuple[Any, uuid.UUID]:
        """Return the record that stands for a tie where somebody has to agree to it."""
        if tie.claim is not None:
            return Tie, tie.claim
        ends = (tie.head, tie.tail) if tie.of in ("consent", "contact") else (tie.tail, tie.head)
        kind, _, key = ends[0].partition(":")
        return _MODELS[kind], uuid.UUID(key)

    def of_tie(self, tie: DrawnTie, *ends: DrawnNode) -> int:
        most = max(self.of_node(one) for one in ends)
        if tie.claim is not None:
            return max(most, self.claims.get(tie.claim, Sensitivity.SEVERE))
        ours, _, colleague = tie.tail.partition(":")
        if ours == "colleague":
            pair = (uuid.UUID(colleague), uuid.UUID(tie.head.partition(":")[2]))
            return max(most, self.met.get(pair, Sensitivity.SEVERE))
        posts = self.held.get(self.counterparts.get(tie.tail), 0)
        gate = self.asked.get(uuid.UUID(tie.head.partition(":")[2]), 0)
        return max(most, posts, gate)


def _keys(found: NetworkPicture, kind: str) -> list[uuid.UUID]:
    said = (one.key.partition(":") for one in found.nodes)
    return [uuid.UUID(key) for of, _, key in said if of == kind]


def _parts(sheet: Sheet) -> tuple[list[_Drawn], list[_Tied]]:
    """Return what goes: no tie to whom the file does not name, and ours as far as they are tied."""
    there = {row.values["drawn"].key: row.values["drawn"] for row in sheet.rows
             if row.values.get("drawn")}  # fmt: skip
    ties = []
    for row in sheet.rows:
        tie: _Tied | None = row.values.get("ties")
        if tie is None or tie.head.key not in there:
            continue
        if tie.tail.kind == pictures.Kind.COLLEAGUE:
            there.setdefault(tie.tail.key, tie.tail)
        if tie.tail.key in there:
            ties.append(tie)
    return list(there.values()), ties


def _network(sheet: Sheet) -> tuple[pictures.Network, str]:
    drawn, ties = _parts(sheet)
    us = pictures.Node(OUR_OFFICE, gettext("our office"), pictures.Kind.US)
    chosen = pictures.Mark.CHOSEN
    nodes = (us, *(pictures.Node(one.key, one.label, one.kind,
                                 mark=chosen if one.is_middle else pictures.Mark.NONE)
                   for one in drawn))  # fmt: skip
    ours = (one for one in drawn if one.kind == pictures.Kind.COLLEAGUE)
    between = (
        *(pictures.Tie(OUR_OFFICE, one.key) for one in ours),
        *(pictures.Tie(one.tail.key, one.head.key, one.says, one.line, one.both) for one in ties),
    )
    middle = next((one.key for one in drawn if one.is_middle), OUR_OFFICE)
    return pictures.Network(nodes, between), middle


def _svg(sheet: Sheet) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_drawing(sheet)}'.encode()


def _png(sheet: Sheet) -> bytes:
    return png_of(_drawing(sheet))


def _drawing(sheet: Sheet) -> str:
    network, middle = _network(sheet)
    said = pictures.PictureWords(
        named=sheet.title, described=marked(sheet), foot=marked(sheet), kinds=_kinds()
    )
    rtl = get_language_bidi()
    if network.node(middle).kind == pictures.Kind.GATE:
        drawn = pictures.ways_picture(network, OUR_OFFICE, middle, said=said, rtl=rtl)
    else:
        drawn = pictures.around_picture(network, middle, said=said, rtl=rtl)
    return drawn.file


def _kinds() -> Mapping[str, str]:
    return {str(code): str(word) for code, word in _CODES}


_CODES: tuple[tuple[str, Any], ...] = (
    (pictures.Kind.US, _("our office")),
    (pictures.Kind.COLLEAGUE, _("of ours")),
    (pictures.Kind.PERSON, pgettext_lazy("kind", "person")),
    (pictures.Kind.GROUP, pgettext_lazy("kind", "group")),
    (pictures.Kind.GATE, pgettext_lazy("kind", "gate")),
)


def _graph(sheet: Sheet) -> bytes:
    network, _middle = _network(sheet)
    codes = {node.key: f"n{place}" for place, node in enumerate(network.nodes)}
    nodes = [
        GraphNode(codes[one.key], {"label": one.label, "kind": one.kind.value})
        for one in network.nodes
    ]
    edges = [Edge(codes[one.tail], codes[one.head], _attributes(one)) for one in network.known()]
    return graphml(nodes, edges, marked=marked(sheet))


def _attributes(tie: pictures.Tie) -> dict[str, Any]:
    said = {"says": tie.says, "line": tie.line.value, "both": "yes" if tie.both else ""}
    return {name: value for name, value in said.items() if value}


NETWORK_PICTURE = Kind(
    name="picture",
    title=_("A picture of the network"),
    columns=(
        Column("drawn", _("Who is drawn"), _("our aliases; names of groups and gates"), _CODES),
        Column("ties", _("Who is tied to whom"), _("with the day it was last checked")),
    ),
    forms=(
        Form("svg", _("SVG, a picture for any browser or document"), ".svg", "image/svg+xml", _svg),
        Form("png", _("PNG, a picture for slides and messages"), ".png", "image/png", _png),
        Form("graphml", _("GraphML, for a program that draws networks"), ".graphml",
             "application/graphml+xml", _graph),
    ),
    gather=gather,
    back="dependence",
    filters=FILTERS,
    of_one=True,
)  # fmt: skip
