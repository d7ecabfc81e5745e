"""The pages of a repair: nothing is passed over unseen, blame is noticed, demands are screened."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.test_agreements import agreed, term
from actions.test_repair import broke, go_up_to, step
from cast import Cast
from rapport.actions import (
    agreement_terms,
    asks,
    breaches,
    commitments,
    mandates,
    repair,
)
from rapport.records.models import Ask, Breach, Demand, NameConsent, RepairStage, RepairStep

DAY = Cast.DAY


def page(browser: Any, where: str, who: str = "writer") -> str:
    answer = browser(who).get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def send(browser: Any, where: str, **said: Any) -> Any:
    once = {"once": str(uuid.uuid4())}
    return browser("writer").post(where, {**once, **said}, follow=True)


def of(breach: Breach) -> str:
    return f"/breaches/{breach.pk}/"


def test_trust_broke_is_recorded_from_the_person_and_shown_there(cast: Cast, browser: Any) -> None:
    there = f"/people/{cast.kamil.pk}/breach/"
    assert f'href="{there}"' in page(browser, f"/people/{cast.kamil.pk}/")
    answer = send(
        browser, there, what="Our driver list reached the wrong office", by="us",
        seen_by="His office",
    )  # fmt: skip
    made = Breach.objects.get()
    assert answer.redirect_chain[-1][0].startswith(of(made))
    shown = answer.content.decode()
    for says in ("Our driver list reached the wrong office", "His office", "broken by us"):
        assert says in shown
    assert "being repaired" in page(browser, f"/people/{cast.kamil.pk}/")


def test_a_term_that_was_not_kept_offers_a_repair(cast: Cast, browser: Any) -> None:
    made = agreed(cast)
    row = term(cast, made)
    marked = agreement_terms.mark_term(
        cast.asking("writer"), term=row.pk, keeping="breached", note="They stopped three trucks"
    ).row
    there = f"/agreements/marks/{marked.pk}/breach/"
    assert f'href="{there}"' in page(browser, f"/agreements/{made.pk}/")
    assert 'value="They stopped three trucks"' in page(browser, there)
    send(browser, there, what="They stopped three trucks", by="them")
    assert Breach.objects.get().term_mark == marked
    assert "Six trucks on Tuesdays" in page(browser, of(Breach.objects.get()))


def test_one_card_is_open_the_stage_the_repair_is_at(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    for stage in RepairStage.values:
        shown = page(browser, of(made))
        (now,) = re.findall(r'<section[^>]* id="now">.*?</section>', shown, re.DOTALL)
        assert shown.count(' class="primary"') + shown.count('button primary"') <= 2
        if stage == "review":
            assert f'href="{of(made)}review/"' in now
            break
        if stage != "contacts":
            assert f'action="{of(made)}step/{stage}/"' in now
        assert f'href="{of(made)}without/{stage}/"' in now
        step(cast, made, stage)


def test_a_stage_ahead_is_refused_with_every_word_kept(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    answer = send(browser, f"{of(made)}step/apology/", text="We are sorry for the list")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "The repair is at another stage: listen." in shown
    assert "We are sorry for the list" in shown
    assert not RepairStep.objects.exists()


def test_going_on_without_a_stage_says_why_from_then_on_and_is_taken_back(
    cast: Cast, browser: Any
) -> None:
    made = broke(cast)
    assert send(browser, f"{of(made)}without/listen/", because=" ").status_code == 422
    send(browser, f"{of(made)}without/listen/", because="He left the town")
    shown = page(browser, of(made))
    assert "gone on without it" in shown
    assert "He left the town" in shown
    passed = RepairStep.objects.get()
    send(browser, f"/breaches/of/step/{passed.pk}/remove/")
    assert "He left the town" not in page(browser, of(made))


def test_blame_is_noticed_beside_the_text_and_saved_all_the_same(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    go_up_to(cast, made, "understand")
    answer = send(browser, f"{of(made)}step/understand/", text="Our intern messed up.")
    assert "This blames a colleague" in answer.content.decode()
    assert "our intern messed up" in answer.content.decode()
    assert RepairStep.objects.get(stage="understand").text == "Our intern messed up."
    there = f"/breaches/of/step/{RepairStep.objects.get(stage='understand').pk}/change/"
    answer = send(
        browser, there, text="A list went to the wrong address.", seen=seen(browser, there)
    )
    assert "This blames a colleague" not in answer.content.decode()


def seen(browser: Any, where: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page(browser, where))
    assert found
    return found[1]


def test_what_was_good_is_offered_from_the_history(cast: Cast, browser: Any) -> None:
    me = cast.asking("writer", 9)
    promise = commitments.make_commitment(
        me, relationship=cast.kamil.pk, text="He lets the ambulance through", by="them"
    ).row
    commitments.settle_commitment(me, key=promise.pk, state="kept")
    cast.meet(days_ago=5, tone_theirs="open", line="He told of the canal road")
    made = broke(cast)
    go_up_to(cast, made, "recall")
    shown = page(browser, of(made))
    lines = ["He lets the ambulance through", "He told of the canal road"]
    assert all(line in shown for line in lines)
    send(browser, f"{of(made)}step/recall/", good=lines, text="He asked after the school.")
    assert RepairStep.objects.get(stage="recall").text.splitlines() == [
        *lines, "He asked after the school.",
    ]  # fmt: skip


def test_three_demands_are_screened_with_the_courteous_no_of_the_line_they_touch(
    cast: Cast, browser: Any
) -> None:
    me, made = cast.asking("writer"), broke(cast)
    line = mandates.draw_red_line(
        me, topic="data", text="We give nobody numbers.",
        refusals={"en": "We cannot give the numbers of our colleagues."},
    ).row  # fmt: skip
    for text in ("A written apology", "The phone numbers of all our staff", "A monthly briefing"):
        send(browser, f"{of(made)}demand/", text=text)
    shown = page(browser, of(made))
    assert shown.count("not held against our red lines yet") == 3
    letter, numbers, briefing = Demand.objects.order_by("pk")
    form = page(browser, f"/breaches/demands/{numbers.pk}/?screened=red_line")
    assert form.count("We cannot give the numbers of our colleagues.") == 2, "shown and filled in"
    assert "It may touch this red line" not in page(browser, f"/breaches/demands/{letter.pk}/")
    send(
        browser, f"/breaches/demands/{numbers.pk}/", screened="red_line", red_line=str(line.pk),
        refusal="We cannot give the numbers of our colleagues.",
    )  # fmt: skip
    send(browser, f"/breaches/demands/{letter.pk}/", screened="refer",
         refer_to=str(cast.keeper.pk))  # fmt: skip
    answer = send(browser, f"/breaches/demands/{briefing.pk}/", screened="acceptable")
    shown = answer.content.decode()
    assert "not held against our red lines yet" not in shown
    for says in ("acceptable", "to be referred", "crosses a red line", "Kit Keeper"):
        assert says in shown
    assert "We cannot give the numbers of our colleagues." in shown


def test_planned_requests_are_paused_by_a_form_with_ticks(cast: Cast, browser: Any) -> None:
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Six trucks").row
    made = broke(cast)
    there = f"{of(made)}pause/"
    assert f'href="{there}"' in page(browser, of(made))
    assert "checked" not in page(browser, there), "nothing is paused by itself"
    assert send(browser, there, because="Trust first").status_code == 422
    answer = send(browser, there, asks=[str(ask.pk)], because="Trust first")
    assert "Trust first" in answer.content.decode()
    assert Ask.objects.get().outcome == "deferred"


def test_the_next_request_is_warned_of_until_two_contacts_without_one(
    cast: Cast, browser: Any
) -> None:
    for days_ago in (9, 8):
        cast.meet(days_ago=days_ago, asked=False)
    made = broke(cast, days_ago=5, on=DAY - timedelta(5))
    plan, strip = f"/people/{cast.kamil.pk}/ask/", "/log/"
    said = {"who": str(cast.kamil.pk), "asked": "yes", "on": str(DAY), "channel": "in_person"}

    def warned() -> tuple[bool, bool]:
        logged = browser("writer").post(
            strip,
            {**said, "purpose": "engagement"},
            headers={"hx-request": "true", "hx-target": "strip"},
        )
        return (
            "Trust broke, and there were" in page(browser, plan),
            "Trust broke with" in logged.content.decode(),
        )

    assert warned()[0]
    cast.meet(days_ago=4, asked=False)
    assert "1 of 2" in page(browser, of(made))
    assert warned()[0]
    cast.meet(days_ago=2, asked=False)
    assert not any(warned())
    assert "No request until two contacts" not in page(browser, of(made))


def test_a_review_ends_the_repair_and_is_taken_back(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    go_up_to(cast, made, "review")
    answer = send(
        browser, f"{of(made)}review/", ended="repaired", why="We drank tea.", stage="rapport"
    )
    shown = answer.content.decode()
    assert "We drank tea." in shown
    assert 'id="now"' not in shown
    cast.kamil.refresh_from_db()
    assert (cast.kamil.stage, cast.kamil.phase) == ("rapport", "engagement")
    review = RepairStep.objects.get(stage="review")
    send(browser, f"/breaches/of/step/{review.pk}/remove/")
    assert 'id="now"' in page(browser, of(made))


def test_whose_name_we_may_mention_stands_beside(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    answer = send(browser, f"{of(made)}name/", who="Haji Musa", for_what="that he knows us")
    assert "Haji Musa" in answer.content.decode()
    row = NameConsent.objects.get()
    send(browser, f"/breaches/of/name/{row.pk}/remove/")
    assert not NameConsent.objects.exists()


def test_a_reader_reads_it_and_is_offered_nothing_to_change(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    step(cast, made, "listen")
    repair.add_demand(cast.asking("writer"), breach=made.pk, text="A letter")
    shown = page(browser, of(made), "reader")
    assert "As they said it." in shown
    for word in ("Go on without it", "/change/", "/remove/", "/pause/", "/demand/"):
        assert word not in shown
    assert browser("outsider").get(of(made)).status_code == 404


@pytest.mark.parametrize("where", ["step/review/", "step/tea/", "without/review/"])
def test_there_is_no_step_of_what_is_no_stage(cast: Cast, browser: Any, where: str) -> None:
    assert browser("writer").get(of(broke(cast)) + where).status_code == 404


def test_removed_a_breach_leads_back_to_the_person(cast: Cast, browser: Any) -> None:
    made = broke(cast)
    answer = send(browser, f"{of(made)}remove/")
    assert answer.redirect_chain[-1][0].startswith(f"/people/{cast.kamil.pk}/")
    assert not Breach.objects.exists()


def test_it_is_changed_and_why_requests_wait_with_it(cast: Cast, browser: Any) -> None:
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Six trucks").row
    made = broke(cast)
    breaches.pause_requests(
        cast.asking("writer"), key=made.pk, asks=[ask.pk], because="Trust first"
    )
    there = f"{of(made)}change/"
    assert "Trust first" in page(browser, there)
    send(browser, there, what="Another list", by="third", paused_because="Later",
         ended_because="", seen=seen(browser, there))  # fmt: skip
    made.refresh_from_db()
    assert (made.what, made.by, made.paused_because) == ("Another list", "third", "Later")
