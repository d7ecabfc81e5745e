"""The pages of agreements: recorded, marked in one tap, read back, and nothing asks for paper."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.test_agreements import agreed, everything_of, request, term
from actions.test_ties import group
from cast import Cast
from rapport.actions import agreement_terms, agreements, gates, groups, people
from rapport.briefings.firmer import ON_PAPER
from rapport.records.models import Agreement, Evidence, LegalQuestion, ReadBack, TermMark

DAY = Cast.DAY


def page(browser: Any, where: str, who: str = "writer") -> str:
    answer = browser(who).get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def send(browser: Any, where: str, **said: Any) -> Any:
    once = {"once": str(uuid.uuid4())}
    return browser("writer").post(where, {**once, **said}, follow=True)


def test_an_oral_yes_is_recorded_with_its_terms_and_shown_with_the_person(
    cast: Cast, browser: Any
) -> None:
    ask = request(cast)
    form = page(browser, f"/people/{cast.kamil.pk}/agreement/?ask={ask.pk}")
    assert 'value="Road"' in form
    answer = send(
        browser, f"/people/{cast.kamil.pk}/agreement/", ask=str(ask.pk), what="Six trucks",
        form="oral", what_1="Six trucks", side_1="them", every_1="every Tuesday",
    )  # fmt: skip
    made = Agreement.objects.get()
    assert answer.redirect_chain[-1][0].startswith(f"/agreements/{made.pk}/")
    assert (made.ask, made.terms.get().every) == (ask, "every Tuesday")
    for where in (f"/people/{cast.kamil.pk}/", "/agreements/", f"/agreements/{made.pk}/"):
        assert "Six trucks" in page(browser, where)


def test_one_begins_from_the_list_with_whom_it_was_agreed(cast: Cast, browser: Any) -> None:
    assert 'href="/agreements/new/"' in page(browser, "/agreements/")
    assert 'href="/agreements/new/"' not in page(browser, "/agreements/", "reader")
    where = f"/people/{cast.kamil.pk}/agreement/"
    answer = send(browser, "/agreements/new/", who=cast.kamil.called)
    assert answer.redirect_chain[-1][0] == where
    answer = send(browser, "/agreements/new/", who="Nobody we know")
    assert answer.status_code == 422
    assert "Nobody we know" in answer.content.decode()


def test_a_group_is_meant_by_its_name_once_we_deal_with_it(cast: Cast, browser: Any) -> None:
    board = group(cast)
    name = f"{board.name} (group)"
    answer = send(browser, "/agreements/new/", who=name)
    assert "We deal with nobody there yet." in answer.content.decode()
    begun = groups.begin_with_group(cast.asking("writer"), actor=board.pk, opened=DAY).row
    answer = send(browser, "/agreements/new/", who=name)
    assert answer.redirect_chain[-1][0] == f"/people/{begun.pk}/agreement/"


def test_several_terms_are_added_one_after_the_other(cast: Cast, browser: Any) -> None:
    made = agreed(cast)
    where = f"/agreements/{made.pk}/term/"
    answer = send(browser, where, what="Six trucks", another="1")
    assert answer.redirect_chain[-1][0].startswith(where)
    answer = send(browser, where, what="No searches")
    assert answer.redirect_chain[-1][0].startswith(f"/agreements/{made.pk}/?")
    assert made.terms.count() == 2


@pytest.mark.parametrize(
    ("prefers", "first"),
    [("none", "message"), ("oral", "message"), ("signed", "signed"), ("", "signed")],
)
def test_whoever_wants_no_paper_is_offered_first_what_needs_none(
    cast: Cast, browser: Any, prefers: str, first: str
) -> None:
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, documentation=prefers
    )
    shown = page(browser, f"/people/{cast.kamil.pk}/agreement/")
    offered = re.findall(r'name="form" value="(\w+)"', shown)
    assert offered[0] == first
    assert len(offered) == 7


def test_one_button_says_what_comes_next(cast: Cast, browser: Any) -> None:
    made = agreed(cast)
    where = f"/agreements/{made.pk}/"

    def primary() -> list[str]:
        return re.findall(r'<a class="button primary" href="([^"]+)"', page(browser, where))

    assert primary() == [f"{where}read-back/"]
    send(browser, f"{where}read-back/", words="As I heard it.")
    assert primary() == [f"/agreements/said/{ReadBack.objects.get().pk}/"]
    send(browser, primary()[0], state="confirmed")
    assert primary() == []


def test_terms_they_see_otherwise_are_never_lost_behind_a_confirmed_answer(
    cast: Cast, browser: Any
) -> None:
    of = everything_of(cast)
    where, trucks = f"/agreements/said/{of['back'].pk}/", of["term"]
    answer = send(browser, where, state="confirmed", answer="Five.", contested=str(trucks.pk))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "the answer says that all is confirmed" in shown
    assert "Five." in shown
    send(browser, where, state="contested", answer="Five.", contested=str(trucks.pk))
    trucks.refresh_from_db()
    assert trucks.contested


def test_what_was_typed_stays_where_something_is_missing(cast: Cast, browser: Any) -> None:
    answer = send(
        browser, f"/people/{cast.kamil.pk}/agreement/", what="", what_2="No searches, please"
    )
    assert answer.status_code == 422
    assert "No searches, please" in answer.content.decode()


def test_a_term_is_marked_in_one_tap_and_shown_in_its_row(cast: Cast, browser: Any) -> None:
    made = agreed(cast, made_on=DAY - timedelta(9))
    trucks = term(cast, made)
    send(browser, f"/agreements/terms/{trucks.pk}/mark/", keeping="wobbling")
    assert TermMark.objects.get().on == DAY
    shown = page(browser, f"/agreements/{made.pk}/")
    assert "≈" in shown
    assert "partly kept" in shown
    assert send(browser, f"/agreements/terms/{trucks.pk}/mark/", keeping="x").status_code == 404


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "On your side: "), ("fr", "De votre côté : "), ("ar", "من جانبكم: ")],
)
def test_the_words_to_say_back_are_there_in_each_language(
    cast: Cast, browser: Any, language: str, says: str
) -> None:
    made = agreed(cast)
    term(cast, made)
    shown = page(browser, f"/agreements/{made.pk}/read-back/?language={language}")
    assert f"{says}Six trucks on Tuesdays" in shown
    other = page(browser, f"/agreements/{made.pk}/read-back/?language=other")
    assert says not in other
    send(browser, f"/agreements/{made.pk}/read-back/", words="As we said.", language=language)
    said = ReadBack.objects.get()
    assert (said.language, said.state, said.on) == (language, "done", DAY)


def test_every_form_about_an_agreement_opens_and_takes_what_is_sent(
    cast: Cast, browser: Any
) -> None:
    of = everything_of(cast)
    made, other = of["agreement"], cast.add("Abu Salim")
    forms: dict[str, dict[str, str]] = {
        f"/agreements/{made.pk}/change/": {"what": "South road", "form": "message"},
        f"/agreements/{made.pk}/review/": {"state": "live", "firmness": "likely"},
        f"/agreements/{made.pk}/term/": {"what": "No searches"},
        f"/agreements/{made.pk}/evidence/": {"what": "Thumbs-up", "app": "Signal"},
        f"/agreements/{made.pk}/party/": {"role": "witness", "who": other.called},
        f"/agreements/{made.pk}/legal/": {"question": "May they search?"},
        f"/agreements/marks/{of['mark'].pk}/": {"how": "By phone"},
        f"/agreements/terms/{of['term'].pk}/mark/": {"keeping": "kept", "note": "Six came."},
        f"/agreements/said/{of['back'].pk}/": {
            "state": "contested",
            "contested": str(of["term"].pk),
        },
        f"/agreements/kept/{of['evidence'].pk}/": {"custodian": str(cast.keeper.pk)},
        f"/agreements/of/term/{of['term'].pk}/change/": {"what": "Five trucks"},
        f"/agreements/of/mark/{of['mark'].pk}/change/": {"keeping": "wobbling"},
        f"/agreements/of/read-back/{of['back'].pk}/change/": {"words": "So."},
        f"/agreements/of/evidence/{of['evidence'].pk}/change/": {"what": "A photo"},
        f"/legal/{of['legal'].pk}/": {"question": "May they search?", "answer": "No."},
    }
    for where, said in forms.items():
        seen = re.search(r'name="seen" value="(\w+)"', page(browser, where))
        more = {"seen": seen[1]} if seen else {}
        answer = send(browser, where, **said, **more)
        assert answer.status_code == 200, (where, answer.content.decode())
        assert answer.redirect_chain[-1][0].startswith(f"/agreements/{made.pk}/"), where
    assert Evidence.objects.get(pk=of["evidence"].pk).custodian is None
    shown = page(browser, f"/agreements/{made.pk}/")
    for words in ("South road", "No searches", "Signal", "Abu Salim", "Five trucks", "A photo"):
        assert words in shown


def test_what_is_sent_to_legal_advice_names_nobody_we_know(cast: Cast, browser: Any) -> None:
    made = agreed(cast, what="Abu Kamil lets Kit Keeper pass")
    shown = page(browser, f"/agreements/{made.pk}/legal/")
    pack = re.search(r'<textarea name="pack".*?</textarea>', shown, re.DOTALL)
    assert pack
    assert "lets [a name] pass" in pack[0]
    assert "Kamil" not in pack[0]
    assert not LegalQuestion.objects.exists()


def test_the_list_has_first_what_is_to_be_reviewed_and_keeps_what_ended_apart(
    cast: Cast, browser: Any
) -> None:
    agreed(cast, what="Later")
    agreed(cast, days_ago=20, what="Overdue", form="tacit")
    ended = agreed(cast, what="Long over")
    agreements.review_agreement(cast.asking("writer"), key=ended.pk, state="lapsed")
    shown = page(browser, "/agreements/")
    assert shown.index("Overdue") < shown.index("Later")
    assert "Long over" not in shown
    assert "Long over" in page(browser, "/agreements/?ended=1")
    assert "Later" not in page(browser, "/agreements/?review=1")
    assert "Later" not in page(browser, "/agreements/?form=tacit")


def test_a_gate_shows_what_it_rests_on(cast: Cast, browser: Any) -> None:
    road = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="area"
    ).row
    agreed(cast, what="Six trucks", gate=road.pk)
    assert "Six trucks" in page(browser, f"/gates/{road.pk}/")


PAPER = re.compile(
    r"\b(?:memorandum|memoranda|MoU|sign it|signature|written agreement|in writing|on paper|"
    r"minutes|letters?)\b",
    re.IGNORECASE,
)
PICTURED = re.compile(r"<(script|style|svg|head|option)\b.*?</\1>", re.DOTALL)
"""What is not read, and the choices of a list, where a letter is one channel among others."""


@pytest.mark.parametrize("prefers", ["none", "oral"])
@pytest.mark.parametrize("form", ["oral", "witnessed", "message", "tacit"])
def test_who_wants_no_paper_is_never_met_with_a_word_that_asks_for_it(
    cast: Cast, browser: Any, prefers: str, form: str
) -> None:
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, documentation=prefers
    )
    made = agreed(cast, days_ago=30, form=form, what="Trucks")
    trucks = term(cast, made)
    agreement_terms.mark_term(cast.asking("writer"), term=trucks.pk, keeping="breached")
    for where in (
        f"/agreements/{made.pk}/", f"/agreements/{made.pk}/read-back/?language=en",
        f"/agreements/{made.pk}/review/", f"/agreements/terms/{trucks.pk}/mark/",
        f"/agreements/{made.pk}/term/", f"/agreements/{made.pk}/party/", "/?whose=office",
        f"/agreements/{made.pk}/evidence/", f"/agreements/{made.pk}/legal/", "/agreements/new/",
        f"/agreements/terms/{trucks.pk}/mark/", f"/agreements/marks/{trucks.marks.get().pk}/",
        f"/agreements/of/term/{trucks.pk}/change/", f"/people/{cast.kamil.pk}/",
    ):  # fmt: skip
        article = PICTURED.sub("", page(browser, where)).partition("<main")[2]
        assert not PAPER.search(re.sub(r"<[^>]+>", " ", article)), where
    assert made.form not in ON_PAPER
