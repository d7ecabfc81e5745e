"""Colleagues side by side: facts for each reader, nobody ranked, nobody who may not see."""

import itertools
from datetime import timedelta
from typing import Any

import pytest

from briefings.counting import questions
from cast import Cast
from rapport.actions import access, interactions, leaving, meetings, people, team, who_goes
from rapport.briefings.who_goes import Candidate, Comparison, for_meeting, for_person
from rapport.records.models import Colleague, Counterpart, Duty, Function, Origin, Part, Sensitivity
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def say(who: Colleague, **said: Any) -> None:
    Colleague.objects.filter(pk=who.pk).update(**said)


def beside(cast: Cast, by: str = "writer", **about: Any) -> Comparison:
    return for_person(cast.asking(by), about.get("key", cast.kamil.pk))


def one(comparison: Comparison, name: str) -> Candidate:
    return next(one for one in comparison.candidates if one.name == name)


def plan(cast: Cast, *whom: Any, ours: Any = (), days: int = 2) -> Any:
    theirs = [(row.pk,) for row in whom or (cast.kamil,)]
    on = DAY + timedelta(days=days)
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, on=on, ours=ours).row[0]


def mixed(cast: Cast, by: str = "writer") -> list[tuple[str, tuple[str, ...]]]:
    return [(one.what, one.names) for one in beside(cast, by).mix]


def names(comparison: Comparison) -> list[str]:
    return [one.name for one in comparison.candidates]


def test_they_stand_by_name_and_only_those_who_can_see_whom_it_is_about(cast: Cast):
    assert names(beside(cast)) == ["Kit Keeper", "Reader", "Writer"]
    severe = {"key": cast.kamil.pk, "sensitivity": Sensitivity.SEVERE, "named": [cast.reader.pk]}
    access.set_access(cast.asking("writer"), **severe)
    assert names(beside(cast)) == ["Reader", "Writer"]
    for stranger in ("keeper", "outsider"):
        with pytest.raises(NotThere):
            beside(cast, stranger)


def test_whoever_has_left_does_not_go(cast: Cast):
    leaving.end_access(cast.asking("keeper"), colleague=cast.reader.pk)
    assert names(beside(cast)) == ["Kit Keeper", "Writer"]


def test_what_nobody_said_is_empty(cast: Cast):
    for them in beside(cast).candidates:
        said = (them.function, them.topics, them.languages, them.origin, them.seen_as)
        noted = (them.connections, them.interests, them.met)
        assert not any((*said, *noted, them.knows_programme, them.explains))


def test_what_a_colleague_is_and_says_stands_there(cast: Cast):
    say(cast.reader, function=Function.PROGRAMME, topics=["clinics"], languages=["ar", "en"])
    say(cast.writer, function=Function.ACCESS, origin=Origin.NATIONAL)
    say(cast.keeper, function=Function.SECURITY)
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(languages=["Arabe"])
    seen = beside(cast)
    reader, writer, keeper = (one(seen, name) for name in ("Reader", "Writer", "Kit Keeper"))
    assert (reader.knows_programme, reader.explains, reader.topics) == (True, True, ("clinics",))
    assert (writer.knows_programme, writer.explains, writer.origin) == (False, True, "national")
    assert (keeper.knows_programme, keeper.explains) == (False, False)
    assert (reader.in_common, writer.in_common) == (("ar",), ())
    assert seen.programme_colleagues == ("Reader",)


@pytest.mark.parametrize("written", ["ar", "AR", "Arabic", "arabe", "العربية"])
def test_a_language_is_known_by_its_code_and_by_its_names(cast: Cast, written: str):
    say(cast.reader, languages=[written, "Zelmari"])
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(languages=["ar", "zelmari"])
    assert one(beside(cast), "Reader").in_common == (written, "Zelmari")


def test_how_they_may_be_seen_is_told_by_their_own_choice_to_whom_they_chose(cast: Cast):
    say(cast.reader, exposure_notes="Kin in the valley.", exposure_shared=False)
    everyone = ("keeper", "writer", "reader")
    assert not any(one(beside(cast, by), "Reader").seen_as for by in everyone)
    say(cast.reader, exposure_shared=True)
    told = {by: one(beside(cast, by), "Reader").seen_as for by in everyone}
    assert told == {"keeper": "Kin in the valley.", "writer": "", "reader": "Kin in the valley."}


def test_a_colleague_of_another_office_says_nothing_of_themselves_here(cast: Cast):
    office = team.add_office(cast.asking("keeper"), name="Field", area="QV03").row
    office.parent = None
    office.save(update_fields=["parent"])
    say(
        cast.reader, office=office, function=Function.PROGRAMME, topics=["clinics"],
        exposure_notes="Kin.", exposure_shared=True,
    )  # fmt: skip
    theirs = one(beside(cast), "Reader")
    assert (theirs.function, theirs.topics, theirs.seen_as) == ("", (), "")


