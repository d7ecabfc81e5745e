"""What is one colleague's own is in nothing that leaves the store, whoever asks, its writer too."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from cast import Cast
from in_turn import seeds
from rapport.actions import meetings, team
from rapport.briefings.find import find
from rapport.briefings.history import history
from rapport.briefings.person_record import person_record
from rapport.exchange.exports import Order, make
from rapport.exchange.exports.catalogue import KINDS
from rapport.records import judging
from rapport.records.models import Duty, Meeting, Office, Part, ScopedModel, SearchEntry
from rapport.records.operations import recorded_models
from rapport.records.recording import change_set
from rapport.refusals import Refusal
from records.every_kind import note, scoped_kinds

ROLES = ("writer", "keeper", "elsewhere", "auditor", "member", "reader", "outsider")
STRANGERS = ("outsider", "elsewhere")
OWN = [kind for kind in scoped_kinds() if kind.OWN_UNTIL is not None]
CANARY = "Canary"


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Everybody there is, a meeting to come, and a private row of every kind that may be one."""
    keeper = cast.asking("keeper")
    for name, duty in (("member", Duty.NEGOTIATOR), ("auditor", Duty.AUDITOR)):
        one = team.add_colleague(keeper, name=name.title(), sign_in=name, duties=[duty]).row
        team.admit(keeper, circle=cast.circle.pk, colleague=one.pk, part=Part.WRITER)
        cast.everyone[name] = one
    head = {"name": "Head", "sign_in": "elsewhere", "duties": [Duty.HEAD_OF_OFFICE]}
    cast.everyone["elsewhere"] = one = team.add_colleague(keeper, **head).row
    one.office = Office.objects.get(pk=team.add_office(keeper, name="Field").row.pk)
    one.save(update_fields=["office"])
    meetings.plan_meeting(cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY)
    for kind in OWN:
        own(cast, kind)
    judging.rejudge_all(today=cast.DAY)
    return cast


def own(cast: Cast, kind: type[ScopedModel]) -> None:
    """Write a row that is the writer's alone, with the word in each of its texts."""
    declared: Any = kind.OWN_UNTIL
    row = note(cast, kind, cast.kamil)
    with change_set("change_any", cast.asking("writer")) as changes:
        nobody = {name: None for name in declared.readers if kind._meta.get_field(name).null}
        values = {**dict.fromkeys(kind.TEXTS, CANARY), **nobody, declared.whose: cast.writer}
        if declared.shared:
            values[declared.shared] = False
        changes.change(row, **values)
    assert row.is_private


def unpacked(data: bytes) -> bytes:
    """Return what stands in a file, also in one that is packed, as workbooks are."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def exported(cast: Cast, who: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file that can be made, of the whole list and of everything it can be of."""
    asking = cast.asking(who)
    meeting = Meeting.objects.filter(state="planned").first()
    narrowed = ({}, {"key": str(cast.kamil.pk)}, {"key": str(meeting.pk if meeting else "")})
    more = ({"person": str(cast.kamil.pk)}, {"month": "2026-02"})
    for kind in KINDS:
        columns = tuple(one.name for one in kind.columns)
        for form in kind.forms:
            for filters in (*narrowed, *more):
                order = Order("analysis", columns, form.name, names_why="Why", clear_why="Read")
                try:
                    made = make(asking, kind, order, filters)
                    yield f"{kind.name} {form.name}", unpacked(made.data)
                except Refusal:  # there is nothing of that for them
                    continue


def test_the_kinds_that_may_be_one_s_own_are_these() -> None:
    assert {kind.__name__ for kind in OWN} == {
        *("AfterHardMeeting", "BoundaryCheck", "Debrief", "Insight", "NoteOffer", "Pressure")
    }
    assert (
        not {kind.name for kind in KINDS}
        & recorded_models().keys()
        & {str(kind._meta.model_name) for kind in OWN}
    )


@pytest.mark.parametrize("who", seeds(ROLES, ordinary=3))
def test_it_is_in_no_export_record_history_or_search(world: Cast, who: str) -> None:
    asking = world.asking(who)
    files = list(exported(world, who))
    for name, data in files:
        assert CANARY.encode() not in data, name
    assert len(files) > 10
    assert (who in STRANGERS) != any(b"Abu Kamil" in data for _name, data in files)
    if who not in STRANGERS:
        assert CANARY not in repr(person_record(asking, world.kamil.pk))
    assert not find(asking, CANARY).notes
    private = {kind._meta.model_name for kind in OWN if not kind.OWN_UNTIL.is_shared}
    if who != "writer":
        for line in history(asking).change_sets:
            assert not private & set(line.kinds), line


def test_nothing_of_it_is_indexed(world: Cast) -> None:
    keys = {row.pk for kind in OWN for row in kind.objects.all() if row.is_private}
    assert len(keys) == len(OWN)
    assert not SearchEntry.objects.filter(row__in=keys).exists()
