"""What is logged in the demo world is what was planned and asked there: no slip stands in it."""

from datetime import date, timedelta

from cast import asked_by
from rapport.briefings.actor_page import actor_page
from rapport.briefings.agreement_list import WantedAgreements, agreement_list
from rapport.briefings.agreements import agreement_page
from rapport.briefings.gates import gate_page, gates
from rapport.briefings.mandates import mandates
from rapport.briefings.person import person
from rapport.briefings.red_lines import every_red_line
from rapport.briefings.with_group import with_group
from rapport.records.models import (
    Ask,
    Finding,
    FollowedUp,
    Insight,
    Interaction,
    MonthFigures,
    Outcome,
    Relationship,
)

COMMITTEE = "Women's Relief Committee of Orsend"


def test_the_life_saving_request_was_settled_by_the_log_it_was_made_in(demo_world):
    ask = Ask.objects.get(life_saving=True)
    call = ask.interaction
    assert call is not None
    assert (ask.outcome, ask.made_on) == (Outcome.MADE, call.on)
    assert (call.asked, call.life_saving) == (True, True)
    assert call.theirs.get().relationship_id == demo_world.people["hanan"].pk


def test_no_life_saving_request_was_logged_without_the_exception(demo_world):
    for ask in Ask.objects.filter(life_saving=True, made_on__isnull=False):
        logs = Interaction.objects.filter(on=ask.made_on, theirs__relationship=ask.relationship_id)
        assert all(log.life_saving for log in logs if log.asked)


def test_nothing_says_that_a_request_is_near_which_was_asked_already(demo_world):
    asked = Ask.objects.exclude(outcome=Outcome.PLANNED)
    near = Finding.objects.filter(code__in=("E02", "K04"))
    assert not near.filter(relationship__in=asked.values("relationship")).exists()


def test_whoever_planned_to_ask_by_a_day_has_said_what_became_of_it(demo_world):
    past = Ask.objects.filter(outcome=Outcome.PLANNED, planned_for__lt=demo_world.day)
    assert not past.exists()


def test_where_several_were_there_whoever_is_asked_is_named(demo_world):
    for log in Interaction.objects.filter(asked=True):
        assert log.theirs.count() == 1 or log.theirs.exclude(asked="").exists()


def told_gates(world, who):
    return {line.gate.name: line for line in gates(asked_by(world.who(who), 0))[0]}


def test_the_north_road_hangs_on_one_mans_word_and_no_second_path_is_noted(demo_world):
    road = told_gates(demo_world, "idris")["North road"]
    assert (road.standing, road.consents, road.weakest) == (
        *("conditional", "conditional"),
        ("Abu Nour",),
    )
    assert road.paths == 0
    assert "North road" not in told_gates(demo_world, "tomas")


def test_the_vaccination_was_said_to_be_open_and_one_of_two_authorities_took_it_back(demo_world):
    line = told_gates(demo_world, "tomas")["Measles vaccination in Orsend"]
    assert (line.standing, line.consents, line.differ) == ("open", "closed", True)
    assert (line.needed, line.weakest) == (5, ("4th Brigade",))
    before = gate_page(
        asked_by(demo_world.who("tomas"), 0), line.key, on=demo_world.day - timedelta(days=7)
    )
    assert (before.line.standing, before.line.consents) == ("open", "open")
    (both,) = before.groups
    assert [(group.group.needs, len(group.consents)) for group in both.groups] == [
        ("all", 2),
        ("any", 3),
    ]


def test_one_gate_is_closed_with_its_reason_and_what_happened_there(demo_world):
    line = told_gates(demo_world, "tomas")["Ford road to Kar Dovi"]
    assert (line.standing, line.incidents, line.paths) == ("closed", 2, 1)
    assert line.reason


def test_requests_for_gates_say_what_a_yes_costs_and_what_softens_it(demo_world):
    for ask in Ask.objects.exclude(gate=None):
        assert any(softened for *_, softened in ask.weighed())
        assert ask.urgency_ours
        assert ask.urgency_theirs
        assert ask.gate.circle_id == ask.circle_id
    assert Ask.objects.exclude(gate=None).count() == 3


def test_one_mandate_ends_in_nine_days_and_the_other_in_forty(demo_world):
    held = mandates(asked_by(demo_world.who("yusra"), 0)).in_force
    assert [(one.mandate.until - demo_world.day).days for one in held] == [9, 40]
    assert {one.issuer for one in held} == {"Rafael Monte"}


def test_red_lines_can_be_said_courteously_in_three_languages(demo_world):
    lines = every_red_line(demo_world.who("tomas"))
    assert [sorted(line.refusals) for line in lines] == [["ar", "en", "fr"]] * 2


