"""A register comes in by the page: upload, say what the columns mean, check, take in, undo."""

import re
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from cast import Cast
from imports.register import wait_until_done
from imports.tables.hostile import refused_files, workbook
from rapport.imports import at_work
from rapport.imports.at_work import Running
from rapport.records.models import Interaction, Operation, RegisterImport, Relationship

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
    said = re.search(r'class="note stop[^"]*"[^>]*>\s*<p>([^<]+)</p>', answer.content.decode())
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
            "purpose": "engagement", "channel": "in_person", "names_shown": "on",
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
    assert 'class="note stop' in page
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
    at_work.HERE[key] = Running(done=3, total=4)
    try:
        page = client.get(f"{where}progress/").content.decode()
        assert 'http-equiv="refresh"' in page, "without scripts the page looks again by itself"
        assert f'action="{where}stop/"' in page
        bar = client.get(f"{where}progress/", headers={"HX-Request": "true"}).content.decode()
        assert "3 of 4 rows" in bar
        assert "<html" not in bar
    finally:
        del at_work.HERE[key]
    ended = client.get(f"{where}progress/", headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true"


@pytest.mark.django_db(transaction=True)
def test_an_import_started_six_times_at_once_is_imported_once(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    columns_said(client, cast, where)
    together = threading.Barrier(6)

    def start() -> None:
        other = browser("writer")
        together.wait(30)
        other.post(f"{where}run/")
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until_done(client, f"{where}progress/")
    assert Relationship.objects.filter(counterpart__alias="The harbour master").count() == 1
    imported = Operation.objects.filter(verb="import_register")
    assert imported.values("change_set").distinct().count() == 1


def test_an_import_claimed_elsewhere_is_not_started_here(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    columns_said(client, cast, where)
    upload = RegisterImport.objects.get()
    assert at_work.claim(upload, Running())
    at_work.HERE.clear()
    upload.refresh_from_db()
    claimed = at_work.claim(upload, Running())
    at_work.HERE.clear()
    # On a laptop no other process can hold it: whoever claimed it has ended.
    assert claimed is not settings.IS_TEAM


@pytest.mark.skipif(not settings.IS_TEAM, reason="A laptop's store has one process.")
def test_another_worker_sees_how_far_an_import_is_and_stops_it(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    RegisterImport.objects.update(
        state="running", beat=timezone.now(), progress=3, total=4, stop_asked=False
    )
    assert "3 of 4 rows" in client.get(f"{where}progress/").content.decode()
    client.post(f"{where}stop/")
    assert RegisterImport.objects.get().stop_asked
    RegisterImport.objects.update(beat=timezone.now() - timedelta(minutes=2))
    assert "<progress" not in client.get(f"{where}progress/").content.decode()


@pytest.mark.skipif(not settings.IS_TEAM, reason="A laptop's store has one process.")
@pytest.mark.django_db(transaction=True)
def test_whoever_is_at_work_hears_that_another_worker_asks_to_stop(
    cast: Cast, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "_EVERY", 0.05)
    bring(browser("writer"), REGISTER.encode())
    upload, running = RegisterImport.objects.get(), Running(done=2, total=4)
    assert at_work.claim(upload, running)
    with at_work.at_work(upload, running):
        RegisterImport.objects.update(stop_asked=True)
        assert running.stop.wait(30)
    upload.refresh_from_db()
    assert upload.progress == 2


def test_an_import_whose_process_has_ended_can_be_begun_again(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    where = bring(client, REGISTER.encode()).headers["Location"]
    columns_said(client, cast, where)
    long_ago = timezone.now() - timedelta(hours=1)
    RegisterImport.objects.update(state="running", beat=long_ago)
    assert "stopped, nothing imported" in client.get(f"{where}progress/").content.decode()
    assert at_work.claim(RegisterImport.objects.get(), Running())
    at_work.HERE.clear()
