"""What the rows of a register of officials come to: posts, holders in order, and what is asked."""

from datetime import date
from typing import Any

import pytest

from rapport.imports.officials.mapping import OfficialsMap
from rapport.imports.officials.plan import Answers, Known, Plan, plan
from rapport.imports.officials.row_reader import OfficialReader
from rapport.imports.rows import Fault

TODAY = date(2026, 3, 16)
HEADERS = ("group", "post", "person", "since", "until", "why_ended", "acting", "status")
MAPPING = OfficialsMap(columns={one: one for one in HEADERS}, date_order="dmy")


def read(*rows: tuple[str, ...], **changes: Any) -> list[Any]:
    reader = OfficialReader(OfficialsMap(**{**MAPPING.as_json(), **changes}), HEADERS, TODAY)
    return [
        reader.read(number, [*row, *[""] * (len(HEADERS) - len(row))])
        for number, row in enumerate(rows, start=2)
    ]


def planned(*rows: tuple[str, ...], known: Known | None = None, **answers: Any) -> Plan:
    good = [row for row in read(*rows) if not isinstance(row, Fault)]
    return plan(good, known or Known(), Answers(**answers))


def followed(found: Plan) -> list[tuple[str, str]]:
    return [(one.before.name, one.after.name) for post in found.posts for one in post.line.followed]


GOVERNOR = ("Governorate of Marqab", "Governor")


def test_rows_in_any_order_and_any_language_make_one_line():
    found = planned(
        (*GOVERNOR, "Omar Fares", "2018", "present"),
        ("محافظة مرقب", "المحافظ", "Samir Haddad", "01/02/2014", "06/2018"),
        ("Gouvernorat de Marqab", "Gouverneur", "Anna Petrov", "2010", "2014"),
    )
    assert len(found.posts) == 1
    assert followed(found) == [("Anna Petrov", "Samir Haddad"), ("Samir Haddad", "Omar Fares")]


def test_two_rows_that_say_the_same_are_one_and_the_closer_day_stands():
    found = planned(
        (*GOVERNOR, "Yousef al-Masri", "2014", ""), (*GOVERNOR, "Yusuf Almasri", "03/02/2014", "")
    )
    (claim,) = found.claims
    assert (claim.rows, claim.since.first) == ([2, 3], date(2014, 2, 3))


def test_who_is_not_said_to_have_left_did_when_the_next_came_if_that_is_chosen():
    rows = ((*GOVERNOR, "Anna Petrov", "2010"), (*GOVERNOR, "Samir Haddad", "02/02/2014"))
    found = planned(*rows)
    assert followed(found) == [("Anna Petrov", "Samir Haddad")]
    assert found.claims[0].until_by_next
    assert found.claims[0].until.last == date(2014, 2, 2)
    asked = planned(*rows, end_by_next=False)
    assert asked.posts[0].line.question is not None
    assert all(claim.waits for claim in asked.claims)


BOTH = (
    (*GOVERNOR, "Anna Petrov", "01/01/2010", "01/01/2015"),
    (*GOVERNOR, "Samir Haddad", "01/06/2014", "01/01/2018"),
    (*GOVERNOR, "Omar Fares", "01/01/2018"),
)


def test_two_at_a_time_are_a_question_and_wait_until_it_is_answered():
    found = planned(*BOTH)
    question = found.posts[0].line.question
    assert question is not None
    assert [claim.name for claim in question.claims] == ["Anna Petrov", "Samir Haddad"]
    assert [claim.waits for claim in found.posts[0].line.claims] == [True, True, False]
    assert not question.may_follow, "both days are told; nothing may be made of them"
    for answer in ("", "followed", "acting 99", "nonsense"):
        assert planned(*BOTH, told={question.key: answer}).posts[0].line.claims[0].waits
    together = planned(*BOTH, told={question.key: "together"})
    assert not any(claim.waits for claim in together.claims)
    assert followed(together) == [("Samir Haddad", "Omar Fares")]
    acting = planned(*BOTH, told={question.key: "acting 3"})
    assert followed(acting) == [("Anna Petrov", "Omar Fares")]


