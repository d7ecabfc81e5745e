"""A whole register: read by a map, checked without writing, taken in and taken back as one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by, rejudge_due
from imports.register import REGISTER, about, contents, take
from rapport.actions import history
from rapport.actions.in_the_way import named
from rapport.imports.check_register import check_register
from rapport.imports.import_register import import_register, undo_import
from rapport.imports.reading import ImportStopped
from rapport.imports.uploads import keep_upload, upload_of
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Finding,
    Interaction,
    Mark,
    Operation,
    Relationship,
    SealedName,
    Sensitivity,
)
from rapport.records.rebuilding import differences
from rapport.records.refusals import CannotBe, ChangedSince, NotThere
from rapport.records.undoing import BuiltOn


def test_a_check_says_what_would_be_and_writes_nothing(cast: Cast) -> None:
    before = contents(), Operation.objects.count()
    answer = check_register(**about(cast))
    assert (answer.rows, answer.good) == (6, 5)
    assert (answer.people, answer.known, answer.interactions, answer.notes) == (3, 1, 4, 1)
    (fault,), (doubt,) = answer.faults, answer.doubts
    assert (fault.row, fault.header, fault.code) == (6, "who", "nobody")
    assert (doubt.row, doubt.header, doubt.code) == (5, "met", "no_such_day")
    assert doubt.who == "Sitt Nadia"
    assert (contents(), Operation.objects.count()) == before


def test_likely_doubles_are_listed_and_never_merged(cast: Cast) -> None:
    answer = check_register(**about(cast))
    assert answer.pair_count == 1
    assert {*answer.pairs[0][:2]} == {"The harbour master", "The harbor master"}
    take(cast)
    harbour = Relationship.objects.filter(counterpart__alias__startswith="The harb")
    assert harbour.count() == 2


def test_taking_in_meets_who_is_known_and_undoing_leaves_everything_as_it_was(cast: Cast) -> None:
    cast.meet(20)
    before = contents()
    done = take(cast)
    assert (done.counts.people, done.counts.known, done.left_out) == (3, 1, 1)
    assert cast.kamil.presences.count() == 2
    master = Relationship.objects.get(counterpart__alias="The harbour master")
    assert str(master.opened) == "2026-02-15", "opened on the earliest day the register names"
    assert master.lead_id == cast.writer.pk
    assert differences() == []
    history.undo(asking=asked_by(cast.writer), key=done.change_set)
    assert contents() == before
    assert differences() == []


def test_colleagues_met_only_in_a_register_cannot_sign_in(cast: Cast) -> None:
    take(cast)
    idris = Colleague.objects.get(name="Idris")
    assert not idris.is_active
    assert not idris.has_usable_password()


def test_a_second_import_meets_the_people_of_the_first(cast: Cast) -> None:
    take(cast)
    again = take(cast)
    assert again.counts.people == 0
    assert Relationship.objects.filter(counterpart__alias="The harbour master").count() == 1


def test_real_names_are_sealed_and_met_again_the_next_time(cast: Cast) -> None:
    columns = {"who": "real_name", "met": "date"}
    take(cast, "who,met\nYousef Haddad,12/03/2026\nKarim Odeh,13/03/2026\n", columns=columns)
    aliases = {"Contact 1", "Contact 2"}
    met = Relationship.objects.filter(counterpart__alias__in=aliases)
    assert met.count() == 2
    take(cast, "who,met\nKarim Odeh,14/03/2026\nNadia Orlen,14/03/2026\n", columns=columns)
    assert SealedName.objects.exclude(counterpart=cast.kamil.counterpart).count() == 3
    assert Relationship.objects.filter(counterpart__alias="Contact 3").exists()
    karim = Relationship.objects.get(counterpart__alias="Contact 2")
    assert karim.presences.count() == 2


def test_a_severe_register_is_seen_by_whoever_brought_it_and_nobody_else(cast: Cast) -> None:
    take(cast, sensitivity=Sensitivity.SEVERE)
    seen = Relationship.objects.visible_to(cast.writer).filter(sensitivity=Sensitivity.SEVERE)
    assert seen.count() == 3
    assert not Relationship.objects.visible_to(cast.keeper).filter(sensitivity=Sensitivity.SEVERE)


def test_stopping_half_way_takes_nothing_in(cast: Cast) -> None:
    before = contents(), Operation.objects.count()
    many = "who,met\n" + "".join(f"Person {n},12/03/2026\n" for n in range(3000))
    pieces = iter([False, True, True, True])
    with pytest.raises(ImportStopped):
        import_register(**about(cast, many), stop=lambda: next(pieces, True))
    assert (contents(), Operation.objects.count()) == before


@pytest.mark.parametrize("role", ["reader", "outsider"])
def test_only_a_writer_of_the_circle_takes_a_register_in(cast: Cast, role: str) -> None:
    with pytest.raises((NotThere, CannotBe)):
        take(cast, by=role)


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": {"met": "date"}},
        {"date_order": ""},
        {"circle": "nowhere"},
    ],
)
def test_a_map_that_says_too_little_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    with pytest.raises(CannotBe) as refused:
        check_register(**about(cast, **changes))
    assert refused.value.next


def test_real_names_of_a_register_are_minded_in_its_own_notes_and_in_older_ones(cast: Cast) -> None:
    old = cast.meet(9, line="With Yousef Haddad till late.")
    text = (
        "who,name,met,what\n"
        "The smith,Yousef Haddad,12/03/2026,Yousef Haddad asked after us\n"
        "The smith,,13/03/2026,He asked after us\n"
    )
    columns = {"who": "alias", "name": "real_name", "met": "date", "what": "line"}
    done = take(cast, text, columns=columns)
    marked = Mark.objects.filter(names=1, kind="interaction").values("row")
    assert {row.line for row in Interaction.objects.filter(pk__in=marked)} == {
        old.line,
        "Yousef Haddad asked after us",
    }
    assert {row.relationship_id for row in Finding.objects.filter(code="D02")} == {
        cast.kamil.pk,
        Relationship.objects.get(counterpart__alias="The smith").pk,
    }
    history.undo(asking=asked_by(cast.writer), key=done.change_set)
    assert not Mark.objects.exists()
    assert not Finding.objects.filter(code="D02").exists()


def test_so_are_they_where_a_register_brings_very_many(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(judging, "_MOST_NAMES", 2)
    cast.meet(9, line="With Person3 Haddad till late.")
    rows = "".join(f"Number {n},Person{n} Haddad,12/03/2026,Tea\n" for n in range(9))
    columns = {"who": "alias", "name": "real_name", "met": "date", "what": "line"}
    done = take(cast, "who,name,met,what\n" + rows, columns=columns)
    (mark,) = Mark.objects.all()
    assert Interaction.objects.get(pk=mark.row).line.startswith("With Person3")
    history.undo(asking=asked_by(cast.writer), key=done.change_set)
    assert not Mark.objects.exists()


def test_a_visit_with_somebody_severe_stays_for_those_named(cast: Cast) -> None:
    cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    text = "who,met,what\nThe heron; Abu Kamil,12/03/2026,Tea on the quay\n"
    columns = {"who": "alias", "met": "date", "what": "line"}
    take(cast, text, columns=columns, split=("semicolon",))
    for who, seen in (("writer", {"The heron", "Abu Kamil"}), ("keeper", {"Abu Kamil"})):
        rows = Interaction.objects.visible_to(cast.who(who)).filter(line="Tea on the quay")
        aliases = {one.relationship.counterpart.alias for row in rows for one in row.theirs.all()}
        assert (aliases, rows.count()) == (seen, len(seen))


def test_a_severe_register_hides_no_visit_of_somebody_known_to_all(cast: Cast) -> None:
    take(cast, sensitivity=Sensitivity.SEVERE)
    seen = Interaction.objects.visible_to(cast.keeper)
    assert [row.line for row in seen] == ["Asked after the road"]


def test_what_a_register_brought_is_judged_with_it(cast: Cast) -> None:
    rejudge_due(today=cast.DAY)
    take(cast)
    assert not Relationship.objects.filter(judged_on=None).exists()
    before = list(Finding.objects.order_by("relationship", "code").values_list("code", "on"))
    judging.rejudge_all(today=cast.DAY)
    after = list(Finding.objects.order_by("relationship", "code").values_list("code", "on"))
    assert after == before
    assert before


def test_a_register_is_not_taken_back_under_later_work(cast: Cast) -> None:
    done = take(cast)
    master = Relationship.objects.get(counterpart__alias="The harbour master")
    cast.meet(0, whom=master, line="Tea once more")
    with pytest.raises(ChangedSince) as refused:
        history.undo(asking=asked_by(cast.writer), key=done.change_set)
    told = refused.value.worded().says
    assert "The harbour master: 2026-03-16 Tea once more" in told, "which record is in the way"
    assert Relationship.objects.filter(pk=master.pk).exists()


def test_of_what_is_in_the_way_only_what_one_may_see_is_named(cast: Cast) -> None:
    done = take(cast, sensitivity=Sensitivity.SEVERE, by="writer")
    master = Relationship.objects.get(counterpart__alias="The harbour master")
    hidden = cast.meet(0, whom=master, line="Only for those named")
    refusal = BuiltOn({Interaction: {hidden.pk}})
    assert "harbour" in named(cast.writer, refusal).worded().says
    for who in ("keeper", "reader", "outsider"):
        told = named(cast.who(who), refusal).worded().says
        assert "harbour" not in told
        assert "named" not in told
    assert done.change_set


def test_an_upload_is_its_bringers_alone(cast: Cast) -> None:
    upload = keep_upload(asking=asked_by(cast.writer), name="r.csv", data=REGISTER.encode())
    assert upload_of(cast.writer, upload.pk) == upload
    for who in ("keeper", "reader", "outsider"):
        with pytest.raises(NotThere):
            upload_of(cast.who(who), upload.pk)
    with pytest.raises(NotThere):
        undo_import(asking=asked_by(cast.writer), upload=upload)


def test_the_same_register_again_adds_nothing_and_the_check_says_so(cast: Cast) -> None:
    take(cast)
    before = contents()
    answer = check_register(**about(cast))
    assert (answer.good, answer.again, answer.interactions, answer.people) == (5, 5, 0, 0)
    assert answer.brings_nothing
    again = take(cast)
    assert (again.counts.interactions, again.counts.again) == (0, 5)
    assert again.change_set is None, "there is nothing to take back"
    assert contents() == before


def test_a_register_that_grew_adds_only_what_is_new(cast: Cast) -> None:
    take(cast)
    grown = REGISTER + "Abu Kamil,16/03/2026,Tea,Brigade,Idris\nNew one,16/03/2026,Tea,Port,Idris\n"
    answer = check_register(**about(cast, grown))
    assert (answer.again, answer.interactions, answer.people) == (5, 2, 1)
    added = take(cast, grown)
    assert (added.counts.again, added.counts.interactions, added.counts.people) == (5, 2, 1)
    assert cast.kamil.presences.count() == 2


def test_two_alike_rows_are_two_meetings_and_a_third_is_one_more(cast: Cast) -> None:
    row = "Abu Kamil,14/03/2026,Asked after the road,Brigade,Idris\n"
    head = "who,met,what,office,ours\n"
    take(cast, head + row * 2)
    assert cast.kamil.presences.count() == 2
    take(cast, head + row * 3)
    assert cast.kamil.presences.count() == 3


def test_another_of_us_on_the_same_day_is_another_meeting(cast: Cast) -> None:
    take(cast, "who,met,what,ours\nAbu Kamil,14/03/2026,Tea,Idris\n")
    take(cast, "who,met,what,ours\nAbu Kamil,14/03/2026,Tea,Yusra\n")
    assert cast.kamil.presences.count() == 2


def test_what_was_taken_back_is_not_there_any_more_and_can_be_brought_again(cast: Cast) -> None:
    done = take(cast)
    history.undo(asking=asked_by(cast.writer), key=done.change_set)
    assert take(cast).counts.interactions == 4


def test_names_said_to_be_one_are_taken_in_as_one(cast: Cast) -> None:
    same = {"The harbor master": "The harbour master"}
    answer = check_register(**about(cast, same=same))
    assert (answer.people, answer.pair_count) == (2, 0)
    take(cast, same=same)
    master = Relationship.objects.get(counterpart__alias__startswith="The harb")
    assert master.presences.count() == 3


def test_somebody_new_can_be_said_to_be_somebody_known(cast: Cast) -> None:
    text = "who,met,what\nAboo Kamel,14/03/2026,Tea\n"
    (pair,) = check_register(**about(cast, text)).pairs
    assert (pair.name, pair.kept, pair.known) == ("Aboo Kamel", "Abu Kamil", True)
    take(cast, text, same={pair.name: pair.kept})
    assert cast.kamil.presences.count() == 1


def test_of_two_new_names_the_one_named_more_often_is_offered_to_keep(cast: Cast) -> None:
    (pair,) = check_register(**about(cast)).pairs
    assert (pair.name, pair.kept, pair.known) == ("The harbor master", "The harbour master", False)


def test_being_one_with_oneself_or_in_a_ring_ends(cast: Cast) -> None:
    same = {"A one": "B one", "B one": "A one", "C one": "C one"}
    text = "who,met\nA one,12/03/2026\nB one,12/03/2026\nC one,12/03/2026\n"
    assert check_register(**about(cast, text, same=same)).good == 3


def test_real_names_alone_are_compared_with_sealed_ones_and_show_only_an_alias(cast: Cast) -> None:
    columns = {"who": "real_name", "met": "date"}
    take(cast, "who,met\nYousef Haddad,12/03/2026\n", columns=columns)
    text = "who,met\nYusuf Hadad,13/03/2026\n"
    (pair,) = check_register(**about(cast, text, columns=columns)).pairs
    assert (pair.name, pair.kept, pair.known) == ("Yusuf Hadad", "Contact 1", True)
    take(cast, text, columns=columns, same={pair.name: pair.kept})
    assert Relationship.objects.get(counterpart__alias="Contact 1").presences.count() == 2


def _register(people: int, name: str = "Contact") -> str:
    rows = (f"{name} {n},{n % 28 + 1}/02/2026,Met {n},Idris\n" for n in range(people))
    return "who,met,what,ours\n" + "".join(rows)


def _asked(work: Callable[[], Any]) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as questions:
        answer = work()
    return len(questions), answer


def test_more_rows_and_more_people_there_ask_no_more_of_the_store(cast: Cast) -> None:
    asked = []
    for people in (20, 120):
        register = about(cast, _register(people))
        checked, _ = _asked(partial(check_register, **register))
        imported, done = _asked(partial(import_register, **register))
        undone, _ = _asked(partial(history.undo, register["asking"], key=done.change_set))
        asked.append((checked, imported, undone))
        import_register(**about(cast, _register(60, "Somebody")))
    few, many = asked
    signed = 1  # every hundred operations
    assert all(more <= less + signed for less, more in zip(few, many, strict=True)), asked
