"""Cards, calendars, entities, a network and a brief: read by others, and nothing of others in."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import vobject

from actions.test_ties import group
from cast import Cast
from rapport.actions import actors, meetings, posts, ties
from rapport.actions.ties import End
from rapport.exchange.exports import Order, make
from rapport.exchange.exports.catalogue import KINDS, kind_named
from rapport.exchange.exports.others.calendar import CALENDAR, feed
from rapport.exchange.exports.others.cards import CARDS
from rapport.exchange.exports.others.entities import ENTITIES
from rapport.exchange.exports.others.meeting_brief import MEETING_BRIEF
from rapport.imports.tables.follow_the_money import contacts_of_entities
from rapport.records.models import Export, Meeting, Sensitivity
from rapport.records.refusals import NotThere

MODEL = json.loads((Path(__file__).parent / "followthemoney_4_11.json").read_text())
"""Of the schemata of FollowTheMoney 4.11 (MIT) those we write: what each is, needs and may say."""

CLEAR = "It is read on this machine alone."


def order(kind: Any, form: str, **told: Any) -> Order:
    columns = [one.name for one in kind.columns if not one.is_name]
    return Order(**{"purpose": "analysis", "columns": columns, "form": form, "clear_why": CLEAR,
                    **told})  # fmt: skip


def data(cast: Cast, kind: Any, form: str, who: str = "writer", **told: Any) -> bytes:
    filters = told.pop("filters", {})
    return make(cast.asking(who), kind, order(kind, form, **told), filters).data


@pytest.fixture
def world(cast: Cast) -> Cast:
    """A group with a post that Abu Kamil holds, a second person, ties, and what few may see."""
    asking, board = cast.asking("writer"), group(cast)
    post = posts.add_post(asking, actor=board.pk, title="مدير, المياه; شرق").row
    posts.hold_post(asking, post=post.pk, relationship=cast.kamil.pk, since=cast.DAY)
    other = cast.add("Umm Salt", actor=board.pk)
    kamil = End(relationship=cast.kamil.pk)
    ties.note_tie(asking, one=kamil, kind="trusts", other=End(relationship=other.pk))
    ties.note_tie(asking, one=kamil, kind="answers_to", other=End(actor=board.pk))
    secret = actors.add_actor(asking, circle=cast.circle.pk, name="Canary group").row
    type(secret).objects.filter(pk=secret.pk).update(sensitivity=Sensitivity.SEVERE)
    few = cast.add("Canary person", sensitivity=Sensitivity.SEVERE)
    ties.note_tie(asking, one=kamil, kind="trusts", other=End(relationship=few.pk))
    meetings.plan_meeting(
        asking, theirs=[(cast.kamil.pk, "")], on=cast.DAY + timedelta(days=2),
        place="Kar Dovi", opener="Ask Abu Kamil about the heron",
    )  # fmt: skip
    return cast


def test_cards_are_read_by_an_address_book(world: Cast) -> None:
    read = list(vobject.readComponents(data(world, CARDS, "vcf").decode()))
    assert [card.fn.value for card in read] == ["Abu Kamil", "Umm Salt"]
    assert read[0].title.value == "مدير, المياه; شرق"
    assert read[1].org.value == ["Water Board"]
    assert all(card.version.value == "4.0" for card in read)
    assert not any("Rashid" in str(card) or "كامل" in str(card) for card in read)


def test_real_names_go_with_a_reason_and_the_alias_becomes_a_nickname(world: Cast) -> None:
    columns = ("name", "real_names")
    told = data(world, CARDS, "vcf", columns=columns, names_why="A joint meeting").decode()
    (card, _) = vobject.readComponents(told)
    assert (card.fn.value, card.nickname.value) == ("كامل الراشد", "Abu Kamil")


def test_a_card_of_one_person_is_theirs_alone(world: Cast) -> None:
    told = data(world, CARDS, "vcf", filters={"key": str(world.kamil.pk)}).decode()
    assert [card.fn.value for card in vobject.readComponents(told)] == ["Abu Kamil"]
    for key in (str(world.hidden.pk), "x"):
        with pytest.raises(NotThere):
            data(world, CARDS, "vcf", filters={"key": key})


def test_js_contact_has_the_same_people_in_its_own_form(world: Cast) -> None:
    told = json.loads(data(world, CARDS, "json"))
    assert [card["name"]["full"] for card in told] == ["Abu Kamil", "Umm Salt"]
    assert told[1]["organizations"] == {"o1": {"name": "Water Board"}}
    assert {card["@type"] for card in told} == {"Card"}
    assert {card["version"] for card in told} == {"1.0"}


def _checked(lines: bytes) -> dict[str, Any]:
    """Return entities by their keys, each checked against its schema."""
    every = {one["id"]: one for one in map(json.loads, lines.splitlines())}
    for entity in every.values():
        schema = MODEL[entity["schema"]]
        assert entity["properties"].keys() <= schema["properties"].keys(), entity
        assert set(schema["required"]) <= entity["properties"].keys(), entity
        for name, values in entity["properties"].items():
            kind, range_ = schema["properties"][name]
            assert isinstance(values, list)
            for value in values:
                assert isinstance(value, str)
                if kind == "entity":
                    others = MODEL[every[value]["schema"]]["is"]
                    assert range_ in others, (entity, name)
    return every


def test_entities_are_what_follow_the_money_takes(world: Cast) -> None:
    every = _checked(data(world, ENTITIES, "ftm"))
    found = sorted(one["schema"] for one in every.values())
    assert found == ["Membership", "Occupancy", "Organization", "Person", "Person", "Position",
                     "UnknownLink", "UnknownLink"]  # fmt: skip
    roles = {tuple(one["properties"].get("role", ())) for one in every.values()}
    assert {("trusts",), ("answers_to",)} <= roles
    (held,) = (one for one in every.values() if one["schema"] == "Occupancy")
    assert held["properties"]["startDate"] == ["2026-03-16"]


def test_entities_come_in_again_as_contacts(world: Cast) -> None:
    lines = map(json.loads, data(world, ENTITIES, "ftm").splitlines())
    read = {one.name: one for one in contacts_of_entities(list(lines))}
    assert read.keys() == {"Abu Kamil", "Umm Salt"}
    assert [one.organization for one in read["Umm Salt"].held] == ["Water Board"]
    assert [one.position for one in read["Abu Kamil"].held] == ["مدير, المياه; شرق"]


def test_the_library_itself_takes_them_where_it_is_installed(world: Cast) -> None:
    library = pytest.importorskip("followthemoney")
    for line in data(world, ENTITIES, "ftm").splitlines():
        said = json.loads(line)
        read = library.model.get_proxy(said, cleaned=False)
        assert read.schema.name == said["schema"]
        read.schema.validate(said)
        assert {name: sorted(read.get(name)) for name in said["properties"]} == {
            name: sorted(values) for name, values in said["properties"].items()
        }


def test_the_network_is_read_by_a_library_of_networks(world: Cast) -> None:
    told = data(world, ENTITIES, "graphml")
    graph = nx.read_graphml(io.BytesIO(told))
    labels = {said["label"]: key for key, said in graph.nodes(data=True)}
    assert labels.keys() == {"Abu Kamil", "Umm Salt", "Water Board", "مدير, المياه; شرق"}
    kinds = {(one, other): said["kind"] for one, other, said in graph.edges(data=True)}
    assert kinds[labels["Abu Kamil"], labels["Umm Salt"]] == "trusts"
    assert kinds[labels["Umm Salt"], labels["Water Board"]] == "member"
    assert kinds[labels["مدير, المياه; شرق"], labels["Water Board"]] == "post_of"
    assert len(kinds) == graph.number_of_edges() == 5
    assert "Restricted" in graph.graph["mark"]


def test_two_exports_are_not_joined_by_their_codes(world: Cast) -> None:
    first = {one["id"] for one in map(json.loads, data(world, ENTITIES, "ftm").splitlines())}
    later = replace(world.asking("writer"), now=world.asking("writer").now + timedelta(minutes=1))
    made = make(later, ENTITIES, order(ENTITIES, "ftm")).data
    assert not first & {one["id"] for one in map(json.loads, made.splitlines())}
    assert str(world.kamil.pk).encode() not in made


def test_columns_that_are_not_chosen_stay(world: Cast) -> None:
    told = data(world, ENTITIES, "ftm", columns=("kind", "ends")).decode()
    for word in ("Kamil", "Salt", "Water", "مدير"):
        assert word not in told
    told = data(world, ENTITIES, "graphml", columns=("name",)).decode()
    assert "<edge" not in told
    told = data(world, CARDS, "json", columns=("name",)).decode()
    assert "Water Board" not in told


def test_a_calendar_has_a_code_and_a_day(world: Cast) -> None:
    read = vobject.readOne(data(world, CALENDAR, "ics").decode())
    assert read.vevent.dtstart.value == world.DAY + timedelta(days=2)
    text = data(world, CALENDAR, "ics").decode() + feed(world.asking("writer")).decode()
    for word in ("Kamil", "Kar Dovi", "heron", "Talks", "Writer"):
        assert word not in text


def test_a_brief_says_what_may_be_carried_and_no_name(world: Cast) -> None:
    key = str(Meeting.objects.get().pk)
    for form in ("html", "txt"):
        told = data(world, MEETING_BRIEF, form, filters={"key": key}).decode()
        assert "about the heron" in told
        assert "Kar Dovi" in told
        assert "2026-03-18" in told
        for word in ("Abu Kamil", "Writer about", "<script", "src="):
            assert word not in told
    usual = [one.name for one in MEETING_BRIEF.columns if one.is_usual]
    told = data(world, MEETING_BRIEF, "txt", columns=usual, filters={"key": key}).decode()
    assert "heron" not in told


def test_what_is_severe_or_another_s_is_in_no_export(world: Cast) -> None:
    world.add("Canary elsewhere", by="outsider")
    key = str(Meeting.objects.get().pk)
    for kind in (CARDS, CALENDAR, ENTITIES, MEETING_BRIEF):
        for form in kind.forms:
            told = data(
                world, kind, form.name, filters={"key": key} if kind is MEETING_BRIEF else {}
            )
            assert b"Canary" not in told, (kind.name, form.name)
            assert Export.objects.latest("at", "pk").sensitivity < Sensitivity.SEVERE


def test_a_reader_gets_what_they_see_and_a_stranger_nothing(world: Cast) -> None:
    meeting = str(Meeting.objects.get().pk)
    for kind in (CARDS, CALENDAR, ENTITIES):
        for form in kind.forms:
            told = data(world, kind, form.name, "outsider")
            for word in (b"Kamil", b"Salt", b"Water", b"BEGIN:VEVENT"):
                assert word not in told, (kind.name, form.name)
    with pytest.raises(NotThere):
        data(world, MEETING_BRIEF, "txt", "outsider", filters={"key": meeting})
    assert b"Abu Kamil" in data(world, CARDS, "vcf", "reader")


def test_each_is_in_the_history_with_its_purpose_and_columns(world: Cast) -> None:
    for kind in (CARDS, CALENDAR, ENTITIES):
        Export.objects.all().delete()
        data(world, kind, kind.forms[0].name, columns=[kind.columns[0].name])
        (entry,) = Export.objects.all()
        assert (entry.what, entry.purpose, entry.columns, entry.by_id) == (
            kind.name, "analysis", [kind.columns[0].name], world.everyone["writer"].pk,
        )  # fmt: skip


def test_every_kind_is_made_from_its_name_and_says_what_its_columns_are() -> None:
    for kind in KINDS:
        assert kind_named(kind.name) is kind
        assert all(str(column.title) for column in kind.columns)


def test_hiding_a_row_that_one_may_not_see_changes_no_byte(world: Cast) -> None:
    """The reader's files are the same whether what only the writer sees is there or not."""

    def files() -> list[bytes]:
        every = [(CARDS, "vcf"), (CARDS, "json"), (ENTITIES, "ftm"), (ENTITIES, "graphml")]
        return [data(world, kind, form, "reader") for kind, form in every]

    from rapport.records.models import Actor, Relationship, Tie

    before = files()
    few = Relationship.objects.filter(sensitivity=Sensitivity.SEVERE)
    Tie.objects.filter(other__in=few).delete()
    few.delete()
    Actor.objects.filter(sensitivity=Sensitivity.SEVERE).delete()
    assert files() == before
