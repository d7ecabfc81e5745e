"""A register of officials by the page: upload, columns, check, answers, import, undo."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast
from imports.tables.hostile import refused_files
from rapport.actions import actors, people, posts
from rapport.records.models import Actor, Operation, Position, RegisterImport, Tenure

REGISTER = (
    "Ministry,Office held,Name,Appointed,Left,Reason\n"
    "Ministry of Health,Minister,Anna Petrov,01/02/2010,03/04/2014,retired\n"
    "Ministère de la Santé,Ministre,Samir Haddad,03/04/2014,,\n"
    "Ministry of Health,Director of Permits,Omar Faris,2019,,\n"
    "Ministry of Health,Director of Permits,Layla Khoury,2018,2022,\n"
    "Ministry of Health,Spokesman,Nadia Saad,31/02/2019,,\n"
)


def bring(
    client: Client, data: bytes = REGISTER.encode(), name: str = "o.csv", **asked: str
) -> Any:
    return client.post(
        "/import/officials/", {"file": SimpleUploadedFile(name, data)}, query_params=asked
    )


def columns(cast: Cast, **changes: str) -> dict[str, str]:
    said = {
        "circle": str(cast.circle.pk),
        "group": "",
        "sensitivity": "1",
        "date_order": "dmy",
        "calendar": "gregorian",
        "names_shown": "on",
        "column-0": "group",
        "column-1": "post",
        "column-2": "person",
        "column-3": "since",
        "column-4": "until",
        "column-5": "why_ended",
    }
    return said | changes


def staged(cast: Cast, client: Client, data: bytes = REGISTER.encode()) -> str:
    where: str = bring(client, data).headers["Location"]
    assert client.post(where, columns(cast)).headers["Location"] == f"{where}check/"
    return where


def test_the_columns_are_guessed_and_names_are_confirmed_before_anything(cast, browser):
    client = browser("writer")
    where = bring(client).headers["Location"]
    page = client.get(where).content.decode()
    chosen = re.findall(r'<option value="(\w+)" selected>', page)
    assert {"group", "post", "person", "since", "until", "why_ended"} <= set(chosen)
    assert "Anna Petrov" in page
    unsaid = client.post(where, {**columns(cast), "names_shown": ""})
    assert unsaid.status_code == 422
    assert "may be read by the whole circle" in unsaid.content.decode()


def test_it_is_checked_answered_imported_and_undone(cast, browser):
    client = browser("writer")
    operations = Operation.objects.count()
    where = staged(cast, client)
    page = client.get(f"{where}check/").content.decode()
    assert Operation.objects.count() == operations
    assert "Several at a time" in page
    assert "the date does not exist" in page.lower()
    assert "Kit Keeper" in page, "it says who will see these people"
    answer = {"question": "post 4", "answer post 4": "together", "import": "1"}
    done = client.post(f"{where}check/", answer)
    assert done.headers["Location"] == f"{where}done/"
    assert "Undo the whole import" in client.get(f"{where}done/").content.decode()
    assert Tenure.objects.filter(position__title="Director of Permits").count() == 2
    assert Position.objects.filter(title="Minister").count() == 1
    group = Actor.objects.get(names__0="Ministry of Health")
    shown = client.get(f"/actors/{group.pk}/").content.decode()
    assert "known by name only" in shown
    assert "after <bdi>Anna Petrov</bdi>" in shown
    client.post(f"{where}undo/")
    assert not Actor.objects.filter(pk=group.pk).exists()
    assert RegisterImport.objects.get().state == "undone"


def test_what_waits_for_an_answer_is_left_out_and_said(cast, browser):
    client = browser("writer")
    where = staged(cast, client)
    client.post(f"{where}check/", {"import": "1"})
    assert not Position.objects.filter(title="Director of Permits").exists()
    assert RegisterImport.objects.get().report["waiting"] == 2


def test_twice_pressed_imports_once(cast, browser):
    client = browser("writer")
    where = staged(cast, client)
    for _ in range(2):
        client.post(f"{where}check/", {"import": "1"})
    assert Actor.objects.filter(names__0="Ministry of Health").count() == 1


def test_an_undo_that_something_stands_on_says_so(cast, browser):
    client = browser("writer")
    where = staged(cast, client)
    client.post(f"{where}check/", {"import": "1"})
    group = Actor.objects.get(names__0="Ministry of Health")
    posts.add_post(cast.asking("writer"), actor=group.pk, title="Adviser")
    client.post(f"{where}undo/")
    page = client.get(f"{where}done/").content.decode()
    assert Actor.objects.filter(pk=group.pk).exists()
    assert 'role="alert"' in page


def test_from_the_page_of_a_group_the_file_is_about_it(cast, browser):
    client = browser("writer")
    group = actors.add_actor(cast.asking("writer"), name="The port", circle=cast.circle.pk).row
    page = client.get(f"/actors/{group.pk}/").content.decode()
    assert f"/import/officials/?group={group.pk}" in page
    data = b"Office held,Name,Since\nHarbour master,Omar Faris,2019\n"
    where = bring(client, data, group=str(group.pk)).headers["Location"]
    said = columns(cast, group=str(group.pk))
    said |= {"column-0": "post", "column-1": "person", "column-2": "since"}
    client.post(where, {k: v for k, v in said.items() if k not in ("date_order", "calendar")})
    client.post(f"{where}check/", {"import": "1"})
    assert Position.objects.get(title="Harbour master").actor == group
    page = client.get(f"/actors/{group.pk}/").content.decode()
    assert "Omar Faris" in page
    assert re.search(r"since\s+(<[^>]+>)?2019", page), "the year alone"


def test_a_name_that_is_somebody_we_know_is_chosen_on_the_page(cast, browser):
    who = cast.add("The harbour master")
    people.seal_name(cast.asking("writer"), key=who.counterpart_id, name="Samir Hadad")
    client = browser("writer")
    where = staged(cast, client)
    page = client.get(f"{where}check/").content.decode()
    assert "The harbour master" in page
    key = re.search(r'name="person" value="([^"]+)"', page)
    assert key
    client.post(
        f"{where}check/",
        {"person": key[1], f"person {key[1]}": str(who.pk), "import": "1"},
    )
    assert Tenure.objects.get(counterpart=who.counterpart).position.title == "Minister"


def test_of_a_name_one_says_later_who_it_is(cast, browser):
    client = browser("writer")
    where = staged(cast, client)
    client.post(f"{where}check/", {"import": "1"})
    tenure = Tenure.objects.get(named="Samir Haddad")
    answer = client.post(f"/held/{tenure.pk}/who/", {"who": cast.kamil.counterpart.alias})
    assert answer.status_code == 302, answer.content.decode()
    tenure.refresh_from_db()
    assert (tenure.counterpart, tenure.named) == (cast.kamil.counterpart, "")


HOSTILE = ("binary.csv", "wide.csv", "picture.csv", "one-cell.csv")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(cast, browser, name):
    data, _ = refused_files()[name]
    answer = bring(browser("writer"), data, name)
    assert answer.status_code == 422
    assert not RegisterImport.objects.exists()


def test_a_register_of_contacts_is_no_register_of_officials(cast, browser):
    client = browser("writer")
    where = bring(client).headers["Location"]
    key = where.strip("/").rpartition("/")[2]
    for address in (f"/import/{key}/", f"/import/{key}/check/", f"/import/{key}/progress/"):
        assert client.get(address).status_code == 404
    for who in ("keeper", "reader", "outsider"):
        assert browser(who).get(where).status_code == 404
