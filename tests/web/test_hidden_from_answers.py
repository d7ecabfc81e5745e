"""What a reader cannot see changes nothing: in a picture, a file of it, an API or prompt answer."""

import secrets

import pytest
from django.db import transaction

from briefings.test_network_map import KINDS, world
from cast import Cast, asked_by
from rapport.briefings import network_answers, network_picture
from rapport.briefings.introductions import introduction_page
from rapport.cli import dependence_answers
from rapport.exchange.exports.others.network_picture import gather
from rapport.records.models import Colleague, Gate, Relationship, Store

WHO = ("writer", "keeper", "reader", "outsider")


def pictures(me):
    """Return every picture that a reader gets, with each colleague taken away, and its files."""
    asking = asked_by(me)
    network_answers.forget_all()
    people = sorted(Relationship.objects.visible_to(me).values_list("pk", flat=True))
    gates = sorted(Gate.objects.visible_to(me).values_list("pk", flat=True))
    gone = [[("colleague", one.pk)] for one in Colleague.objects.order_by("pk")]
    return [
        [network_picture.around(asking, key) for key in people],
        [network_picture.ways_to_gate(asking, key, one) for key in gates for one in ([], *gone)],
        [network_picture.whole(asking, gone=one) for one in ([], *gone)],
        [list(gather(asking, {"gate": str(key)})) for key in gates],
        list(gather(asking, {})),
    ]


def pages(me, browser, people, gates):
    """Return the pages of pictures as they are sent, but for what differs with every answer."""
    addresses = [f"/people/{key}/picture/" for key in people]
    addresses += [f"/gates/{key}/picture/" for key in gates]
    sent = []
    for address in (*addresses, "/dependence/picture/"):
        page = browser.get(address).content.decode()
        sent.append(page.split('<article class="page picture-page">')[1].split("</article>")[0])
    return sent


def told(me, browser, capsys):
    """Return every answer of the API and at a prompt."""
    network_answers.forget_all()
    people = sorted(Relationship.objects.visible_to(me).values_list("pk", flat=True))
    gates = sorted(Gate.objects.visible_to(me).values_list("pk", flat=True))
    whom = [f"?without=colleague:{one.pk}" for one in Colleague.objects.order_by("pk")]
    addresses = [f"/api/people/{key}/introduction/" for key in people]
    addresses += [f"/api/gates/{key}/dependence/" for key in gates]
    addresses += [f"/api/dependence/{one}" for one in ("", *whom)]
    answers = [browser.get(address).json() for address in addresses]
    for one in answers:
        if one is not None:
            one.pop("at", None)
    asking = asked_by(me)
    for key in people:
        dependence_answers.say_ways(introduction_page(asking, key))
    dependence_answers.say_dependence(dependence_answers.found(asking, ""))
    at_prompt = capsys.readouterr().out
    return [answers, at_prompt, pages(me, browser, people, gates)]


def unchanged(cast, answers):
    """Return how many rows went that a reader cannot see; their answers are to be the same."""
    gone = 0
    for name in WHO:
        before = answers(name)
        me = cast.who(name)
        with transaction.atomic():
            for kind in KINDS:
                hidden = kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk"))
                keys = list(hidden.values_list("pk", flat=True))
                gone += kind.objects.filter(pk__in=keys).delete()[0]
            Store.objects.update(head=secrets.token_bytes(32))  # no answer that was kept is read
            after = answers(name)
            transaction.set_rollback(True)
        assert before == after
    return gone


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_of_pictures(cast: Cast, seed):
    world(cast, seed)
    assert unchanged(cast, lambda name: pictures(cast.who(name))) > 20


@pytest.mark.parametrize("seed", [2, pytest.param(3, marks=pytest.mark.long)])
def test_of_the_api_the_prompt_and_the_pages(cast: Cast, browser, capsys, seed):
    world(cast, seed)
    assert unchanged(cast, lambda name: told(cast.who(name), browser(name), capsys)) > 20
