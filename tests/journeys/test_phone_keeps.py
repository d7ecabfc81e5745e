"""What a phone holds goes only when the office has it, or its owner erases it."""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.page_alone import PageAlone
from journeys.phone_pocket import SAVE, confirm_up_to, enrolled, keys_of, opened, queued, reads
from rapport.formats.phone_records import MAGIC, records_in
from rapport.vault import phone_seal


@pytest.fixture(scope="module")
def office() -> tuple[bytes, bytes]:
    return phone_seal.new_office_key()


@pytest.fixture
def alone() -> Iterator[PageAlone]:
    with PageAlone() as served:
        yield served


@pytest.fixture
def phone(engine: Any) -> Iterator[Any]:
    context = engine.new_context(viewport={"width": 360, "height": 780})
    yield context
    context.close()


def emptied(phone: Any, page: Any, address: str, how: str) -> Any:
    """Take away what the browser's database holds while no page is open; return a new page."""
    page.close()
    beside = phone.new_page()
    beside.goto(f"{address}/phone/icon.svg")
    beside.evaluate(how)
    beside.close()
    page = opened(phone, f"{address}/phone/")
    page.locator("#log").wait_for()
    return page


ALL_OF_IT = """() => new Promise((ok, no) => {
    const asked = indexedDB.deleteDatabase('rapport-phone');
    asked.onsuccess = ok;
    asked.onerror = asked.onblocked = no;
})"""
SOME_OF_IT = """() => new Promise((ok) => {
    indexedDB.open('rapport-phone').onsuccess = ({ target: { result: base } }) => {
        const work = base.transaction(['self', 'records'], 'readwrite');
        work.objectStore('records').delete(4);
        work.objectStore('records').delete(3);
        work.objectStore('self').get('self').onsuccess = ({ target }) =>
            work.objectStore('self').put({ ...target.result, next: 3 }, 'self');
        work.oncomplete = () => { base.close(); ok(); };
    };
})"""


@pytest.mark.parametrize(
    ("how", "digits"),
    [(ALL_OF_IT, "٠١٢٣٤٥٦٧٨٩"), (SOME_OF_IT, "۰۱۲۳۴۵۶۷۸۹")],
    ids=["all", "the newest"],
)
def test_what_the_browser_lost_comes_back_once_and_what_the_office_has_does_not(
    phone: Any, alone: PageAlone, office: Any, how: str, digits: str
) -> None:
    page = enrolled(phone, alone.address, office[1])
    page.evaluate(SAVE, [0, 4])
    before = [one.whole for one in queued(page)]
    page = emptied(phone, page, alone.address, how)
    assert [one.whole for one in queued(page)] == before
    page.evaluate(SAVE, [4, 5])
    assert [one.number for one in queued(page)] == [0, 1, 2, 3, 4, 5]
    confirm_up_to(page, 5, digits)
    page = emptied(phone, page, alone.address, how)
    assert queued(page) == []
    page.evaluate(SAVE, [6, 7])
    assert [(one.number, reads(one, office)["line"]) for one in queued(page)] == [(6, "log 6")]


def test_a_new_version_of_the_page_keeps_the_copy_and_erasing_does_not(
    phone: Any, alone: PageAlone, office: Any
) -> None:
    page = enrolled(phone, alone.address, office[1])
    page.evaluate(SAVE, [0, 1])
    page.evaluate(FORGET_THE_WORKER)
    page.reload()
    page.locator("#log").wait_for()
    page.evaluate(UNTIL_ANOTHER_BEGAN)
    assert page.evaluate("async () => (await caches.keys()).includes('phone-copy')")
    other = opened(phone, f"{alone.address}/phone/")
    other.locator("#line").fill("never saved")
    page.locator("#more summary").click()
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    page.locator("#begin").wait_for()
    expect(other.locator("#said")).to_contain_text("was erased in another tab")
    expect(other.locator("#line")).to_have_value("")
    expect(other.locator("#log")).to_be_hidden()
    copied = "async () => (await (await caches.open('phone-copy')).keys()).length"
    assert page.evaluate(copied) == 0
    assert page.evaluate("async () => (await import('./queue.js')).self()") is None
    assert [said for said in page.complaints + other.complaints if "404" not in said] == []


FORGET_THE_WORKER = """async () => {
    await caches.open('rapport-phone-0');
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}"""
UNTIL_ANOTHER_BEGAN = """async () => {
    while ((await caches.keys()).includes('rapport-phone-0')) {
        await new Promise((ok) => setTimeout(ok, 50));
    }
}"""

