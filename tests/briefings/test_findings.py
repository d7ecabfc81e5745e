"""What the rules noticed, with the records each finding rests on, as far as one may see them."""

from datetime import timedelta

from briefings.counting import questions
from cast import Cast, asked_by, rejudge_due
from rapport.actions import commitments, insights
from rapport.briefings import findings
from rapport.briefings.findings import noticed
from rapport.records import judging
from rapport.records.models import Finding

DAY = Cast.DAY


def found(me, *codes):
    rejudge_due(today=DAY)
    rows = Finding.objects.visible_to(me).filter(code__in=codes)
    return noticed(me, list(rows.select_related("relationship__counterpart").order_by("code")))


def promise(cast, text, ahead=1):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    return commitments.make_commitment(**about, text=text, due=DAY + timedelta(ahead)).row


def test_a_finding_says_what_why_and_what_could_be_done(cast: Cast):
    promise(cast, "Chalk.")
    (one,) = found(cast.reader, "K01")
    assert (one.alias, one.relationship, one.about) == ("Abu Kamil", cast.kamil.pk, "Chalk.")
    assert one.title
    assert one.reason
    assert one.options
    assert (one.params, one.on) == ({"due": {"day": "2026-03-17"}}, DAY + timedelta(1))
    assert not one.asks_for_contact


def test_the_newest_records_behind_it_are_shown_and_all_are_counted(cast: Cast):
    for ahead in range(7):
        promise(cast, f"In {ahead} days", ahead)
    (one,) = found(cast.reader, "K01")
    assert [row.text for row in one.because] == [f"In {ahead} days" for ahead in range(6, 0, -1)]
    assert one.rests_on == 7


def test_of_many_records_only_those_that_are_shown_are_read(cast: Cast, monkeypatch):
    """The answer is the same; the words of the others are not asked for."""
    for ahead in (*range(9), *range(9)):
        promise(cast, f"Promised for {ahead}", ahead)
    for days in range(9, 60):
        cast.meet(days, asked=True, line=f"Asked {days}")
    every = noticed(cast.reader, list(_all_about(cast)))
    assert max(one.rests_on for one in every) > 20
    monkeypatch.setattr(findings, "_MANY", 0)
    read = []
    rows_of_kind = findings.rows_of_kind
    monkeypatch.setattr(
        findings, "rows_of_kind", lambda *told: read.append(len(told[2])) or rows_of_kind(*told)
    )
    assert noticed(cast.reader, list(_all_about(cast))) == every
    assert max(read) < max(one.rests_on for one in every)


def _all_about(cast):
    rejudge_due(today=DAY)
    rows = Finding.objects.visible_to(cast.reader).filter(relationship=cast.kamil)
    return rows.select_related("relationship__counterpart").order_by("code", "pk")


def test_a_long_text_is_cut_and_put_on_one_line(cast: Cast):
    promise(cast, "Chalk\n\nand  " + "x" * 300)
    text = found(cast.reader, "K01")[0].because[0].text
    assert text.startswith("Chalk and x")
    assert text.endswith("…")
    assert len(text) == 160


def test_a_note_behind_a_finding_is_a_visit_or_something_understood(cast: Cast):
    cast.meet(3, line="He is an informant.")
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    insights.note_insight(**about, kind="value", text="An informant, they say.")
    (one,) = found(cast.reader, "D04")
    assert {(row.kind, row.text) for row in one.because} == {
        ("interaction", "He is an informant."),
        ("insight", "An informant, they say."),
    }


def test_a_check_in_asks_for_contact(cast: Cast):
    assert [one.asks_for_contact for one in found(cast.reader, "U01")] == [True]


def test_many_findings_ask_no_more_questions_than_one(cast: Cast):
    def live(number):
        who = cast.add(f"Number {number}", days_ago=39)
        cast.meet(38, whom=who, asked=True, line="He is an informant.")
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        commitments.make_commitment(**about, text="Chalk.", due=DAY)

    def ask(me):
        every = Finding.objects.visible_to(me).select_related("relationship__counterpart")
        return noticed(me, list(every))

    live(0)
    judging.rejudge_all(today=DAY)
    me = cast.writer
    few = questions(lambda: ask(me))
    for number in range(1, 12):
        live(number)
    judging.rejudge_all(today=DAY)
    me = cast.writer
    assert questions(lambda: ask(me)) == few
