"""A prepared question gives exactly the rows of the plain one, whoever asks."""

import functools
import importlib
import itertools
import pkgutil
import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import models

import rapport.actions
import rapport.briefings
import rapport.web.middleware
from cast import Cast, asked_by
from rapport.actions import (
    access,
    actor_places,
    actor_reviews,
    asks,
    breaches,
    commitments,
    consents,
    culture_notes,
    gates,
    handovers,
    insights,
    know_how,
    lessons,
    mandates,
    meetings,
    own_words,
    posts,
    power_changes,
    reading,
    relationships,
    repair,
    team,
    ties,
    understanding,
    upkeep,
)
from rapport.names import asked_keys
from rapport.records import name_index
from rapport.records.models import (
    Actor,
    Agreement,
    Ask,
    Breach,
    Colleague,
    Finding,
    Gate,
    Handover,
    Membership,
    Part,
    Position,
    PowerChange,
    Relationship,
    Step,
)
from rapport.records.models.scoped import FEW
from rapport.records.prepared import QUESTIONS, Question, prepared_for_writers
from records.every_kind import note, person_kinds

for package in (rapport.actions, rapport.briefings, rapport.web.middleware):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


@pytest.fixture
def readers(cast: Cast) -> list[Colleague]:
    """Return those who may see much, little and nothing, with a person for the named among us."""
    for circle in ("Roads", "Ports"):
        team.open_circle(cast.asking("writer"), name=circle)
    for whom in (cast.kamil, cast.add("Umm Nadir"), cast.add("Abu Salim")):
        for kind in person_kinds():
            note(cast, kind, whom)
    severe = cast.add("Abu Idris")
    cast.meet(4, whom=severe, line="A heron by the road.")
    cast.meet(3, theirs=[(cast.kamil.pk, "lead"), (severe.pk, "second")])
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[cast.keeper.pk])
    cast.meet(2, by="outsider", whom=cast.hidden)
    about: dict[str, Any] = {"asking": cast.asking("writer"), "relationship": cast.kamil.pk}
    commitments.make_commitment(**about, text="Send the list.", by="them")
    meetings.plan_meeting(cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY)
    insights.note_insight(**about, kind="concern", text="A heron.", nature="interpretation")
    insights.tell(**about, kind="limits", text="No heron.")
    mandates.give_mandate(
        cast.asking("keeper"), circle=cast.circle.pk, title="Passage", since=cast.DAY
    )
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="A heron.")
    relationships.switch_phase(
        cast.asking("writer"), key=cast.kamil.pk, phase="negotiation", reason="A heron."
    )
    reading.say_why(cast.asking("writer"), reason="The visit of tomorrow.")
    tell_of_a_gate(cast)
    tell_of_understanding(cast)
    tell_of_a_repair(cast)
    tell_of_power(cast)
    tell_of_a_handover(cast)
    _there.cache_clear()
    ended = team.add_colleague(asked_by(cast.keeper, 9), name="Gone", sign_in="gone").row
    Membership.objects.create(
        circle=cast.circle, colleague=ended, part=Part.WRITER, until=cast.DAY - timedelta(days=1)
    )
    nobody = team.add_colleague(asked_by(cast.keeper, 9), name="New", sign_in="new").row
    everywhere = team.add_colleague(asked_by(cast.keeper, 9), name="All", sign_in="all").row
    for number in range(FEW + 2):
        team.open_circle(asked_by(everywhere, 9), name=f"Circle {number}")
    for circle in (cast.circle, cast.elsewhere):
        Membership.objects.create(circle=circle, colleague=everywhere, part=Part.READER)
    everyone = [cast.keeper, cast.writer, cast.reader, cast.outsider, ended, nobody, everywhere]
    return [one.on(cast.DAY) for one in everyone]


def tell_of_a_gate(cast: Cast) -> None:
    """Tell of a road for which we request something, and which takes a group's word."""
    asking, brother = cast.asking("writer"), cast.add("Abu Nidal", new_actor="The well council")
    about: dict[str, Any] = {"asking": asking, "gate": gates.add_gate(
        asking, circle=cast.circle.pk, name="North road", kind="passage", standing="open"
    ).row.pk}  # fmt: skip
    gates.log_incident(**about, kind="delayed")
    gates.note_second_path(**about, text="By the river.", relationship=cast.kamil.pk)
    gates.note_help(**about, relationship=cast.kamil.pk, how="Spoke to them.")
    consents.need_consent(**about, kind="community", actor=brother.counterpart.actor_id)
    consents.need_consent(**about, kind="authority", relationship=cast.kamil.pk)
    ask = asks.plan_ask(asking, relationship=cast.kamil.pk, what="Open the road").row
    Ask.objects.filter(pk=ask.pk).update(gate=about["gate"])


