"""A phone in a real browser: connected to the office and claimed, as two people do it."""

import base64
from typing import Any

from playwright.sync_api import expect

from live_server import Served
from rapport.formats.phone_records import records_in
from rapport.vault import phone_seal

READ_WHAT_IS_KEPT = """async () => {
    const said = [{...localStorage}, {...sessionStorage}, history.state, window.name];
    for (const { name } of await indexedDB.databases()) {
        const base = await new Promise((ok) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => ok(asked.result);
        });
        for (const store of base.objectStoreNames) {
            const rows = await new Promise((ok) => {
                const asked = base.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => ok(asked.result);
            });
            said.push(rows.map((row) => Object.values(row).map((value) =>
                value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value)));
        }
        base.close();
    }
    return JSON.stringify(said);
}"""


def opened(context: Any, where: str) -> Any:
    """Open the phone's page, and note what it complains of."""
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda trouble: page.complaints.append(str(trouble)))
    page.goto(where)
    page.locator("html[data-ready]").wait_for()
    return page


def connected(context: Any, office: Any, world: Served, *, sends: bool = True) -> Any:
    """Let a phone read the code that the office shows; it may then send to it, or not."""
    office.locator("[name=page]").fill(f"{world.address}/phone/")
    office.get_by_role("button", name="Show the code").click()
    expect(office.locator("main code")).to_contain_text("1.")
    code = office.locator("main code").inner_text()
    page = opened(context, f"/phone/#{code}{'.s' if sends else ''}")
    page.get_by_role("button", name="Connect").click()
    page.locator("#six").wait_for()
    if sends:
        expect(page.locator("#said")).to_contain_text("does not know this phone yet")
    return page


def claim(office: Any, page: Any) -> None:
    """Type the six digits that the phone shows."""
    office.locator("[name=digits]").fill(page.locator("#six").inner_text())
    office.get_by_role("button", name="Add this phone").click()
    office.wait_for_url("**/phones/")


SAVE = """async ([from, to]) => {
    const { save } = await import('./queue.js');
    for (let number = from; number < to; number += 1) {
        await save({ who: 'tea', words: [], on: '2026-03-14', at: '', channel: 'phone',
            purpose: 'courtesy', asked: 'no', theirs: '', ours: '', line: `log ${number}`,
            written: '2026-03-14T10:00' });
    }
}"""


def letters_of(public: bytes) -> str:
    """Return an office's key as its code has it."""
    return base64.urlsafe_b64encode(public).decode().rstrip("=")


def enrolled(context: Any, address: str, public: bytes, *, sends: bool = False) -> Any:
    """Open the page with an office's key; the office is not asked."""
    page = opened(context, f"{address}/phone/#1.{letters_of(public)}{'.s' if sends else ''}")
    page.get_by_role("button", name="Connect").click()
    page.locator("#six").wait_for()
    page.evaluate("async () => (await import('./queue.js')).remember({ known: true })")
    page.reload()
    page.locator("#log").wait_for()
    return page


FILE = """async () => {
    const whole = await (await import('./queue.js')).file();
    return new Promise((ok) => {
        const reader = new FileReader();
        reader.onload = () => ok(reader.result.split(',')[1]);
        reader.readAsDataURL(new Blob([whole]));
    });
}"""


def queued(page: Any) -> list[Any]:
    """Return every record on the phone, as its file has them."""
    whole = base64.b64decode(page.evaluate(FILE))
    return records_in(whole) if len(whole) > 4 else []


def reads(record: Any, office: tuple[bytes, bytes]) -> dict[str, Any]:
    """Open a record as the office does."""
    private, public = office
    return phone_seal.open_record(record.sealed, record.head, private=private, public=public)


def keys_of(page: Any) -> tuple[bytes, bytes]:
    """Return the MAC key of a phone, and what it calls itself."""
    mac, device = page.evaluate(
        "async () => { const me = await (await import('./queue.js')).self();"
        " return [me.mac, me.device].map((one) => Array.from(one)); }"
    )
    return bytes(mac), bytes(device)


def confirm_up_to(page: Any, number: int, digits: str = "0123456789") -> None:
    """Type the code by which the office says that it has everything up to a number."""
    code = phone_seal.code_for(*keys_of(page), number)
    code = code.translate(dict(zip(b"0123456789", digits, strict=True)))
    assert page.evaluate("async (code) => (await import('./queue.js')).typedCode(code)", code)
