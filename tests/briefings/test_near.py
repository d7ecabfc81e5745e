"""Near names and possible duplicates: of people I may see, whoever else is there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by
from rapport.actions import team
from rapport.briefings import near as near_module
from rapport.briefings.duplicates import duplicates, how_many
from rapport.briefings.near import near_people
from rapport.names import REASONS
from rapport.records import told_apart
from rapport.records.models import (
    Actor,
    Counterpart,
    Membership,
    Part,
    Position,
    Relationship,
    Sensitivity,
    Tenure,
)
from rapport.records.recording import change_set
from rapport.web.templatetags.near_words import WHY

UNSAID = {reason for reason in REASONS if reason.endswith("_left_out")} - {"abd_left_out"}
AGAINST = {
    "near_sounds",
    "father_and_son",
    "two_doubts",
    "other_words",
    "one_word_only",
    "other_numbers",
    "telling_word",
    "nothing_to_compare",
}


def near(cast: Cast, *names: str, who: str = "writer") -> list[str]:
    return [one.person.alias for one in near_people(cast.asking(who), *names)]


def twice(cast: Cast, who: str = "writer") -> list[set[str]]:
    shown = duplicates(cast.asking(who))
    assert shown.total == how_many(cast.asking(who)) == len(shown.pairs)
    return [{person.alias for person, _ in pair.both} for pair in shown.pairs]


@pytest.mark.parametrize(
    "typed",
    ["Abu Kamil", "abu kameel", "أبو كامل", "Kamil al-Rashid", "كامل راشد", "Kamel Rashed Hasan"],
)
def test_somebody_is_near_by_alias_and_by_sealed_name_in_any_script(cast: Cast, typed: str):
    assert near(cast, typed) == ["Abu Kamil"] == near(cast, "Somebody", typed, who="reader")


@pytest.mark.parametrize("typed", ["", " ", "Umm Nadir", "Abu Basim", "Kamil Zubair", "٣", "\x00"])
def test_nobody_is_near_to_another_name(cast: Cast, typed: str):
    assert near(cast, typed) == []


def test_who_is_asked_about_already_is_not_offered_again(cast: Cast):
    assert near_people(cast.asking("writer"), "Abu Kamil", but=[cast.kamil.pk]) == ()


def test_the_nearest_come_first_and_few_are_offered(cast: Cast):
    for number in range(9):
        cast.add(f"Kamil Rashid {'Hasan' if number else ''}")
    found = near_people(cast.asking("writer"), "Kamil Rashid")
    assert len(found) == near_module.OFFERED
    assert found[0].person.alias == "Kamil Rashid"
    assert found[0].reasons == ("same_words",)


def of_others(cast: Cast) -> None:
    """Add people near to Abu Kamil whom the reader may not see, and one whose access has ended."""
    for _ in range(3):
        cast.add("Abu Kamil", by="outsider", names=[("", "Kamil Rashid")])
    cast.add("Abu Kamil", sensitivity=Sensitivity.SEVERE, names=[("", "Kamil Rashid")])
    third = team.open_circle(cast.asking("outsider"), name="Third").row
    cast.add("Abu Kamil", by="outsider", circle=third.pk)
    Membership.objects.create(
        circle=third, colleague=cast.reader, part=Part.READER, until=cast.DAY - timedelta(days=1)
    )


def work(cast: Cast, monkeypatch: pytest.MonkeyPatch, do) -> tuple[object, list[str], int]:
    """Return what somebody outside is answered, the questions asked, and the names opened."""
    opened: list[bytes] = []
    real = told_apart.open_name
    monkeypatch.setattr(told_apart, "open_name", lambda name: opened.append(name) or real(name))
    with CaptureQueriesContext(connection) as asked:
        answer = do()
    monkeypatch.undo()
    return answer, [one["sql"][:60] for one in asked.captured_queries], len(opened)


@pytest.mark.parametrize("of", ["near", "duplicates"])
def test_of_people_the_reader_may_not_see_nothing_is_told_and_nothing_is_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, of: str
):
    cast.add("Umm Nadir")
    cast.add("Oum Nadir")

    def do():
        asking = cast.asking("reader")
        return near_people(asking, "Kamil Rashid") if of == "near" else duplicates(asking)

    do()
    before = work(cast, monkeypatch, do)
    of_others(cast)
    assert work(cast, monkeypatch, do) == before
    assert before[2] == 1


def test_who_is_in_both_circles_sees_the_pair_and_who_has_left_one_does_not(cast: Cast):
    cast.add("Abu Camil", by="outsider")
    new = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": Part.READER}
    team.admit(cast.asking("outsider"), until=cast.DAY, **new)
    shown = duplicates(cast.asking("writer")).pairs
    assert [(pair.apart_by, pair.may_merge) for pair in shown] == [("circle", False)]
    assert set(near(cast, "Abou Kamil")) == {"Abu Camil", "Abu Kamil"}
    later = asked_by(cast.writer, day=cast.DAY + timedelta(days=1))
    assert duplicates(later).total == 0
    assert len(near_people(later, "Abou Kamil")) == 1
    assert (twice(cast, "outsider"), twice(cast, "reader")) == ([], [])


def test_a_severe_person_is_paired_for_the_named_only(cast: Cast):
    cast.add("Abu Camil", sensitivity=Sensitivity.SEVERE)
    shown = duplicates(cast.asking("writer")).pairs
    assert [(pair.apart_by, pair.may_merge) for pair in shown] == [("named", False)]
    assert twice(cast, "reader") == [] == near(cast, "Umm Camil", who="reader")


def test_pairs_say_why_and_the_surest_come_first(cast: Cast):
    told = {"new_actor": "Water board", "new_actor_kind": "state_civil"}
    one = cast.add("Hasan Omar", **told)
    actor = Counterpart.objects.get(pk=one.counterpart_id).actor_id
    cast.add("حسن عمر", actor=actor)
    cast.add("Hasan Omar Ali")
    shown = duplicates(cast.asking("reader")).pairs
    first = shown[0]
    assert {person.alias for person, _ in first.both} == {"Hasan Omar", "حسن عمر"}
    assert {"alike_sounds", "other_script", "same_group"} == set(first.reasons)
    assert not shown[0].may_merge
    assert duplicates(cast.asking("writer")).pairs[0].may_merge
    Actor.objects.filter(pk=actor).update(circle=cast.elsewhere)
    assert "same_group" not in duplicates(cast.asking("reader")).pairs[0].reasons


def test_two_who_hold_one_post_now_are_a_pair_and_many_or_earlier_ones_are_not(
    cast: Cast,
):
    one, other = cast.add("The mayor", new_actor="Town hall"), cast.add("Haji Musa")
    town = Counterpart.objects.get(pk=one.counterpart_id).actor
    with change_set("note_any", cast.asking("writer")) as changes:
        mayor = changes.add(Position, cast.circle, actor=town, title="Mayor")
        for whom in (one, other):
            changes.add(Tenure, whom.counterpart, position=mayor)
    pair = duplicates(cast.asking("writer")).pairs[0]
    assert {person.alias for person, _ in pair.both} == {"The mayor", "Haji Musa"}
    assert pair.reasons == ("same_post",)
    with change_set("note_any", cast.asking("writer")) as changes:
        changes.add(Tenure, cast.kamil.counterpart, position=mayor)
    assert twice(cast) == []
    with change_set("note_any", cast.asking("writer")) as changes:
        for tenure in Tenure.objects.exclude(counterpart=one.counterpart_id):
            changes.change(tenure, until=cast.DAY)
    assert twice(cast) == []


def test_pages_go_on_and_miss_nobody(cast: Cast):
    for number in range(25):
        cast.add(f"Person {number}"), cast.add(f"person {number}.")
    first, second = (duplicates(cast.asking("writer"), page=page) for page in (1, 2))
    assert (first.total, first.following, second.following) == (25, 2, None)
    pairs = {
        frozenset(p.relationship for p, _ in one.both) for one in (*first.pairs, *second.pairs)
    }
    assert len(pairs) == 25
    assert duplicates(cast.asking("writer"), page=9**9).pairs == ()


def test_every_reason_for_a_pair_has_its_words(db):
    assert {*REASONS} - UNSAID - AGAINST <= {*WHY}


def test_everybody_near_is_visible_whoever_asks(cast: Cast):
    of_others(cast)
    for who in ("keeper", "writer", "reader", "outsider"):
        me = cast.who(who)
        seen = set(Relationship.objects.visible_to(me).values_list("pk", flat=True))
        found = near_people(cast.asking(who), "Abu Kamil", limit=50)
        assert {one.person.relationship for one in found} <= seen
        assert found
        for pair in duplicates(cast.asking(who)).pairs:
            assert {person.relationship for person, _ in pair.both} <= seen
