"""With or without what is one colleague's own, every address, answer and verb is alike to others.

A private row of each kind that may be one's own is written about a person whom all of them read.
Head of office, auditor, a writer, a reader, a colleague of another circle and one of another office
ask for everything, by page and by API, by the key of the person and of each of these rows; so do
programs with a token, also with one that its very writer made.
"""

import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from api.test_offered import _arguments as arguments
from cast import Cast
from exchange.exports.test_nobodys_own import CANARY, OWN
from in_turn import seeds
from rapport.actions import (
    boundaries,
    by_kind,
    debriefs,
    handed_notes,
    handovers,
    insights,
    team,
)
from rapport.api.offered import answers, verbs
from rapport.briefings import network_answers
from rapport.records import access_tokens as counted
from rapport.records import judging
from rapport.records.models import Colleague, Duty, Office, Part, ScopedModel, Store
from web.test_hidden_everywhere import ONCE, opened, pages, seen
from web.test_tokens import post, program, token_of

ROLES = ("keeper", "auditor", "member", "reader", "outsider", "other office")
PROGRAMS = ("token of writer", "token of keeper", "token of auditor")
"""The keeper of the circle heads the office."""

NOTES = re.compile(r"with their history: \d+")
"""How many records erasing a person takes, held-back notes among them: notes are for all but those,
so the number tells nothing. What is never shared is not in it (``web.test_own_records``)."""

Ask = Callable[[], dict[str, tuple[int, str]]]


@pytest.fixture(autouse=True)
def no_program_comes_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    counted.forget_all()
    monkeypatch.setattr(counted, "MOST_A_MINUTE", 10**6)


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Everybody there is, each kind of row all of them may read, and the writer's own of each."""
    rows, whom, _group = seen(cast)
    keeper = cast.asking("keeper")
    field = team.add_office(keeper, name="Field").row
    for name, duty in (("member", Duty.NEGOTIATOR), ("auditor", Duty.AUDITOR),
                       ("other office", Duty.HEAD_OF_OFFICE)):  # fmt: skip
        said = {"name": name.title(), "sign_in": name.replace(" ", "-"), "duties": [duty]}
        cast.everyone[name] = one = team.add_colleague(keeper, **said).row
        team.admit(keeper, circle=cast.circle.pk, colleague=one.pk, part=Part.WRITER)
        if name == "other office":
            one.office = Office.objects.get(pk=field.pk)
            one.save(update_fields=["office"])
    cast.rows, cast.whom = rows, whom  # type: ignore[attr-defined]
    cast.own = written(cast)  # type: ignore[attr-defined]
    judging.rejudge_all(today=cast.DAY)
    return cast


def written(cast: Cast) -> list[ScopedModel]:
    """Write, as the writer who leaves soon, what is one's own in each way there is."""
    to = team.add_colleague(cast.asking("keeper"), name="Next", sign_in="next", duties=[]).row
    team.admit(cast.asking("keeper"), circle=cast.circle.pk, colleague=to.pk, part=Part.WRITER)
    basil = cast.add("Abu Basil", days_ago=40)
    cast.whom = [*cast.whom, basil]  # type: ignore[attr-defined]
    Colleague.objects.filter(pk=cast.writer.pk).update(end_of_mission=cast.DAY)
    about: dict[str, Any] = {"asking": cast.asking("writer"), "relationship": basil.pk}
    visit = cast.meet(2, whom=basil).pk
    row = handovers.begin_handover(**about, successor=to.pk).row
    told = {"kind": "value", "text": CANARY, "special": "faith", "need": CANARY}
    note = insights.note_insight(**about, **told).row
    asking, of = about["asking"], {"handover": row.pk, "insight": note.pk}
    said = dict.fromkeys(boundaries.ANSWERS, CANARY)
    return [
        note,
        handed_notes.offer_note(asking, **of, need=CANARY).row,
        boundaries.check_boundary(**about, outcome="talk").row,
        boundaries.note_pressure(**about, kind="threat", text=CANARY).row,
        boundaries.answer_for_oneself(**about, interaction=visit, **said).row,
        debriefs.write_debrief(**about, interaction=visit, heard=CANARY, lesson=CANARY).row,
    ]


def mine(cast: Cast) -> list[tuple[type[Any], uuid.UUID]]:
    """Return the key of each row that is the writer's own, of every kind there is."""
    rows = cast.own  # type: ignore[attr-defined]
    assert {type(row) for row in rows} == set(OWN)
    assert all(type(row).objects.get(pk=row.pk).is_private for row in rows)
    return [(type(row), row.pk) for row in rows]


def client_of(cast: Cast, browser: Any, who: str) -> Any:
    if who not in PROGRAMS:
        return browser(who)
    return program(token_of(cast, who.removeprefix("token of "), may_write=True))


