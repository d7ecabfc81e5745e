"""Agreements in any form: recorded, changed, reviewed; terms kept, read back, with evidence."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import access, agreement_terms, agreements, asks, gates, legal
from rapport.records.models import (
    Agreement,
    AgreementForm,
    AgreementParty,
    Evidence,
    LegalQuestion,
    ReadBack,
    Sensitivity,
    Term,
    TermMark,
)
from rapport.records.refusals import CannotBe, NotThere

DAY = Cast.DAY
SIX_TRUCKS = {"what": "Six trucks on Tuesdays", "side": "them", "every": "every Tuesday"}


def agreed(cast: Cast, by: str = "writer", days_ago: int = 0, **told: Any) -> Agreement:
    """Record an agreement with Abu Kamil on a day, with keyword changes."""
    told = {"relationship": cast.kamil.pk, "what": "The north road", "form": "oral", **told}
    return agreements.record_agreement(cast.asking(by, days_ago), **told).row


def term(cast: Cast, agreement: Agreement, **told: Any) -> Term:
    about = {"agreement": agreement.pk, **SIX_TRUCKS, **told}
    return agreement_terms.add_term(cast.asking("writer"), **about).row


def request(cast: Cast, outcome: str = "granted", **told: Any):
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="Road", **told).row
    if outcome != "planned":
        asks.settle_ask(cast.asking("writer"), key=ask.pk, outcome=outcome)
    return ask


@pytest.mark.parametrize("form", AgreementForm.values)
def test_an_agreement_of_any_form_is_recorded_by_itself_with_its_terms(cast: Cast, form):
    made = agreed(cast, form=form, terms=[SIX_TRUCKS, {"what": " Medicines are not searched "}])
    assert (made.made_on, made.firmness, made.state) == (DAY, "thin", "live")
    assert made.review_on == DAY + timedelta(14)
    assert [one.what for one in made.terms.order_by("pk")] == [
        "Six trucks on Tuesdays", "Medicines are not searched",
    ]  # fmt: skip


def test_an_agreement_comes_from_a_request_they_agreed_to_and_is_for_its_gate(cast: Cast):
    road = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="area"
    ).row
    made = agreed(cast, ask=request(cast, gate=road.pk).pk)
    assert made.gate == road == made.gate_shown
    assert made.ask.agreements.get() == made


@pytest.mark.parametrize("outcome", ["planned", "made", "refused"])
def test_a_request_they_did_not_agree_to_makes_no_agreement(cast: Cast, outcome):
    ask = request(cast, outcome)
    with cannot_be("They have not agreed to this request yet."):
        agreed(cast, ask=ask.pk)


def test_a_request_to_somebody_else_is_not_there(cast: Cast):
    with pytest.raises(NotThere):
        agreed(cast, relationship=cast.add("Another").pk, ask=request(cast).pk)


def test_what_was_agreed_long_ago_is_reviewed_two_weeks_from_today(cast: Cast):
    assert agreed(cast, made_on=DAY - timedelta(400)).review_on == DAY + timedelta(14)
    assert agreed(cast, made_on=DAY - timedelta(4)).review_on == DAY + timedelta(10)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"what": "  "}, "An agreement needs a text."),
        ({"made_on": DAY + timedelta(1)}, "This date is in the future."),
        ({"review_on": DAY - timedelta(1)}, "The review is planned before the agreement."),
        ({"form": "handshake"}, "handshake is not one of the choices."),
    ],
)
def test_what_no_agreement_can_be_is_refused(cast: Cast, told, says):
    with cannot_be(says):
        agreed(cast, **told)


def test_an_agreement_of_old_is_as_long_as_it_ever_is_and_no_longer(cast: Cast):
    with pytest.raises(CannotBe):
        agreed(cast, what="w" * 201)
    assert agreed(cast, what="w" * 200)


def everything_of(cast: Cast) -> dict[str, Any]:
    """Return an agreement with one of each that belongs to it."""
    who, made = cast.asking("writer"), agreed(cast)
    of: dict[str, Any] = {"agreement": made, "term": term(cast, made)}
    of["mark"] = agreement_terms.mark_term(who, term=of["term"].pk, keeping="breached").row
    of["back"] = agreement_terms.read_back(who, agreement=made.pk, words="As I heard it.").row
    of["evidence"] = agreement_terms.keep_evidence(
        who, agreement=made.pk, what="Thumbs-up", custodian=cast.writer.pk
    ).row
    other = cast.add("Haji Musa")
    of["party"] = agreements.add_party(
        who, agreement=made.pk, role="guarantor", relationship=other.pk
    ).row
    of["legal"] = legal.ask_legal(who, agreement=made.pk, question="May they search?").row
    of["other"] = cast.add("Ustad Karim")
    return of


VERBS: dict[str, Any] = {
    "record_agreement": lambda who, of: agreements.record_agreement(
        who, relationship=of["agreement"].relationship_id, what="Clinic", form="tacit"
    ),
    "change_agreement": lambda who, of: agreements.change_agreement(
        who, key=of["agreement"].pk, what="The south road"
    ),
    "review_agreement": lambda who, of: agreements.review_agreement(
        who, key=of["agreement"].pk, firmness="likely", why=" Kept twice. "
    ),
    "remove_agreement": lambda who, of: agreements.remove_agreement(who, key=of["agreement"].pk),
    "add_party": lambda who, of: agreements.add_party(
        who, agreement=of["agreement"].pk, role="witness", relationship=of["other"].pk
    ),
    "remove_party": lambda who, of: agreements.remove_party(who, key=of["party"].pk),
    "add_term": lambda who, of: agreement_terms.add_term(
        who, agreement=of["agreement"].pk, what="No searches"
    ),
    "mark_term": lambda who, of: agreement_terms.mark_term(
        who, term=of["term"].pk, keeping="kept", note="Six came."
    ),
    "follow_up_mark": lambda who, of: agreement_terms.follow_up_mark(
        who, key=of["mark"].pk, how="By phone"
    ),
    "read_back": lambda who, of: agreement_terms.read_back(
        who, agreement=of["agreement"].pk, words="Again."
    ),
    "answer_read_back": lambda who, of: agreement_terms.answer_read_back(
        who, key=of["back"].pk, state="contested", contested={of["term"].pk}
    ),
    "keep_evidence": lambda who, of: agreement_terms.keep_evidence(
        who, agreement=of["agreement"].pk, what="A note"
    ),
    "change_term": lambda who, of: agreement_terms.change_of_agreement(
        who, Term, key=of["term"].pk, what="Five trucks"
    ),
    "remove_term": lambda who, of: agreement_terms.remove_of_agreement(
        who, Term, key=of["term"].pk
    ),
    "change_termmark": lambda who, of: agreement_terms.change_of_agreement(
        who, TermMark, key=of["mark"].pk, keeping="wobbling"
    ),
    "remove_readback": lambda who, of: agreement_terms.remove_of_agreement(
        who, ReadBack, key=of["back"].pk
    ),
    "change_evidence": lambda who, of: agreement_terms.change_of_agreement(
        who, Evidence, key=of["evidence"].pk, vanishing=True
    ),
    "ask_legal": lambda who, of: legal.ask_legal(
        who, agreement=of["agreement"].pk, question="And now?"
    ),
    "change_legal": lambda who, of: legal.change_legal(who, key=of["legal"].pk, answer="No."),
    "remove_legal": lambda who, of: legal.remove_legal(who, key=of["legal"].pk),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_one_change_set_and_for_writers_only(cast: Cast, verb):
    of = everything_of(cast)
    is_for_writers_only(cast, lambda by: VERBS[verb](cast.asking(by), of))
    is_one_change_set(cast, lambda: VERBS[verb](cast.asking("writer"), of), verb)


def test_custody_passes_to_a_colleague_of_the_circle_and_to_no_other(cast: Cast):
    kept = everything_of(cast)["evidence"]
    verb = agreement_terms.pass_custody
    who = cast.asking("writer")
    is_for_writers_only(
        cast, lambda by: verb(cast.asking(by), key=kept.pk, custodian=cast.keeper.pk)
    )
    is_one_change_set(
        cast, lambda: verb(who, key=kept.pk, custodian=cast.keeper.pk), "pass_custody"
    )
    verb(who, key=kept.pk, custodian=cast.keeper.pk)
    kept.refresh_from_db()
    assert (kept.custodian, kept.kept_since) == (cast.keeper, DAY)
    with cannot_be("This colleague is not in the circle."):
        verb(who, key=kept.pk, custodian=cast.outsider.pk)


def test_a_second_mark_of_a_day_takes_the_place_of_the_first(cast: Cast):
    trucks = term(cast, agreed(cast, made_on=DAY - timedelta(9)))
    who = cast.asking("writer")
    agreement_terms.mark_term(who, term=trucks.pk, keeping="kept", note="Six came.")
    agreement_terms.mark_term(who, term=trucks.pk, keeping="wobbling")
    agreement_terms.mark_term(who, term=trucks.pk, keeping="kept", on=DAY - timedelta(7))
    assert list(trucks.marks.order_by("on").values_list("on", "keeping", "note")) == [
        (DAY - timedelta(7), "kept", ""), (DAY, "wobbling", "Six came."),
    ]  # fmt: skip


def test_no_mark_is_of_a_day_before_the_agreement_or_after_today(cast: Cast):
    trucks = term(cast, agreed(cast))
    who = cast.asking("writer")
    with cannot_be("This is before the day of the agreement."):
        agreement_terms.mark_term(who, term=trucks.pk, keeping="kept", on=DAY - timedelta(1))
    with cannot_be("This date is in the future."):
        agreement_terms.mark_term(who, term=trucks.pk, keeping="kept", on=DAY + timedelta(1))


def test_what_they_see_otherwise_is_an_open_point_until_they_confirm(cast: Cast):
    of = everything_of(cast)
    other = term(cast, of["agreement"], what="No searches")
    who = cast.asking("writer")
    answer = agreement_terms.answer_read_back
    answer(who, key=of["back"].pk, state="contested", contested={of["term"].pk}, answer="Five.")
    open_points = of["agreement"].terms.filter(contested=True)
    assert list(open_points) == [of["term"]]
    answer(who, key=of["back"].pk, state="confirmed")
    assert not open_points.all().exists()
    assert ReadBack.objects.get().answer == "Five."
    with pytest.raises(NotThere):
        answer(who, key=of["back"].pk, state="contested", contested={uuid.uuid4()})
    assert not Term.objects.get(pk=other.pk).contested


@pytest.mark.parametrize("mark", ["abc", "g" * 64, "a" * 63])
def test_what_is_no_fingerprint_is_refused(cast: Cast, mark):
    made = agreed(cast)
    with cannot_be("A SHA-256 fingerprint has 64 digits from 0 to f."):
        agreement_terms.keep_evidence(
            cast.asking("writer"), agreement=made.pk, what="A photo", fingerprint=mark
        )


def test_a_fingerprint_is_kept_as_it_is_compared(cast: Cast):
    kept = agreement_terms.keep_evidence(
        cast.asking("writer"), agreement=agreed(cast).pk, what="A photo", fingerprint="AB " * 32
    ).row
    assert kept.fingerprint == "ab" * 32


def test_a_review_says_when_the_next_is_and_one_that_ended_has_none(cast: Cast):
    made, who = agreed(cast), cast.asking("writer")
    row = agreements.review_agreement(who, key=made.pk, firmness="solid", why=" Kept. ").row
    assert (row.reviewed_on, row.review_on) == (DAY, DAY + timedelta(14))
    assert (row.firmness, row.why) == ("solid", "Kept.")
    row = agreements.review_agreement(who, key=made.pk, state="lapsed").row
    assert (row.state, row.review_on) == ("lapsed", None)
    with cannot_be("The review is dated before the agreement."):
        agreements.review_agreement(who, key=made.pk, on=DAY - timedelta(1))


def test_a_guarantor_whom_somebody_may_not_see_is_not_there_for_them(cast: Cast):
    made, who = agreed(cast), cast.asking("writer")
    other = cast.add("Haji Musa")
    party = agreements.add_party(
        who, agreement=made.pk, role="guarantor", relationship=other.pk
    ).row
    assert AgreementParty.objects.visible_to(cast.reader).filter(pk=party.pk).exists()
    access.set_access(who, key=other.pk, sensitivity=Sensitivity.SEVERE)
    assert not AgreementParty.objects.visible_to(cast.reader).exists()
    assert Agreement.objects.visible_to(cast.reader).filter(pk=made.pk).exists()
    assert AgreementParty.objects.visible_to(cast.writer).exists()


def test_only_one_other_than_whom_it_was_agreed_with_is_added(cast: Cast):
    made, who = agreed(cast), cast.asking("writer")
    with cannot_be("Choose one person or one group."):
        agreements.add_party(who, agreement=made.pk, role="witness")
    with cannot_be("It was agreed with them: they are a party to it already."):
        agreements.add_party(
            who, agreement=made.pk, role="witness", relationship=made.relationship_id
        )
    with pytest.raises(NotThere):
        agreements.add_party(who, agreement=made.pk, role="witness", relationship=cast.hidden.pk)


def test_an_answer_to_a_legal_question_is_of_today_if_no_day_is_said(cast: Cast):
    asked, who = everything_of(cast)["legal"], cast.asking("writer")
    legal.change_legal(who, key=asked.pk, answer="Yes, with a list.", decision="We show a list.")
    row = LegalQuestion.objects.get()
    assert (row.answered_on, row.decided_on) == (DAY, DAY)
    with cannot_be("This is before the day it was asked."):
        legal.change_legal(who, key=asked.pk, answered_on=DAY - timedelta(1))
    with cannot_be("A legal question needs a text."):
        legal.ask_legal(who, agreement=asked.agreement_id, question=" ")