def tell_of_understanding(cast: Cast) -> None:
    """Tell of a group with a place, of whom somebody trusts, and of what both sides agree on."""
    asking, key = cast.asking("writer"), cast.kamil.pk
    miller = cast.add("The ferry miller", new_actor="Ferrymen")
    actor = miller.counterpart.actor_id
    actor_places.note_place(asking, actor=actor, place="Nahr", control="present")
    post = posts.add_post(asking, actor=actor, title="Head of the ferry").row
    posts.hold_post(asking, post=post.pk, relationship=key)
    here = ties.End(relationship=key)
    ties.note_tie(asking, one=here, kind="trusts", other=ties.End(relationship=miller.pk))
    ties.note_tie(asking, one=here, kind="answers_to", other=ties.End(actor=actor))
    understanding.note_ground(asking, relationship=key, kind="option", text="A second ferry.")
    reader = cast.reader.pk
    understanding.ask_to_read_analysis(asking, relationship=key, of="motives", reader=reader)
    culture_notes.note_culture(asking, place="Nahr", topic="greeting", text="The oldest first.")
    own_words.write_own_words(asking, language="en", texts={"who_we_are": "A heron."})
    relationships.take_stage(asking, key=key, stage="rapport", evidence="A heron.")
    until = cast.DAY + timedelta(days=9)
    upkeep.waive(asking, relationship=key, code="U01", reason="A heron.", until=until)


def tell_of_a_handover(cast: Cast) -> None:
    """Tell that whoever leads somebody leaves, and to whom it passes, with a note by agreement."""
    asking, about = cast.asking("writer"), Relationship.objects.get(pk=cast.kamil.pk)
    Colleague.objects.filter(pk=about.lead_id).update(end_of_mission=cast.DAY)
    (to,) = {cast.writer.pk, cast.keeper.pk} - {about.lead_id}
    handovers.begin_handover(asking, relationship=about.pk, successor=to, works="A heron.")


def tell_of_a_repair(cast: Cast) -> None:
    """Tell how trust broke with somebody, what was good before, and what the office learned."""
    asking, key = cast.asking("writer"), cast.kamil.pk
    made = breaches.record_breach(asking, relationship=key, what="A heron.", by="us").row
    on: dict[str, Any] = {"asking": asking, "breach": made.pk}
    repair.take_repair_step(**on, stage="listen", text="A heron.")
    repair.add_demand(**on, text="A letter")
    repair.note_name(**on, who="The miller", for_what="A heron.")
    for by in ("us", "them"):
        told = {"relationship": key, "text": "A boat", "by": by}
        promise = commitments.make_commitment(asking, **told).row
        commitments.settle_commitment(asking, key=promise.pk, state="kept")
    for family in ("repair", "negotiation"):
        lessons.share_lesson(asking, text="Come on the day that was said.", family=family)


def tell_of_power(cast: Cast) -> None:
    """Tell of a change of power with its plan, of know-how, and of a group looked at."""
    asking = cast.asking("writer")
    actor = Actor.objects.filter(circle=cast.circle, sensitivity__lt=3).earliest("pk")
    told = {"what": "A heron.", "kind": "regime", "risen": actor.pk}
    row = power_changes.record_power_change(asking, **told).row
    power_changes.apply_power_change(asking, key=row.pk)
    know_how.note_know_how(asking, topic="ports", text="A heron.")
    know_how.make_offer(asking, actor=actor.pk, what="A heron.")
    said = {"in_touch": "yes", "obstacle": "none", "next_step": "keep"}
    actor_reviews.review_actor(asking, actor=actor.pk, **said)


