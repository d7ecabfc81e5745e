"""With or without what a reader may not see, every address they can open answers the same.

The addresses are those of the address book (``web.test_every_address``) and of the side door; at a
prompt it is each answer that reads. What is hidden lies in another circle, or is severe: insights,
common ground, disagreements, second readings, ties, influence, acceptance, places, posts, what we
have with a group, agreements and who else stands in them, culture notes of another office.
"""

import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from actions.test_ties import both_circles
from cast import Cast
from rapport.actions import (
    actors,
    agreements,
    boundaries,
    breaches,
    culture_notes,
    following,
    gifts,
    groups,
    insights,
    posts,
    repair,
    sections,
    understanding,
)
from rapport.actions import ties as tied
from rapport.briefings.actor_list import Wanted as GroupsWanted
from rapport.briefings.actor_list import every_line
from rapport.briefings.actor_page import actor_page
from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.briefings.agreements import agreement_page
from rapport.briefings.brief import before_a_meeting, brief
from rapport.briefings.culture_notes import every_culture_note
from rapport.briefings.find import find
from rapport.briefings.ground import common_ground
from rapport.briefings.people import people
from rapport.briefings.person import person
from rapport.briefings.serialize import plain as as_told
from rapport.briefings.today import today
from rapport.briefings.told_actors import told_actor
from rapport.briefings.told_agreements import told_list, told_page
from rapport.briefings.wanted import Wanted
from rapport.cli import (
    actor_answers,
    agreement_answers,
    brief_answers,
    people_answers,
    tie_answers,
    today_answers,
    understanding_answers,
)
from rapport.records import judging
from rapport.records.models import (
    Actor,
    Agreement,
    Disagreement,
    Operation,
    Relationship,
    Sensitivity,
)
from web.test_every_address import (
    IMPORTS,
    OFFICIALS,
    PEOPLE,
    ROWS,
    address,
    addresses,
    of_elsewhere,
    told_of_the_hidden,
)

ONCE = re.compile(
    r'(name="(csrfmiddlewaretoken|once|seen|words|passphrase)" value=)"[^"]*"'
    r'|"X-CSRFToken": "[^"]+"'
    r'|value="\w{64}"|data-token="\w+"|"at": "[^"]+"'
    r'|name="time" value="[\d:]*"'  # the hour a message would go
    r"|DTSTAMP:\w+|words=[\w-]+"
)
NOT_OF_RECORDS = {"lock", "sessions", "end-session", "sign-out", "unlock", "open", "here"}
"""One's own sessions, and the door."""

OF_EACH = {"person", "brief"}
"""What nearly everything of somebody stands on: opened for each person in every run."""

OF_THE_OFFICE = {"/colleagues/", "/history/", "/phones/"}
"""What the office has in common: who leaves when; that something was exported, never how much;
tokens, and phones. No circle keeps that to itself, and nothing of a circle's records is in it."""

Told = dict[str, tuple[int, str]]


def seen(cast: Cast) -> tuple[dict[str, uuid.UUID], list[Relationship], Actor]:
    """Tell the reader's circle of each kind of row one, and of what we have with a group."""
    of_elsewhere(cast)
    everyone = {**cast.everyone, "outsider": cast.keeper, "beside": cast.reader}
    here = {"circle": cast.elsewhere, "elsewhere": cast.circle, "hidden": cast.kamil}
    told = told_of_the_hidden(replace(cast, **here, everyone=everyone))
    group = Actor.objects.get(pk=told.rows["actor"])
    asking = cast.asking("keeper")
    kept = groups.begin_with_group(asking, actor=group.pk, opened=cast.DAY, terms="Lists stay.").row
    _understand(asking, cast.kamil)
    culture_notes.note_culture(asking, place="heron", topic="taboo", text="Do not point.")
    return told.rows, [cast.kamil, kept], group


