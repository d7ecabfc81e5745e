"""The page of red lines: usual ones to begin with, kept once saved; refusals by language."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from cast import Cast
from rapport.actions import access, meetings, people
from rapport.actions import mandates as verbs
from rapport.briefings.card_on_paper import card_on_paper, what_may_be_carried
from rapport.briefings.meeting_card import Card, card
from rapport.records.models import Meeting, RedLine, RedLineTopic, Sensitivity
from rapport.web.card_offers import parts
from rapport.web.red_lines import TO_BEGIN_WITH, starter

PAGE = "/red-lines/"
DAY = Cast.DAY


def draw(cast: Cast, topic: str = "data", **told: Any) -> RedLine:
    told = {"text": "No lists of names.", **told}
    return verbs.draw_red_line(cast.asking("writer"), topic=topic, **told).row


def page(client: Any, where: str = PAGE) -> str:
    return str(client.get(where).content.decode())


def plan(cast: Cast, **told: Any) -> Meeting:
    theirs, on = [(cast.kamil.pk,)], DAY + timedelta(days=1)
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, on=on, **told).row[0]


def shown(cast: Cast, planned: Meeting) -> Card:
    return card(cast.asking("writer"), planned.pk)


# --- the page


def test_there_is_a_text_to_begin_with_for_each_usual_one_in_each_of_our_languages() -> None:
    assert set(TO_BEGIN_WITH) == set(RedLineTopic.values) - {RedLineTopic.OTHER}
    for topic in TO_BEGIN_WITH:
        begun = starter(topic)
        assert begun.text
        assert {code for code, said in begun.refusals if said} == set(dict(settings.LANGUAGES))


def test_the_usual_ones_are_offered_and_kept_only_once_they_are_added(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    assert page(client).count("Add with this text") == len(TO_BEGIN_WITH)
    page(client, "/red-lines/add/data/")
    assert not RedLine.objects.exists()
    begun = starter("data")
    told = {"text": begun.text, **{f"refusal_{code}": said for code, said in begun.refusals}}
    assert client.post("/red-lines/add/data/", told).status_code == 302
    (line,) = RedLine.objects.all()
    assert (line.topic, line.text, line.issuer) == ("data", begun.text, cast.writer)
    assert line.refusals == dict(begun.refusals)
    assert page(client).count("Add with this text") == len(TO_BEGIN_WITH) - 1


def test_every_column_of_a_line_is_shown(cast: Cast, browser: Any) -> None:
    said = {"en": "We cannot.", "fr": "Nous ne pouvons pas.", "so": "Ma awoodno."}
    draw(cast, refusals=said)
    text = page(browser("reader"))
    for words in ("No lists of names.", "Demands for data", "Writer", *said.values()):
        assert words in text
    assert 'lang="so"' in text


def test_the_text_and_one_refusal_are_changed_and_a_language_is_added(
    cast: Cast, browser: Any
) -> None:
    line, client = draw(cast, refusals={"en": "No.", "ar": "لا."}), browser("writer")
    where = f"/red-lines/{line.pk}/change/"
    page(client, where)
    told = {"text": "No lists.", "refusal_en": "We cannot.", "refusal_fr": "", "refusal_ar": "لا.",
            "code": "SO", "other": "Maya."}  # fmt: skip
    assert client.post(where, told).status_code == 302
    line.refresh_from_db()
    assert line.text == "No lists."
    assert line.refusals == {"en": "We cannot.", "ar": "لا.", "so": "Maya."}
    assert 'name="refusal_so"' in page(client, where)


def test_words_without_their_language_are_kept_in_the_form(cast: Cast, browser: Any) -> None:
    line, client = draw(cast), browser("writer")
    where = f"/red-lines/{line.pk}/change/"
    page(client, where)
    for code in ("", "s o"):
        answer = client.post(where, {"text": "No lists.", "code": code, "other": "Maya."})
        assert answer.status_code == 422
        assert "Maya." in answer.content.decode()


def test_another_one_is_added_and_one_removed(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    assert client.post("/red-lines/add/other/", {"text": "No tea at night."}).status_code == 302
    (line,) = RedLine.objects.all()
    assert line.topic == RedLineTopic.OTHER
    assert "Another red line" in page(client)
    answer = client.post(f"/red-lines/{line.pk}/remove/")
    assert not RedLine.objects.exists()
    assert "Undo" in page(client, answer.headers["Location"])
    assert client.get("/red-lines/add/tea/").status_code == 404


def test_whoever_only_reads_has_the_lines_and_no_door(cast: Cast, browser: Any) -> None:
    client = browser("reader")
    assert "No red lines yet" in page(client)
    line = draw(cast)
    text = page(client)
    assert "No lists of names." in text
    assert "/red-lines/add/" not in text
    assert client.get(f"/red-lines/{line.pk}/change/").status_code == 403
    assert client.get("/red-lines/add/data/").status_code == 403


# --- on the card of a meeting and its paper


def test_the_card_has_each_line_with_a_refusal_in_their_language(cast: Cast, browser: Any) -> None:
    key = cast.kamil.counterpart_id
    people.change_counterpart(cast.asking("writer"), key=key, languages=["ar"])
    draw(cast, refusals={"en": "We cannot.", "ar": "لا نستطيع."})
    planned = plan(cast)
    (line,) = shown(cast, planned).red_lines
    assert (line.language, line.refusal) == ("ar", "لا نستطيع.")
    text = page(browser("writer"), f"/meetings/{planned.pk}/")
    assert "Red lines, and how to refuse" in text
    assert "لا نستطيع." in text
    assert "We cannot." not in text


def test_paper_has_a_refusal_where_it_is_ticked_and_nothing_that_stays_among_us(
    cast: Cast, browser: Any
) -> None:
    line = draw(cast, text="heron line", refusals={"en": "Abu Kamil, we cannot."})
    verbs.give_mandate(
        cast.asking("writer"), title="heron", since=DAY, circle=cast.circle.pk,
        may_decide="heron", may_say="We come on Tuesdays.", internal="heron",
    )  # fmt: skip
    planned, asking = plan(cast, opener="The rain."), cast.asking("writer")
    (piece,) = what_may_be_carried(asking, shown(cast, planned)).refusals
    assert (piece.name, piece.text) == (f"refusal:{line.pk}", "—, we cannot.")
    assert "we cannot" not in repr(card_on_paper(asking, shown(cast, planned)))
    client = browser("writer")
    assert "heron" not in page(client, f"/meetings/{planned.pk}/print/?every=1")
    ticked = {"with": [f"refusal:{line.pk}", "opener"]}
    paper = client.post(f"/meetings/{planned.pk}/print/", ticked).content.decode()
    assert "—, we cannot." in paper
    assert "The rain." in paper
    assert "heron" not in paper


def test_a_refusal_with_a_real_name_or_at_a_severe_meeting_cannot_be_ticked(cast: Cast) -> None:
    asking, planned = cast.asking("writer"), plan(cast)
    draw(cast, "fees", refusals={"en": "كامل الراشد, we cannot."})
    assert what_may_be_carried(asking, shown(cast, planned)).refusals == ()
    draw(cast, refusals={"en": "We cannot."})
    assert len(what_may_be_carried(asking, shown(cast, planned)).refusals) == 1
    access.set_access(asking, key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    choice = what_may_be_carried(asking, shown(cast, planned))
    assert (choice.refusals, choice.for_named_only) == ((), True)


def test_what_a_mandate_lets_us_say_is_offered_first_and_nothing_else_of_it(cast: Cast) -> None:
    told = {"since": DAY, "circle": cast.circle.pk}
    verbs.give_mandate(
        cast.asking("writer"), title="now", may_say="We come on Tuesdays.", internal="heron", **told
    )
    ended = {**told, "since": DAY - timedelta(days=9), "until": DAY - timedelta(days=1)}
    verbs.give_mandate(cast.asking("writer"), title="over", may_say="On Mondays.", **ended)
    answer = shown(cast, plan(cast))
    offers = {part.name: part.offers for part in parts(answer)}
    assert offers["may_say"][0] == "We come on Tuesdays."
    assert "On Mondays." not in offers["may_say"]
    assert "heron" not in repr(offers)