@pytest.mark.parametrize(
    ("most", "unanswered"),
    [pytest.param(3, 52, id="some"), pytest.param(14, 37, id="more", marks=pytest.mark.long)],
)
def test_every_prepared_question_answers_as_the_plain_one(
    cast: Cast, readers: list[Colleague], most: int, unanswered: int
) -> None:
    answered = set()
    for name, question in QUESTIONS.items():
        chance = random.Random(name)  # what is asked of one does not hang on the others
        for me in readers:
            for values in _some(list(_values(name, question, cast, me)), chance, most):
                asked = question.plain(*values)
                prepared_rows = [_plainly(row) for row in question(*values)]
                plain = [_plainly(row) for row in asked]
                if not asked.ordered:
                    prepared_rows.sort(key=repr)
                    plain.sort(key=repr)
                assert prepared_rows == plain, (name, me.name, values)
                assert question.count(*values) == len(plain), (name, me.name, values)
                answered |= {name} if plain else set()
    # Nothing was asked for here, nothing settled or snoozed, and nobody saw a tone of many years.
    assert len(QUESTIONS.keys() - answered) <= unanswered, QUESTIONS.keys() - answered


def _values(name: str, question: Any, cast: Cast, me: Colleague) -> Iterator[tuple[Any, ...]]:
    """Yield values for a question: each value by the name it has in the function."""
    names = question.plain.__code__.co_varnames[: question.plain.__code__.co_argcount]
    if name.endswith(("finding._called", "near._meeting")):
        for limit, text in itertools.product(
            (2, 8), ("um", "Farran", "kamil f", "umm nadir", "umm nadir x")
        ):
            yield (me, limit, *name_index.asked_texts(text))
        return
    if name.endswith("finding._groups"):
        for actor in Actor.objects.all():
            for text in (actor.name, actor.name[:2], f"{actor.name} x"):
                yield (me, *name_index.texts_of_groups(asked_keys(text)))
        return
    if name.endswith(_OF_A_NAME):
        yield from _of_a_name(name, cast, me)
        return
    if names == ("me",) and name.endswith(_OF_A_LIST):
        yield from _of_a_list(name, cast, me)
        return
    yield from itertools.product(*(_known(one, name, cast, me) for one in names))


_OF_A_LIST = ("people._some", "people._first", "people._first_by_alias")
_OF_A_NAME = ("people_found._met", "people_found._of_these")


class There(NamedTuple):
    """The keys of what is in the store, read once: every question is asked about all of it."""

    keys: list[uuid.UUID]
    counterparts: list[uuid.UUID]
    many: list[uuid.UUID]
    steps: list[str]
    gates: list[uuid.UUID]
    actors: list[uuid.UUID]
    posts: list[uuid.UUID]
    agreements: list[uuid.UUID]
    breaches: list[uuid.UUID]
    powers: list[uuid.UUID]
    handovers: list[uuid.UUID]
    numbers: list[int]


@functools.cache
def _there(_world: uuid.UUID) -> There:
    relationships = list(Relationship.objects.all())
    return There(
        keys=[one.pk for one in relationships],
        counterparts=[one.counterpart_id for one in relationships],
        many=[row.pk for kind in person_kinds() for row in kind.objects.all()],
        steps=list(Step.objects.values_list("to", flat=True)),
        gates=list(Gate.objects.values_list("pk", flat=True)),
        actors=list(Actor.objects.values_list("pk", flat=True)),
        posts=list(Position.objects.values_list("pk", flat=True)),
        agreements=list(Agreement.objects.values_list("pk", flat=True)),
        breaches=list(Breach.objects.values_list("pk", flat=True)),
        powers=list(PowerChange.objects.values_list("pk", flat=True)),
        handovers=list(Handover.objects.values_list("pk", flat=True)),
        numbers=list(Finding.objects.values_list("pk", flat=True)),
    )


