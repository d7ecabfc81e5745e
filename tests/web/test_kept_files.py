"""The pages of a file behind what shows an agreement."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.test_kept_files import PICTURE, noted
from cast import Cast
from rapport.actions import kept_files
from rapport.records.models import KeptFile


def sent(data=PICTURE, **said):
    return {"file": SimpleUploadedFile("thumb.png", data), **said}


def test_without_leave_only_the_fingerprint_is_offered_and_noted(cast: Cast, browser):
    evidence, client = noted(cast), browser("writer")
    page = client.get(f"/agreements/kept/{evidence.pk}/file/").content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert "Keep an encrypted copy here" not in page
    # Whoever ticks it all the same is not heard.
    answer = client.post(f"/agreements/kept/{evidence.pk}/file/", sent(seal="on"))
    assert answer.status_code == 302
    evidence.refresh_from_db()
    assert evidence.fingerprint == hashlib.sha256(PICTURE).hexdigest()
    assert not KeptFile.objects.exists()


@pytest.fixture
def address(cast: Cast, browser) -> str:
    kept_files.set_keeping_files(cast.asking("keeper"), keeps_files=True)
    address = f"/agreements/kept/{noted(cast).pk}/file/"
    assert "Keep an encrypted copy here" in browser("writer").get(address).content.decode()
    assert browser("writer").post(address, sent(seal="on")).status_code == 302
    return address


def test_a_sealed_copy_is_opened_on_a_page_of_its_own_and_kept_in_no_cache(
    cast: Cast, browser, address: str
):
    page = browser("reader").get(f"{address}open/").content.decode()
    assert f'src="{address}bytes/"' in page
    assert "Remove the copy" not in page
    data = browser("reader").get(f"{address}bytes/")
    assert data.content == PICTURE
    assert data["Content-Type"] == "image/png"
    assert data["Cache-Control"] == "no-store"
    assert data["X-Content-Type-Options"] == "nosniff"
    assert browser("outsider").get(f"{address}bytes/").status_code == 404


def test_a_text_is_shown_as_text_whatever_it_says(cast: Cast, browser):
    kept_files.set_keeping_files(cast.asking("keeper"), keeps_files=True)
    address = f"/agreements/kept/{noted(cast).pk}/file/"
    browser("writer").post(address, sent(b"<script>alert()</script>", seal="on"))
    page = browser("writer").get(f"{address}open/").content.decode()
    assert "&lt;script&gt;alert()" in page
    assert browser("writer").get(f"{address}bytes/")["Content-Type"].startswith("text/plain")


def test_what_cannot_be_kept_is_refused_in_the_form(cast: Cast, browser):
    kept_files.set_keeping_files(cast.asking("keeper"), keeps_files=True)
    address = f"/agreements/kept/{noted(cast).pk}/file/"
    answer = browser("writer").post(address, sent(b"MZ\x00", seal="on"))
    assert answer.status_code == 422
    assert "plain text are kept here" in answer.content.decode()
    assert browser("writer").post(address, {}).status_code == 422


def test_removed_it_is_gone(cast: Cast, browser, address: str):
    assert browser("writer").post(f"{address}remove/").status_code == 302
    assert browser("writer").get(f"{address}open/").status_code == 404
    assert not KeptFile.objects.exists()


def test_only_those_who_set_the_rules_choose_whether_files_are_kept(cast: Cast, browser):
    assert browser("reader").get("/office/files/").status_code == 404
    assert browser("keeper").get("/office/files/").status_code == 200


def test_bytes_asked_for_without_their_page_count_as_reading_of_that_person(
    cast: Cast, browser, address: str
):
    office = cast.writer.office
    type(office).objects.filter(pk=office.pk).update(reads_an_hour=1, reads_a_day=1)
    reader = browser("reader")
    # Two others were read about in the last hour: one more needs a reason.
    for name in ("Salma", "Umm Nour"):
        reader.get(f"/people/{cast.add(name).pk}/")
    assert reader.get(f"{address}bytes/").status_code == 303
