"""The life-saving exception on the pages: one button on a request, one tick in a log."""

from typing import Any

from cast import Cast
from rapport.actions import asks
from rapport.records.models import Ask, Interaction

REASON = "Three children are dying."


def plan(cast: Cast, **told: Any) -> Ask:
    about = {"relationship": cast.kamil.pk, "what": "Let the measles team pass"}
    return asks.plan_ask(cast.asking("writer"), **about, **told).row


def logged(cast: Cast, **said: Any) -> dict[str, Any]:
    usual = {"purpose": "negotiation", "asked": "yes", "channel": "phone", "on": "2026-03-16"}
    return {**usual, "who": str(cast.kamil.pk), "line": "Asked for the team.", "save": "1", **said}


def test_the_row_of_a_planned_request_leads_to_the_form_and_it_is_saved_at_once(
    cast: Cast, browser: Any
) -> None:
    ask, client = plan(cast), browser("writer")
    address = f"/asks/{ask.pk}/exception/"
    assert address in client.get(f"/people/{cast.kamil.pk}/").content.decode()
    form = client.get(address).content.decode()
    assert "Let the measles team pass" in form
    assert f'value="{cast.writer.pk}" selected' in form, "whoever asks, unless they say"
    assert client.post(address, {"life_saving_reason": REASON}).status_code == 302
    ask.refresh_from_db()
    assert (ask.life_saving, ask.authorised_by) == (True, cast.writer)
    assert address not in client.get(f"/people/{cast.kamil.pk}/").content.decode()


def test_a_form_without_a_reason_comes_back_and_saves_nothing(cast: Cast, browser: Any) -> None:
    ask = plan(cast)
    answer = browser("writer").post(f"/asks/{ask.pk}/exception/", {"life_saving_reason": " "})
    assert answer.status_code == 422
    assert "whose lives depend on it" in answer.content.decode()
    ask.refresh_from_db()
    assert not ask.life_saving


def test_what_is_settled_is_refused_in_a_sentence_with_every_word_kept(
    cast: Cast, browser: Any
) -> None:
    ask = plan(cast)
    asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome="refused")
    sent = {"life_saving_reason": REASON}
    answer = browser("writer").post(f"/asks/{ask.pk}/exception/", sent)
    page = answer.content.decode()
    assert "already has an outcome" in page
    assert REASON in page


def test_who_only_reads_is_not_offered_it(cast: Cast, browser: Any) -> None:
    ask = plan(cast)
    assert f"/asks/{ask.pk}/exception/" not in (
        browser("reader").get(f"/people/{cast.kamil.pk}/").content.decode()
    )


def test_one_tick_in_a_log_asks_for_the_reason_and_saves_all_of_it(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    answer = client.post("/log/", logged(cast, life_saving="on"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Asked for the team." in page, "nothing typed is lost"
    assert not Interaction.objects.exists()
    said = logged(cast, life_saving="on", life_saving_reason=REASON)
    assert client.post("/log/", said).status_code == 302
    assert Interaction.objects.get().life_saving
    ask = Ask.objects.get()
    assert (ask.life_saving_reason, ask.authorised_by) == (REASON, cast.writer)


def test_where_a_planned_request_has_the_reason_nothing_is_asked_again(
    cast: Cast, browser: Any
) -> None:
    plan(cast, life_saving=True, life_saving_reason=REASON)
    assert browser("writer").post("/log/", logged(cast, life_saving="on")).status_code == 302
    assert Interaction.objects.get().life_saving


def test_a_reason_without_the_tick_is_not_left_unheard(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/log/", logged(cast, life_saving_reason=REASON))
    assert answer.status_code == 422
    assert "Tick the exception too" in answer.content.decode()
    assert not Interaction.objects.exists()


def test_the_rules_options_open_the_forms(cast: Cast, browser: Any) -> None:
    ask = plan(cast)
    page = browser("writer").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert f"/records/ask/{ask.pk}/change/" in page
    assert "What a yes may cost them is not recorded." in page
    assert "no reason for them to say yes is recorded" in page