def _known(name: str, question: str, cast: Cast, me: Colleague) -> list[Any]:
    there = _there(cast.circle.pk)
    keys, many, counterparts = there.keys, there.many, there.counterparts
    circles = [cast.circle.pk, cast.elsewhere.pk]
    of_kind = any(one in question for one in ("s_of_kind", "_linked", "find._standing"))
    known: dict[str, list[Any]] = {
        "breach": [*there.breaches, uuid.uuid4()],
        "handover": [*there.handovers, uuid.uuid4()],
        "who": [cast.everyone["writer"].pk, cast.everyone["keeper"].pk],
        "handed": [keys[:1], []],
        "family": ["repair", "negotiation"],
        "me": [me],
        "relationship": keys,
        "relationships": [keys, []],
        "whom": [keys, None],
        "mine": [False, True],
        "key": [*keys, uuid.uuid4()],
        "keys": [many] if of_kind else [keys, keys[:1], []],
        "own": ["boundarycheck", "pressure", "afterhardmeeting"],
        "numbers": [there.numbers, there.numbers[:1]],
        "values": [[*keys, *counterparts]],
        "counterpart": counterparts,
        "colleague": [me.pk],
        "circles": [circles, []],
        "but": [[], [me.pk]],
        "met": [True, False],
        "clocks": [("0",), ("9" * 18,)],
        "traces": [("0" * 40,)],
        "scopes": [[*circles, me.office_id, me.pk]],
        "end": [(), ("20",)] if "history" in question else [None, 2],
        "floor": [("3",), ("0",)],
        "share": [2, 9],
        "colleagues": [[me.pk], []],
        "by": [me.pk],
        "circle": circles,
        "named_for": [None, *keys],
        "interactions": [many, []],
        "meetings": [many, []],
        "gates": [there.gates, []],
        "actor": [*there.actors, uuid.uuid4()],
        "actors": [there.actors, []],
        "posts": [there.posts, []],
        "people": [counterparts, []],
        "day": [cast.DAY, None] if "_parts" in question or "_readers" in question else [cast.DAY],
        "_day": [cast.DAY],
        "since": [cast.DAY - timedelta(days=3)],
        "until": [cast.DAY + timedelta(days=30)],
        "before": [cast.DAY + timedelta(days=30) if "newest" in question else None, cast.DAY],
        "first": [None, 1],
        "stage": ["unknown", *there.steps],
        "kind": [
            str(kind._meta.model_name)
            for kind in person_kinds()
            if kind.SHOWN or "days_of_kind" not in question
        ],
        "model": ["interaction", "insight", "commitment"],
        "column": ["pk"] if "_linked_by" in question else ["pk", "counterpart_id"],
        "order": ["due", "alias", "last", "stage", "lead"],
        "backwards": [False, True],
        "below": [3],
        "count": [2, 50],
        "at_most": [2, 50],
        "office": [me.office_id],
        "reader": [me.pk],
        "clock": [0],
        "gate": there.gates,
        "owner": [me.pk],
        "power": there.powers,
        "agreement": there.agreements,
        "agreements": [there.agreements, []],
    }
    return known[name]


def _of_a_list(name: str, cast: Cast, me: Colleague) -> Iterator[tuple[Any, ...]]:
    soon = cast.DAY + timedelta(days=7)
    filters: list[tuple[Any, ...]] = [
        ("", "engagement"),
        ("", "introduced"),
        ("", "overdue", "week"),
        ("", "never"),
        (False, True),
        ("", "nobody", me.pk),
        (None, [], [uuid.uuid4()]),
    ]
    # Each filter by itself, for of all at once nobody is left.
    plain = tuple(some[0] for some in filters)
    alone = [
        (*plain[:place], one, *plain[place + 1 :])
        for place, some in enumerate(filters)
        for one in some[1:]
    ]
    for wanted in (plain, *alone):
        if name.endswith("_some"):
            yield (me, *wanted, cast.DAY, soon)
        circles = ([cast.circle.pk, cast.elsewhere.pk], [cast.elsewhere.pk], [])
        orders = ("due", "stage", "alias")
        for order, backwards, some in itertools.product(orders, (False, True), circles):
            if name.endswith("_first"):
                yield (me, *wanted, cast.DAY, soon, order, backwards, 3, some)
            elif name.endswith("_by_alias") and order == "alias":
                yield (me, *wanted, cast.DAY, soon, backwards, 3, some)


def _of_a_name(name: str, cast: Cast, me: Colleague) -> Iterator[tuple[Any, ...]]:
    """Yield values for what a name finds, in each order, in which no two are alike."""
    plain = ("", "", "", "", False, "", None, cast.DAY, cast.DAY + timedelta(days=7))
    mine = (*plain[:4], True, *plain[5:])
    for wanted, order, backwards in itertools.product(
        (plain, mine), ("due", "stage", "alias"), (False, True)
    ):
        if name.endswith("_of_these"):
            yield from (
                (me, *wanted, order, backwards, some) for some in (_there(cast.circle.pk).keys, [])
            )
            continue
        for text in ("um", "Farran", "umm nadir"):
            yield (me, *wanted, order, backwards, 3, *name_index.asked_texts(text))


