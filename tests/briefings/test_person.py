"""One counterpart: the header, what hangs on them, and a timeline of which no day is lost."""

from datetime import date, timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by, at
from rapport.actions import asks, commitments, insights, occasions, relationships, upkeep
from rapport.briefings import findings
from rapport.briefings.parts import PARTS, SECTIONS
from rapport.briefings.person import person
from rapport.briefings.timeline import TIMELINE
from rapport.records import judging
from rapport.records.models import Actor, Sensitivity
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere


def brief(cast, by="writer", who=None, **how):
    return person(asked_by(cast.who(by)), (who or cast.kamil).pk, **how)


def pages(cast, who=None):
    """Return the timeline page by page, as a reader goes back."""
    before, answer = None, []
    for _ in range(200):
        page = brief(cast, who=who, before=before)
        answer.append(page.timeline)
        if not page.older:
            return answer
        before = date.fromisoformat(page.older)
    raise AssertionError("the pages never end")


def test_what_is_not_yours_is_not_there(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    for by, who in (("outsider", cast.kamil), ("reader", severe), ("writer", cast.hidden)):
        with pytest.raises(NotThere):
            brief(cast, by, who)
    assert brief(cast, "reader").header.alias == "Abu Kamil"


def test_the_header_says_where_we_stand(cast: Cast):
    cast.meet(20), cast.meet(9)
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    relationships.take_stage(**about, stage="rapport", evidence="He rang back.")
    relationships.set_backup(**about, backup=cast.keeper.pk)
    header = brief(cast).header
    assert (header.alias, header.stage, header.stage_evidence) == (
        "Abu Kamil",
        "rapport",
        "He rang back.",
    )
    assert (header.warm_ups, header.last_two_way) == (2, Cast.DAY - timedelta(days=9))
    assert (header.ideal_days, header.maximum_days) == (30, 60)
    assert header.next_due == Cast.DAY + timedelta(days=21)
    assert (header.lead, header.backup, header.circle) == ("Writer", "Kit Keeper", "Talks")
    assert header.seen_by == ("Kit Keeper", "Reader", "Writer")
    assert (header.sealed_names, header.stage_since) == (1, Cast.DAY)


def test_only_those_who_write_may_change(cast: Cast):
    assert [brief(cast, by).header.may_change for by in ("writer", "keeper", "reader")] == [
        True,
        True,
        False,
    ]


def test_a_severe_record_says_who_is_named_in_it(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE, backup=cast.keeper.pk)
    assert brief(cast, who=severe).header.seen_by == ("Kit Keeper", "Writer")


def test_who_rests_is_never_due(cast: Cast):
    about = {"asking": asked_by(cast.writer), "key": cast.kamil.pk}
    relationships.switch_phase(**about, phase="dormant", reason="Rests.")
    assert brief(cast).header.next_due is None


def test_everything_that_hangs_on_them_is_there_in_its_order(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    for text, due in (("some day", None), ("later", 9), ("soon", 2)):
        day = due and Cast.DAY + timedelta(days=due)
        commitments.make_commitment(**about, text=text, due=day)
        commitments.make_commitment(**about, by="them", text=text, due=day)
    insights.note_insight(**about, kind="value", text="Tea.", nature="fact")
    insights.note_insight(**about, kind="concern", text="Fears the night.")
    gone = Cast.DAY - timedelta(days=1)
    before = {**about, "asking": asked_by(cast.writer, 30)}
    insights.note_insight(**before, kind="value", text="Past its day.", expires=gone)
    insights.tell(**about, kind="limits")
    occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr")
    first = asks.plan_ask(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, what="Passage"
    ).row
    second = asks.plan_ask(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, what="Water"
    ).row
    answer = brief(cast)
    assert [one.text for one in answer.ours] == ["soon", "later", "some day"]
    assert [one.text for one in answer.theirs] == ["soon", "later", "some day"]
    assert [one.text for one in answer.facts] == ["Tea."]
    assert [one.text for one in answer.concerns] == ["Fears the night."]
    assert answer.interpretations == ()
    assert ([one.pk for one in answer.asks], len(answer.sections[0].records)) == (
        [second.pk, first.pk],
        1,
    )
    assert [one.name for one in answer.occasions] == ["Eid"]


def test_what_was_set_aside_is_apart_from_what_is_found(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    judging.rejudge_all(today=Cast.DAY)
    assert "U01" in {one.code for one in brief(cast).findings}
    upkeep.waive(**about, code="U01", reason="Leave.", until=Cast.DAY + timedelta(days=9))
    answer = brief(cast)
    assert "U01" not in {one.code for one in answer.findings}
    assert [one.code for one in answer.waived] == ["U01"]


def test_the_timeline_is_newest_first_with_steps_among_the_visits(cast: Cast):
    old, new = cast.meet(20), cast.meet(3)
    relationships.take_stage(
        asking=asked_by(cast.writer, 9), key=cast.kamil.pk, stage="rapport", evidence="So."
    )
    entries = brief(cast).timeline
    assert [(one.kind, one.on) for one in entries] == [
        ("interaction", new.on),
        ("step", at(9)["today"]),
        ("interaction", old.on),
    ]
    assert entries[0].ours == ("Writer",)


@pytest.mark.parametrize(
    "days",
    [
        range(50, 0, -1),
        [n // 3 for n in range(75, 0, -1)],
        [60] * 5 + [40] * (TIMELINE + 7) + [20] * 3,
        [40] * (3 * TIMELINE),
        [40] * TIMELINE + [39],
        [41] + [40] * TIMELINE,
        [40] * TIMELINE,
        [60, *[40] * (TIMELINE - 1), *[30] * (TIMELINE + 1), 5],
        [],
    ],
    ids=["daily", "three a day", "a busy day", "one day", "one over", "one before", "a page",
         "two busy days", "nothing"],
)  # fmt: skip
def test_no_day_of_the_timeline_is_lost_or_told_twice(cast: Cast, days):
    kamil = cast.add("The old one", days_ago=99)
    twin = cast.add("The twin", days_ago=99)
    theirs = [(kamil.pk, "lead"), (twin.pk, "second")]
    logged = {cast.meet(ago, theirs=theirs).pk for ago in days}
    steps = set()
    for ago in sorted(set(days), reverse=True)[::4]:
        relationships.take_stage(
            asking=asked_by(cast.writer, ago), key=kamil.pk, stage="rapport", evidence="So."
        )
        steps.add(kamil.steps.latest("pk").pk)
    read = [entry for page in pages(cast, kamil) for entry in page]
    assert [entry.key for entry in read] == list(dict.fromkeys(entry.key for entry in read))
    assert {entry.key for entry in read} == logged | steps
    assert [entry.on for entry in read] == sorted((entry.on for entry in read), reverse=True)


def test_others_who_were_there_are_named_if_one_may_see_them(cast: Cast):
    nadir = cast.add("Umm Nadir")
    cast.meet(3, theirs=[(cast.kamil.pk, "lead"), (nadir.pk, "second")])
    assert brief(cast, "reader").timeline[0].with_others == ("Umm Nadir",)


def test_an_actor_of_another_circle_is_not_named(cast: Cast):
    place = {"office": cast.hidden.office, "circle": cast.elsewhere}
    with change_set("name", asked_by(cast.outsider)) as changes:
        changes.change(
            cast.kamil.counterpart, actor=changes.create(Actor(**place, names=["The council"]))
        )
    assert brief(cast).header.actor == ""


def test_it_says_who_held_it_the_latest_first_and_who_was_introduced(cast: Cast) -> None:
    cast.hand_over("keeper", days_ago=5)
    assert not any(one.introduced for one in person(asked_by(cast.reader), cast.kamil.pk).held)
    both = [(cast.writer.pk, "lead"), (cast.keeper.pk, "second")]
    cast.meet(4, ours=both)
    held = person(asked_by(cast.reader), cast.kamil.pk).held
    assert [(one.name, one.introduced, one.introduced_on) for one in held] == [
        ("Kit Keeper", True, cast.DAY - timedelta(days=4)),
        ("Writer", False, None),
    ]
    assert held[0].since == held[1].until == cast.DAY - timedelta(days=5)


def test_many_rows_ask_no_more_questions_than_one(cast: Cast, monkeypatch):
    monkeypatch.setattr(findings, "_MANY", 0)  # so that thirty are as many as a hundred

    def live(number):
        nadir = cast.add(f"Umm Nadir {number}")
        cast.meet(3, theirs=[(cast.kamil.pk, "lead"), (nadir.pk, "second")], asked=True)
        about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
        commitments.make_commitment(**about, text="Chalk.", due=Cast.DAY)
        insights.note_insight(**about, kind="value", text="Tea.", expires=Cast.DAY)
        insights.tell(**about, kind="limits")
        occasions.note_occasion(**about, name="Eid", feast="eid_al_fitr", mentioned_by_them=True)
        asks.plan_ask(
            asking=asked_by(cast.writer),
            relationship=cast.kamil.pk,
            what="Way",
            planned_for=Cast.DAY,
        )

    live(0)
    few = questions(lambda: brief(cast))
    for number in range(1, 30):
        live(number)
    # A page that is not the last asks once more, for a day is never split; and what is more than a
    # page has room for is counted, each part of it once. Of the many records behind findings
    # the days are read first, once for each kind.
    assert questions(lambda: brief(cast)) <= few + 2 + len(PARTS) + len(SECTIONS) + 4
    before = questions(lambda: brief(cast))
    for number in range(30, 33):
        live(number)
    assert questions(lambda: brief(cast)) == before
