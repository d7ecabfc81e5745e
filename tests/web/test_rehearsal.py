"""Rehearsing a planned meeting: its own words, an invented name, and nothing kept."""

import re
from datetime import timedelta

from cast import Cast
from rapport.actions import insights, mandates, meetings
from rapport.records import spirals
from rapport.records.models import Operation


def planned(cast: Cast, **told):
    told = {"on": Cast.DAY + timedelta(days=1), "purpose": "engagement", **told}
    made = meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk, "lead")],
        ours=[(cast.writer.pk, "lead")], **told
    )  # fmt: skip
    return f"/meetings/{made.row[0].pk}/rehearse/"


def insight(cast: Cast, kind: str, text: str) -> None:
    insights.note_insight(
        cast.asking("writer"), relationship=cast.kamil.pk, kind=kind, text=text, nature="fact"
    )


def shown(browser, where: str) -> str:
    answer = browser("writer").get(where)
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def to_the_end(browser, where: str, choose) -> str:
    for _ in range(10):
        page = shown(browser, where)
        begun = re.escape(where.split("?", maxsplit=1)[0])
        ways = re.findall(rf'href="({begun}\?path=[\d.]+)#now" dir', page)
        if not ways:
            return page
        where = ways[min(choose, len(ways) - 1)]
    raise AssertionError


def test_it_has_what_they_may_raise_and_our_own_words_and_an_invented_name(cast: Cast, browser):
    insight(cast, "concern", f"{cast.kamil.counterpart.alias} fears for the mill.")
    insight(cast, "avoid", "His brother.")
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="We pay no fees.")
    where = planned(cast)
    pages = [
        shown(browser, f"{where}{path}") for path in ("", "?path=1", "?path=1.1", "?path=1.1.1")
    ]
    assert "Salim Torven fears for the mill." in pages[1]
    assert "His brother." in pages[3]
    assert not any(cast.kamil.counterpart.alias in page for page in pages)


def test_what_is_asked_in_it_is_judged_by_how_well_we_know_them(cast: Cast, browser):
    early = to_the_end(browser, planned(cast), 2)
    assert "Early request" in early
    cast.meet(20)
    cast.meet(9)
    assert "Early request" not in to_the_end(browser, planned(cast), 1)


def test_where_the_tone_is_going_is_one_fact_and_the_rehearsal_stands_it(cast: Cast, browser):
    for days in range(280, 60, -20):
        cast.meet(days, tone_theirs="open", tone_ours="open")
    for days, tone in ((22, "hostile"), (15, "neutral"), (10, "hostile"), (5, "neutral")):
        cast.meet(days, tone_theirs=tone, tone_ours=tone)
    assert spirals.renew([cast.kamil.pk], today=Cast.DAY)
    assert to_the_end(browser, planned(cast), 1)


def test_nothing_of_it_is_kept(cast: Cast, browser):
    where = planned(cast)
    before = Operation.objects.count()
    to_the_end(browser, where, 2)
    assert Operation.objects.count() == before


def test_a_meeting_that_is_over_or_not_ours_to_see_is_not_rehearsed(cast: Cast, browser):
    where = planned(cast)
    assert browser("outsider").get(where).status_code == 404
    key = where.split("/")[2]
    meetings.call_off_meeting(cast.asking("writer"), key=key, by="us", told_in_advance=True)
    assert browser("writer").get(where).status_code == 404


def test_its_card_leads_to_it(cast: Cast, browser):
    where = planned(cast)
    assert where in shown(browser, where.replace("rehearse/", ""))
