"""Pages of phones: what is received and confirmed there, and nothing that is another's."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from actions.test_phones import LOG, Pocket
from cast import asked_by
from phone_files import file_of, in_letters
from rapport.actions import phone_words, phones
from rapport.formats.qr_reading import texts_in
from rapport.imports.sandbox import translate
from rapport.records.models import Interaction, Phone, PhoneLog
from rapport.records.phones import office_key
from rapport.vault import phone_seal


@pytest.fixture
def pocket(cast):
    """Return a phone of the writer's that is claimed, and has sent nothing."""
    asking = asked_by(cast.who("writer"))
    phones.ask_for_a_phone(asking)
    phone = Pocket(bytes(office_key().public))
    phones.receive([phone.introduction()], now=asking.now, day=asking.day)
    ends = asking.day + timedelta(days=30)
    phones.claim_phone(asking, digits=phone.digits(), ends=ends)
    return phone


def sent(phone, *records):
    """Send as the page does: nobody is signed in."""
    body = file_of([one.whole for one in records])
    return Client(SERVER_NAME="127.0.0.1").post(
        "/phone/1/logs", body, content_type="application/octet-stream"
    )


@pytest.fixture
def on_that_day(cast, monkeypatch):
    """Let the moment of phones be that of the cast."""
    asking = asked_by(cast.who("writer"))
    monkeypatch.setattr(
        "rapport.web.phone_page.this_moment", lambda: (asking.now, asking.day), raising=True
    )


def test_what_is_sent_is_confirmed_with_a_mac_and_without_a_cookie(pocket, on_that_day):
    record = pocket.record(1)
    answer = sent(pocket, record)
    said = json.loads(answer.json()["said"])
    assert said["kept"] == [1]
    assert not answer.cookies
    assert sent(pocket, record).status_code == 200
    assert PhoneLog.objects.filter(number=1).count() == 1


def test_what_is_no_record_is_refused_with_a_code_alone(pocket, on_that_day):
    stranger = Pocket(pocket.public)
    assert sent(stranger, stranger.record(1)).json() == {"code": "unknown"}
    nonsense = Client(SERVER_NAME="127.0.0.1").post(
        "/phone/1/logs", b"nonsense", content_type="application/octet-stream"
    )
    assert (nonsense.status_code, nonsense.json()) == (409, {"code": "altered"})


def test_a_log_is_confirmed_by_its_own_date_and_leaves_the_inbox(
    cast, browser, pocket, on_that_day
):
    sent(pocket, pocket.record(1))
    key = PhoneLog.objects.get(number=1).pk
    client = browser("writer")
    assert LOG["line"] in client.get("/phones/logs/").content.decode()
    page = client.get(f"/log/?phone={key}&who={cast.kamil.pk}").content.decode()
    assert LOG["line"] in page
    before = Interaction.objects.count()
    told = {"who": cast.kamil.pk, "save": "1", "phone": key, "on": LOG["on"], "line": LOG["line"],
            "channel": "phone", "purpose": "courtesy", "asked": "no"}  # fmt: skip
    assert client.post("/log/", told).status_code == 302
    made = Interaction.objects.get(line=LOG["line"])
    assert (Interaction.objects.count(), str(made.on)) == (before + 1, LOG["on"])
    assert LOG["line"] not in client.get("/phones/logs/").content.decode()
    assert client.post("/log/", told).status_code == 404


def test_one_meeting_from_two_phones_and_a_laptop_stands_side_by_side(
    cast, browser, pocket, on_that_day
):
    cast.meet(2, by="writer", line="Written at the laptop.", channel="phone")
    other = Pocket(pocket.public)
    asking = asked_by(cast.who("keeper"))
    phones.ask_for_a_phone(asking)
    phones.receive([other.introduction()], now=asking.now, day=asking.day)
    phones.claim_phone(asking, digits=other.digits(), ends=asking.day)
    sent(pocket, pocket.record(1))
    sent(other, other.record(1, {**LOG, "line": "From the second phone."}))
    before = Interaction.objects.values_list("pk", "line", "revised")
    stood = sorted(before)
    for name, line in (("writer", LOG["line"]), ("keeper", "From the second phone.")):
        page = browser(name).get("/phones/logs/").content.decode()
        assert line in page
        assert "Written at the laptop." in page
    log = PhoneLog.objects.get(number=1, phone__device=pocket.device)
    there = Interaction.objects.get(line="Written at the laptop.")
    said = {"contact": there.pk}
    assert browser("writer").post(f"/phones/logs/{log.pk}/same/", said).status_code == 302
    assert sorted(before.all()) == stood
    assert LOG["line"] not in browser("writer").get("/phones/logs/").content.decode()


def test_today_tells_of_what_waited_for_fourteen_days(cast, browser, pocket):
    long_ago = asked_by(cast.who("writer"), 14)
    phones.receive([pocket.record(1)], now=long_ago.now, day=long_ago.day)
    assert "1 log from a phone has waited" in browser("writer").get("/").content.decode()
    assert "from a phone" not in browser("keeper").get("/").content.decode()


