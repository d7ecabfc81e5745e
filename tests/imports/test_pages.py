"""A register comes in by the page: upload, say what the columns mean, check, take in, undo."""

import re
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast
from imports.tables.hostile import refused_files, workbook
from rapport.imports.pages.running import RUNNING, Running
from rapport.records.models import Interaction, RegisterImport, Relationship

REGISTER = (
    "alias,met,what,office\n"
    "The harbour master,12/03/2026,Tea on the quay,Port\n"
    "Abu Kamil,14/03/2026,Asked after the road,Brigade\n"
    "The harbour master,15/03/2026,A call,Port\n"
    "Sitt Nadia,31/02/2026,No such day,Clinic\n"
)


def bring(client: Client, data: bytes, name: str = "register.csv") -> Any:
    return client.post("/import/", {"file": SimpleUploadedFile(name, data)})


def columns_said(client: Client, cast: Cast, where: str) -> Any:
    said = {
        "circle": str(cast.circle.pk),
        "sensitivity": "1",
        "date_order": "dmy",
        "calendar": "gregorian",
        "purpose": "engagement",
        "channel": "in_person",
        "column-0": "alias",
        "column-1": "date",
        "column-2": "line",
        "column-3": "actor",
    }
    return client.post(where, said)


def wait_until_done(client: Client, where: str) -> str:
    for _ in range(200):
        text = client.get(where).content.decode()
        if "<progress" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("the import did not end")


@pytest.mark.django_db(transaction=True)
def test_a_register_is_brought_checked_taken_in_and_taken_back(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    brought = bring(client, REGISTER.encode())
    where = brought.headers["Location"]
    page = client.get(where).content.decode()
    assert "The harbour master" in page, "a sample is shown"
    checked = columns_said(client, cast, where)
    check = client.get(checked.headers["Location"]).content.decode()
    assert re.search(r"\b3\b", check)
    assert "Kit Keeper" in check, "it says who will see these people"
    assert not Relationship.objects.filter(counterpart__alias="The harbour master").exists()
    run = client.post(f"{where}run/")
    assert run.status_code == 302
    wait_until_done(client, run.headers["Location"])
    assert Relationship.objects.filter(counterpart__alias="The harbour master").count() == 1
    assert Interaction.objects.filter(line="Asked after the road").count() == 1
    undone = client.post(f"{where}undo/")
    assert undone.status_code == 302
    wait_until_done(client, undone.headers["Location"])
    assert not Relationship.objects.filter(counterpart__alias="The harbour master").exists()
    assert Relationship.objects.filter(counterpart__alias="Abu Kamil").exists()


def test_a_day_that_is_none_is_said_by_its_row(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    check = columns_said(client, cast, where).headers["Location"]
    page = client.get(check).content.decode()
    assert "31/02/2026" not in page or "5" in page
    assert re.search(r"\b5\b", page), "the row's own number in the file"


def test_an_upload_without_a_file_says_so(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/import/", {})
    assert answer.status_code == 422
    assert "No file was chosen." in answer.content.decode()


@pytest.mark.parametrize("name", refused_files())
def test_a_hostile_file_gets_a_plain_sentence_on_the_page(
    cast: Cast, browser: Any, name: str
) -> None:
    data, _code = refused_files()[name]
    began = time.monotonic()
    answer = bring(browser("writer"), data, name)
    assert answer.status_code == 422
    said = re.search(r'class="refused"[^>]*>\s*<p>([^<]+)</p>', answer.content.decode())
    assert said is not None
    assert said[1].strip().endswith(".")
    assert "Traceback" not in answer.content.decode()
    assert time.monotonic() - began < 25
    assert not RegisterImport.objects.exists()


def test_a_workbook_comes_in_like_a_text_file(cast: Cast, browser: Any) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>alias</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>The ferryman</t></is></c></row>'
    )
    answer = bring(browser("writer"), workbook(rows), "people.xlsx")
    assert answer.status_code == 302
    page = browser("writer").get(answer.headers["Location"]).content.decode()
    assert "The ferryman" in page


def test_a_file_that_is_too_large_is_told_so(cast: Cast, browser: Any) -> None:
    answer = bring(browser("writer"), b"alias\n" + b"x" * (21 * 1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()


DAYS = "name,met\nAbu Salim,2026-02-01\nAbu Nadir,2026-13-45\n"


def test_where_days_can_be_read_two_ways_the_page_asks_at_the_question_itself(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    where = bring(client, DAYS.encode()).headers["Location"]
    said = {"circle": str(cast.circle.pk), "sensitivity": "1", "calendar": "gregorian",
            "purpose": "engagement", "channel": "in_person",
            "column-0": "alias", "column-1": "date"}  # fmt: skip
    answer = client.post(where, said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_date_order_error"' in page
    assert page.index('name="date_order"') < page.index('name="column-0"'), "before all else"
    assert client.post(where, {**said, "date_order": "ymd"}).status_code == 302


def test_what_is_in_the_way_of_a_check_is_said_where_it_can_be_changed(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    where = bring(client, DAYS.encode()).headers["Location"]
    answer = client.get(f"{where}check/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="refused"' in page
    assert f'action="{where}"' in page, "the columns can be named again from here"


def test_an_import_that_failed_can_be_begun_again(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    columns_said(client, cast, where)
    RegisterImport.objects.update(state="failed", report={"trouble": "It did not work out."})
    progress = client.get(f"{where}progress/").content.decode()
    assert "It did not work out." in progress
    assert f'href="{where}"' in progress
    assert client.get(where).status_code == 200


def test_a_page_that_watches_an_import_gets_only_the_bar_and_then_all_of_it(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    key = RegisterImport.objects.get().pk
    RUNNING[key] = Running(done=3, total=4)
    try:
        page = client.get(f"{where}progress/").content.decode()
        assert 'http-equiv="refresh"' in page, "without scripts the page looks again by itself"
        assert f'action="{where}stop/"' in page
        bar = client.get(f"{where}progress/", headers={"HX-Request": "true"}).content.decode()
        assert "3 of 4 rows" in bar
        assert "<html" not in bar
    finally:
        del RUNNING[key]
    ended = client.get(f"{where}progress/", headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true"
