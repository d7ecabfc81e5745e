"""How an agreement is kept, and what comes next: read from its terms and from what was said."""

from datetime import timedelta

import pytest

from actions.test_agreements import agreed, everything_of, term
from actions.test_ties import group
from cast import Cast
from rapport.actions import agreement_terms, agreements, legal
from rapport.briefings.agreement_names import by_words
from rapport.briefings.agreements import AgreementPage, agreement_page
from rapport.briefings.find import find
from rapport.records.models import Agreement

DAY = Cast.DAY


def marked(cast: Cast, agreement: Agreement, *keepings: str, **told: str) -> None:
    """Add a term that was kept so, a week after another, the last of them today."""
    row = term(cast, agreement, **told)
    for weeks, keeping in enumerate(reversed(keepings)):
        on = DAY - timedelta(7 * weeks)
        agreement_terms.mark_term(cast.asking("writer"), term=row.pk, keeping=keeping, on=on)


def page_of(cast: Cast, agreement: Agreement) -> AgreementPage:
    return agreement_page(cast.asking("reader"), agreement.pk)


@pytest.mark.parametrize(
    ("marks", "keeping"),
    [
        ((), ""),
        (("kept",), "kept"),
        (("breached",), "breached"),
        (("kept", "breached"), "wobbling"),
        (("wobbling", "breached"), "wobbling"),
        (("kept", "breached", "breached"), "breached"),
        (("breached", "kept"), "kept"),
        (("kept", "breached", "kept", "breached"), "wobbling"),
        (("kept", "wobbling"), "wobbling"),
    ],
)
def test_missed_once_after_it_was_kept_it_wobbles_at_first_or_twice_it_is_breached(
    cast: Cast, marks: tuple[str, ...], keeping: str
) -> None:
    made = agreed(cast, made_on=DAY - timedelta(60))
    marked(cast, made, *marks)
    assert page_of(cast, made).line.keeping == keeping


def test_it_is_kept_as_the_term_that_stands_worst_of_those_not_over(cast: Cast) -> None:
    made = agreed(cast, made_on=DAY - timedelta(60))
    marked(cast, made, "kept")
    marked(cast, made, "kept", "wobbling", what="No searches")
    assert page_of(cast, made).line.keeping == "wobbling"
    marked(cast, made, "breached", what="No passengers")
    assert page_of(cast, made).line.keeping == "breached"
    over = made.terms.get(what="No passengers")
    agreement_terms.change_of_agreement(
        cast.asking("writer"), type(over), key=over.pk, is_over=True
    )
    assert page_of(cast, made).line.keeping == "wobbling"


def test_what_comes_next_is_a_read_back_then_its_answer_then_the_review(cast: Cast) -> None:
    made, who = agreed(cast, made_on=DAY - timedelta(10)), cast.asking("writer")
    assert page_of(cast, made).following == "read_back"
    said = agreement_terms.read_back(who, agreement=made.pk, words="As I heard it.").row
    assert page_of(cast, made).following == "answer"
    agreement_terms.answer_read_back(who, key=said.pk, state="contested")
    assert page_of(cast, made).following == "read_back", "again, as they see it"
    agreement_terms.answer_read_back(who, key=said.pk, state="confirmed")
    assert page_of(cast, made).following == ""
    agreements.change_agreement(who, key=made.pk, review_on=DAY)
    assert page_of(cast, made).following == "review"
    agreements.review_agreement(who, key=made.pk, state="lapsed")
    assert page_of(cast, made).following == ""


@pytest.mark.parametrize("form", ["signed", "letters", "minutes", "tacit"])
def test_a_paper_or_a_practice_need_not_be_read_back(cast: Cast, form: str) -> None:
    assert page_of(cast, agreed(cast, form=form)).following == ""


def test_one_is_meant_by_its_words_or_by_whom_it_is_with(cast: Cast) -> None:
    road = agreed(cast, what="The north road")
    agreed(cast, what="The north road in winter")
    agreed(cast, "outsider", relationship=cast.hidden.pk, what="The north road")
    asking = cast.asking("reader")
    assert by_words(asking, "the NORTH road") == (road,)
    assert len(by_words(asking, "north")) == 2
    assert len(by_words(asking, "Abu Kamil")) == 2
    agreements.review_agreement(cast.asking("writer"), key=road.pk, state="lapsed")
    assert road not in by_words(asking, "Abu Kamil"), "what is in force is meant"
    assert by_words(asking, "") == by_words(asking, "Zzyzx") == ()


def test_every_word_of_an_agreement_is_found_and_leads_to_it(cast: Cast) -> None:
    of = everything_of(cast)
    who, made = cast.asking("writer"), of["agreement"]
    board = group(cast)
    told = {"agreement": made.pk, "role": "witness", "note": "Heard of the heron."}
    agreements.add_party(who, actor=board.pk, **told)
    agreements.add_party(who, relationship=of["other"].pk, **told)
    for kind, row, said in (
        (None, made, {"note": "The heron road"}),
        (type(of["term"]), of["term"], {"notice": "A heron"}),
        (type(of["mark"]), of["mark"], {"note": "A heron"}),
        (type(of["back"]), of["back"], {"answer": "A heron"}),
        (type(of["evidence"]), of["evidence"], {"what": "A heron"}),
    ):
        if kind is None:
            agreements.change_agreement(who, key=row.pk, **said)
        else:
            agreement_terms.change_of_agreement(who, kind, key=row.pk, **said)
    legal.change_legal(who, key=of["legal"].pk, answer="No heron.")
    found = find(cast.asking("reader"), "heron").notes
    assert sorted(one.kind for one in found) == [
        "agreement", "agreementparty", "agreementparty", "evidence", "legalquestion", "readback",
        "term", "termmark",
    ]  # fmt: skip
    assert {one.agreement for one in found} == {made.pk}
    assert not find(cast.asking("outsider"), "heron").notes
