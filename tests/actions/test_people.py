"""Counterparts: added, changed, named, looked at, merged."""

from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import insights, merging, people, team
from rapport.records.models import (
    Actor,
    Counterpart,
    Insight,
    Named,
    Operation,
    Relationship,
    SealedName,
    Sensitivity,
)
from rapport.records.name_index import counterparts_named
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere

DAY = Cast.DAY


def change(cast, by="writer", **values):
    about = {"asking": asked_by(cast.who(by)), "key": cast.kamil.counterpart_id}
    return people.change_counterpart(**about, **values).row


def seal(cast, name, by="writer", script=""):
    about = {"asking": asked_by(cast.who(by)), "key": cast.kamil.counterpart_id}
    return people.seal_name(**about, name=name, script=script).row


def merge(cast, keep, gone, by="writer"):
    both = {"keep": keep.counterpart_id, "merge": gone.counterpart_id}
    return merging.merge_counterparts(asking=asked_by(cast.who(by)), **both).row


def test_somebody_added_is_led_by_whoever_added_them(cast: Cast):
    who = cast.add("The heron", names=[("Latn", "Zephyrin Doe")], open_reason="crisis")
    assert (who.lead, who.backup, who.opened) == (cast.writer, None, DAY)
    assert (who.open_reason, who.phase, who.stage) == ("crisis", "engagement", "introduced")
    held = who.holders.get()
    assert (held.colleague, held.since, held.until) == (cast.writer, DAY, None)
    assert who.counterpart.alias == "The heron"
    assert who.counterpart.sealed_names.get().script == "Latn"
    who.refresh_from_db()
    assert (who.warm_ups, who.judged_on, who.next_due) == (0, DAY, DAY + timedelta(30))


def test_adding_somebody_is_one_change(cast: Cast):
    is_one_change_set(
        cast, lambda: cast.add("The heron", names=[("", "Zephyrin")]), "add_counterpart"
    )


def test_another_may_lead_and_a_second_back_up(cast: Cast):
    who = cast.add("The heron", lead=cast.keeper.pk, backup=cast.reader.pk)
    assert (who.lead, who.backup) == (cast.keeper, cast.reader)
    assert who.holders.get().colleague == cast.keeper


@pytest.mark.parametrize("part", ["lead", "backup"])
def test_who_is_not_in_the_circle_neither_leads_nor_backs_up(cast: Cast, part):
    with cannot_be("not in the circle"):
        cast.add("The heron", **{part: cast.outsider.pk})


def test_nobody_adds_to_a_circle_they_do_not_write_in(cast: Cast):
    for by in ("reader", "outsider"):
        new = {"alias": "The heron", "circle": cast.circle.pk, "opened": DAY}
        with pytest.raises(NotThere):
            people.add_counterpart(asking=asked_by(cast.who(by)), **new)
    assert Relationship.objects.count() == 2


def test_a_severe_relationship_names_those_it_begins_with(cast: Cast):
    severe = Sensitivity.SEVERE
    who = cast.add("The heron", sensitivity=severe, lead=cast.keeper.pk, backup=cast.reader.pk)
    named = set(who.named.values_list("colleague", flat=True))
    assert named == {cast.keeper.pk, cast.reader.pk, cast.writer.pk}
    assert who.counterpart.sensitivity == severe
    assert not Named.objects.exclude(relationship=who).exists()


@pytest.mark.parametrize(
    ("alias", "says"),
    [
        ("", "needs an alias"),
        ("   ", "needs an alias"),
        ("\u202e\u200b", "needs an alias"),
        ("x" * 121, "longer than 120"),
        ("ا" * 64 * 1024, "longer than 120"),
    ],
)
def test_an_alias_that_is_none_is_refused(cast: Cast, alias, says):
    with cannot_be(says):
        cast.add(alias)
    with cannot_be(says):
        change(cast, alias=alias)


@pytest.mark.parametrize("alias", ["x" * 120, "أبو كامل", "🌙", "O'Neill–d'Or", "‘Abd"])
def test_any_alias_one_can_see_is_kept(cast: Cast, alias):
    assert cast.add(alias).counterpart.alias == alias


