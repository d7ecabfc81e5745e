"""A phone that is searched, killed, full, and on a bad line; codes that are read when damaged.

A module of its own, for a browser with a folder cannot be started beside another. The ordinary run
reads one code of each kind; the rest are long walks.
"""

import base64
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import expect

from journeys.bad_line import BadLine
from journeys.conftest import QUIET, chromium
from journeys.fake_camera import film_of
from journeys.phone_pocket import (
    SAVE,
    confirm_up_to,
    enrolled,
    opened,
    queued,
    reads,
)
from journeys.test_traces import written_in
from live_server import Served
from phone_files import file_of
from rapport.formats.phone_records import MOST_BYTES, record_in_letters
from rapport.formats.qr_reading import texts_in
from rapport.vault import phone_seal

WORDS = ("heronfeather", "kingfisher", "nightjar")


@pytest.fixture
def whole_browser() -> str:
    found = chromium(whole=True)
    if found is None:
        pytest.skip("No chromium is here; the browser's own folder was not looked at.")
    return found


@pytest.fixture(scope="module")
def office() -> tuple[bytes, bytes]:
    return phone_seal.new_office_key()


class Pocket:
    """A browser with a folder of its own, which can be killed and started again."""

    def __init__(self, playwright: Any, where: str, folder: Path, *more: str) -> None:
        self.playwright, self.where, self.folder, self.more = playwright, where, folder, more
        self.context = self.start()

    def start(self) -> Any:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=self.where,
            args=[*QUIET, *self.more],
            ignore_https_errors=True,
            viewport={"width": 360, "height": 780},
        )
        return self.context

    def kill(self) -> None:
        """End every process of this browser at once, and wait until the last of them is gone."""
        mark = f"--user-data-dir={self.folder}"
        ours = []
        for process in psutil.process_iter(["cmdline"]):
            if mark in (process.info["cmdline"] or []):
                ours += [process, *process.children(recursive=True)]
        for process in ours:
            try:
                os.kill(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, left = psutil.wait_procs(ours, timeout=20)
        assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
        self.context = None

    def database(self) -> Path:
        """Return the folder in which the browser keeps what pages store."""
        return self.folder / "Default" / "IndexedDB"


def typed_and_killed(
    playwright: Any,
    world: Served,
    folder: Path,
    where: str,
    office: Any,
    *,
    marked: bool,
    logs: int,
) -> list[Any]:
    """Type, save, type a draft, kill, start again, close; return what lies on the phone."""
    pocket = Pocket(playwright, where, folder)
    page = enrolled(pocket.context, world.address, office[1])
    if not marked:
        page.evaluate(UNMARK)
    for number in range(logs):
        page.locator("#who").press_sequentially(f"{WORDS[0]} {number}")
        page.locator("#line").press_sequentially(f"{WORDS[1]} {number}")
        page.get_by_role("button", name="Save and encrypt").click()
        page.locator("#said", has_text="Saved on this phone").wait_for()
        page.evaluate("document.getElementById('said').textContent = ''")
    page.locator("#line").press_sequentially(f"{WORDS[2]} of a draft")
    # Only after a while does the browser write down how its tabs stand.
    page.wait_for_timeout(11_000)
    pocket.kill()
    pocket.start()
    page = opened(pocket.context, f"{world.address}/phone/")
    page.locator("#log").wait_for()
    kept = queued(page)
    page.wait_for_timeout(2_000)
    pocket.context.close()
    return kept


UNMARK = """() => {
    for (const one of document.querySelectorAll('[autocomplete]')) one.autocomplete = 'on';
    const form = document.getElementById('log');
    form.addEventListener('submit', () => { form.action = location.href; });
}"""


@pytest.mark.long
def test_a_search_of_the_phone_finds_no_word_and_opens_no_record(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    folder = tmp_path / "browser"
    kept = typed_and_killed(playwright, world, folder, whole_browser, office, marked=True, logs=2)
    assert len(kept) == 3
    assert written_in(folder, "rapport-phone"), "the page is there"
    for word in WORDS:
        assert written_in(folder, word) == [], word
    assert [reads(one, office)["line"] for one in kept[1:]] == [f"{WORDS[1]} 0", f"{WORDS[1]} 1"]


@pytest.mark.long
def test_without_autocomplete_off_the_same_search_finds_them(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    folder = tmp_path / "browser"
    typed_and_killed(playwright, world, folder, whole_browser, office, marked=False, logs=2)
    assert any(written_in(folder, word) for word in WORDS)


@pytest.mark.long
def test_of_a_hundred_logs_none_opens_with_all_that_is_on_the_phone(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    """Every 32 bytes that stand in the phone's own storage are tried as the key of each record."""
    folder = tmp_path / "browser"
    pocket = Pocket(playwright, whole_browser, folder)
    page = enrolled(pocket.context, world.address, office[1])
    page.evaluate(SAVE, [0, 100])
    kept = queued(page)[1:]
    me = page.evaluate(
        "async () => { const me = await (await import('./queue.js')).self();"
        " return [me.device, me.mac, me.office].map((one) => Array.from(one)); }"
    )
    pocket.context.close()
    assert len(kept) == 100
    keys = {bytes(one)[place : place + 32] for one in me for place in range(len(one) - 31)}
    opens = 0
    for key in keys:
        private = phone_seal.encryption.seal(key, purpose="phone office key", about=office[1])
        for one in kept:
            try:
                reads(one, (private, office[1]))
                opens += 1
            except (phone_seal.NotOurs, ValueError):
                continue
    assert opens == 0
    assert len({len(one.whole) for one in kept}) == 1


@pytest.mark.long
def test_a_hundred_kills_while_saving_lose_nothing_that_was_acknowledged(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    """After each kill all that was told is there, once; each tenth time the office has it."""
    chance, told, at_office, seen = random.Random(7), set(), -1, 0

    def heard(number: int) -> None:
        told.add(number)

    pocket = Pocket(playwright, whole_browser, tmp_path / "browser")
    page = enrolled(pocket.context, world.address, office[1])
    for turn in range(100):
        page.expose_function("acknowledged", heard)
        page.evaluate(SAVE_ON)
        until = time.monotonic() + chance.uniform(0.05, 0.6)
        while time.monotonic() < until:
            page.wait_for_timeout(10)
        pocket.kill()
        pocket.start()
        page = opened(pocket.context, f"{world.address}/phone/")
        kept = queued(page)
        numbers = [one.number for one in kept]
        assert numbers == list(range(at_office + 1, at_office + 1 + len(kept))), turn
        assert {one for one in told if one > at_office} <= set(numbers), turn
        assert all("line" in reads(one, office) for one in kept if one.number), turn
        if turn % 10 == 9:
            at_office, seen = numbers[-1], seen + len(kept)
            confirm_up_to(page, at_office)
    pocket.context.close()
    print(f"acknowledged {len(told)}, kept {seen}")
    assert len(told) > 100


SAVE_ON = """() => {
    (async () => {
        const { save } = await import('./queue.js');
        for (;;) { const number = await save({ line: 'x' }); acknowledged(number); }
    })();
}"""


@pytest.mark.long
@pytest.mark.parametrize("copy", [True, False], ids=["with its copy", "without"])
def test_a_database_that_the_browser_empties_comes_back(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any, *, copy: bool
) -> None:
    """A write that was cut off, and another behind it: the start after that finds damage."""
    pocket = Pocket(playwright, whole_browser, tmp_path / "browser")
    page = enrolled(pocket.context, world.address, office[1])
    page.evaluate(SAVE, [0, 5])
    pocket.kill()
    (log,) = pocket.database().glob("http_*.leveldb/*.log")
    with log.open("ab") as end:
        end.write(TORN)
    pocket.start()
    page = opened(pocket.context, f"{world.address}/phone/")
    page.evaluate(SAVE, [5, 8])
    before = [one.whole for one in queued(page)]
    if not copy:
        page.evaluate("() => caches.delete('phone-copy')")
    pocket.kill()
    pocket.start()
    page = opened(pocket.context, f"{world.address}/phone/")
    assert len(before) == 9
    assert [one.whole for one in queued(page)] == (before if copy else [])
    pocket.context.close()


TORN = b"\x00\x00\x00\x00" + (4000).to_bytes(2, "little") + b"\x01" + b"x" * 100
"""A record that says it has 4,000 bytes, of which a hundred were written."""


@pytest.mark.long
def test_a_full_phone_says_so_and_acknowledges_nothing_more(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    pocket = Pocket(playwright, whole_browser, tmp_path / "browser")
    blank = pocket.context.new_page()
    blank.goto(f"{world.address}/phone/icon.svg")
    wire = pocket.context.new_cdp_session(blank)
    wire.send("Storage.overrideQuotaForOrigin", {"origin": world.address, "quotaSize": 3_500_000})
    page = enrolled(pocket.context, world.address, office[1])
    told = page.evaluate(FILL_UP)
    _says_that_it_is_full(page)
    page.reload()
    page.locator("#log").wait_for()
    kept = queued(page)
    print(f"full after {told}")
    assert len(kept) == told + 1
    confirm_up_to(page, told // 2)
    page.evaluate(SAVE, [0, 1])
    assert len(queued(page)) == told + 1 - told // 2
    pocket.context.close()


@pytest.mark.long
def test_a_phone_is_full_before_its_file_is_too_long_for_the_office(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str, office: Any
) -> None:
    pocket = Pocket(playwright, whole_browser, tmp_path / "browser")
    page = enrolled(pocket.context, world.address, office[1])
    told = page.evaluate(FILL_UP)
    _says_that_it_is_full(page)
    kept = queued(page)
    pocket.context.close()
    assert len(kept) == told + 1
    length = len(file_of([one.whole for one in kept]))
    print(f"full after {told}, {length} bytes")
    assert MOST_BYTES - 128 * 1024 < length <= MOST_BYTES


def _says_that_it_is_full(page: Any) -> None:
    more = "ج" * 1000
    page.locator("#line").fill(more)
    page.get_by_role("button", name="Save and encrypt").click()
    page.locator("#said", has_text="no room left").wait_for()
    expect(page.locator("#line")).to_have_value(more)


FILL_UP = """async () => {
    const { save } = await import('./queue.js');
    let told = 0;
    for (;;) {
        try { await save({ line: 'x'.repeat(3000) }); told += 1; } catch (error) {
            if (error.name !== 'QuotaExceededError') throw error;
            return told;
        }
    }
}"""


@pytest.mark.long
def test_five_hundred_logs_come_once_each_over_a_line_that_is_cut(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str
) -> None:
    """64 kbit/s with TLS, a fifth of the connections cut; the browser is started again between."""
    browser = world.browser()
    browser.unlock()
    browser.get("/phones/add/")
    browser.post("/phones/add/", {"ask": "1", "page": ""})
    text = browser.get("/phones/add/").text
    code = text.split('<code dir="ltr">')[1].split("<")[0]
    with BadLine(world, cut=0.2) as line:
        rule = f"--host-resolver-rules=MAP {world.host} 127.0.0.1"
        pocket = Pocket(
            playwright, whole_browser, tmp_path / "browser", rule, "--ignore-certificate-errors"
        )
        line.is_bad = False
        page = opened(pocket.context, f"{line.address}/phone/#{code}.s")
        page.get_by_role("button", name="Connect").click()
        page.locator("#said", has_text="does not know").wait_for()
        said = {"claim": "1", "digits": page.locator("#six").inner_text(), "ends": "2026-04-01"}
        browser.post("/phones/add/", said)
        page.get_by_role("button", name="Try again").click()
        page.locator("#log").wait_for()
        pocket.context.set_offline(True)
        page.evaluate(SAVE, [0, 500])
        every = queued(page)
        pocket.kill()
        pocket.start()
        line.is_bad, line.bytes = True, 0
        page = opened(pocket.context, f"{line.address}/phone/")
        rounds, began = 0, time.monotonic()
        while page.evaluate(LEFT):
            rounds += 1
            page.evaluate(
                "async () => { try { await (await import('./queue.js')).send() } catch {} }"
            )
            if rounds == 20:
                pocket.kill()
                pocket.start()
                page = opened(pocket.context, f"{line.address}/phone/")
        took, passed = time.monotonic() - began, line.bytes
        line.is_bad = False
        again = [one.whole for one in every]
        random.Random(3).shuffle(again)
        for start in range(0, len(again), 20):
            body = b"RPH1" + b"".join(
                len(one).to_bytes(2) + one for one in again[start : start + 20]
            )
            kind = {"Content_Type": "application/octet-stream"}
            assert browser.send("POST", "/phone/1/logs", body, **kind).status == 200
        pocket.context.close()
    print(
        f"{passed / 500:.0f} bytes a log with TLS, {rounds} rounds, {took:.0f} s, {line.cuts} cuts"
    )
    counted = world.script(COUNT).stdout.split()
    assert counted == ["500", "500", "0"]
    assert passed / 500 <= 800


LEFT = "async () => (await (await import('./queue.js')).waiting()).length"
COUNT = """
    from rapport.cli import opening
    opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.records.models import PhoneLog
    rows = PhoneLog.objects.filter(number__gt=0)
    lines = [__import__("rapport.records.phones", fromlist=["x"]).opened(row)["line"]
             for row in rows.select_related("phone__key")]
    print(len(lines), len(set(lines)), rows.filter(state="aside").count())
"""


@pytest.mark.parametrize("times", [pytest.param(20, marks=pytest.mark.long)])
def test_a_code_made_on_a_narrow_phone_is_read_clean_photographed_and_damaged(
    engine: Any, world: Served, office: Any, times: int
) -> None:
    """Each picture is made from what a screen of 360 pixels shows, and read as the child reads."""
    context = engine.new_context(viewport={"width": 360, "height": 780}, device_scale_factor=2)
    page = enrolled(context, world.address, office[1])
    page.locator("#line").fill("وعد بفتح الطريق يوم الثلاثاء، وشرب الشاي مع الوفد")
    page.get_by_role("button", name="Save and encrypt").click()
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("button", name="Show the next one").click()
    page.locator("#which", has_text="Code 2").wait_for()
    read = dict.fromkeys(("clean", "photo", "damaged"), 0)
    for turn in range(times):
        for how in read:
            width, height, points = page.evaluate(PICTURE, [how, turn])
            texts = texts_in(base64.b64decode(points), width, height)
            read[how] += any(record_in_letters(text).number == 1 for text in texts)
    context.close()
    print(read)
    assert (read["clean"], read["photo"]) == (times, times)
    assert read["damaged"] >= times * 0.8, "a tenth of it, in patches of eight modules"


PICTURE = """([how, turn]) => {
    let state = turn * 7919 + 17;
    const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    const code = document.getElementById('qr');
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = code.width + 160;
    const ink = canvas.getContext('2d');
    ink.fillStyle = how === 'photo' ? '#bbb' : '#fff';
    ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.save();
    if (how === 'photo') {
        ink.translate(canvas.width / 2, canvas.height / 2);
        ink.transform(1, 0.02, 0.03, 1, 0, 0);
        ink.rotate((chance() - 0.5) * 0.24);
        ink.translate(-canvas.width / 2, -canvas.height / 2);
        ink.filter = 'blur(1px)';
    }
    ink.drawImage(code, 80, 80);
    ink.restore();
    if (how === 'damaged') {
        const real = code.width * 101 / 109;  // without its white margin
        const side = real * 0.8, from = 80 + code.width * 0.037 + real * 0.1, patch = real / 12;
        for (let done = 0; done < 0.1 * real * real; done += patch * patch) {
            ink.fillStyle = chance() < 0.5 ? '#000' : '#fff';
            const [x, y] = [from + chance() * (side - patch), from + chance() * (side - patch)];
            ink.fillRect(x, y, patch, patch);
        }
    }
    const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
    let text = '';
    for (let at = 0; at < data.length; at += 4) {
        let grey = (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8;
        if (how === 'photo') grey = grey * (0.7 + 0.3 * at / data.length) + (chance() - 0.5) * 40;
        grey = Math.max(0, Math.min(255, grey));
        text += String.fromCharCode(grey);
    }
    return [canvas.width, canvas.height, btoa(text)];
}"""


@pytest.mark.long
def test_a_camera_reads_a_code_within_seconds(
    playwright: Any, world: Served, tmp_path: Path, whole_browser: str
) -> None:
    browser = world.browser()
    browser.unlock()
    browser.get("/phones/add/")
    browser.post("/phones/add/", {"ask": "1", "page": ""})
    code = browser.get("/phones/add/").text.split('<code dir="ltr">')[1].split("<")[0]
    film = tmp_path / "film.y4m"
    pocket = Pocket(playwright, whole_browser, tmp_path / "phone")
    page = opened(pocket.context, f"{world.address}/phone/#{code}")
    page.get_by_role("button", name="Connect").click()
    page.locator("#six").wait_for()
    digits = page.locator("#six").inner_text()
    page.get_by_role("button", name="Show the code").click()
    page.locator("#which", has_text="1").wait_for()
    film_of(page.locator("#qr"), film)
    pocket.context.close()
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    seen = Pocket(
        playwright, whole_browser, tmp_path / "desk", *fake,
        f"--use-file-for-fake-video-capture={film}",
    )  # fmt: skip
    seen.context.add_cookies(
        [{"name": name, "value": value, "url": world.address}
         for name, value in browser.cookies.items()]
    )  # fmt: skip
    desk = seen.context.new_page()
    desk.goto(f"{world.address}/import/phone/")
    began = time.monotonic()
    desk.get_by_role("button", name="Start the camera").click()
    desk.locator("#told", has_text="A new phone is here").wait_for()
    took = time.monotonic() - began
    seen.context.close()
    print(f"read after {took:.1f} s")
    said = {"claim": "1", "digits": digits, "ends": "2026-04-01"}
    assert browser.post("/phones/add/", said).status == 302