PORTAL = b"<!doctype html><title>Welcome</title><form>Sign in to this network</form>"
OTHERS = {
    "page": (200, "text/html", PORTAL),
    "redirect": (302, "text/html", b""),
    "refusal": (511, "text/html", PORTAL),
    "other code": (409, "application/json", b'{"code":"hello"}'),
    "json": (200, "application/json", b'{"said":"{}","mac":"00"}'),
    "null": (200, "application/json", b"null"),
}


def test_whatever_answers_instead_of_the_office_takes_nothing_from_the_phone(
    phone: Any, alone: PageAlone, office: Any
) -> None:
    page = enrolled(phone, alone.address, office[1], sends=True)
    page.evaluate(SAVE, [0, 2])
    before = [one.whole for one in queued(page)]
    for name, answer in OTHERS.items():
        alone.answers = lambda _body, answer=answer: answer
        page.evaluate("document.getElementById('said').textContent = ''")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#said"), name).to_contain_text("Something else answered")
    for status in (502, 503):
        alone.answers = lambda _body, status=status: (status, "text/html", b"Bad gateway")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#said")).to_contain_text("The office is closed just now")
    assert [one.whole for one in queued(page)] == before


def test_a_request_holds_twenty_logs_or_32_kib(phone: Any, alone: PageAlone, office: Any) -> None:
    page = enrolled(phone, alone.address, office[1], sends=True)
    page.evaluate(LONG, 12)
    page.evaluate(SAVE, [0, 45])
    every = queued(page)
    alone.sent.clear()
    alone.answers = office_of(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#said")).to_contain_text("The office has everything")
    sent = [records_in(body) for body in alone.sent]
    assert max(map(len, alone.sent)) <= 32 * 1024 + 4
    assert max(map(len, sent)) == 20
    assert sorted(one.whole for some in sent for one in some) == sorted(one.whole for one in every)


def office_of(page: Any, words: Sequence[str] = (), until: str | None = None) -> Any:
    """Return what answers as the office does: it keeps all, and has these words for a trip."""
    mac, device = keys_of(page)

    def answer(body: bytes) -> tuple[int, str, bytes]:
        kept = [one.number for one in records_in(body)] if body.startswith(MAGIC) else []
        to = hashlib.sha256(body).digest()[:8].hex()
        said = json.dumps({"to": to, "kept": kept, "words": words, "until": until})
        trace = phone_seal.mac_of_answer(mac, device, said.encode())
        return 200, "application/json", json.dumps({"said": said, "mac": trace}).encode()

    return answer


def test_a_tap_on_send_is_answered_whatever_the_page_is_at(
    phone: Any, alone: PageAlone, office: Any
) -> None:
    """While it sends by itself, which then fails, and once there is nothing left to send."""
    page = enrolled(phone, alone.address, office[1], sends=True)
    page.evaluate(SAVE, [0, 1])
    came, may_go = threading.Event(), threading.Event()

    def slowly(_body: bytes) -> tuple[int, str, bytes]:
        came.set()
        may_go.wait(30)
        alone.answers = office_of_this
        return 404, "text/html", b"<h1>Not here</h1>"

    office_of_this = office_of(page)
    alone.answers = slowly
    page.reload()
    assert came.wait(30)
    page.locator("#log").wait_for()
    page.get_by_role("button", name="Send", exact=True).click()
    may_go.set()
    expect(page.locator("#said")).to_contain_text("The office has everything")
    page.reload()
    page.locator("#log").wait_for()
    expect(page.locator("#said")).to_be_empty()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#said")).to_contain_text("The office has everything")


def test_words_taken_back_at_the_office_go_from_the_phone(
    phone: Any, alone: PageAlone, office: Any
) -> None:
    """Those typed on the phone stay until the office has some; no log needs to be sent for it."""
    page = enrolled(phone, alone.address, office[1], sends=True)
    alone.answers = office_of(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#said")).to_contain_text("The office has everything")
    page.locator("#more summary").click()
    page.locator("#mine").fill("bridge, market")
    page.get_by_role("button", name="Save words").click()
    chips = page.locator("#words span")
    expect(chips).to_have_text(["bridge", "market"])
    for words, shown in (((), ["bridge", "market"]), (("tea",), ["tea"]), ((), [])):
        alone.answers = office_of(page, words, "2099-01-01" if words else None)
        asked = alone.asked
        with page.expect_response("**/1/words"):
            page.reload()
        page.locator("#log").wait_for()
        expect(chips).to_have_text(shown)
        assert alone.asked == asked + 1
        assert (
            page.evaluate("async () => (await (await import('./queue.js')).waiting()).length") == 0
        )


LONG = """async (count) => {
    const { save } = await import('./queue.js');
    for (let number = 0; number < count; number += 1) await save({ line: 'x'.repeat(3000) });
}"""
