"""What agreements ask for on Today: terms to mark, reviews, open points, legal questions."""

from datetime import timedelta
from uuid import UUID

import pytest

from cast import Cast
from rapport.actions import agreement_terms, agreements, legal, relationships
from rapport.briefings import terms_due
from rapport.briefings.agreements_today import agreement_news
from rapport.briefings.today import today
from rapport.records.models import TermMark

# Cast.DAY is a Monday.
TUESDAYS = {"what": "Six lorries pass", "side": "them", "every": "every Tuesday"}


def day(days_ago):
    return Cast.DAY - timedelta(days=days_ago)


def agreed(cast, *terms, days_ago=20, **told):
    asking, key = cast.asking("writer"), told.pop("whom", cast.kamil).pk
    made = {"what": "Lorries", "form": "oral", "made_on": day(days_ago), "review_on": day(-90)}
    return agreements.record_agreement(asking, relationship=key, terms=terms, **made | told).row


def news(cast, name="writer", *, mine=False):
    return agreement_news(cast.asking(name), mine=mine)


def weekday(ahead=0):
    """Return the English name of a day some days from the cast's."""
    return (Cast.DAY + timedelta(days=ahead)).strftime("%A")


def test_a_term_stands_there_on_its_day_of_the_week_until_it_is_marked(cast: Cast):
    made = agreed(cast, TUESDAYS | {"every": f"every {weekday()}"})
    (due,) = news(cast).terms
    assert (due.on, due.marks_on, due.may_change) == (cast.DAY, cast.DAY, True)
    agreement_terms.mark_term(cast.asking("writer"), term=made.terms.get().pk, keeping="kept")
    assert not news(cast).terms


def test_one_of_last_week_is_marked_for_its_own_day(cast: Cast):
    made = agreed(cast, TUESDAYS | {"every": f"{weekday(-2)}s"})
    (due,) = news(cast).terms
    assert (due.on, due.marks_on) == (day(2), day(2))
    term = made.terms.get().pk
    agreement_terms.mark_term(cast.asking("writer"), term=term, keeping="kept", on=due.marks_on)
    assert not news(cast).terms


def test_a_mark_of_another_day_does_not_stand_for_this_one(cast: Cast):
    made = agreed(cast, TUESDAYS | {"every": weekday()})
    term = made.terms.get().pk
    agreement_terms.mark_term(cast.asking("writer"), term=term, keeping="kept", on=day(3))
    assert news(cast).terms


def test_a_dated_term_stands_there_in_the_week_before_and_not_sooner(cast: Cast):
    agreed(cast, {"what": "The list", "due": day(-6)}, {"what": "The map", "due": day(-7)})
    assert [one.what for one in news(cast).terms] == ["The list"]
    assert news(cast).terms[0].marks_on == cast.DAY


def test_the_day_of_the_agreement_is_not_one_on_which_it_is_kept(cast: Cast):
    agreed(cast, TUESDAYS | {"every": weekday()}, days_ago=0)
    assert not news(cast).terms


@pytest.mark.parametrize("over", ["term", "agreement"])
def test_what_is_over_is_not_asked_for(cast: Cast, over):
    made = agreed(cast, TUESDAYS | {"every": "daily", "is_over": over == "term"})
    if over == "agreement":
        agreements.review_agreement(cast.asking("writer"), key=made.pk, state="lapsed")
    assert not news(cast).terms


def test_reviews_of_the_week_open_points_and_legal_questions(cast: Cast):
    made = agreed(cast, TUESDAYS | {"contested": True}, review_on=day(-6))
    question = legal.ask_legal(
        cast.asking("writer"), agreement=made.pk, question="May they search?"
    ).row
    told = news(cast)
    assert [one.on for one in told.reviews] == [day(-6)]
    assert [one.text for one in told.open_points] == ["Six lorries pass"]
    assert [one.text for one in told.legal] == ["May they search?"]
    decided = {"answer": "Yes.", "decision": "We let them."}
    legal.change_legal(cast.asking("writer"), key=question.pk, **decided)
    assert not news(cast).legal