def test_what_would_turn_an_alias_round_is_left_out_of_it(cast: Cast):
    assert cast.add("Abu \u202eliaN\u202c  ").counterpart.alias == "Abu liaN"
    change(cast, alias="\u2067Kamil\u2069")
    assert Counterpart.objects.filter(alias="Kamil").exists()


@pytest.mark.parametrize(
    ("opened", "says"),
    [
        (DAY + timedelta(1), "in the future"),
        (date(1899, 12, 31), "before 1900"),
        (date.min, "before 1900"),
        (date.max, "in the future"),
    ],
)
def test_a_relationship_opens_neither_in_the_future_nor_before_1900(cast: Cast, opened, says):
    with cannot_be(says):
        cast.add("The heron", opened=opened)
    assert cast.add("The heron", opened=date(1900, 1, 1)).opened == date(1900, 1, 1)


@pytest.mark.parametrize(
    ("ideal", "maximum", "says"),
    [
        (30, 29, "shorter than the ideal"),
        (90, None, "shorter than the ideal"),
        (None, 29, "shorter than the ideal"),
        (0, None, "between 1 and 3650"),
        (-5, 60, "between 1 and 3650"),
        (10, 3651, "between 1 and 3650"),
    ],
)
def test_a_rhythm_that_cannot_be_is_refused(cast: Cast, ideal, maximum, says):
    with cannot_be(says):
        cast.add("The heron", ideal_days=ideal, maximum_days=maximum)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "must contain letters"),
        ("\u202e ", "must contain letters"),
        ("x" * 64 * 1024, "longer than 300"),
    ],
)
def test_a_name_that_is_none_is_not_sealed(cast: Cast, name, says):
    with cannot_be(says):
        seal(cast, name)
    with cannot_be(says):
        cast.add("The heron", names=[("Latn", name)])


def test_an_actor_must_be_one_i_may_see(cast: Cast):
    place = {"office": cast.circle.office, "circle": cast.elsewhere}
    with change_set("name", asked_by(cast.outsider)) as changes:
        council = changes.create(Actor(**place, names=["The council"]))
    with pytest.raises(NotThere):
        cast.add("The heron", actor=council.pk)
    with pytest.raises(NotThere):
        change(cast, actor=council.pk)
    assert not Counterpart.objects.filter(actor=council).exists()


def test_a_change_changes_what_it_says_and_is_one_change(cast: Cast):
    told = {"status": "detained", "how_to_address": "Sayyid", "languages": ["ar"]}
    is_one_change_set(cast, lambda: change(cast, **told), "change_counterpart")
    change(cast, **told)
    kamil = Counterpart.objects.get(pk=cast.kamil.counterpart_id)
    assert (kamil.status, kamil.how_to_address, kamil.languages) == ("detained", "Sayyid", ["ar"])


def test_only_writers_change_seal_or_look(cast: Cast):
    key = cast.kamil.counterpart_id
    is_for_writers_only(cast, lambda who: change(cast, who, alias="X"))
    is_for_writers_only(cast, lambda who: seal(cast, "X", who))
    is_for_writers_only(
        cast, lambda who: people.show_names(asking=asked_by(cast.who(who)), key=key)
    )


def test_sealing_a_name_is_one_change_and_leaves_it_nowhere_in_the_clear(cast: Cast):
    is_one_change_set(cast, lambda: seal(cast, "Zephyrin Farran"), "seal_name")
    sealed = seal(cast, "Zephyrin Farran", script="Latn")
    assert b"Zephyrin" not in bytes(sealed.sealed)
    payload = Operation.objects.get(row=sealed.pk).content
    assert b"ephyrin" not in payload
    assert cast.kamil.counterpart_id in counterparts_named("farran")