def test_connections_conflicts_and_contacts_are_told_of_this_person(cast: Cast):
    about = {"relationship": cast.kamil.pk, "colleague": cast.reader.pk}
    other = cast.add("Salma")
    elsewhere = {**about, "relationship": other.pk}
    who_goes.note_connection(cast.asking("writer"), **about, text="Both keep bees.")
    who_goes.note_connection(cast.asking("writer"), **elsewhere, text="Not this one.")
    said = {**about, "declared_on": DAY - timedelta(days=9)}
    who_goes.declare_interest(cast.asking("writer"), **said, kind="debt", managed="Two go.")
    over = DAY - timedelta(days=1)
    who_goes.declare_interest(cast.asking("writer"), **said, kind="gift", until=over)
    cast.meet(9, ours=[(cast.reader.pk, "lead"), (cast.writer.pk, "second")])
    cast.meet(5, ours=[(cast.reader.pk, "lead")])
    cast.meet(3, ours=[(cast.reader.pk, "lead")], two_way=False)
    seen = beside(cast)
    reader, writer = one(seen, "Reader"), one(seen, "Writer")
    assert [tie.text for tie in reader.connections] == ["Both keep bees."]
    assert [(one.kind, one.managed) for one in reader.interests] == [("debt", "Two go.")]
    assert [(met.times, met.last) for met in reader.met] == [(2, DAY - timedelta(days=5))]
    assert [(met.times, met.last) for met in writer.met] == [(1, DAY - timedelta(days=9))]
    assert not seen.never_met


def test_workload_counts_what_the_reader_sees_and_not_this_meeting(cast: Cast):
    cast.add("Salma")
    plan(cast, ours=[(cast.writer.pk, "lead"), (cast.reader.pk, "second")])
    plan(cast, ours=[(cast.reader.pk, "lead")], days=6)
    plan(cast, ours=[(cast.reader.pk, "lead")], days=7)
    hidden = cast.add("Abu Idris", by="writer")
    access.set_access(
        cast.asking("writer"), key=hidden.pk, sensitivity=Sensitivity.SEVERE, named=[cast.writer.pk]
    )
    plan(cast, hidden, ours=[(cast.writer.pk, "lead")])
    mine, theirs = (one(beside(cast, by), "Writer") for by in ("writer", "keeper"))
    assert (mine.leading, mine.meetings) == (3, 2)
    assert (theirs.leading, theirs.meetings) == (2, 1)
    assert one(beside(cast), "Reader").meetings == 2
    this = meetings.Meeting.objects.order_by("pk").first()
    assert one(for_meeting(cast.asking("writer"), this.pk), "Reader").meetings == 1


def test_no_merit_moves_anybody(cast: Cast):
    """Whoever of the three has everything, and whoever nothing, the order stays that of names."""
    usual = names(beside(cast))
    everyone = [cast.keeper, cast.writer, cast.reader]
    kinds: list[dict[str, Any]] = [
        {"function": Function.PROGRAMME, "languages": ["ar"], "topics": ["access"]},
        {"function": Function.SECURITY, "languages": [], "topics": []},
        {"function": "", "languages": ["en"], "topics": []},
    ]
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(languages=["ar"])
    for order in itertools.permutations(kinds):
        for who, said in zip(everyone, order, strict=True):
            say(who, **said)
        assert names(beside(cast)) == usual
    for who in everyone:
        about = {"relationship": cast.kamil.pk, "colleague": who.pk}
        who_goes.note_connection(cast.asking("writer"), **about, text="Both keep bees.")
        cast.meet(2, ours=[(who.pk, "lead")])
        assert names(beside(cast)) == usual


def test_nothing_in_the_answer_adds_anybody_up(cast: Cast):
    said = {*Candidate.__dataclass_fields__, *vars(Candidate)}
    assert not {word for word in said if word in {"score", "rank", "best", "fit", "total"}}


def test_who_is_to_go_stands_with_their_part_and_who_cannot_see_it_any_more(cast: Cast):
    ours = [(cast.writer.pk, "lead"), (cast.reader.pk, "interpreter")]
    planned = plan(cast, ours=ours)
    seen = for_meeting(cast.asking("writer"), planned.pk)
    assert {one.name: one.part for one in seen.team} == {"Writer": "lead", "Reader": "interpreter"}
    cast.reader.memberships.all().delete()
    seen = for_meeting(cast.asking("writer"), planned.pk)
    assert (names(seen), seen.gone) == (["Kit Keeper", "Writer"], ("Reader",))
    assert [one.key for one in beside(cast).planned] == [planned.pk]


