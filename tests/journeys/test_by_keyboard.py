"""Everything by the keyboard alone, in any keyboard's letters."""

import re
from typing import Any

from playwright.sync_api import expect

from journeys.states import open_palette


def press_until(page: Any, key: str, selector: str, *, most: int = 130) -> None:
    """Press a key until the element with the focus matches."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(what) => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}")


def test_the_first_tab_skips_to_the_page(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_meeting_is_logged_with_tab_space_and_arrows(open_page: Any) -> None:
    page = open_page("/log/")
    press_until(page, "Tab", "#who button.chip")
    page.keyboard.press("Enter")
    page.locator("#who .chosen").wait_for()
    assert page.evaluate("document.activeElement.matches('#who .chosen')"), "the focus stayed there"
    press_until(page, "Tab", "[name=asked]")
    press_until(page, "Tab", "[name=purpose]")
    page.keyboard.press("ArrowRight")
    press_until(page, "Tab", "[name=tone_theirs]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "textarea[name=line]")
    page.keyboard.type("All by keys.")
    press_until(page, "Tab", ".at-hand button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/people/"))
    line = page.locator(".timeline li", has_text="All by keys.")
    expect(line).to_contain_text("negotiation")
    press_until(page, "Tab", "form.toast button")
    page.keyboard.press("Enter")
    page.get_by_text("Undone.").wait_for()


def test_a_finding_is_opened_and_set_aside_with_tab_and_enter(open_page: Any) -> None:
    page = open_page()
    page.locator("li.todo").first.wait_for()
    press_until(page, "Tab", ".why > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.why[open]")).to_have_count(1)
    press_until(page, "Tab", "a[hx-get*='/waive/']")
    page.keyboard.press("Enter")
    page.locator("form.drawer").wait_for()
    press_until(page, "Tab", "form.drawer [name=reason]")
    page.keyboard.type("After the feast.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"done="))
    press_until(page, "Tab", "form.toast button")
    page.keyboard.press("Enter")
    page.get_by_text("Undone.").wait_for()


def test_a_register_is_brought_with_tab_and_enter(open_page: Any) -> None:
    page = open_page("/import/")
    table = b"name,date,note\nThe boatman,2026-02-01,Spoke of the tides\n"
    file = {"name": "keys.csv", "mimeType": "text/csv", "buffer": table}
    page.locator("#file").set_input_files(file)
    press_until(page, "Tab", "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}/$"))
    if page.locator("[name=date_order]:checked").count() == 0:
        press_until(page, "Tab", "[name=date_order]")
        page.keyboard.press("Space")
    press_until(page, "Tab", "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/check/"))
    press_until(page, "Tab", "button[name=import]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/progress/"))
    # The page comes again when all is in.
    page.locator("form[action$='/undo/'] button").wait_for()
    page.wait_for_load_state()
    press_until(page, "Tab", "form[action$='/undo/'] button")
    page.keyboard.press("Enter")
    page.get_by_text("Undone: everything this import added was removed.").wait_for()


def test_the_palette_goes_logs_and_finds(open_page: Any) -> None:
    page = open_page()
    open_palette(page)
    page.keyboard.type("haj")
    # What is offered before anything is typed has him among the recent contacts, too.
    page.locator(".palette-found a[href='/lights/']").wait_for(state="detached")
    page.locator(".palette a", has_text="Haji Musa").first.wait_for()
    # What the last letter finds takes the place of what the others found, and of a key's work.
    page.evaluate(
        "document.querySelectorAll('.palette-found *').forEach((one) => { one.dataset.old = '' })"
    )
    page.keyboard.type("i")
    page.locator(".palette a:not([data-old])", has_text="Haji Musa").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("dialog.sheet .chosen", has_text="Haji Musa").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog.sheet").wait_for(state="detached")
    open_palette(page)
    page.keyboard.type("orchard")
    page.get_by_text("Nobody with that name.").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/find/"))
    expect(page.locator(".found")).to_contain_text("orchard")


def test_escape_leaves_the_palette_and_the_menu(open_page: Any) -> None:
    page = open_page()
    page.get_by_role("button", name="Go to").click()
    expect(page.locator("dialog.palette[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.palette[open]")).to_have_count(0)
    page.locator(".top details.menu > summary").click()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_letters_lead_to_pages_unless_they_are_switched_off(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("p")
    page.wait_for_url(re.compile("/people/"))
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/shortcuts/"))
    page.get_by_role("button", name="Switch single letters off").click()
    page.get_by_role("button", name="Switch single letters on").wait_for()
    page.keyboard.press("p")
    # A letter that led somewhere would have begun to by now: keys and questions keep their order.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.url.endswith("/shortcuts/")


def test_more_rows_take_the_focus_with_them(open_page: Any) -> None:
    page = open_page("/people/?order=alias")
    page.evaluate(
        """() => {
          const row = document.querySelector('table.people tbody');
          document.activeElement.blur();
          const added = document.createElement('tr');
          added.innerHTML = '<td><a href="/">added</a></td>';
          row.append(added);
          htmx.process(added);
          document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: added } }));
        }"""
    )
    assert page.evaluate("document.activeElement.textContent") == "added"


_HOLD = """() => {
  const send = globalThis.fetch;
  globalThis.held = [];
  globalThis.fetch = (...asked) => new Promise((go) => held.push(() => go(send(...asked))));
  globalThis.letGo = () => {
    globalThis.fetch = send;
    for (const one of held) one();
  };
  for (const one of document.querySelectorAll('.palette-found *')) one.dataset.old = '';
}"""
"""Holds back what the page asks for, within the page: what is held in the browser's way is lost at
times on a busy machine."""


def _late(page: Any, typed: str) -> None:
    """Type on while nothing answers, step down into what was found before, and let it answer."""
    page.evaluate(_HOLD)
    for letter in typed:
        page.keyboard.type(letter)
    page.keyboard.press("ArrowDown")
    page.locator(".palette-found :focus").wait_for()
    page.wait_for_function("count => held.length === count", arg=len(typed))
    page.evaluate("letGo()")
    page.locator(".palette-found [data-old]").first.wait_for(state="detached")


def test_a_late_answer_leaves_the_focus_on_the_row_it_was_on(open_page: Any) -> None:
    page = open_page()
    open_palette(page)
    page.keyboard.type("haj")
    # What is offered before anything is typed has him among the recent contacts, too.
    page.locator(".palette-found a[href='/lights/']").wait_for(state="detached")
    page.locator(".palette a", has_text="Haji Musa").first.wait_for()
    before = page.locator(".palette-found a").first.get_attribute("href")
    _late(page, "i")
    focused = page.locator(".palette-found a:not([data-old]):focus")
    focused.wait_for()
    assert focused.get_attribute("href") == before
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "go-to"


def test_where_the_row_is_gone_the_focus_goes_back_to_the_line_one_types_in(
    open_page: Any,
) -> None:
    page = open_page()
    open_palette(page)
    page.keyboard.type("haj")
    # What is offered before anything is typed has him among the recent contacts, too.
    page.locator(".palette-found a[href='/lights/']").wait_for(state="detached")
    page.locator(".palette a", has_text="Haji Musa").first.wait_for()
    _late(page, "zzq")
    assert page.evaluate("document.activeElement.id") == "go-to"
    page.keyboard.type("x")
    expect(page.locator("#go-to")).to_have_value("hajzzqx")