def test_one_who_only_stands_in_is_no_question():
    rows = list(BOTH)
    rows[1] = (*BOTH[1], "", "yes")
    assert planned(*rows).posts[0].line.question is None
    rows[1] = (GOVERNOR[0], "Acting Governor", *BOTH[1][2:])
    assert planned(*rows).posts[0].line.question is None


def test_two_who_swap_posts_follow_each_other():
    deputy = (GOVERNOR[0], "Deputy Governor")
    found = planned(
        (*GOVERNOR, "Anna Petrov", "2010", "05/05/2014"),
        (*deputy, "Samir Haddad", "2011", "05/05/2014"),
        (*GOVERNOR, "سمير حداد", "05/05/2014"),
        (*deputy, "Anna Petroff", "05/05/2014"),
    )
    assert len(found.posts) == 2
    assert followed(found) == [("Anna Petrov", "سمير حداد"), ("Samir Haddad", "Anna Petroff")]
    assert all(post.line.question is None for post in found.posts)


def test_one_who_returns_holds_it_twice():
    found = planned(
        (*GOVERNOR, "Anna Petrov", "2010", "2012"),
        (*GOVERNOR, "Samir Haddad", "2012", "2015"),
        (*GOVERNOR, "Anna Petroff", "2015", ""),
    )
    assert followed(found) == [("Anna Petrov", "Samir Haddad"), ("Samir Haddad", "Anna Petroff")]


def test_a_row_that_contradicts_another_is_refused_and_names_it():
    found = planned(
        (*GOVERNOR, "Anna Petrov", "01/01/2010", "01/01/2014"),
        (*GOVERNOR, "Anna Petroff", "01/06/2012", "01/01/2015"),
    )
    assert [(one.row, one.code, one.text) for one in found.faults] == [(3, "told_otherwise", "2")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ((*GOVERNOR, ""), "person", "nobody"),
        (("", "Governor", "Anna"), "group", "no_group"),
        (("Governorate", "", "Anna"), "post", "no_post"),
        ((*GOVERNOR, "Anna", "31/02/2019"), "since", "no_such_day"),
        ((*GOVERNOR, "Anna", "soon"), "since", "not_a_date"),
        ((*GOVERNOR, "Anna", "2019", "2018"), "until", "ends_first"),
        ((*GOVERNOR, "Anna", "17/03/2026"), "since", "future"),
        ((*GOVERNOR, "Anna", "1850"), "since", "too_early"),
        ((*GOVERNOR, "Anna; Omar"), "person", "several_people"),
        ((*GOVERNOR, "A" * 161), "person", "long"),
    ],
)
def test_a_bad_row_is_refused_by_its_number_and_why(row, column, code):
    (fault,) = read(row, blank_is_above=False)
    assert isinstance(fault, Fault)
    assert (fault.row, fault.column, fault.code) == (2, column, code)


def test_the_day_of_today_is_no_day_to_come():
    (row,) = read((*GOVERNOR, "Anna", "16/03/2026"))
    assert not isinstance(row, Fault)


def test_an_empty_post_is_a_post_that_nobody_holds():
    found = planned((*GOVERNOR, "vacant"))
    assert (len(found.posts), found.claims) == (1, [])


def test_a_spelling_that_is_another_post_can_be_told_apart_and_two_joined():
    rows = (
        ("Army", "Director of Health", "Anna", "2010"),
        ("Army", "Health Director", "Omar", "2014"),
        ("Army", "Director General of Health", "Samir", "2016"),
    )
    found = planned(*rows)
    assert [post.post.spellings for post in found.posts] == [
        ["Director of Health", "Health Director"],
        ["Director General of Health"],
    ]
    assert found.maybe
    assert len(planned(*rows, apart=["Health Director"]).posts) == 3
    joined = planned(*rows, one_post=["Director General of Health\nDirector of Health"])
    assert len(joined.posts) == 1


def test_who_is_gone_without_a_day_is_no_holder():
    rows = ((*GOVERNOR, "Anna", "2010", "", "", "", "former"), (*GOVERNOR, "Omar", "2014"))
    assert followed(planned(*rows)) == [("Anna", "Omar")]
    (row,) = read((GOVERNOR[0], "Former Governor", "Anna"))
    assert row.is_over