def hide(cast: Cast, group: Actor, how: str) -> None:
    """Tell of everything there is in the other circle, or of a severe person of the seen group."""
    if how == "circle":
        told_of_the_hidden(cast)
        both_circles(cast)
        asking, whom = cast.asking("outsider"), cast.hidden
        theirs = Actor.objects.get(circle=cast.elsewhere)
        begun = groups.begin_with_group(asking, actor=theirs.pk, opened=cast.DAY, objective="heron")
        _understand(asking, begun.row)
        actors.say_acceptance(asking, key=theirs.pk, value="hostile", basis="heron")
    else:
        asking = cast.asking("writer")
        severe = {"sensitivity": Sensitivity.SEVERE, "actor": group.pk}
        whom = cast.add("Abu Heron", **severe, days_ago=300)
        cast.meet(200, whom=whom, line="Spoke of the heron.")
        posts.hold_post(asking, post=group.positions.get().pk, relationship=whom.pk)
        _close_and_broken(asking, whom)
    _understand(asking, whom)
    both = cast.asking("writer")
    for one, kind, other in (
        (tied.End(cast.kamil.pk), "trusts", tied.End(whom.pk)),
        (tied.End(whom.pk), "doorkeeper_of", tied.End(cast.kamil.pk)),
        (tied.End(actor=group.pk), "audience_of", tied.End(whom.pk)),
    ):
        tied.note_tie(both, one=one, kind=kind, other=other, note="heron")
    for kept in Agreement.objects.filter(relationship__circle=cast.circle):
        beside = {"role": "guarantor", "note": "heron"}
        agreements.add_party(both, agreement=kept.pk, relationship=whom.pk, **beside)


def _close_and_broken(asking: Any, whom: Relationship) -> None:
    """Tell of a gift, pressure, a boundary check and a breach with its repair."""
    about = {"asking": asking, "relationship": whom.pk}
    gifts.register_gift(**about, kind="gift", way="received", what="The heron", why="A feast.")
    boundaries.check_boundary(**about, outcome="talk")
    boundaries.note_pressure(**about, kind="threat", text="The heron")
    broken = breaches.record_breach(**about, what="The heron", by="us", on=Cast.DAY).row
    repair.take_repair_step(asking, breach=broken.pk, stage="listen", text="Our heron messed up.")
    repair.add_demand(asking, breach=broken.pk, text="The heron")
    repair.note_name(asking, breach=broken.pk, who="The heron", for_what="To be heard")


def _understand(asking: Any, whom: Relationship) -> None:
    """Tell of one person or group all that can be understood of them, as long ago as it ages."""
    about = {"asking": asking, "relationship": whom.pk}
    long_ago = Cast.DAY.replace(year=Cast.DAY.year - 1)
    for kind in ("concern", "misperception", "reasoning", "need", "hook", "avoid"):
        told = {"kind": kind, "text": f"The heron, a {kind}", "on": long_ago}
        note = insights.note_insight(**about, **told, expires=Cast.DAY.replace(year=2030)).row
        if kind == "misperception":
            following.follow_up(asking, key=note.pk, answer="No heron.", on=long_ago)
            following.came_back(asking, key=note.pk)
    for kind in ("agreed_fact", "divergent_norm"):
        understanding.note_ground(**about, kind=kind, text="Where the heron stands")
    disagreement = {"relationship": whom.pk, "text": "The heron road", "on": asking.day}
    sections.note_record(asking, Disagreement, **disagreement)


def opened(rows: dict[str, uuid.UUID], whom: list[Relationship]) -> Iterator[str]:
    """Yield every address there is, for each of these rows, and for these people.

    In the ordinary run the person is asked about at each address, and what we have with the group
    at every second; with --all, and of the pages in OF_EACH, each is opened for each of them.
    """
    of_all = "RAPPORT_TEST_ALL" in os.environ
    for number, name in enumerate(sorted(addresses() - NOT_OF_RECORDS - {*IMPORTS, *OFFICIALS})):
        some = whom if of_all or name in OF_EACH or number % 2 else whom[:1]
        keys = (
            [one.pk for one in some] if name in PEOPLE else [rows[name] if name in ROWS else None]
        )
        yield from (address(name, key or uuid.UUID(int=0)) for key in keys)
    for number, name in enumerate(sorted(_of_the_side_door())):
        for one in whom if of_all or number % 2 else whom[:1]:
            yield from _with_keys(name, one.pk, rows)


def _of_the_side_door() -> set[str]:
    named = {str(one.name) for site in get_resolver().url_patterns for one in site.url_patterns}
    return {name for name in named if name.startswith("api-")}


_OF = {
    "api-actor": "actor",
    "api-gate": "gate",
    **dict.fromkeys(("api-agreement", "api-agreement-words", "api-legal-pack"), "agreement"),
}