def test_names_are_shown_to_writers_and_the_look_is_recorded(cast: Cast):
    seal(cast, "\u202eKamil Rashid ", script="Latn")
    before = Operation.objects.count()
    shown = people.show_names(asking=asked_by(cast.writer), key=cast.kamil.counterpart_id)
    assert shown == [("Arab", "كامل الراشد"), ("Latn", "Kamil Rashid")]
    look = Operation.objects.latest("sequence")
    assert (look.verb, look.row, look.by) == (
        "show_names",
        cast.kamil.counterpart_id,
        cast.writer.pk,
    )
    assert Operation.objects.count() == before + 1


def test_a_merge_passes_everything_to_the_one_kept(cast: Cast):
    twin = cast.add("The tall one", days_ago=60, names=[("Latn", "Kamil Rashid")])
    alone, both = cast.meet(5, whom=twin), cast.meet(4, theirs=[(twin.pk, ""), (cast.kamil.pk, "")])
    note = insights.note_insight(
        asking=asked_by(cast.writer), relationship=twin.pk, kind="value", text="Tea."
    ).row
    kept = merge(cast, cast.kamil, twin)
    assert kept.pk == cast.kamil.pk
    assert Relationship.objects.get(pk=kept.pk).opened == DAY - timedelta(60)
    assert [one.theirs.get().relationship_id for one in (alone, both)] == [kept.pk] * 2
    assert Insight.objects.get(pk=note.pk).relationship_id == kept.pk
    assert not Relationship.objects.filter(pk=twin.pk).exists()
    assert not Counterpart.objects.filter(alias="The tall one").exists()
    assert SealedName.objects.filter(counterpart=kept.counterpart).count() == 3
    for name in ("the tall one", "rashid", "الراشد"):
        assert counterparts_named(name) == [kept.counterpart_id]


def test_a_merge_is_one_change(cast: Cast):
    twin = cast.add("The tall one", names=[("Latn", "Kamil Rashid")])
    cast.meet(5, whom=twin), cast.meet(4, theirs=[(twin.pk, "lead"), (cast.kamil.pk, "second")])
    is_one_change_set(cast, lambda: merge(cast, cast.kamil, twin), "merge_counterparts")


def test_nobody_is_merged_into_themselves(cast: Cast):
    with cannot_be("the same record"):
        merge(cast, cast.kamil, cast.kamil)


def test_records_of_two_circles_are_not_merged(cast: Cast):
    both = {"circle": cast.circle.pk, "colleague": cast.outsider.pk}
    team.admit(asking=asked_by(cast.keeper), **both, part="writer")
    with cannot_be("different circles"):
        merge(cast, cast.kamil, cast.hidden, by="outsider")


def test_a_severe_record_is_not_merged_into_one_that_all_may_see(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    for keep, gone in ((cast.kamil, severe), (severe, cast.kamil)):
        with cannot_be("limited to named colleagues"):
            merge(cast, keep, gone)


def test_records_for_different_named_people_are_not_merged(cast: Cast):
    one = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    other = cast.add("The egret", sensitivity=Sensitivity.SEVERE, lead=cast.keeper.pk)
    for keep, gone in ((one, other), (other, one)):
        with cannot_be("limited to different colleagues"):
            merge(cast, keep, gone)
    same = cast.add("The stork", sensitivity=Sensitivity.SEVERE)
    cast.meet(whom=same, line="Tea.")
    assert merge(cast, one, same).presences.count() == 1


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_only_writers_merge(cast: Cast, who):
    twin = cast.add("The tall one")
    with pytest.raises(NotThere):
        merge(cast, cast.kamil, twin, by=who)
    with pytest.raises(NotThere):
        merge(cast, cast.kamil, cast.hidden)
    assert Relationship.objects.count() == 3


def test_a_colleague_who_has_left_neither_leads_nor_writes(cast: Cast):
    type(cast.reader).objects.filter(pk=cast.reader.pk).update(is_active=False)
    with pytest.raises(CannotBe, match="not in the circle"):
        cast.add("The heron", lead=cast.reader.pk)
    type(cast.writer).objects.filter(pk=cast.writer.pk).update(is_active=False)
    with pytest.raises(NotThere):
        cast.add("The heron")
