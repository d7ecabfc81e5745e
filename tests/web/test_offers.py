"""The pages of an offer to lead, and of lists that are empty."""

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import commitments, relationships, team
from rapport.records.models import Holder, Relationship


@pytest.fixture
def offered(cast: Cast):
    commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, text="Chalk.", due=cast.DAY
    )
    relationships.set_lead(cast.asking("writer"), key=cast.kamil.pk, lead=cast.keeper.pk)


def where(cast, name):
    return reverse(name, args=[cast.kamil.pk])


def kamil(cast):
    return Relationship.objects.get(pk=cast.kamil.pk)


def test_it_is_accepted_from_today_with_one_tap_and_undone(cast: Cast, browser, offered):
    client = browser("keeper")
    page = client.get("/").content.decode()
    assert "Waiting for you" in page
    assert where(cast, "accept-lead") in page
    answer = client.post(where(cast, "accept-lead"))
    assert answer.status_code == 302
    assert kamil(cast).lead == cast.keeper
    assert "Waiting for" not in client.get("/").content.decode()


def test_the_other_reads_that_it_waits_and_why_it_was_declined(cast: Cast, browser, offered):
    client = browser("writer")
    page = client.get("/").content.decode()
    assert "Waiting for <bdi>Kit Keeper</bdi> to accept the lead." in page
    assert "Chalk" in page
    client = browser("keeper")
    assert client.post(where(cast, "decline-lead"), {"reason": ""}).status_code == 422
    client.post(where(cast, "decline-lead"), {"reason": "On leave until May."})
    client = browser("writer")
    page = client.get("/").content.decode()
    assert "On leave until May." in page
    assert kamil(cast).lead == cast.writer


def test_it_is_withdrawn_on_the_page_of_the_person(cast: Cast, browser, offered):
    client = browser("writer")
    assert where(cast, "withdraw-offer") in client.get(where(cast, "person")).content.decode()
    client.post(where(cast, "withdraw-offer"))
    assert not Holder.objects.waiting()


@pytest.mark.parametrize("name", ["accept-lead", "decline-lead"])
def test_only_whom_it_waits_for_has_a_page_to_answer_it(cast: Cast, browser, offered, name):
    for who, status in (("keeper", 200), ("writer", 404), ("outsider", 404)):
        assert browser(who).get(where(cast, name)).status_code == status


def test_an_empty_list_of_colleagues_says_how_to_fill_it(cast: Cast, browser):
    for who in (cast.writer, cast.reader):
        team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=who.pk)
    relationships.set_lead(cast.asking("keeper"), key=cast.kamil.pk, lead=cast.keeper.pk)
    client = browser("keeper")
    page = client.get(where(cast, "holders")).content.decode()
    assert "You are alone in the circle Talks." in page
    assert reverse("admit", args=[cast.circle.pk]) in page
    assert reverse("add-colleague") in page
    backup = page[page.index('name="backup"') :].split("</select>")[0]
    assert str(cast.keeper.pk) not in backup


def test_a_circle_is_added_in_the_browser(cast: Cast, browser):
    client = browser("writer")
    client.post(reverse("open-circle"), {"name": "Road talks"})
    assert "Road talks" in client.get(reverse("colleagues")).content.decode()
