"""A whole register: read by a map, checked without writing, taken in and taken back as one."""

from dataclasses import replace
from typing import Any

import pytest

from cast import Cast
from rapport.actions import history
from rapport.exchange import registers
from rapport.exchange.register_map import RegisterMap
from rapport.records.models import (
    Colleague,
    Finding,
    Interaction,
    NameKey,
    Operation,
    Relationship,
    SealedName,
    SearchEntry,
    Sensitivity,
)
from rapport.records.operations import parts_of, recorded_models
from rapport.records.rebuilding import differences
from rapport.records.refusals import CannotBe, NotThere

REGISTER = (
    "who,met,what,office,ours\n"
    "The harbour master,12/03/2026,Tea on the quay,Port,Idris\n"
    "Abu Kamil,14/03/2026,Asked after the road,Brigade,Idris\n"
    "The harbour master,15/02/2026,A call,Port,Writer\n"
    "Sitt Nadia,31/02/2026,No such day,Clinic,Idris\n"
    ",01/03/2026,Nobody,Clinic,Idris\n"
    "The harbor master,16/03/2026,Spelt otherwise,Port,Idris\n"
)
COLUMNS = {"who": "alias", "met": "date", "what": "line", "office": "actor", "ours": "ours"}


def mapped(cast: Cast, **changes: Any) -> RegisterMap:
    made = RegisterMap(columns=COLUMNS, circle=str(cast.circle.pk), date_order="dmy")
    return replace(made, **changes)


def about(
    cast: Cast, text: str = REGISTER, *, by: str = "writer", **changes: Any
) -> dict[str, Any]:
    made = mapped(cast, **changes)
    data = text.encode()
    who = cast.who(by)
    return {"by": who, "made": made, "name": "r.csv", "data": data, "today": cast.DAY}


def take(cast: Cast, text: str = REGISTER, *, by: str = "writer", **changes: Any) -> Any:
    return registers.take_in(**about(cast, text, by=by, **changes), now=cast.at()["now"])


def contents() -> dict[str, list[Any]]:
    tables = [*recorded_models().values(), Finding, NameKey, SearchEntry]
    tables += [part for model in recorded_models().values() for part in parts_of(model).values()]
    found = {}
    for table in tables:
        names = [one.attname for one in table._meta.concrete_fields]
        kept = [name for name in names if name not in ("id", "revised", "judged_on")]
        found[table.__name__] = sorted(table._base_manager.values_list(*kept), key=repr)
    return found


def test_a_check_says_what_would_be_and_writes_nothing(cast: Cast) -> None:
    before = contents(), Operation.objects.count()
    answer = registers.check(**about(cast))
    assert (answer.rows, answer.good) == (6, 4)
    assert (answer.people, answer.known, answer.interactions) == (2, 1, 4)
    assert [(fault.row, fault.column, fault.code) for fault in answer.faults] == [
        (5, "date", "no_such_day"),
        (6, "alias", "nobody"),
    ]
    assert (contents(), Operation.objects.count()) == before


def test_likely_doubles_are_listed_and_never_merged(cast: Cast) -> None:
    answer = registers.check(**about(cast))
    assert answer.pair_count == 1
    assert {*answer.pairs[0][:2]} == {"The harbour master", "The harbor master"}
    take(cast)
    harbour = Relationship.objects.filter(counterpart__alias__startswith="The harb")
    assert harbour.count() == 2


def test_taking_in_meets_who_is_known_and_undoing_leaves_everything_as_it_was(cast: Cast) -> None:
    cast.meet(20)
    before = contents()
    done = take(cast)
    assert (done.counts.people, done.counts.known, done.left_out) == (2, 1, 2)
    assert cast.kamil.presences.count() == 2
    master = Relationship.objects.get(counterpart__alias="The harbour master")
    assert str(master.opened) == "2026-02-15", "opened on the earliest day the register names"
    assert master.lead_id == cast.writer.pk
    assert differences() == []
    history.undo(by=cast.writer, **cast.at(), key=done.deed)
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


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-03-02"), ("mdy", "2026-02-03")])
def test_days_are_read_in_the_order_that_was_said(cast: Cast, order: str, day: str) -> None:
    take(cast, "who,met\nThe ferryman,02/03/2026\n", date_order=order)
    assert str(Interaction.objects.get().on) == day


def test_days_of_the_other_calendar_are_read_too(cast: Cast) -> None:
    take(cast, "who,met\nThe ferryman,01/09/1447\n", calendar="hijri")
    assert str(Interaction.objects.get().on) == "2026-02-18"


def test_several_people_in_one_cell_are_parted_only_if_allowed(cast: Cast) -> None:
    text = "who,met\nThe ferryman; The smith,12/03/2026\n"
    take(cast, text)
    assert Relationship.objects.filter(counterpart__alias="The ferryman; The smith").exists()
    take(cast, text, split=("semicolon",))
    logged = Interaction.objects.latest("revised")
    assert logged.theirs.count() == 2


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
    assert seen.count() == 2
    assert not Relationship.objects.visible_to(cast.keeper).filter(sensitivity=Sensitivity.SEVERE)


def test_stopping_half_way_takes_nothing_in(cast: Cast) -> None:
    before = contents(), Operation.objects.count()
    many = "who,met\n" + "".join(f"Person {n},12/03/2026\n" for n in range(3000))
    pieces = iter([False, True, True, True])
    with pytest.raises(registers.ImportStopped):
        registers.take_in(
            **about(cast, many), now=cast.at()["now"], stop=lambda: next(pieces, True)
        )
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
        registers.check(**about(cast, **changes))
    assert refused.value.next