def _with_keys(name: str, about: uuid.UUID, rows: dict[str, uuid.UUID]) -> Iterator[str]:
    key = rows[_OF[name]] if name in _OF else about
    known = {
        "key": key,
        "code": "U02",
        "kind": "insight",
        "part": "interpretations",
        "what": "answer",
        "room": "person",
        "name": "person",
    }
    for pattern in get_resolver("rapport.api.urls").reverse_dict.getlist(name):
        (possible, *_) = pattern[0]
        asked = {named: known[named] for named in possible[1]}
        where = "/api/" + reverse(name, urlconf="rapport.api.urls", kwargs=asked).lstrip("/")
        yield f"{where}?of={about}" if name == "api-ties" else where


def pages(client: Any, where: list[str]) -> Told:
    """Return what each of these addresses answers, without what differs each time."""
    answers: Told = {}
    for one in where:
        answer = client.get(one)
        answers[one] = answer.status_code, ONCE.sub("", answer.content.decode())
    for name in ("find", "people", "actors"):
        answer = client.post(reverse(name), {"text": "heron", "words": "heron"}, follow=True)
        answers[f"look for {name}"] = answer.status_code, ONCE.sub("", answer.content.decode())
    answers["palette"] = (
        200,
        ONCE.sub("", client.post("/go-to/", {"text": "heron"}).content.decode()),
    )
    return answers


def prompt(cast: Cast, reader: str, whom: list[Relationship], capsys: Any) -> list[str]:
    """Return what each command that reads says, in words and as JSON."""
    asking = cast.asking(reader)
    capsys.readouterr()
    answer = today(asking, mine=False, at_once=None)
    today_answers.say_today(answer, asking)
    told: list[Any] = [answer, people(asking, wanted=Wanted()), find(asking, "heron")]
    told += [every := every_line(asking, GroupsWanted()), notes := every_culture_note(asking)]
    actor_answers.say_list(every)
    understanding_answers.say_culture(notes)
    for line in every:
        page = told_actor(actor_page(asking, line.key, whole=True))
        actor_answers.show(page)
        told.append(page)
    kept = agreement_list(asking, WantedAgreements())
    told.append(told_list(kept))
    agreement_answers.say_list(kept, asking.day)
    for agreed in kept.lines:
        told.append(told_page(page_of := agreement_page(asking, agreed.key)))
        agreement_answers.show(page_of, asking.day)
        agreement_answers.say_pack(asking, page_of)
    for one in whom:
        told += [on := person(asking, one.pk), ground := common_ground(asking, one.pk)]
        people_answers.show(on, asking.day)
        page_before = brief(before_a_meeting(asking, one.pk))
        print(*brief_answers.brief_lines(page_before, asking.day), sep="\n")
        understanding_answers.say_ground(ground)
        tie_answers.listed(asking, on.header.alias, as_json=False)
    return [capsys.readouterr().out, *(repr(as_told(one)) for one in told)]


@pytest.mark.parametrize(
    ("reader", "how"),
    [
        ("keeper", "severe"),
        pytest.param("keeper", "circle", marks=pytest.mark.long),
        pytest.param("reader", "circle", marks=pytest.mark.long),
        pytest.param("reader", "severe", marks=pytest.mark.long),
    ],
)
def test_with_or_without_what_is_hidden_every_answer_is_alike(
    cast: Cast, browser: Any, capsys: Any, reader: str, how: str
) -> None:
    rows, whom, group = seen(cast)
    judging.rejudge_all(today=cast.DAY)
    client, where = browser(reader), list(opened(rows, whom))
    before = pages(client, where), prompt(cast, reader, whom, capsys)
    assert sum(status == 200 for status, _ in before[0].values()) > 80
    written = Operation.objects.count()
    hide(cast, group, how)
    judging.rejudge_all(today=cast.DAY)
    assert Operation.objects.count() > written + 15
    after = pages(client, where), prompt(cast, reader, whom, capsys)
    common = OF_THE_OFFICE if how == "circle" else set()
    changed = {one for one, answer in before[0].items() if after[0][one] != answer}
    assert changed <= common
    assert not [one for one in common if "heron" in after[0][one][1]]
    assert after[1] == before[1]
    for text in [said for _, said in after[0].values()]:
        assert "Abu Heron" not in text