def is_the_same_without(cast: Cast, ask: Ask, keys: list[tuple[type[Any], uuid.UUID]]) -> int:
    """Hold that answers are alike when the rows are gone, and say no word of them; count them."""
    network_answers.forget_all()
    before = ask()
    with transaction.atomic():
        for kind, key in keys:
            kind._base_manager.filter(pk=key).delete()
        Store.objects.update(head=secrets.token_bytes(32))  # no answer that was kept is read
        network_answers.forget_all()
        after = ask()
        transaction.set_rollback(True)
    for where, (status, said) in before.items():
        assert (status, said) == after[where], where
        assert CANARY not in said, where
    return len(before)


def api_asked(cast: Cast, client: Any, keys: list[uuid.UUID]) -> dict[str, tuple[int, str]]:
    """Return what each answer of the API is, asked with each of these keys."""
    told = {}
    for (room, name), offer in answers().items():
        for key in keys:
            where = f"/api/answers/{room}/{name}/"
            answer = post(client, where, arguments(offer, str(key), "canary"))
            told[f"{where} {key}"] = answer.status_code, ONCE.sub("", answer.content.decode())
    return told


@pytest.mark.parametrize(
    ("who", "every"),
    [("keeper", 27), *(pytest.param(who, 1, marks=pytest.mark.long) for who in ROLES)],
)
def test_no_address_answers_otherwise(world: Cast, browser: Any, who: str, every: int) -> None:
    """The head of office asks every twenty-seventh in the ordinary run."""
    client, keys = browser(who), mine(world)
    where = list(opened(world.rows, world.whom))  # type: ignore[attr-defined]
    where += [one for _, key in keys for one in _by_the_key_of(key)]
    where = list(dict.fromkeys(where))[::every]
    assert len(where) * every > 1950

    def ask() -> dict[str, tuple[int, str]]:
        told = pages(client, where)
        return {one: (status, NOTES.sub("", said)) for one, (status, said) in told.items()}

    assert is_the_same_without(world, ask, keys) >= len(where)


def _by_the_key_of(key: uuid.UUID) -> Iterator[str]:
    """Yield every address that takes a key, with that of one row."""
    from web.test_every_address import PEOPLE, ROWS, address

    yield from (address(name, key) for name in sorted({*PEOPLE, *ROWS}))


@pytest.mark.parametrize("who", seeds((*PROGRAMS, *ROLES), ordinary=0))
def test_no_answer_of_the_api_by_its_name_differs(world: Cast, browser: Any, who: str) -> None:
    client, keys = client_of(world, browser, who), mine(world)
    of = [world.whom[-1].pk, *(key for _, key in keys)]  # type: ignore[attr-defined]
    asked = is_the_same_without(world, lambda: api_asked(world, client, of), keys)
    assert asked == len(answers()) * len(of)
    assert asked > 700


@pytest.mark.parametrize("who", seeds((*PROGRAMS, *ROLES)))
def test_no_verb_of_the_api_touches_it(world: Cast, browser: Any, who: str) -> None:
    client, keys = client_of(world, browser, who), mine(world)
    client.raise_request_exception = False
    before = [kind._base_manager.filter(pk=key).values().get() for kind, key in keys]
    asked = 0
    for number, ((room, name), offer) in enumerate(verbs().items()):
        kind, key = keys[number % len(keys)]
        told = post(client, f"/api/verbs/{room}/{name}/", arguments(offer, str(key)))
        assert told.status_code < 500, (room, name, kind)
        assert CANARY not in told.content.decode(), (room, name)
        asked += 1
    for kind, key in keys:
        word = str(kind._meta.model_name)
        deeds = [*by_kind.done_with(word), "change", "remove"]
        for deed in deeds:
            told = post(client, f"/api/records/{word}/{key}/{deed}/", {"text": "x"})
            assert told.status_code in (401, 403, 404, 409), (word, deed, told.content)
            assert CANARY not in told.content.decode(), (word, deed)
            asked += 1
    assert asked > 220
    assert [kind._base_manager.filter(pk=key).values().get() for kind, key in keys] == before


@pytest.mark.long
def test_its_writer_in_a_session_does_read_it(world: Cast, browser: Any) -> None:
    """Otherwise nothing above is proven."""
    client, keys = browser("writer"), mine(world)
    read = api_asked(world, client, [world.whom[-1].pk])  # type: ignore[attr-defined]
    assert sum(CANARY in said for _, said in read.values()) > 1
    told = pages(client, [one for _, key in keys for one in _by_the_key_of(key)])
    assert sum(CANARY in said for _, said in told.values()) > 3