def test_mine_are_those_of_whom_i_lead(cast: Cast):
    agreed(cast, TUESDAYS | {"every": "daily"})
    relationships.set_lead(cast.asking("writer"), key=cast.kamil.pk, lead=cast.writer.pk)
    assert news(cast, mine=True).terms
    assert not news(cast, "keeper", mine=True).terms
    assert news(cast, "keeper").terms


def test_a_reader_sees_them_and_may_not_tap_and_an_outsider_sees_none(cast: Cast):
    agreed(cast, TUESDAYS | {"every": "daily"})
    assert [one.may_change for one in news(cast, "reader").terms] == [False]
    assert not news(cast, "outsider")


def test_it_is_in_today_and_today_is_not_quiet(cast: Cast):
    agreed(cast, TUESDAYS | {"every": "daily"})
    assert today(cast.asking("writer"), mine=False).agreements.terms


def test_a_tap_on_today_marks_the_day_and_comes_back(cast: Cast, browser):
    agreed(cast, TUESDAYS | {"every": weekday(-2)})
    page = browser("writer").get("/?whose=office").content.decode()
    assert "Kept as agreed?" in page
    (due,) = news(cast).terms
    answer = browser("writer").post(
        f"/agreements/terms/{due.key}/mark/?from=today",
        {"keeping": "wobbling", "on": due.marks_on.isoformat()},
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "agreements" not in answer["Location"]
    assert [(one.keeping, one.on) for one in TermMark.objects.all()] == [("wobbling", day(2))]


def test_a_log_says_how_the_terms_were_kept(cast: Cast, browser):
    made = agreed(cast, TUESDAYS, {"what": "Medicines are not searched"})
    first, second = made.terms.order_by("pk")
    page = browser("writer").get(f"/log/?who={cast.kamil.pk}").content.decode()
    assert "What was agreed: is it kept?" in page
    sent = {"who": str(cast.kamil.pk), "purpose": "engagement", "asked": "no", "save": "1"}
    sent |= {"on": cast.DAY.isoformat(), "channel": "phone", f"term-{first.pk.hex}": "breached"}
    assert browser("writer").post("/log/", sent).status_code == 302
    assert [(one.term_id, one.keeping) for one in TermMark.objects.all()] == [
        (first.pk, "breached")
    ]
    assert second.marks.count() == 0


def test_a_log_marks_no_term_of_somebody_who_was_not_there(cast: Cast):
    from rapport.actions import interactions
    from rapport.records.refusals import NotThere

    other = cast.add("The other")
    made = agreed(cast, TUESDAYS, whom=other)
    mark = agreement_terms.Marked(made.terms.get().pk, "kept")
    with pytest.raises(NotThere):
        interactions.log_interaction(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY, kept=[mark]
        )
    unknown = agreement_terms.Marked(UUID(int=7), "kept")
    with pytest.raises(NotThere):
        interactions.log_interaction(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY, kept=[unknown]
        )
    assert not TermMark.objects.exists()


def test_a_term_with_a_day_is_asked_for_however_many_agreements_are_newer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(terms_due, "_READ", 1)
    weekly = TUESDAYS | {"every": weekday()}
    agreed(cast, {"what": "A letter", "side": "them", "due": day(-1)}, weekly, days_ago=90)
    agreed(cast, weekly | {"what": "Fuel passes"}, days_ago=5)
    assert {one.what for one in news(cast).terms} == {"A letter", "Fuel passes"}


def test_an_agreement_that_one_may_not_see_takes_the_place_of_none(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(terms_due, "_READ", 1)
    agreed(cast, TUESDAYS | {"every": weekday()}, days_ago=90)
    severe = cast.add("The quiet one", sensitivity=3)
    agreed(cast, TUESDAYS | {"every": weekday()}, days_ago=5, whom=severe)
    assert [one.alias for one in news(cast, "reader").terms] == ["Abu Kamil"]