def test_security_alone_is_said_and_with_anybody_else_it_is_not(cast: Cast):
    say(cast.writer, function=Function.SECURITY)
    say(cast.keeper, function=Function.PROGRAMME)

    def alone(*who: Colleague) -> bool:
        planned = plan(cast, ours=[(one.pk, "lead") for one in who])
        return for_meeting(cast.asking("writer"), planned.pk).security_alone

    assert alone(cast.writer)
    assert not alone(cast.writer, cast.keeper)
    assert not alone(cast.reader)
    assert not beside(cast).security_alone


def test_a_team_says_what_it_has_together_and_who_brings_it(cast: Cast):
    say(cast.writer, function=Function.SECURITY, origin=Origin.INTERNATIONAL)
    say(cast.reader, function=Function.PROGRAMME, origin=Origin.NATIONAL)
    ours = [(cast.writer.pk, "shield"), (cast.reader.pk, "lead")]
    seen = for_meeting(cast.asking("writer"), plan(cast, ours=ours).pk)
    assert {one.what: one.names for one in seen.covers} == {
        "programme": ("Reader",),
        "explains": ("Reader",),
        "language": (),
        "national": ("Reader",),
        "international": ("Writer",),
        "shield": ("Writer",),
    }
    assert beside(cast).covers == ()


def test_those_around_them_are_a_mix_as_each_says_it_and_nobody_is_guessed(cast: Cast):
    say(cast.writer, origin=Origin.INTERNATIONAL, languages=["en"])
    say(cast.reader, origin=Origin.NATIONAL, function=Function.PROGRAMME)
    assert [one.name for one in beside(cast).around] == ["Writer"]
    assert dict(mixed(cast))["national"] == ()
    met = cast.meet(3, ours=[(cast.writer.pk, "lead"), (cast.reader.pk, "second")])
    assert dict(mixed(cast)) == {
        "programme": ("Reader",),
        "explains": ("Reader",),
        "language": (),
        "national": ("Reader",),
        "international": ("Writer",),
    }
    interactions.remove_interaction(cast.asking("writer"), key=met.pk)
    assert dict(mixed(cast))["national"] == ()


def test_who_was_in_touch_longer_ago_than_a_year_is_not_around_them_any_more(cast: Cast):
    ours = [(cast.reader.pk, "lead")]
    cast.meet(0, on=DAY - timedelta(days=365), ours=ours)
    assert "Reader" not in [one.name for one in beside(cast).around]
    cast.meet(0, on=DAY - timedelta(days=364), ours=ours)
    assert "Reader" in [one.name for one in beside(cast).around]


def test_of_several_people_each_fact_says_of_whom(cast: Cast):
    salma = cast.add("Salma")
    planned = plan(cast, cast.kamil, salma)
    about = {"relationship": salma.pk, "text": "Both keep bees."}
    who_goes.note_connection(cast.asking("writer"), **about)
    cast.meet(4, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "second")])
    seen = for_meeting(cast.asking("writer"), planned.pk)
    writer = one(seen, "Writer")
    assert [about.alias for about in seen.about] == ["Abu Kamil", "Salma"]
    assert [(tie.alias, tie.text) for tie in writer.connections] == [("Salma", "Both keep bees.")]
    assert {met.alias: met.times for met in writer.met} == {"Abu Kamil": 1, "Salma": 1}


def test_a_reader_sees_and_does_not_choose_an_outsider_sees_nothing(cast: Cast):
    planned = plan(cast)
    assert not beside(cast, "reader").may_choose
    assert not for_meeting(cast.asking("reader"), planned.pk).may_choose
    assert for_meeting(cast.asking("writer"), planned.pk).may_choose
    with pytest.raises(NotThere):
        for_meeting(cast.asking("outsider"), planned.pk)


def test_more_colleagues_ask_no_more_questions(cast: Cast):
    few = questions(lambda: beside(cast))
    for number in range(5):
        added = team.add_colleague(
            cast.asking("keeper"), name=f"New {number}", sign_in=f"new{number}",
            duties=[Duty.NEGOTIATOR],
        ).row  # fmt: skip
        told = {"circle": cast.circle.pk, "colleague": added.pk, "part": Part.READER}
        team.admit(cast.asking("keeper"), **told)
        about = {"relationship": cast.kamil.pk, "colleague": added.pk}
        who_goes.note_connection(cast.asking("writer"), **about, text="Both keep bees.")
    assert questions(lambda: beside(cast)) == few


def test_renaming_them_is_told_at_once(cast: Cast):
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, alias="Abu Karam"
    )
    assert [about.alias for about in beside(cast).about] == ["Abu Karam"]
