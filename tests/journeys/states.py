"""Every page and every state of a page, and how one gets there."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from playwright.sync_api import expect

from journeys.agreement_states import (
    AGREEMENT,
    AGREEMENT_PAGES,
    AGREEMENT_STATES,
    MORE_AGREEMENT_PAGES,
    agreement,
)
from journeys.close_states import CLOSE_PAGES, CLOSE_STATES
from journeys.gate_states import GATE, GATE_PAGES, GATE_STATES, MORE_GATE_PAGES, gate
from journeys.group_states import ACTOR, GROUP_PAGES, MORE_GROUP_PAGES, group
from journeys.meeting_states import MEETING, MEETING_PAGES, MEETING_STATES, card_of, settled
from journeys.repair_states import BREACH, MORE_REPAIR_PAGES, REPAIR_PAGES, breach

PAGES = (
    "/",
    "/?whose=office",
    "/people/",
    "/people/add/",
    "/people/duplicates/",
    "/people/choose/group/",
    "/log/",
    "/find/",
    "/import/",
    "/rules/",
    "/rules/E02/",
    "/rules/D04/",
    "/history/",
    "/erased/",
    "/colleagues/",
    "/colleagues/me/",
    "/reading/why/",
    "/shortcuts/",
    "/be/",
    "/nothing-here/",
    "PERSON",
    "PERSON/brief/?for=road",
    *(
        f"PERSON/{form}/"
        for form in (
            "change",
            "phase",
            "stage",
            "holders",
            "promise",
            "ask",
            "insight",
            "tell",
            "occasion",
            "seal",
            "merge",
            "way",
            "access",
            "brief",
            "record",
            "waive/U01",
            "meeting",
            "negotiate",
            "readiness",
        )
    ),
    f"{MEETING}/",
    f"{MEETING}/print/",
    *GATE_PAGES,
    *AGREEMENT_PAGES,
    *CLOSE_PAGES,
    *REPAIR_PAGES,
)

REGISTER = """name,organisation,date,note
Abu Salim,Orsend town council,01/02/2026,Tea and news of the harvest
Abu Saleem,Orsend town council,11/02/2026,"Spoke of the well, and of his brother"
حسن الكاتب,دائرة المياه,02/03/2026,سأل عن البئر القديمة
Nadia O.,Permits desk,45/13/2026,No such day
,Permits desk,05/01/2026,Nobody named
"""


def go(page: Any, where: str) -> None:
    """Open an address; PERSON stands for somebody with a sealed name.

    MEETING stands for a card, GATE for a gate, ACTOR for a group, AGREEMENT for an agreement,
    BREACH for a breach.
    """
    if where.startswith("PERSON"):
        page.goto("/people/?order=alias")
        person = page.locator("table.people th a", has_text="Haji Musa").first
        where = person.get_attribute("href").rstrip("/") + where.removeprefix("PERSON")
        where = where if "/?" in where or where.endswith("/") else f"{where}/"
    if where.startswith(MEETING):
        where = card_of(page) + where.removeprefix(MEETING)
    if where.startswith(GATE):
        where = gate(page) + where.removeprefix(GATE)
    if where.startswith(ACTOR):
        where = group(page) + where.removeprefix(ACTOR)
    if where.startswith(AGREEMENT):
        where = agreement(page) + where.removeprefix(AGREEMENT)
    if where.startswith(BREACH):
        where = breach(page) + where.removeprefix(BREACH)
    page.goto(where)
    settled(page)


def press(page: Any, button: Any) -> None:
    """Press a button that leads to another page, or to another answer in place, and wait for it.

    With scripts a refused form is answered in place; what was there before bears a mark until then.
    """
    if not page.locator("html.scripted").count():
        with page.expect_navigation():
            button.click()
        return
    page.evaluate("document.querySelector('main').dataset.before = ''")
    button.click()
    page.locator("main[data-before]").wait_for(state="detached")
    page.locator("main").wait_for()
    page.wait_for_load_state()


def _send(page: Any) -> None:
    press(page, page.locator("main button.primary").first)


def _strip(page: Any) -> None:
    page.goto("/log/")
    page.get_by_role("button", name="Permits desk").click()
    page.locator("#who .chosen").wait_for()
    page.locator("label:has([name=asked][value=yes])").click()
    page.locator(".note.caution").wait_for()


def _nobody(page: Any) -> None:
    page.goto("/log/")
    _send(page)


def _unfolded(page: Any) -> None:
    page.goto("/log/")
    page.locator("details.rest > summary").click()


def _typed(page: Any) -> None:
    page.goto("/log/")
    page.locator("#who-else").press_sequentially("haj")
    page.locator(".suggestions button[name=who]").first.wait_for()


def _saved(page: Any) -> None:
    go(page, "PERSON/tell/")
    page.locator("label:has([name=kind][value=limits])").click()
    page.locator("[name=text]:visible").fill("We pay nobody. لا ندفع لأحد.")
    _send(page)
    page.locator("form.toast").wait_for()


def _taken_back(page: Any) -> None:
    _saved(page)
    press(page, page.locator("form.toast button"))


def _names(page: Any) -> None:
    go(page, "PERSON")
    page.locator(".head details.menu > summary").click()
    page.locator("form[action$='/names/'] button").click()
    page.locator(".sealed").first.wait_for()


def _carried(page: Any) -> None:
    go(page, "PERSON/brief/?for=road")
    for tick in page.locator("form.carry [type=checkbox]").all():
        tick.check()
    _send(page)
    page.locator(".carried").wait_for()


def _refused_form(page: Any) -> None:
    page.goto("/people/add/")
    page.evaluate("document.querySelector('form.form').noValidate = true")
    _send(page)
    page.locator(".wrong").first.wait_for()


def _near(page: Any) -> None:
    page.goto("/people/add/")
    page.locator("[name=alias]").fill("حاج موسى")
    page.locator("[name=how_to_address]").fill("Haji")
    _send(page)
    page.locator(".near").wait_for()


_twins = count()
_ADD = """async (alias) => {
  const text = await (await fetch("/people/add/")).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const circles = [...page.querySelectorAll("[name=circle] option")];
  const circle = circles.find((one) => one.textContent === "Whole office").value;
  const said = { alias, circle, how_to_address: "Ustad", names: ["Mousa Qari"] };
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  await fetch("/api/people/add/", { method: "POST", body: JSON.stringify(said), headers });
}"""


def _pairs(page: Any) -> None:
    """Add somebody whose real name is near to another's, as a program would; each time another."""
    page.goto("/")
    page.evaluate(_ADD, f"The elder {next(_twins)}")
    page.goto("/people/duplicates/")


