"""What the demo world tells of people and groups is found from Today on, with its reasons."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

COMMITTEE = "Women's Relief Committee of Orsend"
SAID = {
    "en": {
        "quiet": "120 days, at most 100",
        "passed over": "Easily overlooked: their group has little influence.",
        "silence": "After a long silence the first call is hard",
        "agreed": "Agreed ways of working",
        "came back": "A false idea of us came back on 7 Mar 2026, after we had answered it.",
        "spreads": "a false idea of us travels fast",
        "what we said": "What we said on 4 Jan 2026",
        "answered": "answered",
        "what we answered": "What we said on 15 Jan 2026",
        "aged": "How we read them was last checked on 28 Aug 2025.",
        "ages": "What we believe of others ages unnoticed.",
        "must mind": "Whose opinion matters to them: Elders of Kar Dovi",
        "answers to": "Answers to: Hazim Front",
        "we see": "What you could say to show you understand",
        "cost": "We know that this may put you at risk",
    },
    "ar": {
        "quiet": "120 يومًا، والحدّ 100",
        "passed over": "يسهل إغفال هذا الشخص: مجموعته قليلة النفوذ.",
        "silence": "بعد صمت طويل تصعب المكالمة الأولى",
        "agreed": "طريقة العمل المتفق عليها",
        "came back": "عاد تصوّر خاطئ عنا في 7 مارس 2026، بعد أن أجبنا عنه.",
        "spreads": "ينتشر التصوّر الخاطئ عنا سريعًا",
        "what we said": "ما قلناه في 4 يناير 2026",
        "answered": "أُجيب عنه",
        "what we answered": "ما قلناه في 15 يناير 2026",
        "aged": "آخر تحقق من تفسيرنا للطرف الآخر كان في 28 أغسطس 2025.",
        "ages": "ما نعتقده عن الآخرين يتقادم دون أن نلاحظ.",
        "must mind": "من يُراعى رأيه: Elders of Kar Dovi",
        "answers to": "المساءلة أمام: Hazim Front",
        "we see": "ما يمكن أن تقولوه لإظهار أنكم تتفهّمون",
        "cost": "نعرف أن ذلك قد يعرضكم للخطر",
    },
}
IN_BOTH = pytest.mark.parametrize("language", ["en", "ar"])


def on_today(open_page: Any, alias: str, language: str, *, when: str = "today") -> Locator:
    """Open Today for the whole team, and return the row of somebody with its reasons unfolded."""
    page = open_page(f"/?whose=office&when={when}", language=language)
    row: Locator = page.locator("li.todo", has=page.locator(".who a").get_by_text(alias))
    row.locator("details.why > summary").click()
    return row


def follow(row: Locator) -> Any:
    """Go where the name in a row of Today leads."""
    row.locator(".who a").click()
    row.page.wait_for_url("**/people/*/")
    return row.page


def reason(page: Any, says: str) -> Locator:
    """Unfold why something is noticed, on the page of a person, and return all that it says."""
    found: Locator = page.locator("li.finding", has_text=says)
    found.locator("summary").click()
    return found


@IN_BOTH
def test_a_committee_of_women_was_untouched_for_120_days(open_page: Any, language: str) -> None:
    said = SAID[language]
    row = on_today(open_page, COMMITTEE, language)
    for one in ("quiet", "silence", "passed over"):
        expect(row).to_contain_text(said[one])
    page = follow(row)
    expect(page.locator("h1")).to_have_text(COMMITTEE)
    expect(page.locator("main")).to_contain_text(said["agreed"])
    expect(page.locator("main")).to_contain_text("Names stay with them.")


@IN_BOTH
def test_a_false_idea_of_us_came_back(open_page: Any, language: str) -> None:
    said = SAID[language]
    row = on_today(open_page, "Ustad Karim", language)
    expect(row).to_contain_text(said["came back"])
    page = follow(row)
    why = reason(page, said["came back"])
    expect(why).to_contain_text(said["spreads"])
    expect(why).to_contain_text("Thinks that our lists of patients reach the other side.")
    expect(page.locator("main")).to_contain_text(said["what we said"])


@IN_BOTH
def test_a_concern_was_answered_and_is_a_worry_no_more(open_page: Any, language: str) -> None:
    said = SAID[language]
    page = follow(on_today(open_page, "Ustad Karim", language))
    expect(page.locator("li.finding a[href='/rules/R08/']")).to_have_count(1)
    expect(page.locator("li.finding a[href='/rules/R02/']")).to_have_count(0)
    line = page.locator("#concerns li", has_text="Fears that the well will be closed")
    expect(line).to_contain_text(said["answered"])
    expect(line).to_contain_text(said["what we answered"])
    expect(line).to_contain_text("The well stays open to all")
    page.goto(f"{page.url}brief/")
    expect(page.locator(".a4")).not_to_contain_text("Fears that the well")


@IN_BOTH
def test_a_reading_nobody_looked_at_since_has_aged(open_page: Any, language: str) -> None:
    said = SAID[language]
    row = on_today(open_page, "Haji Musa", language, when="week")
    expect(row).to_contain_text(said["aged"])
    why = reason(follow(row), said["aged"])
    expect(why).to_contain_text(said["ages"])
    expect(why).to_contain_text("Keeps away from the committee because of an old dispute")


@IN_BOTH
def test_the_governor_has_an_audience_to_mind(open_page: Any, language: str) -> None:
    row = on_today(open_page, "The Governor", language, when="week")
    page = row.page
    row.locator(".acts details.menu > summary").click()
    row.locator(".acts a[href$='/brief/']").click()
    page.wait_for_url("**/brief/")
    head = page.locator(".a4-head")
    expect(head).to_contain_text(SAID[language]["must mind"])
    page.emulate_media(media="print")
    expect(head.get_by_text("Elders of Kar Dovi")).to_be_visible()


@IN_BOTH
def test_a_brief_says_whom_they_answer_to_that_we_see_and_what_is_not_verified(
    open_page: Any, language: str
) -> None:
    """On the screen and on paper; in Arabic, which has no italics, the line below is dotted."""
    said = SAID[language]
    page = follow(on_today(open_page, "Abu Nour", language))
    page.goto(f"{page.url}brief/")
    seen = page.locator(".a4 section", has=page.get_by_role("heading", name=said["we see"]))
    read = page.locator("ul.reading li", has_text="Keeps his word when it is spoken before elders.")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        expect(page.locator(".a4-head")).to_contain_text(said["answers to"])
        expect(page.locator(".a4-head")).to_be_visible()
        expect(seen.locator("p")).to_be_visible()
        expect(seen.locator("p")).to_contain_text(said["cost"])
        expect(seen.locator("p")).to_have_count(1)
        expect(read).to_be_visible()
        set_apart = page.locator("ul.reading")
        if language == "ar":
            expect(set_apart).to_have_css("text-decoration-style", "dotted")
        else:
            expect(set_apart).to_have_css("font-style", "italic")
    fact = page.locator("li", has_text="Haji Musa vouched for us with him.")
    expect(fact).to_have_css("font-style", "normal")
    assert b"/Count 1" in page.pdf(format="A4")
