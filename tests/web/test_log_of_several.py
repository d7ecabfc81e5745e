"""The Log page about several people, their planned requests, and what was logged before."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import asks, interactions, occasions
from rapport.records.models import Ask, Commitment, Insight, Interaction, Occasion
from rapport.records.operations import part_rows

FRAGMENT = {"HX-Request": "true"}
TYPED = {"purpose": "engagement", "asked": "no", "channel": "phone", "two_way": "",
         "on": "2026-03-15", "line": "Tea by the gate."}  # fmt: skip
DAY = Cast.DAY


@pytest.fixture(name="basim")
def told_basim(cast):
    return cast.add("Basim", days_ago=40)


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def sent(browser: Any, *who: Any, where: str = "/log/", **said: Any) -> Any:
    keys = [str(row.pk) for row in who]
    return browser("writer").post(where, {**TYPED, "who": keys, "save": "1", **said})


def strips(browser: Any, *who: Any, **said: Any) -> list[str]:
    keys = [str(row.pk) for row in who]
    answer = browser("writer").post("/log/", {**TYPED, "who": keys, **said}, headers=FRAGMENT)
    return re.findall(r'(?s)<p class="note caution[ "].*?</p>', page_of(answer))


def test_one_person_has_no_row_of_their_own_and_two_have(cast: Cast, browser: Any, basim) -> None:
    alone = page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))
    assert f"asked-{cast.kamil.pk.hex}" not in alone
    assert 'name="concern_of"' not in alone
    both = page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}&who={basim.pk}"))
    for row in (cast.kamil, basim):
        assert f'name="asked-{row.pk.hex}"' in both
        assert f'name="part-{row.pk.hex}"' in both
    assert 'name="concern_of"' in both


def test_what_is_said_of_each_is_saved_of_each(cast: Cast, browser: Any, basim) -> None:
    answer = sent(
        browser,
        cast.kamil,
        basim,
        **{
            f"asked-{cast.kamil.pk.hex}": "yes",
            f"part-{basim.pk.hex}": "second",
            f"tone_theirs-{basim.pk.hex}": "hostile",
            "concern": "The night trucks.",
            "concern_of": str(basim.pk),
            "our_promise": "Chalk.",
            "our_promise_to": str(basim.pk),
        },
    )
    assert answer.status_code == 302
    assert part_rows(Interaction.objects.get(), "theirs") == [
        (cast.kamil.pk, "lead", "yes", "", ""),
        (basim.pk, "second", "", "hostile", ""),
    ]
    assert Insight.objects.get().relationship_id == basim.pk
    assert Commitment.objects.get().relationship_id == basim.pk


def test_somebody_tapped_brings_a_row_and_somebody_left_out_takes_it(
    cast: Cast, browser: Any, basim
) -> None:
    both = {"who": [str(cast.kamil.pk), str(basim.pk)], f"asked-{basim.pk.hex}": "yes"}
    chosen = {**FRAGMENT, "HX-Target": "who"}
    page = page_of(browser("writer").post("/log/", {**TYPED, **both}, headers=chosen))
    row = re.search(rf'<input[^>]*name="asked-{basim.pk.hex}"[^>]*value="yes"[^>]*>', page)
    assert row
    assert " checked" in row[0], "what was tapped stays"
    left = {**TYPED, **both, "without": str(cast.kamil.pk)}
    page = page_of(browser("writer").post("/log/", left, headers=chosen))
    assert "asked-" not in page
    assert str(cast.kamil.pk) in page, "offered again"
    asked = re.search(r'<input[^>]*name="asked"[^>]*value="yes"[^>]*>', page)
    assert asked
    assert " checked" in asked[0], "what was said of who is left stays said"


def test_of_several_whether_each_was_asked_says_it_of_all(
    cast: Cast, browser: Any, basim: Any
) -> None:
    both = {f"asked-{cast.kamil.pk.hex}": "no", f"asked-{basim.pk.hex}": "yes"}
    assert sent(browser, cast.kamil, basim, **both).status_code == 302
    visit = Interaction.objects.get()
    assert visit.asked is True
    assert [row[:3] for row in part_rows(visit, "theirs")] == [
        (cast.kamil.pk, "lead", "no"),
        (basim.pk, "lead", ""),
    ]
    page = page_of(browser("writer").get(f"/interactions/{visit.pk}/change/"))
    for row, said in ((cast.kamil, "no"), (basim, "yes")):
        name = f"asked-{row.pk.hex}"
        assert re.search(rf'<input[^>]*name="{name}"[^>]*value="{said}"[^>]* checked', page)


def test_not_recorded_is_a_third_answer(cast: Cast, browser: Any) -> None:
    page = page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))
    assert re.search(r'<input[^>]*name="asked"[^>]*value="no"[^>]* checked', page)
    assert sent(browser, cast.kamil, asked="").status_code == 302
    assert Interaction.objects.get().asked is None
    kept = page_of(browser("writer").post("/log/", {**TYPED, "asked": "", "look": "1"}))
    assert not re.search(r'<input[^>]*name="asked"[^>]*value="no"[^>]* checked', kept)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"channel": "message"}, False),
        ({"channel": "message", "two_way": "yes"}, True),
        ({"channel": "phone"}, True),
        ({"channel": "phone", "two_way": "no"}, False),
        ({"channel": "phone", "two_way": "yes", "on_time": "absent"}, False),
    ],
)
def test_whether_they_took_part_is_as_usual_unless_said(
    cast: Cast, browser: Any, said, stands
) -> None:
    assert sent(browser, cast.kamil, **said).status_code == 302
    assert Interaction.objects.get().two_way is stands


def test_a_time_is_kept(cast: Cast, browser: Any) -> None:
    sent(browser, cast.kamil, time="09:30")
    visit = Interaction.objects.get()
    assert visit.time is not None
    assert visit.time.isoformat("minutes") == "09:30"
    page = page_of(browser("writer").get(f"/interactions/{visit.pk}/change/"))
    assert 'value="09:30"' in page


def test_the_strip_is_about_those_who_were_asked(cast: Cast, browser: Any, basim) -> None:
    (strip,) = strips(browser, cast.kamil, basim, **{f"asked-{basim.pk.hex}": "yes"})
    assert "Basim" in strip
    assert len(strips(browser, cast.kamil, basim, asked="yes")) == 2
    no = {f"asked-{basim.pk.hex}": "no"}
    (strip,) = strips(browser, cast.kamil, basim, asked="yes", **no)
    assert "Abu Kamil" in strip
    interprets = {f"part-{basim.pk.hex}": "interpreter"}
    assert len(strips(browser, cast.kamil, basim, asked="yes", **interprets)) == 1
    assert not strips(browser, cast.kamil, asked="yes", on_time="absent")


def plan(cast, whom, **told):
    about = {"relationship": whom.pk, "what": "The stamp.", **told}
    return asks.plan_ask(asked_by(cast.writer, 5), **about).row


def test_a_planned_request_is_settled_by_one_tap(cast: Cast, browser: Any) -> None:
    ask = plan(cast, cast.kamil, life_saving=True, life_saving_reason="Measles.")
    page = page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))
    assert "The stamp." in page
    name = f"ask-{ask.pk.hex}"
    assert not strips(browser, cast.kamil, **{name: "made"}), "the exception is used"
    assert sent(browser, cast.kamil, **{name: "refused"}).status_code == 302
    visit = Interaction.objects.get()
    assert (visit.asked, visit.life_saving) == (True, True)
    ask.refresh_from_db()
    assert (ask.outcome, ask.interaction_id) == ("refused", visit.pk)
    assert "The stamp." not in page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))


def test_a_request_tapped_shows_the_strip(cast: Cast, browser: Any) -> None:
    ask = plan(cast, cast.kamil)
    assert not strips(browser, cast.kamil)
    (strip,) = strips(browser, cast.kamil, **{f"ask-{ask.pk.hex}": "made"})
    assert "Early request" in strip


def test_requests_of_others_are_not_offered(cast: Cast, browser: Any, basim) -> None:
    plan(cast, basim)
    assert "The stamp." not in page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))


def note_feast(cast, **told):
    about = {"relationship": cast.kamil.pk, "name": "Eid", "mentioned_by_them": True, **told}
    return occasions.note_occasion(asked_by(cast.writer, 5), **about).row


def test_a_log_opened_from_a_feast_marks_it(cast: Cast, browser: Any) -> None:
    feast = note_feast(cast, once=DAY)
    today = page_of(browser("writer").get("/?when=week"))
    link = f"/log/?who={cast.kamil.pk}&amp;occasion={feast.pk}"
    assert link in today
    page = page_of(browser("writer").get(link.replace("&amp;", "&")))
    name = f"occasion-{feast.pk.hex}"
    assert re.search(rf'<input[^>]*name="{name}"[^>]* checked', page)
    sent(browser, cast.kamil, **{name: "on"})
    assert Occasion.objects.get().greeted_on == DAY - timedelta(1)
    assert name not in page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))


def test_a_feast_far_off_is_not_offered_and_one_just_past_is(cast: Cast, browser: Any) -> None:
    far = note_feast(cast, once=DAY + timedelta(30))
    past = note_feast(cast, once=DAY - timedelta(2))
    page = page_of(browser("writer").get(f"/log/?who={cast.kamil.pk}"))
    assert f"occasion-{past.pk.hex}" in page
    assert f"occasion-{far.pk.hex}" not in page


def test_the_same_contact_is_said_before_it_is_logged_twice(cast: Cast, browser: Any) -> None:
    visit = cast.meet(1, by="keeper", channel="phone", line="Rang him at noon.")
    (strip,) = strips(browser, cast.kamil)
    assert "Is this the same contact?" in strip
    assert "Rang him at noon." in strip
    assert "Kit Keeper" in strip
    assert f"/interactions/{visit.pk}/change/" in strip
    assert not strips(browser, cast.kamil, channel="video")
    assert not strips(browser, cast.kamil, on="2026-03-14")
    assert not strips(browser, cast.kamil, on="soon")
    assert sent(browser, cast.kamil).status_code == 302
    assert Interaction.objects.count() == 2, "advice never blocks"


def test_a_contact_one_may_not_see_is_not_spoken_of(cast: Cast, browser: Any) -> None:
    asking = asked_by(cast.outsider)
    told = {"on": DAY - timedelta(1), "channel": "phone", "line": "A heron."}
    interactions.log_interaction(asking, theirs=[(cast.hidden.pk,)], **told)
    assert not strips(browser, cast.hidden)
    assert not strips(browser, cast.kamil)


def test_without_scripts_the_check_button_says_it_too(cast: Cast, browser: Any) -> None:
    said = {**TYPED, "asked": "yes", "who": str(cast.kamil.pk), "look": "1"}
    page = page_of(browser("writer").post("/log/", said))
    assert "Early request" in page
    assert "Tea by the gate." in page
    assert not Interaction.objects.exists()


def test_the_page_that_changes_a_log_changes_who_was_there(cast: Cast, browser: Any, basim) -> None:
    visit = cast.meet(1, channel="phone")
    where = f"/interactions/{visit.pk}/change/"
    client = browser("writer")
    page = page_of(client.get(where))
    assert "Is this the same contact?" not in page, "it is not its own double"
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    said = {**TYPED, "log": str(visit.pk), "seen": seen[1]}
    both = [str(cast.kamil.pk), str(basim.pk)]
    again = page_of(client.post(where, {**said, "who": both, "look": "1"}))
    assert f'name="asked-{basim.pk.hex}"' in again
    assert f'name="seen" value="{seen[1]}"' in again
    answer = client.post(where, {**said, "who": both, "save": "1", f"asked-{basim.pk.hex}": "yes"})
    assert answer.status_code == 302
    assert [row[0] for row in part_rows(visit, "theirs")] == [cast.kamil.pk, basim.pk]
    fragment = client.post("/log/", {**said, "who": both}, headers=FRAGMENT)
    assert "Is this the same contact?" not in page_of(fragment)
    seen = re.search(r'name="seen" value="(\w+)"', page_of(client.get(where)))
    assert seen
    nobody = client.post(where, {**said, "seen": seen[1], "save": "1"})
    assert nobody.status_code == 422
    assert "Nobody was chosen." in page_of(nobody)


def test_a_next_step_is_done_by_one_button(cast: Cast, browser: Any) -> None:
    visit = cast.meet(1, next_step="Bring the book.", next_step_on=DAY)
    answer = browser("writer").post(f"/interactions/{visit.pk}/next-step/?from=today")
    assert answer.headers["Location"].startswith("/?done=")
    visit.refresh_from_db()
    assert visit.next_step_done_on == DAY


def test_an_ask_left_alone_stays_planned(cast: Cast, browser: Any) -> None:
    ask = plan(cast, cast.kamil)
    sent(browser, cast.kamil, **{f"ask-{ask.pk.hex}": ""})
    assert Ask.objects.get().outcome == "planned"
    assert Interaction.objects.get().asked is False