def _side_by_side(page: Any) -> None:
    _pairs(page)
    press(page, page.locator("main a.button[href*='/merge/']").first)
    page.locator(".sides").first.wait_for()


def _adding_in_a_log(page: Any) -> None:
    page.goto("/log/")
    page.locator("#who-else").press_sequentially("Hajji Moussa")
    page.locator(".suggestions button[name=add]").wait_for()
    # Leaving the field asks for the strip; the button would break that off, which the console says.
    page.locator("#who-else").blur()
    page.wait_for_load_state("networkidle")
    page.locator(".suggestions button[name=add]").click()
    page.locator(".suggestions .near").wait_for()


def _nobody_matches(page: Any) -> None:
    page.goto("/people/")
    page.locator("#text").fill("zzqqy")
    page.locator("#listed > .empty").wait_for()


def _ticked(page: Any) -> None:
    page.goto("/people/?sort=alias")
    for number in (0, 1, 3):
        page.locator("#many [name=who]").nth(number).check()


def _lost_from_sight(page: Any) -> None:
    _ticked(page)
    press(page, page.locator(".bulk [formaction*=access]"))
    page.locator("label", has=page.locator("[name=sensitivity][value='3']")).click()
    press(page, page.locator("[name=check]"))
    page.locator(".note.stop").wait_for()


def _a_view(page: Any) -> None:
    page.goto("/people/?stage=rapport&met=never")
    page.locator(".save-view > summary").click()


def _found(text: str) -> Callable[[Any], None]:
    def find(page: Any) -> None:
        page.goto("/find/")
        page.locator("main #text").fill(text)
        _send(page)

    return find


def _menu(page: Any) -> None:
    page.goto("/")
    page.locator(".top details.menu > summary").click()


def open_palette(page: Any) -> None:
    """Open the palette by its keys once the page listens, and wait for the line to type in.

    Before that, what is typed are letters that lead to other pages.
    """
    page.locator("html.scripted").wait_for(state="attached")
    page.keyboard.press("Control+k")
    expect(page.locator("#go-to")).to_be_focused()