def codes_of(world, who):
    """Return what the rules say of each person whoever looks may see, by alias."""
    seen = Relationship.objects.visible_to(asked_by(world.who(who), 0).me)
    rows = Finding.objects.filter(relationship__in=seen)
    return {(row.relationship.called, row.code) for row in rows}


def test_what_is_understood_is_noticed_with_its_reasons(demo_world):
    """A committee passed over, an idea that came back, a reading that aged."""
    idris, yusra = codes_of(demo_world, "idris"), codes_of(demo_world, "yusra")
    assert ("Ustad Karim", "R08") in idris
    assert any(code == "R05" for _alias, code in idris)
    assert {("Sitt Maryam", "N06"), (COMMITTEE, "N06"), (COMMITTEE, "U02")} <= yusra


def test_the_committee_was_kept_five_years_through_changes_of_its_people_and_ours(demo_world):
    asking, group = asked_by(demo_world.who("yusra"), 0), demo_world.actors["women"]
    kept = with_group(asking, group.pk)
    assert (demo_world.day - kept.header.opened).days == 1826
    assert [lead.name for lead in kept.leads] == ["Yusra Halwen", "Mira Lindqvar", "Rafael Monte"]
    assert (demo_world.day - kept.header.last_two_way).days == 120
    (chair,) = actor_page(asking, group.pk).posts
    assert [[one.alias for one in held] for held in (chair.now, chair.before)] == [
        ["Sitt Maryam"],
        ["Sitt Salma"],
    ]
    assert kept.header.terms.startswith("Twice a year")
    assert kept.shared[0].records


def test_a_concern_was_answered_and_is_worried_about_no_more(demo_world):
    answered = Insight.objects.filter(kind="concern", state=FollowedUp.ANSWERED)
    assert answered.exists()
    for note in answered:
        because = {
            tuple(one)
            for row in Finding.objects.filter(relationship=note.relationship, code="R02")
            for one in row.because
        }
        assert ("insight", str(note.pk)) not in because
        assert note.answer


def test_the_governor_has_an_audience_that_the_brief_names(demo_world):
    key = demo_world.people["governor"].pk
    named = person(asked_by(demo_world.who("mira"), 0), key)
    assert {line.kind for line in named.ties} & {"audience_of", "answers_to"}


def told_agreement(world, who, name):
    return agreement_page(asked_by(world.who(who), 0), world.agreements[name].pk)


def test_a_word_on_six_trucks_says_who_does_what_and_was_read_back(demo_world):
    page = told_agreement(demo_world, "idris", "trucks")
    assert (page.line.agreement.form, page.prefers) == ("oral", "none")
    assert len(page.terms) == 6
    assert not [term.missing for term in page.terms if term.missing]
    assert [one.state for one in page.read_backs] == ["confirmed"]
    assert page.line.agreement.review_on > demo_world.day
    assert page.aftercare.is_over
    assert page.evidence[0].custodian.name == "Idris Fane"


def test_the_second_tuesday_was_missed_and_raised_and_now_it_wobbles(demo_world):
    page = told_agreement(demo_world, "idris", "trucks")
    marks = page.terms[0].marks
    assert {mark.on.strftime("%A") for mark in marks} == {"Tuesday"}
    assert [mark.keeping for mark in marks[:3]] == ["kept", "breached", "kept"]
    assert marks[1].followed_on > marks[1].on
    assert page.line.keeping == "wobbling"
    assert page.following == "", "nothing is owed but the review to come"


def test_three_forms_stand_side_by_side_and_the_paper_has_a_guarantor(demo_world):
    rows = agreement_list(asked_by(demo_world.who("idris"), 0), WantedAgreements()).lines
    assert {line.agreement.form for line in rows} == {"oral", "signed", "tacit"}
    paper = told_agreement(demo_world, "idris", "list")
    assert [(one.name, one.role) for one in paper.parties] == [("The Governor", "guarantor")]
    assert paper.legal[0].answer
    assert not paper.firmer
    assert not agreement_list(asked_by(demo_world.who("leila"), 0), WantedAgreements()).lines


def test_who_does_not_see_the_circle_sees_no_agreement_of_it(demo_world):
    rows = agreement_list(asked_by(demo_world.who("tomas"), 0), WantedAgreements()).lines
    assert {line.alias for line in rows} == {"Permits desk", "Ustad Karim"}


def test_last_months_figures_are_released_and_small_ones_are_not_given(demo_world):
    (sheet,) = MonthFigures.objects.all()
    assert (sheet.month.year, sheet.month.month) == (2026, 2)
    assert sheet.released_by == demo_world.who("mira")
    assert sheet.cells
    assert all(people >= 3 and people % 3 == 0 for _, _, people, _ in sheet.cells)
    there = Relationship.objects.filter(circle=sheet.circle, opened__lte=date(2026, 2, 28))
    assert sum(people for _, _, people, _ in sheet.cells) < there.count()
