"""What importing a register of officials would do, and what is to be answered first.

Nothing is written here; ``import_officials`` reads the same way and then does it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from rapport.actions.people import writable_circle
from rapport.imports.known import name_key
from rapport.imports.officials.columns import dates_of
from rapport.imports.officials.known import Person, known_in, people_in
from rapport.imports.officials.mapping import OfficialsMap, check_complete
from rapport.imports.officials.plan import Answers, Plan, plan
from rapport.imports.officials.row_reader import OfficialReader
from rapport.imports.officials.rows import Notice, OfficialRow
from rapport.imports.reading import UnreadColumns
from rapport.imports.rows import Fault
from rapport.imports.tables import PassedOver, RowWarning, Table, read_table
from rapport.names import likely_duplicates
from rapport.records.asking import Asking
from rapport.records.models import Actor, Circle
from rapport.records.refusals import CannotBe

MOST_ROWS = 5_000
PAIRS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class MayBe:
    """A name in the file, by its ``key``, that may be somebody we know; ``chosen`` if said so."""

    key: str
    name: str
    relationship: uuid.UUID
    alias: str
    why: tuple[str, ...]
    chosen: bool


@dataclass
class OfficialsCheck:
    """What importing a register of officials would do.

    ``new`` tenures would be added, ``ends`` recorded ones are filled in, ``again`` are recorded
    already. ``waiting`` rows hang on a question that nobody has answered.
    """

    plan: Plan
    circle: Circle
    rows: int = 0
    good: int = 0
    groups: int = 0
    posts: int = 0
    new: int = 0
    acting: int = 0
    fills: int = 0
    again: int = 0
    waiting: int = 0
    successions: int = 0
    vacancies: int = 0
    by_next: int = 0
    vacant: int = 0
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    people: list[MayBe] = field(default_factory=list)
    people_chosen: dict[str, Person] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    passed_over: Sequence[PassedOver] = ()
    warnings: Sequence[RowWarning] = ()

    @property
    def brings_nothing(self) -> bool:
        """Say whether there is nothing to write."""
        return not (self.groups or self.posts or self.new or self.fills)


def check_officials(
    asking: Asking, *, mapping: OfficialsMap, name: str, data: bytes
) -> OfficialsCheck:
    """Read a register of officials by its map, and say what importing it would do."""
    table = read_table(data, name=name, wish=mapping.as_wish())
    if len(table.rows) > MOST_ROWS:
        raise CannotBe(
            gettext_noop("This register has %(found)s rows; at most %(limit)s are read at once."),
            next_step=gettext_noop(
                "Split the file into smaller ones and import them one after the other."
            ),
            found=len(table.rows),
            limit=MOST_ROWS,
        )
    mapping = mapping.with_headers_of(table.headers)
    days = dates_of(table, mapping.columns)
    dated = days is not None
    check_complete(mapping, dated=dated, calendars=len(days.calendars) if days else 1)
    circle = writable_circle(asking.me, uuid.UUID(mapping.circle))
    return _checked(asking, mapping, table, circle)


def _checked(asking: Asking, mapping: OfficialsMap, table: Table, circle: Circle) -> OfficialsCheck:
    reader = OfficialReader(
        mapping, table.headers, asking.day, group=_group(asking, mapping, circle)
    )
    read = [reader.read(row.number, row.cells) for row in table.rows]
    rows = [row for row in read if isinstance(row, OfficialRow)]
    people = people_in(asking.me, circle.pk)
    known = known_in(asking.me, circle.pk, people)
    answers = Answers(mapping.end_by_next, mapping.apart, mapping.one_post, mapping.answers)
    planned = plan(rows, known, answers)
    check = OfficialsCheck(planned, circle, rows=len(read))
    check.faults = [row for row in read if isinstance(row, Fault)] + planned.faults
    check.faults.sort(key=lambda fault: fault.row)
    check.notices = sorted(reader.notices + planned.notices, key=lambda one: one.row)
    unread = UnreadColumns(table.headers, mapping)
    unread.count(table.rows)
    check.left_out = unread.filled()
    check.passed_over, check.warnings = table.passed_over, table.warnings
    check.good = check.rows - len(check.faults)
    _count(check)
    _suggest(check, mapping, people)
    return check


def _count(check: OfficialsCheck) -> None:
    check.groups = sum(group.key is None for group in check.plan.groups)
    for one in check.plan.posts:
        check.posts += one.post.key is None and one.comes
        check.vacant += not any(claim.rows for claim in one.line.claims)
        check.successions += len(one.line.followed)
        check.vacancies += sum(each.vacant is not None for each in one.line.followed)
        check.waiting += sum(len(claim.rows) for claim in one.line.claims if claim.waits)
        for claim in one.standing:
            check.new += claim.is_new
            check.acting += claim.is_new and claim.acting
            check.by_next += claim.until_by_next
            check.fills += bool(claim.fills)
            check.again += not claim.is_new and not claim.fills


def _suggest(check: OfficialsCheck, mapping: OfficialsMap, people: Sequence[Person]) -> None:
    """Say whose name in the file may be somebody's we deal with; nobody becomes one by itself."""
    names = {
        name_key(claim.name): claim.name
        for claim in check.plan.claims
        if claim.is_new and claim.rows
    }
    by_key = {str(one.relationship): one for one in people}
    for folded, key in mapping.same.items():
        if folded in names and key in by_key:
            check.people_chosen[folded] = by_key[key]
    against = [((one, name), name) for one in people for name in one.names]
    told: dict[tuple[str, uuid.UUID], MayBe] = {}
    alike = likely_duplicates([((None, folded), name) for folded, name in names.items()], against)
    for (_, folded), (person, _name), why in alike:
        if isinstance(person, Person):
            chosen = check.people_chosen.get(str(folded)) is person
            told.setdefault(
                (str(folded), person.relationship),
                MayBe(
                    str(folded), names[str(folded)], person.relationship, person.alias, why, chosen
                ),
            )
    check.people = list(told.values())[:PAIRS_SHOWN]


def _group(asking: Asking, mapping: OfficialsMap, circle: Circle) -> str:
    """Return what the one group of the whole file is called, if one was chosen."""
    if not mapping.group:
        return ""
    try:
        key = uuid.UUID(mapping.group)
    except ValueError:
        return mapping.group
    actor = Actor.objects.one_changeable_by(asking.me, key)
    if actor.circle_id != circle.pk:
        raise CannotBe(
            gettext_noop("The group is in another circle."),
            next_step=gettext_noop("Choose the circle of the group."),
        )
    return str(actor.name)