def _palette(page: Any) -> None:
    page.goto("/")
    open_palette(page)
    page.keyboard.type("haji")
    page.locator(".palette a", has_text="Haji Musa").first.wait_for()


_brought = count(1)


def _upload(page: Any) -> None:
    page.goto("/import/")
    # Another register each time: what is here already is not taken in again.
    text = REGISTER.replace("Abu Sal", f"Abu {next(_brought)} Sal")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("#file").set_input_files(file)
    _send(page)


def _columns_refused(page: Any) -> None:
    _upload(page)
    _send(page)
    page.locator(".wrong").first.wait_for()


def _check(page: Any) -> None:
    _upload(page)
    page.locator("label:has([name=date_order][value=dmy])").click()
    _send(page)
    page.locator("button[name=import]").wait_for()


def _done(page: Any) -> None:
    _check(page)
    page.locator("button[name=import]").click()
    page.wait_for_url(re.compile("/progress/"))
    page.locator("form[action$='/undo/']").wait_for()


def _undone(page: Any) -> None:
    _done(page)
    page.locator("form[action$='/undo/'] button").click()
    page.locator("form[action$='/undo/']").wait_for(state="detached")


def _unreadable(page: Any) -> None:
    page.goto("/import/")
    file = {"name": "register.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04 torn"}
    page.locator("#file").set_input_files(file)
    _send(page)
    page.locator(".note.stop").wait_for()


def _as(name: str, where: str, *links: str) -> Callable[[Any], None]:
    """Return what opens a page as somebody else of the invented world, and follows links there."""

    def be(page: Any) -> None:
        page.goto("/be/")
        other = page.get_by_role("button", name=name)
        if other.count():  # who one is already has none
            press(page, other)
        page.goto(where)
        for link in links:
            # Some stand in a menu of their row.
            page.goto(page.locator(f"main a[href*='{link}']").first.get_attribute("href"))

    return be


_HEAD = "Rafael Monte"

STATES: dict[str, Callable[[Any], None]] = {
    "an early ask": _strip,
    "a log about nobody": _nobody,
    "a log unfolded": _unfolded,
    "a name being typed": _typed,
    "something saved": _saved,
    "something taken back": _taken_back,
    "names opened": _names,
    "a page for the road": _carried,
    "a form refused": _refused_form,
    "near names offered": _near,
    "two side by side": _side_by_side,
    "people who may be here twice": _pairs,
    "somebody added in a log": _adding_in_a_log,
    "nobody matches": _nobody_matches,
    "people ticked": _ticked,
    "who loses sight of several people": _lost_from_sight,
    "a view to save": _a_view,
    "something found": _found("tea"),
    "something found in Arabic": _found("موسى"),
    "nothing found": _found("zzqqy"),
    "the menu": _menu,
    "the palette": _palette,
    "the columns of a register": _upload,
    "a register without its order of days": _columns_refused,
    "a register checked": _check,
    "a register taken in": _done,
    "a register taken back": _undone,
    "a file that cannot be read": _unreadable,
    "colleagues": _as(_HEAD, "/colleagues/"),
    "a colleague to add": _as(_HEAD, "/colleagues/add/"),
    "a colleague who leaves": _as(_HEAD, "/colleagues/", "/end/"),
    "a circle to admit to": _as(_HEAD, "/colleagues/", "/admit/"),
    "a part to change": _as(_HEAD, "/colleagues/", "/circles/"),
    "the numbers of reading": _as(_HEAD, "/reading/limits/"),
    "who read many": _as("Leila Samar", "/reading/"),
    "where the office is": _as(_HEAD, "/office/place/"),
    "oneself again": _as("Idris Fane", "/"),
}

EVERYTHING = (*PAGES, *STATES)
STATES |= MEETING_STATES | GATE_STATES | AGREEMENT_STATES | CLOSE_STATES
EVERYTHING_ELSE = (
    *MEETING_PAGES,
    *MEETING_STATES,
    *MORE_GATE_PAGES,
    *MORE_AGREEMENT_PAGES,
    *MORE_REPAIR_PAGES,
    *AGREEMENT_STATES,
    *CLOSE_STATES,
    *GATE_STATES,
    *GROUP_PAGES,
    *MORE_GROUP_PAGES,
)
"""What only the long run walks through."""


def reach(page: Any, where: str) -> None:
    """Open a page, or bring about a state."""
    if where in STATES:
        STATES[where](page)
    else:
        go(page, where)