def test_a_file_is_received_and_answered_with_a_code(cast, browser, pocket, on_that_day):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = file_of([pocket.record(1).whole, pocket.record(2).whole])
    file = SimpleUploadedFile("log.bin", data)
    page = browser("writer").post("/phones/receive/", {"file": file}).content.decode()
    assert "2 new logs." in page
    assert "2-" in page
    cut = SimpleUploadedFile("log.bin", data[:-1])
    assert browser("writer").post("/phones/receive/", {"file": cut}).status_code == 422


def test_a_code_is_read_in_the_child(pocket):
    import zxingcpp

    record = pocket.record(1)
    code = zxingcpp.create_barcode(
        in_letters(record.whole), zxingcpp.BarcodeFormat.QRCode, ec_level="Q"
    )
    view = memoryview(code.to_image(scale=3, add_quiet_zones=True))
    height, width = view.shape
    points = bytes(view[y, x] for y in range(height) for x in range(width))
    assert texts_in(points, width, height) == [in_letters(record.whole)]
    wish = {"width": width, "height": height}
    read = "rapport.imports.tables.phone_code:read_codes"
    assert [frame["record"] for frame in translate(read, points, wish)] == [record.whole.hex()]


def test_whoever_may_not_see_somebody_is_told_nothing_of_them(cast, browser, pocket, on_that_day):
    """A log that names somebody of another circle reads as if they were not there."""
    sent(pocket, pocket.record(1, {**LOG, "who": "Umm Sahar"}))
    before = browser("writer").get("/phones/logs/").content
    key = PhoneLog.objects.get(number=1).pk
    filled = browser("writer").get(f"/log/?phone={key}").content
    cast.hidden.delete()
    assert _plain(browser("writer").get("/phones/logs/").content) == _plain(before)
    assert _plain(browser("writer").get(f"/log/?phone={key}").content) == _plain(filled)


def _plain(page):
    import re

    return re.sub(
        rb'name="(csrfmiddlewaretoken|once)" value="[^"]+"|"X-CSRFToken": "[^"]+"', b"", page
    )


def test_a_phone_that_was_stopped_can_still_be_marked_as_lost(cast, browser, pocket, on_that_day):
    sent(pocket, pocket.record(1))
    phone, client = Phone.objects.get(device=pocket.device), browser("writer")
    where = f"/phones/{phone.pk}/stop/"
    assert client.post(where, {"on": "2026-03-16"}).status_code == 302
    phone.refresh_from_db()
    assert (phone.stopped is not None, phone.lost_from) == (True, None)
    stopped = phone.stopped
    assert "Mark as lost" in client.get("/phones/").content.decode()
    page = client.get(where).content.decode()
    assert 'name="lost"' not in page
    assert client.post(where, {"on": "2026-03-10", "at": "09:00"}).status_code == 302
    phone.refresh_from_db()
    assert phone.stopped == stopped
    assert timezone.localtime(phone.lost_from).isoformat()[:16] == "2026-03-10T09:00"
    assert "somebody else may have written it" in client.get("/phones/logs/").content.decode()
    assert "Change since when it was lost" in client.get("/phones/").content.decode()


def test_what_was_marked_as_the_same_is_listed_and_waits_again(cast, browser, pocket, on_that_day):
    there = cast.meet(2, by="writer", line="Written at the laptop.")
    sent(pocket, pocket.record(1, {**LOG, "written": "2026-03-14T09:05"}))
    key, client = PhoneLog.objects.get(number=1).pk, browser("writer")
    page = client.get("/phones/logs/").content.decode()
    assert page.index("written") < page.index("arrived")
    client.post(f"/phones/logs/{key}/same/", {"contact": there.pk})
    page = client.get("/phones/logs/").content.decode()
    assert "the same as a contact" in page
    assert LOG["line"] not in page
    assert client.post(f"/phones/logs/{key}/back/").status_code == 302
    assert LOG["line"] in client.get("/phones/logs/").content.decode()


def asked_for_words(phone, *, key=None, length=24):
    """Ask for words as the page does when it has nothing to send."""
    body = (phone.device + b"n" * 16)[:length]
    whole = body + phone_seal.mac_of_question(key or phone.key, body)
    return Client(SERVER_NAME="127.0.0.1").post(
        "/phone/1/words", whole, content_type="application/octet-stream"
    )


def test_a_phone_that_sends_nothing_still_hears_which_words_there_are(cast, pocket, on_that_day):
    asking = asked_by(cast.who("writer"))
    until = asking.day + timedelta(days=5)
    before = PhoneLog.objects.count()
    for words in ([("Tea", cast.kamil.pk)], []):
        phone_words.write_trip_words(asking, words=words, until=until)
        answer = asked_for_words(pocket)
        said = json.loads(answer.json()["said"])
        assert (said["kept"], said["words"]) == ([], [word for word, _ in words])
        trace = phone_seal.mac_of_answer(pocket.key, pocket.device, answer.json()["said"].encode())
        assert answer.json()["mac"] == trace
        assert not answer.cookies
    assert PhoneLog.objects.count() == before
    assert asked_for_words(pocket, key=bytes(32)).json() == {"code": "altered"}
    assert asked_for_words(pocket, length=20).json() == {"code": "altered"}
    assert asked_for_words(Pocket(pocket.public)).json() == {"code": "unknown"}
    phone = Phone.objects.get(device=pocket.device)
    phones.stop_phone(asking, key=phone.pk)
    assert asked_for_words(pocket).json() == {"code": "stopped"}