def _some(values: list[Any], chance: random.Random, most: int) -> list[Any]:
    return values if len(values) <= most else chance.sample(values, most)


def _plainly(row: Any) -> Any:
    """Return a row as values to compare, with the rows it was selected with."""
    if not isinstance(row, models.Model):
        return row
    with_it = {name: _plainly(one) for name, one in row._state.fields_cache.items()}
    columns = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    return type(row), columns, with_it


def test_a_question_is_compiled_once_for_each_number_of_circles(cast: Cast) -> None:
    compiled = []

    def people(me: Colleague, key: uuid.UUID) -> Any:
        compiled.append(me)
        return Relationship.objects.visible_to(me).filter(pk=key)

    question = Question(people)
    assert [row.pk for row in question(cast.writer, cast.kamil.pk)] == [cast.kamil.pk]
    assert question(cast.writer, cast.hidden.pk) == []
    assert [row.pk for row in question(cast.outsider, cast.hidden.pk)] == [cast.hidden.pk]
    assert len(compiled) == 1
    team.open_circle(cast.asking("writer"), name="Roads")
    assert [row.pk for row in question(cast.writer, cast.kamil.pk)] == [cast.kamil.pk]
    assert len(compiled) == 2


def test_a_key_that_would_not_be_filled_in_is_refused(cast: Cast) -> None:
    def by_text(key: uuid.UUID) -> Any:
        return Relationship.objects.filter(open_reason=str(key))

    with pytest.raises(TypeError, match="cannot be filled in"):
        Question(by_text)(cast.kamil.pk)


def test_what_a_stand_in_cannot_answer_is_refused(cast: Cast) -> None:
    def changeable(me: Colleague) -> Any:
        return Relationship.objects.changeable_by(me)

    with pytest.raises(TypeError, match="stand-in cannot answer"):
        Question(changeable)(cast.writer)


def test_a_question_for_writers_is_kept_for_each_number_of_circles_of_each_part(cast: Cast) -> None:
    compiled = []

    @prepared_for_writers
    def changeable(me: Colleague) -> Any:
        compiled.append(me)
        return Relationship.objects.changeable_by(me).order_by("pk").values_list("pk", flat=True)

    del QUESTIONS[f"{changeable.plain.__module__}.{changeable.plain.__qualname__}"]
    for circle in ("Roads", "Ports"):
        team.open_circle(cast.asking("keeper"), name=circle)
    for elsewhere in (Part.READER, Part.WRITER, Part.KEEPER):
        Membership.objects.filter(circle=cast.elsewhere, colleague=cast.writer).delete()
        Membership.objects.create(circle=cast.elsewhere, colleague=cast.writer, part=elsewhere)
        for one in (cast.writer, cast.keeper, cast.reader, cast.outsider):
            me = one.on(cast.DAY)
            assert changeable(me) == list(changeable.plain(me)), (one.name, elsewhere)
            may = [me.narrowed(me.readable_circles(), may_write=writes) for writes in (True, False)]
            for narrowed in may:
                assert changeable(narrowed) == list(changeable.plain(narrowed))
    before = len(compiled)
    for one in (cast.writer, cast.reader):
        changeable(one.on(cast.DAY))
    assert len(compiled) == before


def test_a_value_that_is_new_every_time_is_refused(cast: Cast) -> None:
    def since(moment: Any) -> Any:
        return Relationship.objects.filter(opened__gte=moment)

    with pytest.raises(TypeError, match="not asked with a datetime"):
        Question(since)(cast.asking("writer").now)


def test_a_text_is_filled_in_where_it_stands_alone(cast: Cast) -> None:
    def called(me: Colleague, *words: tuple[str, ...]) -> Any:
        aliases = [alias for word in words for alias in word]
        return Relationship.objects.visible_to(me).filter(counterpart__alias__in=aliases)

    nadir, question = cast.add("Umm Nadir"), Question(called)
    assert question(cast.writer, ("Umm Nadir", "'); --")) == [nadir]
    assert question(cast.writer, ("'%s", "Nobody")) == []
    within = Question(
        lambda word: Relationship.objects.filter(counterpart__alias__contains=word[0])
    )
    with pytest.raises(TypeError, match="a text in a form that cannot be filled in"):
        within(("Umm",))
